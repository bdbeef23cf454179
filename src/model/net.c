// SPDX-License-Identifier: Apache-2.0
// The kernels of small networks (net.h): scalar, on x86-64 SSE2, AVX2 and AVX-512, chosen by what
// the processor can do, on arm64 NEON. All give the same bits.
#include "model/net.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static inline int32_t load_scalar(const void *from)
{
    int32_t value;
    memcpy(&value, from, sizeof value);
    return value;
}

static inline void store_scalar(void *to, int32_t value)
{
    memcpy(to, &value, sizeof value);
}

// Sum and products of two pairs of int16; sums wrap, as vector sums do.
static inline int32_t madd_scalar(int32_t sum, int32_t a, int32_t b)
{
    int32_t low =
        (int16_t)(uint16_t)((uint32_t)a & 0xffff) * (int16_t)(uint16_t)((uint32_t)b & 0xffff);
    int32_t high = (int16_t)(uint16_t)((uint32_t)a >> 16) * (int16_t)(uint16_t)((uint32_t)b >> 16);
    return (int32_t)((uint32_t)sum + (uint32_t)low + (uint32_t)high);
}

typedef int8_t net_bytes_32 __attribute__((vector_size(32)));
typedef int16_t net_sums_32 __attribute__((vector_size(64)));

#define NAME(function) function##_scalar
#define TARGET
#define VECTOR int32_t
#define LANES 1u
#define LOAD(from) load_scalar(from)
#define STORE(to, value) store_scalar(to, value)
#define SPREAD(from) load_scalar(from)
#define MADD(sum, a, b) madd_scalar(sum, a, b)
#include "model/net_kernel.h"

static void multiply_bytes_scalar(const uint8_t *x, uint32_t x_row, const int8_t *weights,
                                  int32_t *out, uint32_t out_row, uint32_t m, uint32_t n,
                                  uint32_t k)
{
    for (uint32_t i = 0; i < m; i++) {
        const uint8_t *from = x + (size_t)i * x_row;
        int32_t *to = out + (size_t)i * out_row;
        memset(to, 0, n * sizeof *to);
        for (uint32_t p = 0; p < k; p += 4) {
            const int8_t *w = weights + (size_t)p * n;
            for (size_t j = 0; j < n; j++)
                to[j] += from[p] * w[4 * j] + from[p + 1] * w[4 * j + 1] +
                         from[p + 2] * w[4 * j + 2] + from[p + 3] * w[4 * j + 3];
        }
    }
}

#ifdef __x86_64__
#include <immintrin.h>

#define NAME(function) function##_sse2
#define TARGET
#define VECTOR __m128i
#define LANES 4u
#define LOAD(from) _mm_loadu_si128((const __m128i *)(const void *)(from))
#define STORE(to, value) _mm_storeu_si128((__m128i *)(void *)(to), value)
#define SPREAD(from) _mm_set1_epi32(load_scalar(from))
#define MADD(sum, a, b) _mm_add_epi32(sum, _mm_madd_epi16(a, b))
#include "model/net_kernel.h"

#define NAME(function) function##_avx2
#define TARGET __attribute__((target("avx2")))
#define VECTOR __m256i
#define LANES 8u
#define LOAD(from) _mm256_loadu_si256((const __m256i *)(const void *)(from))
#define STORE(to, value) _mm256_storeu_si256((__m256i *)(void *)(to), value)
#define SPREAD(from) _mm256_set1_epi32(load_scalar(from))
#define MADD(sum, a, b) _mm256_add_epi32(sum, _mm256_madd_epi16(a, b))
#include "model/net_kernel.h"

// Bytes without VNNI: widened to int16, so that no pair of products is cut.
__attribute__((target("avx2"))) static inline __m256i bytes_pairs(__m256i sum, __m256i x, __m256i w)
{
    return _mm256_add_epi32(sum, _mm256_madd_epi16(x, w));
}

// Four int16 in every quarter.
__attribute__((target("avx2"))) static inline __m256i four_spread(const int16_t *from)
{
    int64_t four;
    memcpy(&four, from, sizeof four);
    return _mm256_set1_epi64x(four);
}

// A row of bytes as int16.
__attribute__((target("avx2"))) static inline void row_widen(const uint8_t *x, uint32_t k,
                                                             int16_t *to)
{
    for (uint32_t p = 0; p < k; p++)
        to[p] = x[p];
}

// Sums of columns 0..3 and 4..7, two halves each, to out[0..8).
__attribute__((target("avx2"))) static inline void bytes_store(int32_t *out, __m256i low,
                                                               __m256i high)
{
    __m256i both = _mm256_permute4x64_epi64(_mm256_hadd_epi32(low, high), 0xD8);
    _mm256_storeu_si256((__m256i *)(void *)out, both);
}

