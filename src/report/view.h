// SPDX-License-Identifier: Apache-2.0
// What the three forms of the report show, made once from a comparison: documents in reading
// order with their numbers, claims of each story by verdict, quotes by speaker, evidence.
#ifndef RECOUPE_REPORT_VIEW_H
#define RECOUPE_REPORT_VIEW_H

#include "base/table.h"
#include "report/report.h"
#include "report/words.h"

// One place in one document that carries a claim.
struct evidence {
    uint32_t document;   // in the comparison
    struct span span;    // bytes of the document's text
    struct span anchor;  // bytes; {0,0}: none
    uint32_t start, end; // the span in code points, for the reader
    struct slice rule;
    enum status status;
    enum commitment_stage stage;
    bool hedged, negative;
    const party_list *said_by;
};

// The same words in several documents (copies) are one evidence.
struct evidence_group {
    struct evidence first;
    index_list documents;
};
typedef LIST(struct evidence_group) evidence_list;

struct said {
    uint32_t document, quote; // first place
    index_list documents;     // all that carry the same words, the first too
};

struct speaker {
    struct slice name; // NONE: nobody is named
    LIST(struct said) sayings;
};

struct story_view {
    uint32_t story; // NO_INDEX: claims outside any story
    index_list documents;
    index_list claims[VERDICT_DISPUTED + 1]; // by verdict
    index_list ledger, omissions;
    index_list dated; // claims with a day, in order of time
    LIST(struct speaker) speakers;
};

struct view {
    const struct comparison *comparison;
    const struct report_options *options;
    enum language language;
    struct arena *arena;
    uint32_t *order;  // documents in reading order: by date, undated last
    uint32_t *number; // of each document: 1-based place in `order`
    LIST(struct story_view) stories;
    // Claims that are not shown: an event told a second time as the commitment it is.
    bool *hidden;
    uint32_t *omission_of; // of each claim: place in omissions, or NO_INDEX
    uint32_t verdicts[VERDICT_DISPUTED + 1]; // how many claims that are shown have each
    uint32_t origins;                        // independent ones among the documents
    struct slice from, to;                   // first and last day of publication
    struct table names;      // folded name in another language -> place in local_names
    LIST(struct slice) local_names;
    struct table countries;  // "RUS" -> place in local_names
};

void view_make(struct view *view, const struct comparison *comparison,
               const struct report_options *options, struct arena *arena);
// Fills story->speakers from its documents, those who say most first, the unnamed last.
void view_gather_quotes(struct view *view, struct story_view *story);
struct evidence view_evidence(const struct view *view, const struct support *support);
// The same without places in code points: counting them takes the length of the text.
struct evidence view_evidence_bytes(const struct view *view, const struct support *support);
// The support of a claim, words that are the same to the letter put together; the telling ones
// first (one for each document that is not yet heard, as many as EVIDENCE_SHOWN). Returns how
// many of them are to be shown in full; the others are named by their places alone.
#define EVIDENCE_SHOWN 3
uint32_t view_evidence_groups(const struct view *view, const struct claim *claim,
                              evidence_list *groups);
// How many claims of the list, from `first` on, rest on the same one sentence: shown as one.
uint32_t view_bundle(const struct view *view, const index_list *claims, uint32_t first);
bool view_has_document(const index_list *documents, uint32_t document);
// Site, else origin, else the file's own name.
struct slice view_source_name(const struct document *document);
// "Norvège, Pologne": by the names of their entities where the claim's statements know them,
// each once. The first parties of which side: VIEW_ACTORS (givers), VIEW_RECIPIENTS (receivers).
enum view_side { VIEW_ACTORS, VIEW_RECIPIENTS };
void view_claim_parties(const struct view *view, const struct claim *claim, enum view_side side,
                        struct buffer *out);
// The name of a party's entity in the report's language where a document gives it so, else its
// own words.
struct slice view_party_name(const struct view *view, const struct document *document,
                             const struct party *party);
// A name of a country or another known entity as a document in the report's language has it;
// the name itself without a view.
struct slice view_local_name(const struct view *view, struct slice name);
void view_names_fill(struct view *view);
// The name of the index-th party of a side.
struct slice view_claim_party(const struct view *view, const struct claim *claim,
                              enum view_side side, uint32_t index);
// The country that the index-th party of a side stands for ("Kremlin", "Moscou": Russia), in the
// report's language; its own name where it stands for none; NONE where it is no name at all.
struct slice view_claim_state(const struct view *view, const struct claim *claim,
                              enum view_side side, uint32_t index);
// The alpha-3 code of the country that an actor belongs to, or NONE; its name where it is a place.
struct slice view_claim_country(const struct view *view, const struct claim *claim,
                                enum view_side side, uint32_t index, struct slice *name);
// The same name, whether or not it stands for a country; NONE where it is no name.
struct slice view_claim_actor(const struct view *view, const struct claim *claim,
                              enum view_side side, uint32_t index);
void view_row_parties(const struct view *view, const struct ledger_row *row, enum view_side side,
                      struct buffer *out);
// What is given, as a statement in the report's language has it where there is one.
struct slice view_claim_goods(const struct view *view, const struct claim *claim);
struct slice view_row_goods(const struct view *view, const struct ledger_row *row);
// Who a document makes responsible, by the names of their entities.
void view_document_parties(const struct view *view, const struct document *document,
                           const party_list *parties, struct buffer *out);
// Text cut at a space to at most that many characters, with "…".
struct slice view_shorten(struct arena *arena, struct slice text, size_t characters);
struct slice view_document_title(const struct view *view, const struct document *document);
// "Menace : Chine → Pays-Bas" (no date, no markup); the words themselves where no act was named.
void view_claim_heading(const struct view *view, const struct claim *claim, struct buffer *out);
// What is said of the articles that leave a claim out: one says nothing of it, several say nothing.
const char *view_silence(const struct view *view, const struct omission *omission);
// ", 14 juillet 2025" of a claim, or nothing when no date is known.
void view_claim_date(const struct view *view, const struct claim *claim, struct buffer *out);
// "annoncé, au conditionnel, selon Lars Dahl"; nothing when the article just says it happened.
void view_manner(const struct view *view, const struct evidence *evidence, struct buffer *out);
// A value of a claim's difference; sums in the words of a document that gives it.
void view_difference_value(const struct view *view, const struct claim *claim,
                           const struct difference *difference, uint32_t number,
                           struct buffer *out);
// The sums of a ledger row as its statements word them ("plus d'un milliard d'euros"), but for
// those that its goods say already; the range where no words are known.
void view_row_money(const struct view *view, const struct ledger_row *row, struct buffer *out);
// The history of a row, steps of one stage that follow each other put together.
typedef LIST(struct ledger_step) step_list;
void view_row_steps(const struct view *view, const struct ledger_row *row, step_list *steps);
// Low and high as one: "200 millions EUR", "550–700".
void view_range(const struct view *view, struct slice low, struct slice high, struct slice unit,
                struct buffer *out);
// Whether a document of the story carries the claim, another value of it, or is silent.
enum coverage { COVER_NONE, COVER_SAYS, COVER_OTHERWISE, COVER_OMITS };
enum coverage view_coverage(const struct view *view, uint32_t claim, uint32_t document);
// The copy group of a document, or NO_INDEX.
uint32_t view_copy_group(const struct view *view, uint32_t document);

#endif
