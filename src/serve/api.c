// SPDX-License-Identifier: Apache-2.0
// The JSON of the API that is not the contract's own: the list of documents, search hits, errors.
#include "serve/server.h"

static void write_key(struct json_writer *json, const char *key, struct slice text)
{
    json_key(json, key);
    json_text(json, text);
}

void api_documents(const struct server *server, struct buffer *out)
{
    struct json_writer json;
    json_init(&json, out);
    json_open(&json, '[');
    for (uint32_t i = 0; i < server->comparison.document_count; i++) {
        const struct document *document = server->comparison.documents[i];
        json_open(&json, '{');
        write_key(&json, "id", document->id);
        write_key(&json, "title", document->title);
        write_key(&json, "site", document->site);
        write_key(&json, "published", document->published.value);
        write_key(&json, "lang", document->language ? slice_of(language_code(document->language))
                                                    : document->language_other);
        write_key(&json, "url", document->url);
        write_key(&json, "source", document->source);
        json_close(&json, '}');
    }
    json_close(&json, ']');
}

void api_hit(struct json_writer *json, const struct search_hit *hit)
{
    json_open(json, '{');
    write_key(json, "document", hit->document);
    write_key(json, "title", hit->title);
    write_key(json, "site", hit->site);
    write_key(json, "published", hit->published);
    json_key(json, "finding");
    if (hit->is_document) {
        json_null(json);
    } else {
        char id[24];
        const char *prefix = finding_descriptions[hit->kind].prefix;
        size_t size = strlen(prefix), end = sizeof id;
        for (uint32_t number = hit->number; end > size && (number || end == sizeof id); number /= 10)
            id[--end] = (char)('0' + number % 10);
        memcpy(id + end - size, prefix, size);
        json_text(json, (struct slice){id + end - size, sizeof id - end + size});
        json_key(json, "start");
        json_integer(json, hit->start);
        json_key(json, "end");
        json_integer(json, hit->end);
    }
    write_key(json, "text", hit->text);
    json_close(json, '}');
}

void api_hits(const struct search_result *result, struct buffer *out)
{
    struct json_writer json;
    json_init(&json, out);
    json_open(&json, '{');
    json_key(&json, "more");
    json_bool(&json, result->more);
    json_key(&json, "hits");
    json_open(&json, '[');
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
    write_key(&json, "error", slice_of(message));
    json_close(&json, '}');
}
