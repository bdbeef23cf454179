// SPDX-License-Identifier: Apache-2.0
// The JSON of the API that is not the contract's own and needs no view: documents, search hits, the
// names of types and stages, errors; and how keys and numbers are written and read.
#include "serve/server.h"

#include "base/utf8.h"

void api_number(struct json_writer *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_integer(json, value);
}

void api_list(struct json_writer *json, const char *key)
{
    json_key(json, key);
    json_open(json, '[');
}

int64_t api_number_of(struct slice text)
{
    int64_t number = 0;
    for (size_t i = 0; i < text.size && i < 15 && text.data[i] >= '0' && text.data[i] <= '9'; i++)
        number = number * 10 + (text.data[i] - '0');
    return number;
}

void api_documents(const struct server *server, int64_t first, int64_t count, struct buffer *out)
{
    struct json_writer json;
    int64_t total = server->now->comparison.document_count;
    int64_t end = count && first < total && count < total - first ? first + count : total;
    json_init(&json, out);
    json_open(&json, '[');
    for (int64_t i = first; i < end; i++) {
        const struct document *document = server->now->comparison.documents[i];
        json_open(&json, '{');
        json_key_text(&json, "id", document->id);
        json_key_text(&json, "title", document->title);
        json_key_text(&json, "site", document->site);
        json_key_text(&json, "published", document->published.value);
        json_key_text(&json, "lang",
                      document->language ? slice_of(language_code(document->language))
                                         : document->language_other);
        json_key_text(&json, "url", document->url);
        json_key_text(&json, "source", document->source);
        json_close(&json, '}');
    }
    json_close(&json, ']');
}

void api_hit(struct json_writer *json, const struct search_hit *hit)
{
    json_open(json, '{');
    json_key_text(json, "document", hit->document);
    json_key_text(json, "title", hit->title);
    json_key_text(json, "site", hit->site);
    json_key_text(json, "published", hit->published);
    json_key(json, "finding");
    if (hit->is_document) {
        json_null(json);
    } else {
        char id[24];
        const char *prefix = finding_descriptions[hit->kind].prefix;
        size_t size = strlen(prefix), end = sizeof id;
        for (uint32_t number = hit->number; end > size && (number || end == sizeof id);
             number /= 10)
            id[--end] = (char)('0' + number % 10);
        memcpy(id + end - size, prefix, size);
        json_text(json, (struct slice){id + end - size, sizeof id - end + size});
    }
    api_number(json, "start", hit->start);
    api_number(json, "end", hit->end);
    json_key_text(json, "text", hit->text);
    api_list(json, "marks"); // code points of the text
    for (uint32_t i = 0; i < hit->marks.count; i++) {
        struct span mark = hit->marks.items[i];
        json_open(json, '[');
        json_integer(json, (int64_t)utf8_count(slice_part(hit->text, 0, mark.start)));
        json_integer(json, (int64_t)utf8_count(slice_part(hit->text, 0, mark.end)));
        json_close(json, ']');
    }
    json_close(json, ']');
    json_close(json, '}');
}

void api_hits(const struct search_result *result, struct buffer *out)
{
    struct json_writer json;
    json_init(&json, out);
    json_open(&json, '{');
    json_key(&json, "more");
    json_bool(&json, result->more);
    api_list(&json, "hits");
    for (uint32_t i = 0; i < result->hits.count; i++)
        api_hit(&json, &result->hits.items[i]);
    json_close(&json, ']');
    json_close(&json, '}');
}

void api_error(const char *message, struct buffer *out)
{
    struct json_writer json;
    json_init(&json, out);
    json_open(&json, '{');
    json_key_text(&json, "error", slice_of(message));
    json_close(&json, '}');
}

void api_query_error(const char *message, struct span wrong, struct buffer *out)
{
    struct json_writer json;
    json_init(&json, out);
    json_open(&json, '{');
    json_key_text(&json, "error", slice_of(message));
    api_number(&json, "start", wrong.start);
    api_number(&json, "end", wrong.end);
    json_close(&json, '}');
}

#define WORDS_OF(key, type, first, limit, name, word)                                              \
    json_key(&json, key);                                                                          \
    json_open(&json, '{');                                                                         \
    for (int i = (first); i < (int)(limit); i++)                                                   \
        json_key_text(&json, name((enum type)i), slice_of(word(language, (enum type)i)));          \
    json_close(&json, '}')

void api_words(enum language language, struct buffer *out)
{
    struct json_writer json;
    json_init(&json, out);
    json_open(&json, '{');
    WORDS_OF("type", event_type, EVENT_NONE + 1, EVENT_LIMIT, event_type_name, type_word);
    WORDS_OF("stage", commitment_stage, STAGE_NONE + 1, STAGE_LIMIT, stage_name, stage_word);
    WORDS_OF("status", status, STATUS_NONE + 1, STATUS_LIMIT, status_name, status_word);
    WORDS_OF("category", category, CATEGORY_NONE + 1, CATEGORY_LIMIT, category_name, category_word);
    WORDS_OF("verdict", verdict, VERDICT_NONE + 1, VERDICT_DISPUTED + 1, verdict_name,
             verdict_word);
    WORDS_OF("relation", difference_relation, DIFFERENCE_NONE + 1, DIFFERENCE_CONFLICT + 1,
             difference_relation_name, relation_word);
    json_key(&json, "kind");
    json_open(&json, '{');
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++)
        json_key_text(&json, finding_descriptions[kind].list,
                      slice_of(language == LANGUAGE_en ? finding_descriptions[kind].heading_en
                                                       : finding_descriptions[kind].heading_fr));
    json_close(&json, '}');
    json_close(&json, '}');
}
