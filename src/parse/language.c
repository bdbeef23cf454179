// SPDX-License-Identifier: Apache-2.0
// The language stage: tells a document's language from its letter n-grams where nothing else has
// told it. Reads the text; sets document->language, or language_other for one that recoupe does
// not read. Leaves both unset when the text is too short or too mixed to tell: no guess.
// Words of lexicon/other_languages.txt go before it: the model does not know their languages.
// Model: naive Bayes over letter 1-, 2- and 3-grams of 31 languages in Latin script.
#include "parse/language.h"

#include "base/table.h"
#include "parse/parse.h"

#include <assert.h>

// Letters below which nothing is said: a headline of four words has about 20.
#define LETTERS_LEAST 18
// The share of letters outside Latin script above which the text is none of the languages.
#define FOREIGN_DIVISOR 3
// Lead of the best language over the next, in weight units: 16 * ln(20 to 1) per independent
// n-gram; neighbouring n-grams repeat each other, hence the factor. Measured on own headlines.
#define LEAD_LEAST 120
// A page's template may state another language than its article is in: letters and lead that
// overrule it, four times what is asked where nothing is stated.
#define DOUBT_LETTERS 200
#define DOUBT_LEAD (4 * LEAD_LEAST)
// Bytes looked at: the start of the text and as much from its middle.
#define SAMPLE_SIZE 2000
#define DOUBT_SAMPLE 500 // the same where a language is stated

// Words that tell another language: so many of them, different ones, and parts of all words. Of 900
// pages in twenty languages that the model knows none has a hundredth; a Xhosa article has seven.
#define OTHER_WORDS_LEAST 5
#define OTHER_DIFFERENT_LEAST 3
#define OTHER_DIVISOR 40
#define OTHER_MOST 31 // languages: bits of a table's value
#define WORD_MOST 40  // bytes

struct language_tables {
    struct table other_words; // -> bits, one a language
    struct slice other_codes[OTHER_MOST];
    uint32_t other_count;
    struct weights weights;
    struct slice codes[LANGUAGE_WIDTH];
    uint32_t count;
};

uint64_t ngram_feature(const uint32_t *characters, uint32_t count)
{
    assert(count >= 1 && count <= 3);
    uint64_t value = 0;
    for (uint32_t i = 0; i < count; i++)
        value = (value << 21) | characters[i];
    return feature_1(count, value);
}

uint32_t ngram_push(struct ngram_window *window, uint32_t c, uint64_t features[3])
{
    bool blank = c == ' ';
    if (blank && window->count > 0 && window->characters[2] == ' ')
        return 0;
    window->characters[0] = window->characters[1];
    window->characters[1] = window->characters[2];
    window->characters[2] = c;
    if (window->count < 3)
        window->count++;
    uint32_t made = 0;
    for (uint32_t n = blank ? 2 : 1; n <= window->count; n++) {
        // A blank inside an n-gram parts words: only its ends may be blank.
        if (n == 3 && window->characters[1] == ' ')
            break;
        features[made++] = ngram_feature(window->characters + 3 - n, n);
    }
    return made;
}

static bool load_other_words(struct language_tables *tables, const struct data_source *data,
                             struct arena *arena, struct error *error)
{
    static const char name[] = "lexicon/other_languages.txt";
    struct slice rest = data->find(name, data->context), line;
    uint32_t number = 0;
    table_init(&tables->other_words, arena);
    while (rest.data && slice_next_line(&rest, &line, &number)) {
        struct slice code = slice_cut(&line, ' ');
        if (tables->other_count == OTHER_MOST)
            return error_set(error, ERROR_INTERNAL, name, "too many languages");
        while (line.data) {
            struct slice word = slice_cut(&line, ' ');
            uint32_t old = table_find(&tables->other_words, word);
            table_set(&tables->other_words, word,
                      (old == TABLE_NONE ? 0 : old) | 1u << tables->other_count);
        }
        tables->other_codes[tables->other_count++] = code;
    }
    return true;
}

