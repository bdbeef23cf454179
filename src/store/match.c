// SPDX-License-Identifier: Apache-2.0
// A query's tree in FTS5's language, of articles (words and their stems) or of findings. FTS5 has
// "a NOT b" but no "NOT b" alone: each part is either what must match or what must not, and AND
// and OR of such parts are such a part again.
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

struct parts {
    struct buffer match, but; // joined by AND, OR as the operation asks
    uint32_t matches, buts;
    bool all; // a member that holds everywhere
};

static void add_member(struct parts *parts, bool is_and, struct match member)
{
    struct buffer *out = member.but ? &parts->but : &parts->match;
    uint32_t *count = member.but ? &parts->buts : &parts->matches;
    if (!member.text.data) {
        parts->all = true;
        return;
    }
    // (a) AND (b); not any of those that must not match, or (of an OR) not all of them.
    if ((*count)++)
        buffer_text(out, is_and != member.but ? " AND " : " OR ");
    buffer_format(out, "(" SLICE_FORMAT ")", SLICE_ARGUMENTS(member.text));
}

static struct match but(struct arena *arena, const struct buffer *left, const struct buffer *right)
{
    struct buffer out;
    buffer_init(&out, arena);
    buffer_format(&out, "(" SLICE_FORMAT ") NOT (" SLICE_FORMAT ")",
                  SLICE_ARGUMENTS(buffer_slice(left)), SLICE_ARGUMENTS(buffer_slice(right)));
    return (struct match){buffer_slice(&out), false};
}

static struct match finish(struct arena *arena, const struct parts *parts, bool is_and)
{
    struct match made = {SLICE_NONE, false};
    if (parts->all && !is_and)
        return made;
    if (parts->matches && parts->buts) {
        // a OR NOT b: not (b without a).
        made = is_and ? but(arena, &parts->match, &parts->but)
                      : but(arena, &parts->but, &parts->match);
        made.but = !is_and;
    } else if (parts->matches || parts->buts) {
        made.but = parts->buts > 0;
        made.text = buffer_slice(made.but ? &parts->but : &parts->match);
    }
    return made;
}

static struct match match_term(struct arena *arena, const struct query_term *term, bool roughly)
{
    struct buffer out;
    bool rough = term->field == QUERY_WHEN || term->field == QUERY_AMOUNT;
    // A negated day or amount is not asked roughly: that would take too much away.
    if (rough && (!roughly || term->negative))
        return (struct match){SLICE_NONE, false};
    buffer_init(&out, arena);
    add_field(&out, term);
    return (struct match){buffer_slice(&out), term->negative};
}

struct match match_node(struct arena *arena, const struct query_node *node, bool roughly)
{
    struct parts parts = {.all = false};
    if (!node)
        return (struct match){SLICE_NONE, false};
    if (node->operation == QUERY_TERM)
        return match_term(arena, &node->term, roughly);
    buffer_init(&parts.match, arena);
    buffer_init(&parts.but, arena);
    for (const struct query_node *member = node->first; member; member = member->next)
        add_member(&parts, node->operation == QUERY_AND, match_node(arena, member, roughly));
    return finish(arena, &parts, node->operation == QUERY_AND);
}

struct match match_and(struct arena *arena, struct match a, struct match b)
{
    struct parts parts = {.all = false};
    buffer_init(&parts.match, arena);
    buffer_init(&parts.but, arena);
    add_member(&parts, true, a);
    add_member(&parts, true, b);
    return finish(arena, &parts, true);
}
