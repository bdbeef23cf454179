// SPDX-License-Identifier: Apache-2.0
// Reads lexicon/coordinates.txt ("FRA FR 48.85 2.35 Paris", a country without a name; "-": not
// known) and finds a town or a country in it.
#include "report/coordinates.h"

#include "base/utf8.h"

static struct slice known(struct slice word)
{
    return slice_is(word, "-") ? SLICE_NONE : word;
}

static struct slice key_of(struct arena *arena, struct slice country, struct slice name)
{
    return arena_format(arena, SLICE_FORMAT " " SLICE_FORMAT, SLICE_ARGUMENTS(country),
                        SLICE_ARGUMENTS(utf8_fold(arena, name)));
}

void gazette_open(struct gazette *gazette, const struct data_source *data, struct arena *arena)
{
    struct slice line, rest = data && data->find
                                  ? data->find("lexicon/coordinates.txt", data->context)
                                  : SLICE_NONE;
    uint32_t number = 0;
    *gazette = (struct gazette){.arena = arena};
    table_init(&gazette->names, arena);
    while (slice_next_line(&rest, &line, &number)) {
        struct coordinates place;
        if (!line.size || line.data[0] == '#')
            continue;
        place.country = slice_cut(&line, ' ');
        place.alpha2 = slice_cut(&line, ' ');
        place.latitude = known(slice_cut(&line, ' '));
        place.longitude = known(slice_cut(&line, ' '));
        place.is_town = line.size > 0;
        table_add(&gazette->names,
                  place.is_town ? key_of(arena, place.country, line) : place.country,
                  gazette->items.count);
        list_add(arena, &gazette->items, place);
    }
}

const struct coordinates *gazette_find(const struct gazette *gazette, struct slice country,
                                       struct slice name)
{
    uint32_t at = name.size ? table_find(&gazette->names, key_of(gazette->arena, country, name))
                            : TABLE_NONE;
    if (at == TABLE_NONE)
        at = table_find(&gazette->names, country);
    return at == TABLE_NONE ? NULL : &gazette->items.items[at];
}