static const void *language_open(struct arena *arena, const struct data_source *data,
                                 struct error *error)
{
    static const char name[] = "models/all.language";
    struct language_tables *tables = arena_zero(arena, 1, sizeof *tables);
    struct slice bytes = data->find(name, data->context);
    struct model model;
    if (!load_other_words(tables, data, arena, error))
        return NULL;
    if (!bytes.data) {
        error_set(error, ERROR_INTERNAL, name, "not embedded");
        return NULL;
    }
    if (!model_open(&model, bytes, "language", name, error) ||
        !weights_open(&tables->weights, &model, "ngram", error))
        return NULL;
    struct slice rest = model_text(&model, "codes");
    while (rest.size > 0 && tables->count < LANGUAGE_WIDTH)
        tables->codes[tables->count++] = slice_cut(&rest, ' ');
    if (tables->count < 2 || tables->weights.width != LANGUAGE_WIDTH) {
        error_set(error, ERROR_INTERNAL, name, "wrong number of languages");
        return NULL;
    }
    return tables;
}

// Scripts that one language writes, and the letters that tell Ukrainian from Russian.
enum script { SCRIPT_HANGUL, SCRIPT_KANA, SCRIPT_HAN, SCRIPT_THAI, SCRIPT_GREEK, SCRIPT_HEBREW,
              SCRIPT_UKRAINIAN, SCRIPT_RUSSIAN, SCRIPT_COUNT };

struct sample {
    int32_t scores[LANGUAGE_WIDTH];
    uint32_t letters, foreign;
    uint32_t scripts[SCRIPT_COUNT]; // letters of each
    uint32_t words;
    uint16_t other_words[OTHER_MOST]; // that tell each
    uint64_t other_seen[OTHER_MOST];  // which: bits by their place in the table, 64 folded to one
};

static void count_word(const struct language_tables *tables, struct slice word,
                       struct sample *sample)
{
    char lower[WORD_MOST + 4];
    size_t size = 0;
    if (word.size > WORD_MOST)
        return;
    for (size_t at = 0; at < word.size && size < WORD_MOST;)
        size += utf8_encode(unicode_lower(utf8_next(word, &at)), lower + size);
    uint32_t bits = table_find(&tables->other_words, (struct slice){lower, size});
    for (uint32_t i = 0; bits != TABLE_NONE && i < tables->other_count; i++) {
        if (!(bits >> i & 1))
            continue;
        sample->other_words[i]++;
        sample->other_seen[i] |= UINT64_C(1) << (hash_bytes(lower, size, 0) & 63);
    }
}

// Counts the words of a stretch of text that tell a language of the lexicon.
static void sample_words(const struct language_tables *tables, struct slice text,
                         struct sample *sample)
{
    for (size_t position = 0, start = 0; position < text.size;) {
        size_t before = position;
        uint32_t c = utf8_next(text, &position);
        bool inside = unicode_is_letter(c) || c == '\'' || c == '-';
        if (inside && position < text.size)
            continue;
        struct slice word = slice_part(text, start, inside ? position : before);
        start = position;
        if (!word.size)
            continue;
        sample->words++;
        count_word(tables, word, sample);
    }
}

// The language that those words tell; data == NULL where none does.
static struct slice language_of_words(const struct language_tables *tables,
                                      const struct sample *sample)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < tables->other_count; i++)
        if (sample->other_words[i] > sample->other_words[best])
            best = i;
    uint32_t count = sample->other_words[best], different = 0;
    for (uint64_t seen = sample->other_seen[best]; seen; seen &= seen - 1)
        different++;
    bool told = count >= OTHER_WORDS_LEAST && different >= OTHER_DIFFERENT_LEAST &&
                count * OTHER_DIVISOR >= sample->words;
    return told ? tables->other_codes[best] : SLICE_NONE;
}

static enum script script_of(uint32_t c)
{
    if (c >= 0xAC00 && c <= 0xD7A3)
        return SCRIPT_HANGUL;
    if (c >= 0x3040 && c <= 0x30FF)
        return SCRIPT_KANA;
    if (c >= 0x4E00 && c <= 0x9FFF)
        return SCRIPT_HAN;
    if (c >= 0xE00 && c <= 0xE7F)
        return SCRIPT_THAI;
    if (c >= 0x370 && c <= 0x3FF)
        return SCRIPT_GREEK;
    if (c >= 0x590 && c <= 0x5FF)
        return SCRIPT_HEBREW;
    if (c == 0x454 || c == 0x457 || c == 0x404 || c == 0x407) // є ї
        return SCRIPT_UKRAINIAN;
    return c == 0x44B || c == 0x44D || c == 0x44A ? SCRIPT_RUSSIAN : SCRIPT_COUNT; // ы э ъ
}

