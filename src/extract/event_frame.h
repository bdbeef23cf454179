// SPDX-License-Identifier: Apache-2.0
// One act in a sentence, with all its slots filled: what the stages event and commitment share.
// event.c makes events of frames, commitment.c transfers.
#ifndef RECOUPE_EXTRACT_EVENT_FRAME_H
#define RECOUPE_EXTRACT_EVENT_FRAME_H

#include "extract/factuality.h"

struct event_tables {
    struct rules *rules[LANGUAGE_READ_COUNT];
    struct factuality_words words[LANGUAGE_READ_COUNT];
};

struct frame {
    enum event_type type; // after operators
    struct slice cameo;
    reason_list codes; // lines of codes.rules that made the code what it is
    party_list actors, recipients, said_by;
    struct factuality factuality;
    struct factuality spoken; // as the clause has it, before "will free" became a promise
    enum status clause_status; // of its own clause, before operators: "announced it had lifted"
    uint32_t object; // chunk, NO_INDEX
    struct reference where; // the place that a slot named, if it is no party: entity
    bool told;       // by a source, the actors among them
};

// Walks the sentences of a document for a stage.
struct frame_walk {
    const struct event_tables *tables;
    const struct factuality_words *words;
    struct document *document;
    struct arena *scratch;
    struct marks marks;
    struct view view;
    struct topics topics;
    match_list matches;
    uint32_t sentence;
    struct slice home; // the country that the document is about, empty: none stands out
    bool all; // also sentences without a match
    struct arena_mark mark;
};

const void *event_tables_open(struct arena *arena, const struct data_source *data,
                              struct error *error);
// False when there is nothing to walk (language not read, no words).
bool frame_walk_init(struct frame_walk *walk, const struct event_tables *tables,
                     struct document *document, struct arena *scratch);
// Next sentence with matches; false at the end. Headings are passed over.
bool frame_walk_next(struct frame_walk *walk);
void frame_fill(struct frame_walk *walk, uint32_t match, struct frame *frame);
// Whom a match concerns that no slot of its rule names (event_beside.c).
void frame_beside(struct frame_walk *walk, const struct match *match, struct frame *frame);
// Takes out of the recipients the place where an act of one country happened (event_beside.c).
void frame_scene(const struct frame_walk *walk, struct frame *frame);
// Codes of parties that are named without a country, from the scene of the act (event_country.c).
void frame_countries(struct frame_walk *walk, uint32_t anchor, struct frame *frame);
// The country that most names and demonyms of the document have, empty: none stands out.
struct slice document_home(const struct document *document);
// Type and code of a match, with the acts that it works on.
void frame_type(const struct frame_walk *walk, uint32_t match, enum event_type *type,
                struct slice *cameo);
// The time that the clause of the anchor names: number of the time, 0 for none.
struct reference frame_when(const struct frame_walk *walk, uint32_t anchor);
// PLOVER's mode of a CAMEO code, SLICE_NONE for none (event_mode.c).
struct slice code_mode(struct slice cameo);
// The words that made the match and the operators around or inside it, for `extract --explain`.
void frame_reasons(const struct frame_walk *walk, uint32_t match, reason_list *reasons);
// Adds an event for each figure that a source of this sentence gives for an act (number of an
// event) told just before (event_figure.c).
void figures_find(struct frame_walk *walk, uint32_t act);
// Adds who denies at the end of the sentence what its events from the first on tell
// (event_denial.c).
void denials_find(struct frame_walk *walk, uint32_t first);
// Words of the anchor with its auxiliaries.
struct span frame_anchor(const struct frame_walk *walk, const struct match *match);

#endif
