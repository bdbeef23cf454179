// SPDX-License-Identifier: Apache-2.0
// What a figure measures: one class (dead, injured, arrested, turnout) for all the ways in which
// two articles may word it. Reads lexicon/*/compare_measures.txt and the words beside a figure.
#ifndef RECOUPE_COMPARE_MEASURES_H
#define RECOUPE_COMPARE_MEASURES_H

#include "compare/words.h"
#include "doc/document.h"

enum measure_flag {
    MEASURE_PEOPLE = 1 << 0,  // kinds of figures that suit it
    MEASURE_THINGS = 1 << 1,
    MEASURE_BULK = 1 << 2,    // mass, volume, area
    MEASURE_PERCENT = 1 << 3,
    MEASURE_MONEY = 1 << 4,
    MEASURE_GROWS = 1 << 5,   // a later higher figure is news
    MEASURE_RIVALS = 1 << 6,  // who counts decides: figures that differ are rivals at any time
    MEASURE_WEAK = 1 << 7,    // a verb beside the noun says more
};
#define MEASURE_COUNTS (MEASURE_PEOPLE | MEASURE_THINGS)

struct measure {
    struct slice name;
    uint32_t term;
    uint32_t flags; // enum measure_flag
};

struct measures; // compiled lexicon

struct measures *measures_open(struct arena *arena, struct words *words,
                               const struct data_source *data, struct error *error);

// The words of one statement, looked up once.
struct measured_text;
struct measured_text *measured_text_read(const struct measures *measures,
                                         const struct document *document,
                                         const token_list *tokens, struct arena *arena);
// What the figure at span measures: by its unit, the verb or noun beside it or, where nearby is
// true (a bare number, "34", or a unit for anybody, "34 personnes"), the nearest word of the
// statement. named: its unit says it. NULL: nothing known.
const struct measure *measure_find(const struct measured_text *text, struct span span,
                                   uint32_t kinds, bool nearby, bool *named);
// What the unit alone says: "mort", "blessé". NULL: nothing.
const struct measure *measure_of_unit(const struct measures *measures, enum language language,
                                      struct slice folded, uint32_t kinds);
// A class by its name, which the lexicon has.
const struct measure *measure_named_at(const struct measures *measures, struct slice name);
// Whether the word is a unit that is no person.
bool measure_is_thing(const struct measures *measures, enum language language,
                      struct slice folded);

#endif
