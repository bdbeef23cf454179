// SPDX-License-Identifier: Apache-2.0
// Only results that European pages are made of are taken (Latin letters, punctuation, the euro):
// "é »" with a no-break space is a valid sequence too, of a Chinese character.
#include "read/twice.h"

#define TWICE_LEAST 3 // sequences; "Ã©" stands in no text but by this accident

// Byte that was read as this character, 0 when it was none of 0x80..0xBF.
static unsigned byte_of(uint32_t c)
{
    static const uint16_t high[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    if (c >= 0x80 && c <= 0xBF)
        return c;
    for (unsigned i = 0; i < 32 && c > 0xFF; i++)
        if (high[i] == c)
            return 0x80 + i;
    return 0;
}

size_t twice_next(struct slice text, size_t at, char out[4], size_t *size)
{
    size_t next = at;
    if (at + 3 >= text.size || (unsigned char)text.data[at] != 0xC3)
        return 0;
    uint32_t lead = utf8_next(text, &next);
    bool pair = lead >= 0xC2 && lead <= 0xC5;
    if (!pair && lead != 0xE2)
        return 0;
    uint32_t point = pair ? lead & 0x1F : lead & 0x0F;
    for (int i = 0; i < (pair ? 1 : 2); i++) {
        unsigned byte = next < text.size ? byte_of(utf8_next(text, &next)) : 0;
        if (!byte)
            return 0;
        point = point << 6 | (byte & 0x3F);
    }
    if (pair ? point < 0xA0 : point < 0x2000 || point > 0x214F)
        return 0;
    *size = utf8_encode(point, out);
    return next - at;
}

bool twice_encoded(struct slice text)
{
    unsigned found = 0;
    for (size_t at = 0; at < text.size; at++) {
        const char *lead = memchr(text.data + at, 0xC3, text.size - at);
        if (!lead)
            return false;
        at = (size_t)(lead - text.data);
        char out[4];
        size_t size, taken = 0;
        unsigned char second = at + 1 < text.size ? (unsigned char)text.data[at + 1] : 0;
        if (second == 0x83 || second == 0xA2)
            taken = twice_next(text, at, out, &size);
        if (taken && ++found == TWICE_LEAST)
            return true;
        at += taken ? taken - 1 : 0;
    }
    return false;
}
