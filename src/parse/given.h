// SPDX-License-Identifier: Apache-2.0
// Words that somebody else has cut: text with a sentence a line and blanks between words, or
// CoNLL-U. They become a document with its text, sentences and words; the stage segment leaves such
// a document as it is.
#ifndef RECOUPE_PARSE_GIVEN_H
#define RECOUPE_PARSE_GIVEN_H

#include "base/error.h"
#include "doc/document.h"

// A line a sentence, blanks between words; the text is taken as it stands.
void given_tokenized(struct document *document, struct slice text);
// The next document of a CoNLL-U file ("# newdoc" begins one): forms and ranges are read, all else
// is left to the stages. Takes it off *rest; *line is kept by the caller, starting at 0. False with
// error, which names the line, when it is not CoNLL-U.
bool given_conllu(struct document *document, const char *path, struct slice *rest, uint32_t *line,
                  struct error *error);

#endif
