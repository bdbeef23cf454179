// SPDX-License-Identifier: Apache-2.0
// The one thing that is written over the network: corrections. A correction must bring the token
// that the page was given, as JSON: another site's page knows no token and cannot send that type
// without being asked first.
#include "serve/server.h"

#include "base/table.h"

#define WORDS_MOST 8

void answer_corrections(struct answer *answer)
{
    struct error error = {0};
    store_correction_list list = {0};
    struct json_writer json;
    if (!store_corrections(answer->server->source.store, answer->arena, &list, &error)) {
        answer_fail(answer, &error);
        return;
    }
    json_init(&json, &answer->response->body);
    json_open(&json, '{');
    api_list(&json, "corrections");
    for (uint32_t i = 0; i < list.count; i++) {
        const struct store_correction *row = &list.items[i];
        json_open(&json, '{');
        api_number(&json, "number", row->number);
        json_key_text(&json, "made", row->made);
        json_key_text(&json, "what", row->what);
        json_key_text(&json, "document", row->document);
        json_key_text(&json, "about", row->about);
        json_key_text(&json, "name", row->name);
        json_key_text(&json, "undone", row->undone);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
}

// Compares by their hashes: how long it takes tells nothing about the token.
static bool token_fits(const struct answer *answer)
{
    char wanted[65], given[65];
    struct slice token = answer->request->token;
    if (!answer->server->source.token.size || !token.data)
        return false;
    hash_sha256(answer->server->source.token.data, answer->server->source.token.size, wanted);
    hash_sha256(token.data, token.size, given);
    return memcmp(wanted, given, sizeof wanted) == 0;
}

// {"words":["reject","3f…","v3"]}; 0: not that.
static uint32_t read_words(struct answer *answer, struct slice words[WORDS_MOST])
{
    struct error error = {0};
    const struct json_value *body = json_parse(answer->arena, answer->request->body, &error);
    const struct json_value *list = body ? json_find(body, "words") : NULL;
    uint32_t count = 0;
    if (!list || list->type != JSON_ARRAY || list->count > WORDS_MOST)
        return 0;
    for (const struct json_value *word = list->first; word; word = word->next) {
        if (word->type != JSON_STRING || memchr(word->text.data, 0, word->text.size))
            return 0;
        words[count++] = word->text;
    }
    return count;
}

void answer_correct(struct answer *answer)
{
    struct slice words[WORDS_MOST];
    struct error error = {0};
    struct buffer said;
    const struct serve_source *source = &answer->server->source;
    if (!source->correct || !token_fits(answer)) {
        answer_refuse(answer, 403, "corrections need the token of this server's own page");
        return;
    }
    if (!slice_starts(answer->request->content_type, "application/json")) {
        answer_refuse(answer, 415, "a correction is application/json");
        return;
    }
    uint32_t count = read_words(answer, words);
    if (!count) {
        answer_refuse(answer, 400,
                      "a correction is {\"words\":[\"reject\",DOCUMENT,FINDING]}, as after "
                      "`recoupe correct DB`");
        return;
    }
    buffer_init(&said, answer->arena);
    if (!source->correct(words, count, &said, source->context, &error)) {
        answer_fail(answer, &error);
        return;
    }
    // "correction 12: reject …"
    struct slice text = slice_trim(buffer_slice(&said));
    struct json_writer json;
    json_init(&json, &answer->response->body);
    json_open(&json, '{');
    json_key_text(&json, "done", text);
    api_number(&json, "number", api_number_of(slice_part(text, strlen("correction "), SIZE_MAX)));
    json_close(&json, '}');
}
