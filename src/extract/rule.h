// SPDX-License-Identifier: Apache-2.0
// The pattern language of lexicon/<language>/*.rules (docs/rules.md) and its matcher: shared by
// the stages event and commitment. Rules are compiled once into tables keyed by the anchor's
// lemma; a sentence is seen as a view (flat noun chunks over words, with the tree where there is
// one), and matching looks at each word once. Slots are filled from the tree first, from the
// words of the clause where the tree is missing or silent.
#ifndef RECOUPE_EXTRACT_RULE_H
#define RECOUPE_EXTRACT_RULE_H

#include "base/table.h"
#include "doc/stage.h"

#include <assert.h>

// --- rules

enum slot_kind {
    SLOT_NONE,
    SLOT_SUBJECT,         // subj: who does it, also the agent of a passive
    SLOT_OBJECT,          // obj: what it is done to, also the subject of a passive
    SLOT_INDIRECT,        // iobj
    SLOT_POSSESSOR,       // poss: "Russia's strikes", "ses frappes"
    SLOT_ADJECTIVE,       // adj: "les frappes russes"
    SLOT_COMPOUND,        // comp: "US strikes"
    SLOT_INNER_ACTOR,     // iactor: the actors of the act that the complement names
    SLOT_INNER_RECIPIENT, // irecipient: its recipients
    SLOT_INNER,           // inner: its recipients, else its actors
    SLOT_INFINITIVE,      // inf: only in conditions: an infinitive complement
    SLOT_THAT,            // que: only in conditions: a finite complement
    SLOT_NEAR,            // near: only in conditions: any noun phrase up to the next verb
    SLOT_MUST,            // must: the subject of a complement whose verb is "must", "doit"
    SLOT_IF,              // si, if: the subject of a clause after "si", "unless"
    SLOT_DURATION,        // duration: "a donné cinquante jours"
    SLOT_ACT,             // act: only in conditions: the anchor itself
    SLOT_BELOW,           // below: only in conditions: any word that hangs on the anchor
    SLOT_WHOLE,           // whole: the same, its subject too
    SLOT_ABOVE,           // above: only in conditions: the word that the anchor hangs on
    SLOT_SPEAKER,         // speaker: only of actor=: who says the sentence's words (said_by)
    SLOT_IS,              // is: only of `code` lines: negative, planned
    SLOT_PREPOSITION,     // any other word: a noun phrase after that preposition
};

#define RULE_SLOTS 10

struct rule_slot {
    uint8_t kind;
    struct slice word; // SLOT_PREPOSITION: its lemma
};

// Shared by all rules of a line: a rule is copied for each of its anchors.
struct rule_slots {
    const struct rule_slot *items;
    uint32_t count;
};

struct rule_condition {
    struct rule_slots where;
    uint32_t set; // index in sets, NO_INDEX: the slot need only be filled
    bool negate;  // unless=
};

enum rule_kind { RULE_VERB, RULE_NOUN };

#define RULE_CONDITIONS 4
#define RULE_ANCHOR_WORDS 4

struct rule {
    struct slice id; // "fr/aid.12": the language, the file, its line
    enum rule_kind kind;
    bool adjective; // adj: a verb-like adjective ("prêt à")
    bool negative;  // says that the act did not come about: "ended without a deal"
    bool silent;    // matches, and says nothing: carves an exception out of a broader rule
    bool reflexive; // the verb must have se
    bool reciprocal;
    bool toll;       // TOLL: what a disaster did: an event without a PLOVER type
    bool inner_only; // says nothing where no act is found in its complement
    bool needs_actor, needs_recipient; // makes no event without; an act in the complement will do
    enum event_type type; // 0: makes a commitment only, or works as an operator only
    struct slice mode, cameo;
    struct slice more[RULE_ANCHOR_WORDS - 1]; // words that must follow the anchor
    uint32_t more_count;
    struct rule_slots actor, recipient, goods;
    struct rule_slots giver, receiver; // of a commitment; as actor and recipient unless said
    bool has_giver, has_receiver;
    struct rule_slots said_by; // who tells it, if a party of the verb: "la police a compté …"
    struct rule_condition conditions[RULE_CONDITIONS];
    uint32_t condition_count;
    uint32_t operator_index; // in operators, NO_INDEX: none
    enum status status;      // 0: from the clause
    enum commitment_stage stage; // 0: no commitment
    enum category category;
    uint32_t next; // next rule of the same anchor, NO_INDEX at the end
};

// What a verb or noun does to the act that its complement names: "menacer de sanctionner".
struct rule_operator {
    struct slice name;
    bool keep; // the inner act stays the event; else the outer one takes its place
    struct slice cameo; // the code whose rules say what it says, if they are no operators
    bool both; // where the inner one is a verb, it is an event beside the outer one, which tells it
    enum polarity polarity;
    enum status status;
    enum commitment_stage stage;
};