// The language that alone writes the text's script; data == NULL where several do.
static struct slice language_of_script(const struct sample *sample)
{
    const uint32_t *scripts = sample->scripts;
    static const struct {
        enum script script;
        const char *code;
    } rows[] = {{SCRIPT_HANGUL, "ko"}, {SCRIPT_THAI, "th"},
                {SCRIPT_GREEK, "el"}, {SCRIPT_HEBREW, "he"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (scripts[rows[i].script] * 2 > sample->letters)
            return slice_of(rows[i].code);
    if (scripts[SCRIPT_KANA] * 8 > sample->letters)
        return SLICE("ja");
    if (scripts[SCRIPT_HAN] * 2 > sample->letters)
        return SLICE("zh");
    // Of a hundred Ukrainian letters two or three are these.
    if (scripts[SCRIPT_UKRAINIAN] * 125 > sample->letters && scripts[SCRIPT_RUSSIAN] == 0)
        return SLICE("uk");
    return SLICE_NONE;
}

static bool is_latin(uint32_t c)
{
    return c < 0x250 || (c >= 0x1E00 && c < 0x1F00);
}

// Adds the n-grams of a stretch of text to the sample.
static void sample_text(const struct weights *weights, struct slice text, struct sample *sample)
{
    struct ngram_window window = {{' ', ' ', ' '}, 1};
    uint64_t features[3];
    for (size_t position = 0; position < text.size;) {
        uint32_t c = utf8_next(text, &position);
        bool letter = c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z' : unicode_is_letter(c);
        if (letter) {
            sample->letters++;
            sample->foreign += !is_latin(c);
            enum script script = is_latin(c) ? SCRIPT_COUNT : script_of(c);
            if (script != SCRIPT_COUNT)
                sample->scripts[script]++;
        }
        uint32_t count = ngram_push(&window, letter ? unicode_lower(c) : ' ', features);
        weights_score(weights, features, count, sample->scores);
    }
}

static void sample_part(const struct language_tables *tables, struct slice part,
                        struct sample *sample)
{
    sample_text(&tables->weights, part, sample);
    sample_words(tables, part, sample);
}

// First byte at or after position that begins a word.
static size_t word_border(struct slice text, size_t position)
{
    while (position < text.size && text.data[position] != ' ' && text.data[position] != '\n')
        position++;
    return position;
}

static void set_language(struct document *document, struct slice code)
{
    document->language = language_from_code(code);
    document->language_other = document->language == LANGUAGE_NONE ? code : SLICE_NONE;
}

static void language_run(const void *tables_, struct document *document, struct arena *scratch)
{
    (void)scratch;
    const struct language_tables *tables = tables_;
    bool stated = document->language != LANGUAGE_NONE || document->language_other.size > 0;
    if (stated && !document->language_doubtful)
        return;
    struct slice text = document->text;
    struct sample sample = {.letters = 0};
    size_t size = stated ? DOUBT_SAMPLE : SAMPLE_SIZE;
    if (text.size <= 2 * size) {
        sample_part(tables, text, &sample);
    } else {
        size_t middle = word_border(text, text.size / 2);
        sample_part(tables, slice_part(text, 0, word_border(text, size)), &sample);
        sample_part(tables, slice_part(text, middle, middle + size), &sample);
    }
    if (sample.letters < (stated ? DOUBT_LETTERS : LETTERS_LEAST))
        return;
    struct slice only = language_of_script(&sample);
    if (!only.data)
        only = language_of_words(tables, &sample);
    if (only.data)
        set_language(document, only);
    if (only.data || sample.foreign > sample.letters / FOREIGN_DIVISOR)
        return;
    uint32_t best = 0, next = 1;
    for (uint32_t i = 1; i < tables->count; i++) {
        if (sample.scores[i] > sample.scores[best]) {
            next = best;
            best = i;
        } else if (sample.scores[i] > sample.scores[next] || next == best) {
            next = i;
        }
    }
    if (sample.scores[best] - sample.scores[next] < (stated ? DOUBT_LEAD : LEAD_LEAST))
        return;
    set_language(document, tables->codes[best]);
}

const struct stage language_stage = {
    .name = "language",
    .help = "tells the language where nothing else has",
    .needs = LAYER_TEXT,
    .gives = LAYER_LANGUAGE,
    .open = language_open,
    .run = language_run,
};