__attribute__((target("avx2"))) static void
multiply_bytes_avx2(const uint8_t *x, uint32_t x_row, const int8_t *weights, int32_t *out,
                    uint32_t out_row, uint32_t m, uint32_t n, uint32_t k)
{
    int16_t wide[4][NET_WIDTH_LIMIT];
    assert(k <= NET_WIDTH_LIMIT);
    for (uint32_t i = 0; i < m; i += 4) {
        // where fewer than four rows are left, the others are of no use and are not stored
        uint32_t left = m - i < 4 ? m - i : 4;
        for (uint32_t r = 0; r < 4; r++)
            row_widen(x + (size_t)(i + (r < left ? r : 0)) * x_row, k, wide[r]);
        for (uint32_t j = 0; j < n; j += 8) {
            __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
            const int8_t *w = weights + 4 * (size_t)j;
            for (uint32_t p = 0; p < k; p += 4, w += 4 * (size_t)n) {
                __m256i low =
                    _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)w));
                __m256i high =
                    _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(w + 16)));
                __m256i s = four_spread(wide[0] + p), t = four_spread(wide[1] + p);
                __m256i u = four_spread(wide[2] + p), v = four_spread(wide[3] + p);
                a = bytes_pairs(a, s, low), b = bytes_pairs(b, s, high);
                c = bytes_pairs(c, t, low), d = bytes_pairs(d, t, high);
                e = bytes_pairs(e, u, low), f = bytes_pairs(f, u, high);
                g = bytes_pairs(g, v, low), h = bytes_pairs(h, v, high);
            }
            int32_t *to = out + (size_t)i * out_row + j;
            bytes_store(to, a, b);
            if (left > 1)
                bytes_store(to + out_row, c, d);
            if (left > 2)
                bytes_store(to + 2 * (size_t)out_row, e, f);
            if (left > 3)
                bytes_store(to + 3 * (size_t)out_row, g, h);
        }
    }
}

#define VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))

VNNI static void multiply_bytes_avx512(const uint8_t *x, uint32_t x_row, const int8_t *weights,
                                       int32_t *out, uint32_t out_row, uint32_t m, uint32_t n,
                                       uint32_t k)
{
    size_t step = 4 * (size_t)n;
    for (uint32_t i = 0; i < m; i += 4) {
        uint32_t left = m - i < 4 ? m - i : 4;
        const uint8_t *x0 = x + (size_t)i * x_row, *x1 = x0 + (left > 1 ? x_row : 0);
        const uint8_t *x2 = left > 2 ? x1 + x_row : x1, *x3 = left > 3 ? x2 + x_row : x2;
        int32_t *to = out + (size_t)i * out_row;
        int32_t *to1 = to + (left > 1 ? out_row : 0), *to2 = left > 2 ? to1 + out_row : to1;
        int32_t *to3 = left > 3 ? to2 + out_row : to2;
        for (uint32_t j = 0; j < n; j += 32) {
            __m512i a = _mm512_setzero_si512(), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
            const int8_t *w = weights + 4 * (size_t)j;
            for (uint32_t p = 0; p < k; p += 4, w += step) {
                __m512i low = _mm512_loadu_si512(w), high = _mm512_loadu_si512(w + 64);
                __m512i s = _mm512_set1_epi32(load_scalar(x0 + p));
                __m512i t = _mm512_set1_epi32(load_scalar(x1 + p));
                __m512i u = _mm512_set1_epi32(load_scalar(x2 + p));
                __m512i v = _mm512_set1_epi32(load_scalar(x3 + p));
                a = _mm512_dpbusd_epi32(a, s, low), b = _mm512_dpbusd_epi32(b, s, high);
                c = _mm512_dpbusd_epi32(c, t, low), d = _mm512_dpbusd_epi32(d, t, high);
                e = _mm512_dpbusd_epi32(e, u, low), f = _mm512_dpbusd_epi32(f, u, high);
                g = _mm512_dpbusd_epi32(g, v, low), h = _mm512_dpbusd_epi32(h, v, high);
            }
            _mm512_storeu_si512(to + j, a), _mm512_storeu_si512(to + j + 16, b);
            _mm512_storeu_si512(to1 + j, c), _mm512_storeu_si512(to1 + j + 16, d);
            _mm512_storeu_si512(to2 + j, e), _mm512_storeu_si512(to2 + j + 16, f);
            _mm512_storeu_si512(to3 + j, g), _mm512_storeu_si512(to3 + j + 16, h);
        }
    }
}

