// SPDX-License-Identifier: Apache-2.0
// The room's door: inputs are cut into records (on one thread, cheap), records become documents
// (on any worker). Formats are told by content; the table of readers is in read.c.
#ifndef RECOUPE_READ_READ_H
#define RECOUPE_READ_READ_H

#include "base/file.h"
#include "doc/stage.h"

// RESPONSE, MEMBER: a stored answer, a WARC record's packed bytes: record_unwrap tells what it is.
enum record_format {
    RECORD_PLAIN,
    RECORD_HTML,
    RECORD_JSON,
    RECORD_FEED_ENTRY,
    RECORD_RESPONSE,
    RECORD_MEMBER,
};

struct feed;

// One article's bytes with what its container says of it.
struct record {
    enum record_format format;
    struct slice bytes;     // lives until the next record_free
    struct slice source;    // "folder/file.warc.gz#17": path, and record where there are several
    struct slice source_id; // WARC-Record-ID, feed guid; JSONL ids are found inside
    struct slice url;
    struct slice charset;   // stated by the transport, else NONE
    struct slice head;      // RESPONSE: HTTP fields that say how bytes are coded; may be empty
    bool stated_plain;      // RESPONSE: its type is text/plain
    uint64_t offset;        // MEMBER: where it begins in the file
    const struct feed *feed; // of a feed's entry: what the feed says for all, in the input's arena
    struct arena arena;     // owner of the above unless they borrow from the input
};

// What read knows: encodings, character references, class words, phrases, agencies, months.
// Made once in the engine's arena, shared read-only by all workers. Returns NULL after filling
// error (kind INTERNAL: a broken lexicon file names file and line).
struct read_tables;
const struct read_tables *read_open(struct arena *arena, const struct data_source *data,
                                    struct error *error);

struct read_options {
    const struct read_tables *tables; // from read_open; required by record_read
    struct slice date;      // --date: publication date where a document states none
    enum language language; // --lang: when not NONE, taken instead of detection
};

struct input; // an open file, folder member or standard input, being cut into records

// Opens one path (a file or "-"). Compressed containers are unpacked as a stream.
struct input *input_open(const char *path, struct error *error);
// Where input_next goes when memory runs out; the record is then freed by the caller.
void input_recover_at(struct input *input, jmp_buf *recovery);
// What a host answered: bytes that came from an address. The input takes bytes (of malloc when
// their size is not 0); address and charset must outlive it.
struct input_answer {
    const char *address; // of the answer, after redirects
    struct slice bytes;
    struct slice charset; // as the host states it; may be none
};
struct input *input_open_answer(struct input_answer *answer, struct error *error);
// Leaves WARC records packed (RECORD_MEMBER, where each is a gzip member of its own) or at least
// the bodies of their answers (RECORD_RESPONSE), for workers to unwrap.
void input_leave_wrapped(struct input *input);
// Goes back to a member that is no whole record (MISFIT): input_next then cuts and unpacks at once
// up to the next member that is left packed, where it says END.
bool input_go_back(struct input *input, const struct record *record, struct error *error);
// After that: goes on where it was. All records before the offset that it gives are read.
uint64_t input_go_on(struct input *input);
// Goes on at a record of a WARC file: the offset that its source names. False after filling
// error when the input is no WARC file or ends before it.
bool input_start_at(struct input *input, uint64_t offset, struct error *error);
enum input_step { INPUT_RECORD, INPUT_BAD_RECORD, INPUT_END };
// Gives the next record (initialised here, freed by the caller with record_free), or
// INPUT_BAD_RECORD with error filled (where = file and place) after which reading may go on.
enum input_step input_next(struct input *input, struct record *record, struct error *error);
void record_free(struct record *record);
// Unpacks a MEMBER, takes the codings off a RESPONSE: it becomes HTML or PLAIN. Any other record is
// left alone. NOTHING: there is nothing to read in it (a request, a picture, a feed, an empty
// body). MISFIT: the member is not one whole record (input_go_back).
enum unwrapping { UNWRAPPED, UNWRAPPED_NOTHING, UNWRAPPED_MISFIT };
enum unwrapping record_unwrap(struct record *record);
void input_close(struct input *input);

// Makes a document of a record: text, title, authors, dates, site, origin, notes, language as
// stated. Pure: no file, clock or global. Fills error (kind INPUT) and returns false when
// nothing can be read from it.
bool record_read(const struct record *record, const struct read_options *options,
                 struct document *document, struct arena *scratch, struct error *error);

#endif
