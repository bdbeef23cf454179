// SPDX-License-Identifier: Apache-2.0
// Whether the text says that an act took place: polarity, status, who says so, hedged. Shared by
// the stages event and commitment, which call it for each anchor. Its words are in
// lexicon/<language>/factuality.txt.
#ifndef RECOUPE_EXTRACT_FACTUALITY_H
#define RECOUPE_EXTRACT_FACTUALITY_H

#include "extract/event_party.h"

struct factuality_words {
    struct table classes; // lemma -> bits of enum factuality_class
};

struct factuality {
    enum polarity polarity;
    enum status status;
    bool hedged;
    bool stated_future; // a plain future: a plan or an announcement
    bool scheduled;     // "doit livrer": it has been decided
};

bool factuality_open(struct factuality_words *words, struct arena *arena,
                     const struct data_source *data, enum language language, struct error *error);
// Polarity, status and hedging of the act at anchor (verb or noun).
void factuality_find(const struct factuality_words *words, const struct view *view, uint32_t anchor,
                     struct factuality *result);
// "pour accepter", "in order to accept": the infinitive only says what for.
bool factuality_is_purpose(const struct factuality_words *words, const struct view *view,
                           uint32_t verb);
// "denied that the boats promised to X had been sold", "a nié avoir livré": what is denied, or told
// aside of it, is no act that anybody answers for.
bool factuality_is_under_denial(const struct factuality_words *words, const struct view *view,
                                uint32_t verb);
// Who is made responsible for the statement; sets *hedged for unnamed sources.
void factuality_said_by(const struct factuality_words *words, const struct view *view,
                        const struct topics *topics, uint32_t anchor, party_list *said_by,
                        bool *hedged);

#endif