// compose OPERATOR CODE-PREFIX TYPE CODE: the code of operator over act.
struct rule_composition {
    uint32_t operator_index;
    struct slice prefix; // empty: any
    enum event_type type;
    struct slice cameo;
};

// code FROM TO condition…: a finer code where the clause tells it; theme CODE condition…: what an
// appeal, demand, promise or refusal is about that names no act. Chained in the order of the lines.
struct rule_code {
    struct slice id;
    struct slice cameo; // to: "+1" is added to what there is
    struct rule_condition conditions[RULE_CONDITIONS];
    uint32_t condition_count;
    uint32_t next; // next line of the same code, or theme; NO_INDEX at the end
};

struct rule_set {
    struct slice name;
    struct table lemmas;
    bool counted; // also met by a phrase that counts things
    // Also met by a sum of money, a party, a named person, the name of a weapon.
    bool money, party, person, weapon;
};

struct rules {
    LIST(struct rule) rules;
    struct table anchors; // lemma -> first rule
    LIST(struct rule_set) sets;
    struct table set_names; // name -> index in sets
    LIST(struct rule_operator) operators;
    LIST(struct rule_composition) compositions;
    LIST(struct rule_code) codes;
    struct table code_lines; // code -> first line that refines it; "" -> first theme
    struct table forms;         // irregular form of a verb -> index in lemmas
    LIST(struct slice) lemmas;
    struct table agents;        // lemma of a noun for people who act -> index in sectors
    LIST(struct slice) sectors; // CAMEO role code, may be empty
    // Sets that every verb or phrase asks for.
    uint32_t transparent, topical, nobody, blind, carriers, unaccusative, aside;
};

// Reads all lexicon/<language>/*.rules. NULL after filling error (file and line).
struct rules *rules_open(struct arena *arena, const struct data_source *data,
                         enum language language, struct error *error);
// Index of a set, NO_INDEX for none of that name.
uint32_t rule_set_named(const struct rules *rules, const char *name);
bool rule_set_has(const struct rules *rules, uint32_t set, struct slice lemma);

// --- a sentence

// A flat noun phrase: determiner to last noun, without what hangs on it by a preposition.
struct chunk {
    uint32_t first, end, head; // words
    uint32_t preposition;      // word before it, NO_INDEX: none
    uint32_t joined;           // chunk that it is coordinated to on its left, NO_INDEX: none
    uint32_t possessor;        // chunk whose 's comes before, NO_INDEX: none
    bool time, pronoun;
};

// What other stages found, by word of the document: indexes, or NO_INDEX.
struct marks {
    uint32_t *mention, *amount, *time;
    uint32_t *inner; // the shortest mention at a word: "Zimbabwean" in "Zimbabwean Prime Minister"
};

struct view {
    const struct document *document;
    const struct rules *rules;
    const struct marks *marks;
    struct arena *scratch;
    uint32_t start, end; // words
    uint32_t after;      // end of the anchor whose slots are filled ("mettre en garde"), 0: a word
    bool tree;           // heads are known
    struct word *mended; // the sentence's words where the tagger erred (rule_tag.c), else NULL
    uint32_t *first_child, *next_child, *chunk_at; // by word - start
    LIST(struct chunk) chunks;
};

struct match {
    uint32_t anchor, anchor_end; // words
    const struct rule *rule;
    uint32_t inner; // match that this operator works on, NO_INDEX
    uint32_t outer; // operator that works on this one, NO_INDEX
    bool absorbed;  // its operator speaks for it
    uint32_t words[RULE_CONDITIONS], word_count; // that met its conditions
    bool flipped;   // "n'exclut pas": the operator, denied, makes its act possible
};

typedef LIST(struct match) match_list;

void marks_init(struct marks *marks, const struct document *document, struct arena *scratch);
// view->document, rules, marks and scratch are set by the caller.
void view_init(struct view *view, uint32_t sentence);
static inline const struct word *view_word(const struct view *view, uint32_t index)
{
    assert(index < view->document->words.count);
    if (view->mended && index >= view->start && index < view->end)
        return &view->mended[index - view->start];
    return &view->document->words.items[index];
}

static inline struct slice word_lemma(const struct word *word)
{
    if (word->lemma.size > 0)
        return word->lemma;
    return word->lower.size > 0 ? word->lower : word->form;
}

