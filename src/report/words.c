// SPDX-License-Identifier: Apache-2.0
// The tables of the report's words, and dates and numbers as people write them in French and
// English. No locale: the same bytes everywhere.
#include "report/words.h"

#include <assert.h>

static const char *const WORDS[WORD_COUNT][2] = {
#define X(id, fr, en) {fr, en},
    REPORT_WORDS(X)
#undef X
};

static const char *const TYPES[EVENT_LIMIT][2] = {
    [EVENT_AGREE] = {"Accord", "Agreement"},
    [EVENT_CONSULT] = {"Échange", "Talks"},
    [EVENT_SUPPORT] = {"Soutien", "Support"},
    [EVENT_CONCEDE] = {"Concession", "Concession"},
    [EVENT_COOPERATE] = {"Coopération", "Cooperation"},
    [EVENT_AID] = {"Aide", "Aid"},
    [EVENT_RETREAT] = {"Désescalade", "De-escalation"},
    [EVENT_REQUEST] = {"Demande", "Request"},
    [EVENT_ACCUSE] = {"Accusation", "Accusation"},
    [EVENT_REJECT] = {"Refus", "Refusal"},
    [EVENT_THREATEN] = {"Menace", "Threat"},
    [EVENT_PROTEST] = {"Protestation", "Protest"},
    [EVENT_SANCTION] = {"Sanction", "Sanction"},
    [EVENT_MOBILIZE] = {"Mobilisation", "Mobilisation"},
    [EVENT_COERCE] = {"Contrainte", "Coercion"},
    [EVENT_ASSAULT] = {"Attaque", "Attack"},
};

// Acts whose mode says more to a reader than their type.
static const struct {
    enum event_type type;
    const char *mode, *words[2];
} MODES[] = {
    {EVENT_CONSULT, "meet", {"Rencontre", "Meeting"}},
    {EVENT_CONSULT, "phone", {"Appel", "Call"}},
    {EVENT_CONSULT, "third-party", {"Médiation", "Mediation"}},
    {EVENT_CONSULT, "visit", {"Visite", "Visit"}},
    {EVENT_RETREAT, "access", {"Accès accordé", "Access granted"}},
    {EVENT_RETREAT, "ceasefire", {"Cessez-le-feu", "Ceasefire"}},
    {EVENT_RETREAT, "disarm", {"Désarmement", "Disarmament"}},
    {EVENT_RETREAT, "release", {"Libération", "Release"}},
    {EVENT_RETREAT, "return", {"Restitution", "Return"}},
    {EVENT_RETREAT, "withdraw", {"Retrait", "Withdrawal"}},
    {EVENT_PROTEST, "demo", {"Manifestation", "Demonstration"}},
    {EVENT_PROTEST, "hunger", {"Grève de la faim", "Hunger strike"}},
    {EVENT_PROTEST, "obstruct", {"Blocage", "Blockade"}},
    {EVENT_PROTEST, "riot", {"Émeute", "Riot"}},
    {EVENT_PROTEST, "strike", {"Grève", "Strike"}},
    {EVENT_COERCE, "arrest", {"Arrestation", "Arrest"}},
    {EVENT_COERCE, "ban", {"Interdiction", "Ban"}},
    {EVENT_COERCE, "curfew", {"Couvre-feu", "Curfew"}},
    {EVENT_COERCE, "cyber", {"Cyberattaque", "Cyberattack"}},
    {EVENT_COERCE, "deport", {"Expulsion", "Deportation"}},
    {EVENT_COERCE, "seize", {"Saisie", "Seizure"}},
    {EVENT_ASSAULT, "abduct", {"Enlèvement", "Abduction"}},
    {EVENT_ASSAULT, "assassinate", {"Assassinat", "Assassination"}},
};

static const char *const STAGE_WORDS[STAGE_LIMIT][2] = {
    [STAGE_CONSIDERED] = {"envisagé", "considered"}, [STAGE_REQUESTED] = {"demandé", "requested"},
    [STAGE_PROMISED] = {"promis", "promised"},       [STAGE_ANNOUNCED] = {"annoncé", "announced"},
    [STAGE_APPROVED] = {"approuvé", "approved"},     [STAGE_FUNDED] = {"financé", "funded"},
    [STAGE_ORDERED] = {"commandé", "ordered"},       [STAGE_PAUSED] = {"suspendu", "paused"},
    [STAGE_RESUMED] = {"repris", "resumed"},         [STAGE_DELIVERED] = {"livré", "delivered"},
    [STAGE_REFUSED] = {"refusé", "refused"},         [STAGE_CANCELLED] = {"annulé", "cancelled"},
};

