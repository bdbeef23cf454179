// SPDX-License-Identifier: Apache-2.0
// `extract --explain`: the document object with one more key, "explanations": for every event and
// commitment the lines of the rule files that made it, and the words that they matched. Reads
// findings and the embedded lexicon; what a rule means is docs/rules.md's.
#include "doc/dump.h"
#include "doc/rule_line.h"
#include "engine/engine.h"
#include "engine/verbs.h"

#include <assert.h>
#include <stdio.h>

static void print_span(struct json_writer *json, struct code_points *points, const char *as,
                       struct span span, struct slice rule)
{
    json_open(json, '{');
    json_key(json, "as");
    json_text(json, slice_of(as));
    json_key(json, "start");
    json_integer(json, code_point_at(points, span.start));
    json_key(json, "end");
    json_integer(json, code_point_at(points, span.end));
    json_key(json, "text");
    json_text(json, document_span_text(points->document, span));
    if (rule.data) {
        json_key(json, "rule");
        json_text(json, rule);
    }
    json_close(json, '}');
}

static void print_parties(struct json_writer *json, struct code_points *points, const char *as,
                          const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (parties->items[i].span.end > 0)
            print_span(json, points, as, parties->items[i].span, SLICE_NONE);
}

// Each rule once, in the order in which its words are listed.
static void print_rules(struct json_writer *json, const reason_list *reasons)
{
    json_key(json, "rules");
    json_open(json, '[');
    for (uint32_t i = 0; i < reasons->count; i++) {
        struct rule_line found;
        uint32_t before = 0;
        while (!slice_equal(reasons->items[before].rule, reasons->items[i].rule))
            before++;
        if (before < i || !rule_line_find(reasons->items[i].rule, &engine_data, &found))
            continue;
        json_open(json, '{');
        json_key(json, "rule");
        json_text(json, reasons->items[i].rule);
        json_key(json, "file");
        json_text(json, slice_of(found.file));
        json_key(json, "line");
        json_integer(json, found.line);
        json_key(json, "text");
        json_text(json, found.text);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void open_finding(struct json_writer *json, struct code_points *points, const char *prefix,
                         uint32_t number, const reason_list *reasons)
{
    char id[16];
    snprintf(id, sizeof id, "%s%u", prefix, (unsigned)number);
    json_open(json, '{');
    json_key(json, "finding");
    json_text(json, slice_of(id));
    print_rules(json, reasons);
    json_key(json, "words");
    json_open(json, '[');
    for (uint32_t i = 0; i < reasons->count; i++)
        print_span(json, points, reasons->items[i].as, reasons->items[i].span,
                   reasons->items[i].rule);
}

static void close_finding(struct json_writer *json)
{
    json_close(json, ']');
    json_close(json, '}');
}

void verbs_print_explained(const struct document *document, struct buffer *out)
{
    struct json_writer json;
    struct code_points points = {.document = document};
    document_dump(document, DUMP_ALL, out);
    assert(out->size > 0 && out->data[out->size - 1] == '}');
    out->size--; // one more key before the object ends
    buffer_text(out, ",\"explanations\":");
    json_init(&json, out);
    json_open(&json, '[');
    for (uint32_t i = 0; i < document->events.count; i++) {
        const struct event *event = &document->events.items[i];
        open_finding(&json, &points, "v", i + 1, &event->reasons);
        print_parties(&json, &points, "actor", &event->actors);
        print_parties(&json, &points, "recipient", &event->recipients);
        print_parties(&json, &points, "said_by", &event->said_by);
        close_finding(&json);
    }
    for (uint32_t i = 0; i < document->commitments.count; i++) {
        const struct commitment *commitment = &document->commitments.items[i];
        open_finding(&json, &points, "c", i + 1, &commitment->reasons);
        print_parties(&json, &points, "giver", &commitment->givers);
        print_parties(&json, &points, "receiver", &commitment->receivers);
        print_parties(&json, &points, "said_by", &commitment->said_by);
        close_finding(&json);
    }
    json_close(&json, ']');
    buffer_text(out, "}\n");
}
