// SPDX-License-Identifier: Apache-2.0
// What slots.c and figures.c ask of the words of a statement: the term of its last word, and the
// cues right before a place. Reads text alone; judges nothing.
#include "compare/claims.h"

#include "base/utf8.h"

uint32_t statement_term(struct statements *statements, uint32_t document, struct slice text)
{
    struct corpus *corpus = statements->corpus;
    if (text.size == 0)
        return TERM_NONE;
    struct slice folded = utf8_fold(corpus->working, words_last(text));
    return words_term(corpus->words, corpus->documents[document]->language,
                      slice_part(folded, 0, 60));
}

bool statement_cue_before(const struct statements *statements, const struct document *document,
                          struct span span, uint32_t bytes, unsigned cue)
{
    struct corpus *corpus = statements->corpus;
    uint32_t before = span.start > bytes ? span.start - bytes : 0;
    token_list tokens = {0};
    words_read(corpus->words, document->language, document->text, before, span.start,
               corpus->working, &tokens);
    for (uint32_t i = tokens.count > 2 ? tokens.count - 2 : 0; i < tokens.count; i++) {
        struct span word = {tokens.items[i].start, tokens.items[i].end};
        struct slice folded = utf8_fold(corpus->working, document_span_text(document, word));
        if (words_cues(corpus->words, folded) & cue)
            return true;
    }
    return false;
}
