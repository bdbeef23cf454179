// SPDX-License-Identifier: Apache-2.0
// PLOVER's modes by CAMEO code: how an act was done, where the code says so and no rule does. A
// code's row is the one with the longest prefix of it. Reads and adds no layer.
#include "extract/event_frame.h"

static const struct {
    const char *prefix, *mode;
} modes[] = {
    {"023", "assist"},    {"024", "change"},       {"025", "yield"},     {"026", "meet"},
    {"027", "meet"},      {"028", "meet"},         {"041", "phone"},     {"042", "visit"},
    {"043", "visit"},     {"045", "third-party"},  {"0841", "release"},  {"0842", "return"},
    {"086", "access"},    {"087", "withdraw"},     {"0871", "ceasefire"}, {"0872", ""},
    {"0873", "disarm"},   {"0874", "disarm"},      {"09", "investigate"}, {"110", "disapprove"},
    {"111", "disapprove"}, {"112", "allege"},      {"113", "disapprove"}, {"114", "disapprove"},
    {"103", "assist"},    {"104", "change"},       {"105", "yield"},     {"106", "meet"},
    {"107", "meet"},      {"108", "meet"},         {"122", "assist"},    {"123", "change"},
    {"124", "yield"},     {"125", "meet"},         {"126", "meet"},      {"127", "meet"},
    {"1321", "restrict"}, {"1322", "ban"},         {"134", "relations"}, {"135", "relations"},
    {"136", "expel"},     {"138", "violence"},     {"141", "demo"},      {"142", "hunger"},
    {"143", "strike"},    {"144", "obstruct"},     {"145", "riot"},      {"153", "police"},
    {"154", "troops"},    {"161", "discontinue"},  {"162", "discontinue"}, {"164", "discontinue"},
    {"165", "discontinue"}, {"166", "expel"},      {"171", "seize"},     {"172", "restrict"},
    {"1722", "ban"},      {"1723", "curfew"},      {"1724", "martial-law"}, {"173", "arrest"},
    {"174", "deport"},    {"176", "cyber"},        {"181", "abduct"},    {"182", "beat"},
    {"1821", "sexual"},   {"1822", "torture"},     {"183", "explosives"},
    {"1831", "suicide-attack"},
    {"185", "assassinate"}, {"186", "assassinate"}, {"193", "firearms"}, {"194", "heavy-weapons"},
    {"195", "aerial"},    {"202", "massacre"},     {"203", "massacre"},  {"204", "unconventional"},
};

struct slice code_mode(struct slice cameo)
{
    const char *found = "";
    size_t longest = 0;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        size_t size = strlen(modes[i].prefix);
        if (size > longest && slice_starts(cameo, modes[i].prefix)) {
            found = modes[i].mode;
            longest = size;
        }
    }
    return found[0] ? slice_of(found) : SLICE_NONE;
}