static const char *const STATUS_WORDS[STATUS_LIMIT][2] = {
    [STATUS_HAPPENED] = {"accompli", "happened"},  [STATUS_UNDERWAY] = {"en cours", "underway"},
    [STATUS_ANNOUNCED] = {"annoncé", "announced"}, [STATUS_PLANNED] = {"prévu", "planned"},
    [STATUS_POSSIBLE] = {"envisagé", "possible"},  [STATUS_DEMANDED] = {"exigé", "demanded"},
    [STATUS_CONDITIONAL] = {"sous condition", "conditional"},
};

static const char *const CATEGORY_WORDS[CATEGORY_LIMIT][2] = {
    [CATEGORY_WEAPONS] = {"armes", "weapons"},
    [CATEGORY_AMMUNITION] = {"munitions", "ammunition"},
    [CATEGORY_AIR_DEFENCE] = {"défense aérienne", "air defence"},
    [CATEGORY_DRONES] = {"drones", "drones"},
    [CATEGORY_VEHICLES] = {"véhicules", "vehicles"},
    [CATEGORY_TRAINING] = {"formation", "training"},
    [CATEGORY_MONEY] = {"argent", "money"},
    [CATEGORY_SANCTIONS_RELIEF] = {"levée de sanctions", "sanctions relief"},
    [CATEGORY_HUMANITARIAN] = {"aide humanitaire", "humanitarian help"},
    [CATEGORY_OTHER] = {"autre", "other"},
};

static const char *const MONTHS[12][2] = {
    {"janvier", "January"},   {"février", "February"}, {"mars", "March"},
    {"avril", "April"},       {"mai", "May"},          {"juin", "June"},
    {"juillet", "July"},      {"août", "August"},      {"septembre", "September"},
    {"octobre", "October"},   {"novembre", "November"}, {"décembre", "December"},
};

static int side(enum language language)
{
    return language == LANGUAGE_en;
}

const char *word_of(enum language language, enum report_word word)
{
    assert(word < WORD_COUNT);
    return WORDS[word][side(language)];
}

const char *type_word(enum language language, enum event_type type)
{
    return type ? TYPES[type][side(language)] : "";
}

const char *act_word(enum language language, enum event_type type, struct slice mode)
{
    for (size_t i = 0; mode.size && i < sizeof MODES / sizeof *MODES; i++)
        if (MODES[i].type == type && slice_is(mode, MODES[i].mode))
            return MODES[i].words[side(language)];
    return type_word(language, type);
}

const char *stage_word(enum language language, enum commitment_stage stage)
{
    return stage ? STAGE_WORDS[stage][side(language)] : "";
}

const char *status_word(enum language language, enum status status)
{
    return status ? STATUS_WORDS[status][side(language)] : "";
}

const char *category_word(enum language language, enum category category)
{
    return category ? CATEGORY_WORDS[category][side(language)] : "";
}

const char *verdict_word(enum language language, enum verdict verdict)
{
    static const enum report_word words[] = {[VERDICT_NONE] = WORD_SINGLE,
                                             [VERDICT_CORROBORATED] = WORD_CORROBORATED,
                                             [VERDICT_SINGLE_ORIGIN] = WORD_SINGLE,
                                             [VERDICT_DISPUTED] = WORD_DISPUTED};
    return word_of(language, words[verdict]);
}

const char *verdict_words(enum language language, enum verdict verdict, uint32_t count)
{
    if (count < 2 && !(count == 0 && side(language)))
        return verdict_word(language, verdict);
    return verdict == VERDICT_DISPUTED       ? word_of(language, WORD_DISPUTED_MANY)
           : verdict == VERDICT_CORROBORATED ? word_of(language, WORD_CORROBORATED_MANY)
                                             : verdict_word(language, verdict);
}

const char *field_word(enum language language, const char *field)
{
    static const struct {
        const char *field;
        enum report_word word;
    } rows[] = {{"when", WORD_FIELD_WHEN},       {"count", WORD_FIELD_COUNT},
                {"money", WORD_FIELD_MONEY},     {"stage", WORD_FIELD_STAGE},
                {"actors", WORD_FIELD_ACTORS},   {"recipients", WORD_FIELD_RECIPIENTS},
                {"polarity", WORD_FIELD_POLARITY}, {"status", WORD_FIELD_STATUS}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].field, field) == 0)
            return word_of(language, rows[i].word);
    return field;
}

const char *relation_word(enum language language, enum difference_relation relation)
{
    return relation == DIFFERENCE_CONFLICT ? word_of(language, WORD_DIFFERENCE_CONFLICT)
           : relation == DIFFERENCE_UPDATE ? word_of(language, WORD_DIFFERENCE_UPDATE)
                                           : word_of(language, WORD_DIFFERENCE_COMPATIBLE);
}

