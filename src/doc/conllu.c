// SPDX-License-Identifier: Apache-2.0
// CoNLL-U of a document's words, as the contract says for `parse`: newdoc, sent_id and text
// comments, multiword token lines; NE=B-PER, SpaceAfter=No and Unit=prendre_décision in MISC.
#include "doc/dump.h"

static const char *const ner_names[] = {NULL, "PER", "LOC", "ORG", "MISC"};

static void write_misc(const struct word *word, bool with_space, struct buffer *out)
{
    const char *before = "";
    if (word->ner > 0 && (word->ner - 1) / 2 + 1 < NER_COUNT) {
        buffer_format(out, "NE=%c-%s", (word->ner - 1) % 2 ? 'I' : 'B',
                      ner_names[(word->ner - 1) / 2 + 1]);
        before = "|";
    }
    if (with_space && !word->space_after) {
        buffer_format(out, "%sSpaceAfter=No", before);
        before = "|";
    }
    if (word->unit.size > 0) {
        buffer_format(out, "%sUnit=" SLICE_FORMAT, before, SLICE_ARGUMENTS(word->unit));
        before = "|";
    }
    buffer_text(out, before[0] ? "\n" : "_\n");
}

static void write_word(const struct word *word, uint32_t number, uint32_t head, struct buffer *out)
{
    buffer_format(out, "%u\t" SLICE_FORMAT "\t", number, SLICE_ARGUMENTS(word->form));
    buffer_add(out, word->lemma.size ? word->lemma : SLICE("_"));
    buffer_format(out, "\t%s\t_\t", upos_name(word->upos));
    features_write(word->features, out);
    if (word->relation == RELATION_NONE)
        buffer_text(out, "\t_\t_\t_\t");
    else
        buffer_format(out, "\t%u\t%s\t_\t", head, relation_name(word->relation));
    write_misc(word, word->token_size <= 1, out);
}

static void write_text_comment(const struct document *document, struct span span,
                               struct buffer *out)
{
    buffer_text(out, "# text = ");
    for (uint32_t i = span.start; i < span.end; i++) {
        char c = document->text.data[i];
        buffer_byte(out, c == '\n' || c == '\r' ? ' ' : c);
    }
    buffer_byte(out, '\n');
}

void document_conllu(const struct document *document, struct buffer *out)
{
    buffer_format(out, "# newdoc id = " SLICE_FORMAT "\n", SLICE_ARGUMENTS(document->id));
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const struct sentence *sentence = &document->sentences.items[s];
        buffer_format(out, "# sent_id = " SLICE_FORMAT "-%u\n", SLICE_ARGUMENTS(document->id),
                      s + 1);
        write_text_comment(document, sentence->span, out);
        for (uint32_t w = sentence->word_start; w < sentence->word_end; w++) {
            const struct word *word = &document->words.items[w];
            uint32_t number = w - sentence->word_start + 1;
            if (word->token_size > 1 && word->token_index == 0) {
                buffer_format(out, "%u-%u\t" SLICE_FORMAT "\t_\t_\t_\t_\t_\t_\t_\t%s\n", number,
                              number + word->token_size - 1u,
                              SLICE_ARGUMENTS(document_span_text(document, word->span)),
                              word->space_after ? "_" : "SpaceAfter=No");
            }
            uint32_t head =
                word->head == NO_INDEX ? 0 : word->head - sentence->word_start + 1;
            write_word(word, number, head, out);
        }
        buffer_byte(out, '\n');
    }
}
