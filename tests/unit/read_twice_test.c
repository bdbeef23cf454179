// SPDX-License-Identifier: Apache-2.0
// Text encoded twice, and text that only looks like it.
#include "read/twice.h"
#include "test.h"

TEST(read_twice_characters)
{
    char out[4];
    size_t size;
    CHECK(twice_next(SLICE("Ã©tÃ©"), 0, out, &size) == 4 && slice_is((struct slice){out, size}, "é"));
    CHECK(twice_next(SLICE("â€™eau"), 0, out, &size) == 8 && slice_is((struct slice){out, size}, "’"));
    CHECK(twice_next(SLICE("été"), 0, out, &size) == 0);
    CHECK(twice_next(SLICE("é\xC2\xA0»"), 0, out, &size) == 0); // no Chinese character
    CHECK(twice_next(SLICE("Ã"), 0, out, &size) == 0);
}

TEST(read_twice_pages)
{
    CHECK(twice_encoded(SLICE("L'Ã©tÃ© de la rÃ©union")));
    CHECK(!twice_encoded(SLICE("L'été de la réunion, « dès ce soir », « à l'école », fut gâché.")));
    CHECK(!twice_encoded(SLICE("On lit « Ã© » au lieu de « é » sur ce site.")));
}
