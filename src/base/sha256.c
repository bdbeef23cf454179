// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4): a plain version, and one by the processor's own instructions where it has
// them (four times the speed; every input of the program is hashed). Both give the same.
#include "base/table.h"

#include <stdio.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t rotate(uint32_t x, int bits)
{
    return x >> bits | x << (32 - bits);
}

static void block_plain(uint32_t state[8], const uint8_t block[64])
{
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t b = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t e = rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25);
        uint32_t choose = (s[4] & s[5]) ^ (~s[4] & s[6]);
        uint32_t first = s[7] + e + choose + constants[i] + w[i];
        uint32_t a = rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22);
        uint32_t second = a + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

static void blocks_plain(uint32_t state[8], const uint8_t *blocks, size_t count)
{
    for (; count; count--, blocks += 64)
        block_plain(state, blocks);
}

#if defined(__x86_64__)
static bool has_instructions(void)
{
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1))
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

// The instructions keep the state as ABEF and CDGH and do two rounds at a time.
__attribute__((target("sha,sse4.1,ssse3"))) static void
blocks_fast(uint32_t state[8], const uint8_t *blocks, size_t count)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bll, 0x0405060700010203ll);
    __m128i words[4];
    __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0xB1);
    __m128i efgh =
        _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(state + 4)), 0x1B);
    __m128i first = _mm_alignr_epi8(abcd, efgh, 8), second = _mm_blend_epi16(efgh, abcd, 0xF0);
    for (; count; count--, blocks += 64) {
        const __m128i old_first = first, old_second = second;
#pragma GCC unroll 16 // the four words stay in registers
        for (int group = 0; group < 16; group++) {
            __m128i *word = &words[group & 3];
            if (group < 4) {
                const void *at = blocks + 16 * group;
                *word = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)at), swap);
            } else {
                __m128i before = words[(group + 3) & 3];
                __m128i sum = _mm_sha256msg1_epu32(*word, words[(group + 1) & 3]);
                sum = _mm_add_epi32(sum, _mm_alignr_epi8(before, words[(group + 2) & 3], 4));
                *word = _mm_sha256msg2_epu32(sum, before);
            }
            const void *keys = constants + 4 * group;
            __m128i key = _mm_add_epi32(*word, _mm_loadu_si128((const __m128i *)keys));
            second = _mm_sha256rnds2_epu32(second, first, key);
            first = _mm_sha256rnds2_epu32(first, second, _mm_shuffle_epi32(key, 0x0E));
        }
        first = _mm_add_epi32(first, old_first);
        second = _mm_add_epi32(second, old_second);
    }
    first = _mm_shuffle_epi32(first, 0x1B);
    second = _mm_shuffle_epi32(second, 0xB1);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(first, second, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(second, first, 8));
}
#else
#define has_instructions() false
#define blocks_fast blocks_plain
#endif

void hash_sha256(const void *data, size_t size, char hex[65])
{
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const uint8_t *bytes = data;
    void (*hash_blocks)(uint32_t state[8], const uint8_t *blocks, size_t count) =
        has_instructions() ? blocks_fast : blocks_plain;
    size_t done = size / 64 * 64;
    hash_blocks(state, bytes, size / 64);
    uint8_t tail[128] = {0};
    size_t rest = size - done, tail_size = rest < 56 ? 64 : 128;
    if (rest)
        memcpy(tail, bytes + done, rest);
    tail[rest] = 0x80;
    for (int i = 0; i < 8; i++)
        tail[tail_size - 1 - (size_t)i] = (uint8_t)((uint64_t)size * 8 >> 8 * i);
    hash_blocks(state, tail, tail_size / 64);
    for (int i = 0; i < 8; i++)
        snprintf(hex + 8 * i, 9, "%08x", state[i]);
}
