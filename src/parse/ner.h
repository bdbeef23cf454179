// SPDX-License-Identifier: Apache-2.0
// The name tagger's inside, shared with its trainer: what it sees of a word, its features, its
// model. A linear chain over BIO labels (numbered as word.ner) with first-order transitions.
// Model arrays: "ner.*" weights over labels, whose features ner_transition(…) hold the transitions;
// "ner.trees" where the governor of a word is seen too (French: worth a point; English: nothing);
// "names.keys", "names.class" a table of known names (NAME_* bits) by ner_key.
#ifndef RECOUPE_PARSE_NER_H
#define RECOUPE_PARSE_NER_H

#include "doc/document.h"
#include "model/cluster.h"
#include "model/weights.h"

#define NER_LABELS (2 * NER_COUNT - 1)
#define NER_WIDTH 16
#define NER_FEATURE_LIMIT 180
#define NER_NAME_WORDS 6   // longest name in the table, in words
#define NER_NAME_BYTES 80  // and in bytes of key
#define NER_REACH 3       // words; Parti pour la défense du Nord
#define NER_OUTSIDE (1 << 24) // score of "no name" for words that are not open
#define NER_LONGEST 4000   // words decoded at once; longer sentences are cut

enum name_class {
    NAME_TOWN = 1,
    NAME_REGION = 2, // country, region, continent
    NAME_PLACE = 4,  // river, mountain, building
    NAME_COMPANY = 8,
    NAME_BODY = 16, // institution, association, team, party
    NAME_FIRST = 32,
    NAME_LAST = 64,
    NAME_PERSON = 128, // a whole name
    NAME_PEOPLE = 256, // demonym
    NAME_WORK = 512,   // work, product, event
    NAME_COMMON = 1024, // also a common word
    NAME_HEAD = 2048,   // ministère, université: heads an organisation's name
    NAME_TITLE = 4096,
    NAME_PART = 8192,   // lac, rue, River: a word of places' names
    NAME_SUFFIX = 16384, // Inc, FC: a word of companies' and clubs' names
    NAME_SPEECH = 32768, // said: a person stands beside it
};

// Those that mark a word in lower case too.
#define NAME_WORDS (NAME_HEAD | NAME_TITLE | NAME_PART | NAME_SUFFIX | NAME_SPEECH)

// Known names by key, as in parse/tag.h's lexicon.
struct name_table {
    const uint16_t *keys, *classes;
    uint32_t slots;
};

struct ner_model {
    struct model file;
    struct weights weights;
    struct name_table names;
    const struct cluster_table *clusters;
    bool trees; // the governor of a word is among its features
    int32_t transitions[(NER_LABELS + 1) * NER_LABELS];
};

struct ner_word {
    uint64_t lower, form, prefix[3], suffix[3], shape, upos, fine, group;
    uint64_t relation, head, head_fine; // to its governor, 0 where trees are not looked at
    uint32_t begins, inside; // NAME_* bits of known names that begin here, or go on here
    bool open; // a capital or digit stands within NER_REACH words; else it is in no name
};

// Key of a name: its folded letters and digits only.
struct slice ner_key(struct arena *arena, struct slice name);
uint16_t name_find(const struct name_table *names, struct slice key);
bool ner_model_open(struct ner_model *model, struct slice bytes,
                    const struct cluster_table *clusters, const char *name, struct error *error);
// The words of a document from one on.
struct ner_text {
    const struct word *words;
    uint32_t first, count; // first: its place in the document, which word.head counts from
};

// views gets count + 4 items, the words from views[2] on.
void ner_words_view(const struct name_table *names, const struct cluster_table *clusters,
                    const struct ner_text *text, struct ner_word *views, struct arena *scratch);
// Adds to each view what its word hangs on.
void ner_trees_view(const struct ner_text *text, struct ner_word *views);
uint32_t ner_features(const struct ner_word *view, uint64_t *features);
// The feature whose weights are the steps from a label (NER_LABELS: the start).
uint64_t ner_transition(uint32_t label);
// False where BIO does not allow the step.
bool ner_step_allowed(uint32_t from, uint32_t to);
// Sets ner of the words of one sentence; first: the place of words[0] in the document.
void ner_sentence(const struct ner_model *model, struct word *words, uint32_t first,
                  uint32_t count, struct arena *scratch);

#endif
