// SPDX-License-Identifier: Apache-2.0
// A query in FTS5's language: one expression for articles (words and their stems), one for
// findings, each as a conjunction of groups of which one member must match, NOT what must not.
#include "store/query.h"

#include "doc/finding.h"
#include "store/stem.h"

#define MONTHS_MOST 24 // of an asked interval: else years, else decades
#define YEARS_MOST 80

struct slice match_quote(struct arena *arena, struct slice value)
{
    bool beginning = slice_ends(value, "*") && value.size > 1;
    struct buffer out;
    buffer_init(&out, arena);
    buffer_byte(&out, '"');
    for (size_t i = 0; i < value.size - beginning; i++) {
        if (value.data[i] == '"')
            buffer_byte(&out, '"');
        buffer_byte(&out, value.data[i] ? value.data[i] : ' ');
    }
    buffer_text(&out, beginning ? "\"*" : "\"");
    return buffer_slice(&out);
}

static void add_quoted(struct buffer *out, struct slice value)
{
    buffer_add(out, match_quote(out->arena, value));
}

static void add_column(struct buffer *out, const char *column, struct slice value)
{
    buffer_format(out, "{%s} : ", column);
    add_quoted(out, value);
}

// A single word is found by its stem; as it is written it counts for the order of what is found.
static void add_word(struct buffer *out, const struct query_term *term)
{
    struct stem_word word = {0}, more;
    size_t position = 0;
    bool single = !term->quoted && !slice_ends(term->value, "*") &&
                  stem_next(term->value, &position, &word) &&
                      !stem_next(term->value, &position, &more);
    if (single) {
        stem_cut(&word);
        buffer_text(out, "({stems} : \"");
        buffer_add(out, (struct slice){word.stem, word.stem_size});
        buffer_text(out, "\" OR ");
    }
    add_column(out, "title text", term->value);
    if (single)
        buffer_byte(out, ')');
}

static void add_days(struct buffer *out, const struct query_term *term)
{
    struct date low = query_day(term->low), high = query_day(term->high);
    int months = (high.year - low.year) * 12 + high.month - low.month + 1;
    int years = high.year - low.year + 1;
    buffer_text(out, "{days} : (\"wide\"");
    if (months <= MONTHS_MOST) {
        for (int m = low.month - 1; m < low.month - 1 + months; m++)
            buffer_format(out, " OR \"m%04d%02d\"", low.year + m / 12, m % 12 + 1);
        for (int year = low.year; year <= high.year; year++)
            buffer_format(out, " OR \"c%04d\"", year);
    } else if (years <= YEARS_MOST) {
        for (int year = low.year; year <= high.year; year++)
            buffer_format(out, " OR \"y%04d\"", year);
    } else {
        // Before 1500 and from 2100 on all is one.
        if (low.year < 1500)
            buffer_text(out, " OR \"early\"");
        if (high.year >= 2100)
            buffer_text(out, " OR \"late\"");
        int decade = low.year < 1500 ? 150 : low.year / 10;
        for (; decade < 210 && decade <= high.year / 10; decade++)
            buffer_format(out, " OR \"k%03d\"", decade);
    }
    buffer_byte(out, ')');
}

static void add_named(struct buffer *out, struct slice name, const char *kind)
{
    buffer_text(out, "{what} : (");
    add_quoted(out, name);
    if (kind)
        buffer_format(out, " AND \"%s\"", kind);
    buffer_byte(out, ')');
}

static void add_amount(struct buffer *out, const struct query_term *term)
{
    struct buffer sizes;
    buffer_init(&sizes, out->arena);
    if (amount_magnitudes(&sizes, term->least, term->most))
        buffer_format(out, "{sizes} : (" SLICE_FORMAT ")", SLICE_ARGUMENTS(buffer_slice(&sizes)));
    else
        buffer_text(out, "{sizes} : e*");
}

static void add_field(struct buffer *out, const struct query_term *term)
{
    static const char *const columns[] = {
        [QUERY_WHO] = "who", [QUERY_WHOM] = "whom", [QUERY_SAID] = "said", [QUERY_WHERE] = "place",
        [QUERY_SITE] = "site", [QUERY_LANG] = "lang", [QUERY_ORIGIN] = "origin_name",
            [QUERY_WORD] = NULL,
    };
    switch (term->field) {
    case QUERY_WORD:
        add_word(out, term);
        break;
    case QUERY_WHEN:
        add_days(out, term);
        break;
    case QUERY_AMOUNT:
        add_amount(out, term);
        break;
    case QUERY_WHAT:
        add_named(out, term->name, category_from_name(term->name) ? "commitment" : NULL);
        break;
    case QUERY_STAGE:
        add_named(out, term->name, "commitment");
        break;
    case QUERY_STATUS:
        add_named(out, term->name, "event");
        break;
    case QUERY_KIND:
        add_named(out, term->name, NULL);
        break;
    default:
        add_column(out, columns[term->field], term->value);
    }
}

static bool is_document_part(const struct query *query, const struct query_term *term)
{
    return term->field == QUERY_WORD ||
           (!query->about_findings && term->field >= QUERY_FIRST_OF_DOCUMENT);
}

// Which terms an expression takes.
enum part { PART_FINDINGS, PART_FINDINGS_BUT_DAYS, PART_DOCUMENTS };

static void add_part(struct buffer *out, const struct query *query, enum part part, bool negative)
{
    bool open = false;
    for (uint32_t i = 0; i < query->terms.count; i++) {
        const struct query_term *term = &query->terms.items[i];
        // A negated day or amount is not asked roughly: that would take too much away.
        bool rough = term->field == QUERY_WHEN || term->field == QUERY_AMOUNT;
        if (term->negative != negative || ((negative || part == PART_FINDINGS_BUT_DAYS) && rough) ||
            is_document_part(query, term) != (part == PART_DOCUMENTS))
            continue;
        if (open)
            buffer_text(out, term->or_before || negative ? " OR " : ") AND (");
        else
            buffer_byte(out, '(');
        open = true;
        add_field(out, term);
    }
    if (open)
        buffer_byte(out, ')');
}

struct slice match_documents(struct arena *arena, const struct query *query, bool excluded)
{
    struct buffer out;
    buffer_init(&out, arena);
    add_part(&out, query, PART_DOCUMENTS, excluded);
    return out.size ? buffer_slice(&out) : SLICE_NONE;
}

struct slice match_findings(struct arena *arena, const struct query *query, bool roughly)
{
    struct buffer out, without;
    buffer_init(&out, arena);
    buffer_init(&without, arena);
    add_part(&out, query, roughly ? PART_FINDINGS : PART_FINDINGS_BUT_DAYS, false);
    if (!out.size)
        buffer_text(&out, "({what} : (event OR commitment OR quote))");
    add_part(&without, query, PART_FINDINGS, true);
    if (without.size)
        buffer_format(&out, " NOT " SLICE_FORMAT, SLICE_ARGUMENTS(buffer_slice(&without)));
    return buffer_slice(&out);
}
