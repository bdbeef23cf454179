// SPDX-License-Identifier: Apache-2.0
// A comparison made by hand: two stories, a copy, a disputed, a corroborated and a single claim,
// a ledger row with a history, an omission; for the tests of report and serve.
#ifndef RECOUPE_TESTS_REPORT_FIXTURE_H
#define RECOUPE_TESTS_REPORT_FIXTURE_H

#include "doc/comparison.h"

// Everything lives in arena.
struct comparison *report_fixture(struct arena *arena);

#endif
