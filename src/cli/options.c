// SPDX-License-Identifier: Apache-2.0
// Reading the words after a verb: --name VALUE, --name=VALUE, -n VALUE, flags, "--", operands.
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>

static const struct option_row *find_row(const char *name, size_t size)
{
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (strlen(row->name) == size && strncmp(row->name, name, size) == 0)
            return row;
    }
    return NULL;
}

static const struct option_row *find_letter(char letter)
{
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (row->letter && row->letter == letter)
            return row;
    }
    return NULL;
}

static bool read_number(const char *text, unsigned *number)
{
    *number = 0;
    if (!*text || strlen(text) > 6)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        *number = *number * 10 + (unsigned)(*text - '0');
    }
    return true;
}

static bool store_value(const struct option_row *row, const char *value, struct settings *settings)
{
    char *member = (char *)settings + row->offset;
    switch (row->kind) {
    case OPTION_TEXT:
        memcpy(member, &value, sizeof value);
        return true;
    case OPTION_NUMBER:
        return read_number(value, (unsigned *)(void *)member);
    case OPTION_FLAG:
        *(bool *)member = true;
        return true;
    case OPTION_ALERT: // may be given many times
        if (settings->job.alert_count == sizeof settings->alerts / sizeof *settings->alerts)
            return false;
        settings->alerts[settings->job.alert_count++] = value;
        settings->job.alerts = settings->alerts;
        return true;
    }
    return false;
}

static bool is_day(const char *day)
{
    for (int i = 0; i < 10; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? day[i] != '-' : day[i] < '0' || day[i] > '9')
            return false;
    }
    int month = (day[5] - '0') * 10 + day[6] - '0', number = (day[8] - '0') * 10 + day[9] - '0';
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return day[10] == 0 && month >= 1 && month <= 12 && number >= 1 && number <= days[month - 1];
}

static const char *check_values(const struct settings *settings, char message[256])
{
    const struct recoupe_job *job = &settings->job;
    const char *days[][2] = {{"--date", job->date}, {"--now", job->now}, {"--since", job->since}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        if (days[i][1] && !is_day(days[i][1])) {
            snprintf(message, 256, "%s takes a day as YYYY-MM-DD, not '%.40s'", days[i][0],
                     days[i][1]);
            return message;
        }
    }
    const char *languages[][2] = {{"--lang", job->language}, {"--headings", job->headings}};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        const char *code = languages[i][1];
        if (code && strcmp(code, "fr") != 0 && strcmp(code, "en") != 0) {
            snprintf(message, 256, "%s takes fr or en, not '%.40s'", languages[i][0], code);
            return message;
        }
    }
    if (job->port > 65535) {
        snprintf(message, 256, "--port takes a number up to 65535");
        return message;
    }
    return NULL;
}

// One option word; *index moves past a value that is a word of its own.
static const char *read_option(const struct verb *verb, int argc, char **argv, int *index,
                               struct settings *settings, char message[256])
{
    const char *word = argv[*index], *value = NULL;
    const struct option_row *row;
    if (word[1] == '-') {
        size_t size = strcspn(word + 2, "=");
        row = find_row(word + 2, size);
        value = word[2 + size] == '=' ? word + 3 + size : NULL;
    } else {
        row = find_letter(word[1]);
        value = row && word[2] ? word + 2 : NULL;
    }
    if (!row || !verb_has_option(verb, row)) {
        snprintf(message, 256, "%s has no option '%.60s'", verb->name, word);
        return message;
    }
    if (row->kind == OPTION_FLAG && value) {
        snprintf(message, 256, "--%s takes no value", row->name);
        return message;
    }
    if (row->kind != OPTION_FLAG && !value) {
        if (*index + 1 >= argc) {
            snprintf(message, 256, "--%s needs a value", row->name);
            return message;
        }
        value = argv[++*index];
    }
    if (!store_value(row, value, settings)) {
        snprintf(message, 256, "--%s takes a number, not '%.40s'", row->name, value);
        return message;
    }
    return NULL;
}

const char *options_read(const struct verb *verb, int argc, char **argv, struct settings *settings,
                         const char **operands, size_t *operand_count, char message[256])
{
    bool only_operands = false;
    *operand_count = 0;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        if (only_operands || word[0] != '-' || word[1] == 0) {
            operands[(*operand_count)++] = word;
        } else if (strcmp(word, "--") == 0) {
            only_operands = true;
        } else {
            const char *wrong = read_option(verb, argc, argv, &i, settings, message);
            if (wrong)
                return wrong;
        }
    }
    return check_values(settings, message);
}