#define NAME(function) function##_avx512
#define TARGET VNNI
#define VECTOR __m512i
#define LANES 16u
#define LOAD(from) _mm512_loadu_si512((const void *)(from))
#define STORE(to, value) _mm512_storeu_si512((void *)(to), value)
#define SPREAD(from) _mm512_set1_epi32(load_scalar(from))
#define MADD(sum, a, b) _mm512_add_epi32(sum, _mm512_madd_epi16(a, b))
#include "model/net_kernel.h"
#elif defined __aarch64__
#include <arm_neon.h>

static inline int32x4_t madd_neon(int32x4_t sum, int32x4_t a, int32x4_t b)
{
    int16x8_t x = vreinterpretq_s16_s32(a), y = vreinterpretq_s16_s32(b);
    return vaddq_s32(sum, vpaddq_s32(vmull_s16(vget_low_s16(x), vget_low_s16(y)),
                                     vmull_high_s16(x, y)));
}

#define NAME(function) function##_neon
#define TARGET
#define VECTOR int32x4_t
#define LANES 4u
#define LOAD(from) vreinterpretq_s32_u8(vld1q_u8((const uint8_t *)(const void *)(from)))
#define STORE(to, value) vst1q_u8((uint8_t *)(void *)(to), vreinterpretq_u8_s32(value))
#define SPREAD(from) vdupq_n_s32(load_scalar(from))
#define MADD(sum, a, b) madd_neon(sum, a, b)
#include "model/net_kernel.h"

// Four bytes of a row, twice, as int16: a product with an int8 fits one.
static inline int16x8_t byte_spread(const uint8_t *from)
{
    return vreinterpretq_s16_u16(vmovl_u8(vreinterpret_u8_s32(vdup_n_s32(load_scalar(from)))));
}

static void multiply_bytes_neon(const uint8_t *x, uint32_t x_row, const int8_t *weights,
                                int32_t *out, uint32_t out_row, uint32_t m, uint32_t n, uint32_t k)
{
    for (uint32_t i = 0; i < m; i += 4) {
        // where fewer than four rows are left, the last one stands in and is stored again
        uint32_t left = m - i < 4 ? m - i : 4;
        const uint8_t *row[4];
        int32_t *to[4];
        for (uint32_t r = 0; r < 4; r++) {
            uint32_t at = i + (r < left ? r : left - 1);
            row[r] = x + (size_t)at * x_row;
            to[r] = out + (size_t)at * out_row;
        }
        for (uint32_t j = 0; j < n; j += 4) {
            int32x4_t low[4], high[4]; // pairs of sums: columns j, j + 1 and j + 2, j + 3
            for (int r = 0; r < 4; r++)
                low[r] = high[r] = vdupq_n_s32(0);
            for (uint32_t p = 0; p < k; p += 4) {
                int8x16_t w = vld1q_s8(weights + (size_t)p * n + 4 * (size_t)j);
                int16x8_t first = vmovl_s8(vget_low_s8(w)), second = vmovl_high_s8(w);
                for (int r = 0; r < 4; r++) {
                    int16x8_t spread = byte_spread(row[r] + p);
                    low[r] = vpadalq_s16(low[r], vmulq_s16(spread, first));
                    high[r] = vpadalq_s16(high[r], vmulq_s16(spread, second));
                }
            }
            for (int r = 0; r < 4; r++)
                vst1q_s32(to[r] + j, vpaddq_s32(low[r], high[r]));
        }
    }
}
#endif

static const struct net_kernels kernels[] = {
    {"scalar", multiply_scalar, multiply_bytes_scalar, sum_rows_scalar, cells_scalar, round_scalar},
#ifdef __x86_64__
    {"sse2", multiply_sse2, multiply_bytes_scalar, sum_rows_sse2, cells_sse2, round_sse2},
    {"avx2", multiply_avx2, multiply_bytes_avx2, sum_rows_avx2, cells_avx2, round_avx2},
    {"avx512", multiply_avx512, multiply_bytes_avx512, sum_rows_avx512, cells_avx512, round_avx512},
#elif defined __aarch64__
    {"neon", multiply_neon, multiply_bytes_neon, sum_rows_neon, cells_neon, round_neon},
#endif
};

const struct net_kernels *net_kernels_at(unsigned index)
{
    unsigned count = 1;
#ifdef __x86_64__
    count = 2;
    if (__builtin_cpu_supports("avx2"))
        count = 3;
    if (count == 3 && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vnni"))
        count = 4;
#elif defined __aarch64__
    count = 2; // every arm64 processor has NEON
#endif
    return index < count ? &kernels[index] : NULL;
}

const struct net_kernels *net_kernels_best(void)
{
    unsigned index = 0;
    while (net_kernels_at(index + 1))
        index++;
    return &kernels[index];
}
