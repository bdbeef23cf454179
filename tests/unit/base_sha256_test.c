// SPDX-License-Identifier: Apache-2.0
// SHA-256: the examples of FIPS 180-4, and sizes around a block's end.
#include "base/table.h"
#include "test.h"

static void check(const char *text, size_t size, const char *expected)
{
    char hex[65];
    hash_sha256(text, size, hex);
    CHECK_TEXT(slice_of(hex), expected);
}

TEST(base_sha256_examples)
{
    static char many[1000000];
    check("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    memset(many, 'a', sizeof many);
    check(many, sizeof many, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
