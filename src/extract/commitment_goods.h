// SPDX-License-Identifier: Apache-2.0
// What a commitment is about: goods, category, count, money, scheme, destination, deadline.
#ifndef RECOUPE_EXTRACT_COMMITMENT_GOODS_H
#define RECOUPE_EXTRACT_COMMITMENT_GOODS_H

#include "extract/event_frame.h"

// Fills goods, category, count and money of the transfer.
void commitment_goods(const struct frame_walk *walk, uint32_t match, struct commitment *commitment);
// "… destinées à Kiev"; also a receiver that the text leaves unnamed ("des pays tiers").
void commitment_destination(const struct frame_walk *walk, uint32_t match, party_list *receivers);
// Name of the programme in the clause of the transfer, or SLICE_NONE.
struct slice commitment_scheme(const struct frame_walk *walk, uint32_t match);
// "via X", "through X", "par l'intermédiaire de X": X as written, and where; or SLICE_NONE.
struct slice commitment_channel(const struct frame_walk *walk, uint32_t match, struct span *span);
// True when the subject is "ce dispositif", "the scheme".
bool commitment_scheme_anaphor(const struct frame_walk *walk, uint32_t match);
struct slice commitment_last_scheme(const struct frame_walk *walk);
// "Ces achats s'inscrivent dans le programme X": X, or SLICE_NONE.
struct slice commitment_scheme_statement(const struct frame_walk *walk);
// Day by which it is due: "d'ici au 1er mai", or a duration from when it was said.
struct slice commitment_deadline(const struct frame_walk *walk, uint32_t match, struct slice when);
// Turns commitment into the next one that shares its verb: "et la Norvège un autre".
bool commitment_elided(const struct frame_walk *walk, struct commitment *commitment);

// commitment_public.c
// A country, a body, a role in public life among the parties; a state, its bodies, an organisation.
bool commitment_any_coded(const party_list *parties);
bool commitment_any_public(const struct view *view, const party_list *parties);
// What no reader of news calls a transfer: a car that a firm sells, a bullet that hits somebody,
// what passes between persons, what a court awards.
bool commitment_is_private(const struct frame_walk *walk, uint32_t match,
                           const struct commitment *commitment);

// "300 million kroner", given by Norway: the currency of the giver's country where the word alone
// leaves it open.
void commitment_currency(const struct frame_walk *walk, struct commitment *commitment);

#endif
