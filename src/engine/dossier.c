// SPDX-License-Identifier: Apache-2.0
// The verbs over a dossier: add, rebuild, search, correct, serve, mcp, export, watch.
#include "engine/verbs.h"

#define REFUSE(verb)                                                                               \
    int recoupe_##verb(const struct recoupe_job *job)                                              \
    {                                                                                              \
        return verbs_refuse(job, "this version cannot " #verb " yet");                             \
    }
REFUSE(add)
REFUSE(rebuild)
REFUSE(search)
REFUSE(correct)
REFUSE(serve)
REFUSE(mcp)
REFUSE(export)
REFUSE(watch)
