// SPDX-License-Identifier: Apache-2.0
// Cuts texts into words as FTS5's unicode61 does (letters and digits), folds them, and takes
// endings of inflection off, French and English ones alike: livrées, livrera, livrer: livr;
// delivers, delivered: deliv. Two words with one stem are found for one another; no more is
// claimed.
#include "store/stem.h"

#include "base/table.h"
#include "base/utf8.h"

struct ending {
    const char text[8], instead[4];
    uint8_t least; // bytes that must stay
    uint8_t size, kept;
};

// Longest first among those that end alike; tried again until none fits.
static const struct ending ENDINGS[] = {
    {"eraient", "", 3, 7, 0}, {"issent", "", 4, 6, 0}, {"issant", "", 4, 6, 0},
    {"issait", "", 4, 6, 0}, {"erions", "", 3, 6, 0}, {"eront", "", 3, 5, 0},
    {"erait", "", 3, 5, 0}, {"erais", "", 3, 5, 0}, {"erons", "", 3, 5, 0},
    {"aient", "", 3, 5, 0}, {"erez", "", 3, 4, 0}, {"erai", "", 3, 4, 0}, {"eras", "", 3, 4, 0},
    {"eaux", "eau", 3, 4, 3}, {"ings", "", 3, 4, 0}, {"aux", "al", 2, 3, 2},
    {"era", "", 3, 3, 0}, {"ant", "", 4, 3, 0}, {"ent", "", 4, 3, 0}, {"ait", "", 4, 3, 0},
    {"ing", "", 3, 3, 0}, {"ies", "", 4, 3, 0}, {"ees", "", 3, 3, 0}, {"ee", "", 3, 2, 0},
    {"ed", "", 3, 2, 0}, {"er", "", 3, 2, 0}, {"ez", "", 3, 2, 0}, {"ie", "", 4, 2, 0},
    {"ir", "", 4, 2, 0}, {"it", "", 4, 2, 0}, {"ss", "ss", 9, 2, 2}, {"s", "", 3, 1, 0},
    {"x", "", 4, 1, 0}, {"e", "", 3, 1, 0}, {"y", "", 4, 1, 0}, {"i", "", 4, 1, 0},
};

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool cut_once(char *word, size_t *size)
{
    char last = word[*size - 1];
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        const struct ending *ending = &ENDINGS[i];
        size_t length = ending->size, kept = ending->kept;
        if (ending->text[length - 1] != last || *size < length ||
            memcmp(word + *size - length, ending->text, length) != 0)
            continue;
        if (kept == length)
            return false;
        if (*size - length + kept < ending->least)
            continue;
        memcpy(word + *size - length, ending->instead, kept);
        *size -= length - kept;
        return true;
    }
    return false;
}

void stem_cut(struct stem_word *word)
{
    size_t size = word->form_size;
    memcpy(word->stem, word->form, size);
    bool plain = size > 3;
    for (size_t i = 0; i < size && plain; i++)
        plain = word->stem[i] >= 'a' && word->stem[i] <= 'z';
    while (plain && cut_once(word->stem, &size))
        ;
    // arrêter, arrête; stopped, stop; but not the double letter of a short word.
    while (plain && size > 3 && word->stem[size - 1] == word->stem[size - 2] &&
           !is_vowel(word->stem[size - 1]))
        size--;
    word->stem_size = (uint8_t)size;
}

static bool is_word(uint32_t c)
{
    if (c < 128)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return unicode_is_letter(c) || unicode_is_digit(c);
}

static void add_folded(struct stem_word *word, uint32_t c)
{
    char bytes[4];
    size_t size = 1;
    uint32_t folded = unicode_base(unicode_lower(c));
    if (c < 128)
        bytes[0] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    else if (c == 0x152 || c == 0x153 || c == 0xC6 || c == 0xE6) // œ, æ
        memcpy(bytes, c == 0x152 || c == 0x153 ? "oe" : "ae", size = 2);
    else if (c >= 0x300 && c < 0x370) // combining marks
        size = 0;
    else
        size = utf8_encode(folded, bytes);
    if (word->form_size + size <= STEM_SIZE_MOST) {
        memcpy(word->form + word->form_size, bytes, size);
        word->form_size = (uint8_t)(word->form_size + size);
    }
}

bool stem_next(struct slice text, size_t *position, struct stem_word *word)
{
    size_t at = *position, start = at;
    word->form_size = word->stem_size = 0;
    for (bool within = false; at < text.size;) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        if (!is_word(c)) {
            if (within)
                break;
            at = next;
            continue;
        }
        if (!within)
            start = at;
        within = true;
        add_folded(word, c);
        at = next;
    }
    *position = at;
    word->span = (struct span){(uint32_t)start, (uint32_t)at};
    return word->form_size > 0;
}

struct slice stem_list(struct arena *arena, const struct slice *texts, uint32_t count)
{
    struct table forms, stems;
    struct buffer out;
    table_init(&forms, arena);
    table_init(&stems, arena);
    buffer_init(&out, arena);
    for (uint32_t i = 0; i < count; i++) {
        struct stem_word word;
        for (size_t position = 0; stem_next(texts[i], &position, &word);) {
            struct slice form = {word.form, word.form_size};
            if (table_find(&forms, form) != TABLE_NONE)
                continue;
            table_add(&forms, arena_copy(arena, form), 0);
            stem_cut(&word);
            struct slice stem = {word.stem, word.stem_size};
            if (table_find(&stems, stem) != TABLE_NONE)
                continue;
            table_add(&stems, arena_copy(arena, stem), 0);
            if (out.size)
                buffer_byte(&out, ' ');
            buffer_add(&out, stem);
        }
    }
    return out.size ? buffer_slice(&out) : SLICE("");
}
