// SPDX-License-Identifier: Apache-2.0
// The verbs over a whole collection: compare, report, reduce.
#include "engine/verbs.h"

int recoupe_compare(const struct recoupe_job *job)
{
    return verbs_refuse(job, "this version cannot compare yet");
}

int recoupe_report(const struct recoupe_job *job)
{
    return verbs_refuse(job, "this version cannot report yet");
}

int recoupe_reduce(const struct recoupe_job *job)
{
    return verbs_refuse(job, "this version cannot reduce yet");
}
