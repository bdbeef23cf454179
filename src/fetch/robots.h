// SPDX-License-Identifier: Apache-2.0
// robots.txt by RFC 9309: may this program ask for that address?
#ifndef RECOUPE_FETCH_ROBOTS_H
#define RECOUPE_FETCH_ROBOTS_H

#include "base/slice.h"

#define ROBOTS_SIZE_MOST ((size_t)500 << 10) // as the RFC asks parsers to read at least

// Whether text allows agent ("recoupe") the path with its query ("/a?b"). Of the groups that name
// the agent all count, else those of "*"; the longest matching rule decides, Allow wins a tie.
bool robots_allow(struct slice text, const char *agent, struct slice path);
// Seconds between two requests that the agent's group asks for ("Crawl-delay"), at most 60.
unsigned robots_delay(struct slice text, const char *agent);

#endif