// True when the word's lemma, or its lemma or form, is in the set of that name.
bool lemma_in_set(const struct view *view, uint32_t word, const char *set_name);
bool word_in_set(const struct view *view, uint32_t word, const char *set_name);
// The chunk that holds the word, or NO_INDEX.
uint32_t view_chunk_at(const struct view *view, uint32_t word);
struct span view_span(const struct view *view, uint32_t first, uint32_t end);
// Lemma of the preposition before a chunk; empty: none.
struct slice chunk_preposition(const struct view *view, const struct chunk *chunk);
// The chunk that hangs on this one by de/of, directly after it, or NO_INDEX.
uint32_t chunk_complement(const struct view *view, uint32_t chunk);
// Last word (exclusive) of the noun phrase of chunk with its complements.
uint32_t chunk_phrase_end(const struct view *view, uint32_t chunk);

// --- mended tags (rule_tag.c)

void view_mend_heads(struct view *view);
// Before the chunks are known: a verb that the tags hide. After: past tenses tagged as participles.
void view_mend_verb(struct view *view);
void view_mend_past(struct view *view);
void view_mend_joined(struct view *view);
void view_mend_headline(struct view *view);
// First rule of a word's lemma or form, TABLE_NONE for none (rule_match.c).
uint32_t rules_of(const struct view *view, const struct word *word);

// --- verbs (rule_verb.c)

enum relation word_relation(const struct word *word); // universal: without what follows ":"
bool word_is_clitic(const struct word *word);
bool word_is_participle(const struct view *view, uint32_t index); // past participle
// First child of a word with this relation, after another child or NO_INDEX.
uint32_t child_with(const struct view *view, uint32_t word, enum relation universal,
                    uint32_t after);
// The phrase that a relative pronoun stands for.
uint32_t relative_antecedent(const struct view *view, uint32_t pronoun);

// --- arguments (rule_slot.c)

enum argument_part {
    ARGUMENT_CHUNK,      // the noun phrase
    ARGUMENT_ADJECTIVE,  // names inside the chunk beside its head: "russes", "US"
    ARGUMENT_DETERMINER, // its possessive: "ses", "their"
};

struct argument {
    uint32_t chunk;
    uint8_t part;
};

typedef LIST(struct argument) argument_list;

bool word_is_verb(const struct word *word);
bool word_is_finite(const struct view *view, uint32_t word); // with its auxiliaries
bool verb_is_passive(const struct view *view, uint32_t verb);
// First word of the verb group: auxiliaries, clitics and adverbs before the verb.
uint32_t verb_group_start(const struct view *view, uint32_t verb);
bool word_breaks_clause(const struct view *view, uint32_t word);
bool word_is_relative(const struct view *view, uint32_t word);
// First and end word of the clause of a word, as far as words and punctuation tell.
void clause_bounds(const struct view *view, uint32_t word, uint32_t *first, uint32_t *end);
// The verb that governs a noun (it is its object, subject or complement), or NO_INDEX.
uint32_t noun_verb(const struct view *view, uint32_t noun);
// The chunk that is subject of the verb (tree, control, relatives, clause), or NO_INDEX.
uint32_t verb_subject(const struct view *view, uint32_t verb);
// Adds the phrases that fill one slot of an anchor.
void slot_arguments(const struct view *view, uint32_t anchor, enum rule_kind kind,
                    const struct rule_slot *slot, argument_list *arguments);
// Chunks coordinated with chunk, itself among them, in text order.
void chunk_coordinates(const struct view *view, uint32_t chunk, index_list *chunks);

// --- matching (rule_match.c)

// All rules that match in the sentence, in text order, with operators tied to their acts.
void rules_match(const struct view *view, match_list *matches);
// The word that meets a condition at an anchor (the anchor for complements and what is true of the
// act), NO_INDEX for none.
uint32_t condition_word(const struct view *view, uint32_t anchor, enum rule_kind kind,
                        const struct rule_condition *condition);
// TYPE and code of an operator over an act; false: the operator keeps the act.
bool rule_compose(const struct rules *rules, const struct rule *outer, enum event_type inner_type,
                  struct slice inner_code, enum event_type *type, struct slice *cameo);

// --- codes (rule_code.c)

enum act_fact { ACT_NEGATIVE = 1, ACT_PLANNED = 2 };

// The first word of what an anchor says, itself aside, that is in the set, or NO_INDEX.
uint32_t word_below(const struct view *view, uint32_t anchor, uint32_t set, bool subject);
// Refines a code by the `code` lines; facts: bits of enum act_fact. Adds a reason a line.
struct slice code_refine(const struct view *view, const struct match *match, unsigned facts,
                         struct slice code, reason_list *reasons);
// The code of what a match is about by the `theme` lines, SLICE_NONE for none.
struct slice code_theme(const struct view *view, const struct match *match, reason_list *reasons);

#endif
