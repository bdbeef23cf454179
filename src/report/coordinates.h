// SPDX-License-Identifier: Apache-2.0
// Where countries and towns lie, and countries' two-letter codes: lexicon/coordinates.txt.
#ifndef RECOUPE_REPORT_COORDINATES_H
#define RECOUPE_REPORT_COORDINATES_H

#include "base/table.h"
#include "doc/stage.h"

struct coordinates {
    struct slice country, alpha2;     // "FRA", "FR"
    struct slice latitude, longitude; // decimals, or NONE
    bool is_town;
};

struct gazette {
    struct table names; // "FRA", or "FRA" and the folded name
    LIST(struct coordinates) items;
    struct arena *arena;
};

// Empty where the file is not among data.
void gazette_open(struct gazette *gazette, const struct data_source *data, struct arena *arena);
// Of a town in its country, else of the country itself; NULL: neither is known. name may be NONE.
const struct coordinates *gazette_find(const struct gazette *gazette, struct slice country,
                                       struct slice name);

#endif