// A value that is a day, a month or a year, and nothing more; an hour after T is left out.
static bool plain_date(struct slice value, struct date *date)
{
    bool size_fits = value.size == 4 || value.size == 7 || value.size == 10 ||
                     (value.size > 10 && value.data[10] == 'T');
    return value.data && size_fits && date_parse(value, date) && date->month <= 12 &&
           (value.size == 4 || date->month > 0);
}

static void write_plain_date(struct buffer *out, enum language language, struct date date)
{
    if (date.day)
        buffer_format(out, "%d%s", (int)date.day, date.day == 1 && !side(language) ? "er" : "");
    if (date.month)
        buffer_format(out, "%s%s", date.day ? " " : "", MONTHS[date.month - 1][side(language)]);
    if (date.year)
        buffer_format(out, "%s%d", date.month ? " " : "", (int)date.year);
}

static int two_digits(struct slice value, size_t at)
{
    if (value.size < at + 2)
        return 0;
    int tens = value.data[at] - '0', ones = value.data[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 0 : tens * 10 + ones;
}

// "XXXX-07-04" and "XXXX-07": a day or month of an unknown year. "XXXX-WXX-2": a weekday.
static bool write_unknown_year(struct buffer *out, enum language language, struct slice value)
{
    static const char *const weekdays[7][2] = {
        {"un lundi", "a Monday"},     {"un mardi", "a Tuesday"},  {"un mercredi", "a Wednesday"},
        {"un jeudi", "a Thursday"},   {"un vendredi", "a Friday"}, {"un samedi", "a Saturday"},
        {"un dimanche", "a Sunday"}};
    if (slice_starts(value, "XXXX-WXX-") && value.size >= 10 && value.data[9] >= '1' &&
        value.data[9] <= '7') {
        buffer_text(out, weekdays[value.data[9] - '1'][side(language)]);
        return true;
    }
    struct date date = {0, two_digits(value, 5), two_digits(value, 8)};
    if (!slice_starts(value, "XXXX-") || date.month < 1 || date.month > 12 || date.day > 31)
        return false;
    write_plain_date(out, language, date);
    return true;
}

// "2025-W28": the week by its Monday. "2025-SU", "2025-Q3", "2025-H1": parts of a year.
static bool write_part_of_year(struct buffer *out, enum language language, struct slice value)
{
    static const struct {
        const char *code, *words[2];
    } parts[] = {{"SP", {"printemps", "spring"}}, {"SU", {"été", "summer"}},
                 {"FA", {"automne", "autumn"}},   {"WI", {"hiver", "winter"}},
                 {"Q1", {"1er trimestre", "first quarter of"}},
                 {"Q2", {"2e trimestre", "second quarter of"}},
                 {"Q3", {"3e trimestre", "third quarter of"}},
                 {"Q4", {"4e trimestre", "fourth quarter of"}},
                 {"H1", {"1er semestre", "first half of"}},
                 {"H2", {"2d semestre", "second half of"}}};
    struct date year;
    if (value.size < 7 || value.data[4] != '-' || !date_parse(slice_part(value, 0, 4), &year))
        return false;
    if (value.data[5] == 'W' && value.size >= 8 && two_digits(value, 6)) {
        struct date monday = date_from_week(year.year, two_digits(value, 6), 1);
        buffer_text(out, side(language) ? "week of " : "semaine du ");
        write_plain_date(out, language, monday);
        return true;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!slice_is(slice_part(value, 5, value.size), parts[i].code))
            continue;
        buffer_format(out, "%s %d", parts[i].words[side(language)], (int)year.year);
        return true;
    }
    return false;
}

bool word_date(struct buffer *out, enum language language, struct slice value)
{
    struct date date;
    if (plain_date(value, &date)) {
        write_plain_date(out, language, date);
        return true;
    }
    return value.data && (write_unknown_year(out, language, value) ||
                          write_part_of_year(out, language, value));
}

void word_short_date(struct buffer *out, enum language language, struct slice value)
{
    struct date date;
    if (!plain_date(value, &date) || !date.month) {
        word_date(out, language, value);
        return;
    }
    // Full month names may be long: the first three letters are ASCII but for févr. and août.
    static const char *const shorts[12][2] = {
        {"janv.", "Jan"}, {"févr.", "Feb"}, {"mars", "Mar"},  {"avril", "Apr"},
        {"mai", "May"},   {"juin", "Jun"},  {"juil.", "Jul"}, {"août", "Aug"},
        {"sept.", "Sep"}, {"oct.", "Oct"},  {"nov.", "Nov"},  {"déc.", "Dec"}};
    if (date.day)
        buffer_format(out, "%d ", (int)date.day);
    buffer_text(out, shorts[date.month - 1][side(language)]);
}

