// SPDX-License-Identifier: Apache-2.0
// Alerts of `watch`: rules in the grammar of `search`, asked of the articles that came in just
// now. What a rule finds is printed, appended to an Atom feed, or given to a command.
#ifndef RECOUPE_ENGINE_ALERT_H
#define RECOUPE_ENGINE_ALERT_H

#include "recoupe.h"
#include "store/search.h"

// An article that came in.
struct arrival {
    struct slice id, title, site, url, published;
};
typedef LIST(struct arrival) arrival_list;

// Whether every rule of the job can be read; false after filling error (kind USAGE).
bool alert_check(const struct recoupe_job *job, struct error *error);
// Asks the rules of a store that holds the arrivals and nothing else, and tells what they find.
// stamp: the time, as Atom writes it. False when something could not be told (error is filled).
bool alert_tell(const struct recoupe_job *job, struct store *store, const arrival_list *arrivals,
                struct slice stamp, struct arena *arena, struct error *error);
// A store in memory, for arrivals.
struct store *alert_store(struct error *error);

#endif