static bool all_digits(struct slice value)
{
    for (size_t i = 0; i < value.size; i++)
        if (value.data[i] < '0' || value.data[i] > '9')
            return false;
    return value.size > 0;
}

static size_t trailing_zeros(struct slice value)
{
    size_t zeros = 0;
    while (zeros < value.size && value.data[value.size - 1 - zeros] == '0')
        zeros++;
    return zeros;
}

static void group_digits(struct buffer *out, enum language language, struct slice digits)
{
    for (size_t i = 0; i < digits.size; i++) {
        size_t left = digits.size - i;
        if (i && left % 3 == 0 && digits.size > 4)
            buffer_text(out, side(language) ? "," : "\u00a0");
        buffer_byte(out, digits.data[i]);
    }
}

// "240 millions", "1,5 milliard": when at most one decimal is left.
static bool write_scaled(struct buffer *out, enum language language, struct slice value)
{
    static const struct {
        size_t zeros;
        const char *one[2], *many[2];
    } scales[] = {{9, {"milliard", "billion"}, {"milliards", "billion"}},
                  {6, {"million", "million"}, {"millions", "million"}}};
    for (int i = 0; i < 2; i++) {
        size_t zeros = scales[i].zeros;
        if (value.size <= zeros || trailing_zeros(value) + 1 < zeros)
            continue;
        struct slice whole = slice_part(value, 0, value.size - zeros);
        char decimal = value.data[value.size - zeros];
        group_digits(out, language, whole);
        if (decimal != '0')
            buffer_format(out, "%c%c", side(language) ? '.' : ',', decimal);
        bool one = slice_is(whole, "1");
        buffer_format(out, "\u00a0%s",
                      one ? scales[i].one[side(language)] : scales[i].many[side(language)]);
        return true;
    }
    return false;
}

void word_number(struct buffer *out, enum language language, struct slice value)
{
    size_t point = slice_find(value, SLICE("."), 0);
    struct slice whole = slice_part(value, 0, point);
    if (!all_digits(whole)) {
        buffer_add(out, value);
        return;
    }
    if (point == SIZE_MAX && write_scaled(out, language, value))
        return;
    group_digits(out, language, whole);
    if (point != SIZE_MAX) {
        buffer_text(out, side(language) ? "." : ",");
        buffer_add(out, slice_part(value, point + 1, SIZE_MAX));
    }
}

void word_count(struct buffer *out, enum language language, uint32_t count, enum report_word one,
                enum report_word many)
{
    // French counts 0 as singular, English as plural.
    bool singular = count == 1 || (count == 0 && !side(language));
    buffer_format(out, "%u\u00a0%s", count, word_of(language, singular ? one : many));
}

// "240000000 EUR": number and currency; "more_than 550": modifier and number.
static void write_amount(struct buffer *out, enum language language, struct slice value)
{
    while (value.data && value.size) {
        struct slice part = slice_cut(&value, ' ');
        if (out->size && out->data[out->size - 1] != ' ')
            buffer_byte(out, ' ');
        size_t dash = slice_find(part, SLICE(".."), 0);
        if (dash != SIZE_MAX) {
            word_number(out, language, slice_part(part, 0, dash));
            buffer_text(out, "–");
            word_number(out, language, slice_part(part, dash + 2, SIZE_MAX));
        } else {
            word_number(out, language, part);
        }
    }
}

void word_value(struct buffer *out, enum language language, const char *field, struct slice value)
{
    if (!value.data)
        buffer_text(out, "?");
    else if (strcmp(field, "when") == 0 && !word_date(out, language, value))
        buffer_text(out, word_of(language, WORD_DATE_UNKNOWN));
    else if (strcmp(field, "when") == 0)
        return;
    else if (strcmp(field, "stage") == 0 && stage_from_name(value))
        buffer_text(out, stage_word(language, stage_from_name(value)));
    else if (strcmp(field, "status") == 0 && status_from_name(value))
        buffer_text(out, status_word(language, status_from_name(value)));
    else if (strcmp(field, "polarity") == 0)
        buffer_text(out, word_of(language, slice_is(value, "negative") ? WORD_NEGATIVE
                                                                       : WORD_POSITIVE));
    else if (strcmp(field, "money") == 0 || strcmp(field, "count") == 0)
        write_amount(out, language, value);
    else
        buffer_add(out, value);
}
