// SPDX-License-Identifier: Apache-2.0
// Inside an open input: what the readers of containers (JSON lines, WARC, feeds) share.
#ifndef RECOUPE_READ_INPUT_H
#define RECOUPE_READ_INPUT_H

#include "read/read.h"
#include "read/stream.h"

// A record larger than this is no article; a page is read whole up to its size.
#define RECORD_SIZE_MOST ((size_t)64 << 20)
#define WHOLE_SIZE_MOST ((size_t)256 << 20)

struct input_reader {
    const char *name; // the format, for messages and help
    bool (*sniff)(struct slice start); // by the first bytes
    enum input_step (*next)(struct input *input, struct record *record, struct error *error);
};

struct input {
    char *path;
    struct stream stream;
    const struct input_reader *reader;
    uint32_t record_count; // given so far, bad ones included
    struct slice address, charset; // of an answer; else none
    bool ended;
    bool many;          // several records: sources are numbered
    bool wrapped;       // records are left packed where they can be
    struct slice members; // packed records still to be cut; data == NULL: cut from the stream
    struct slice later_members; // the same while input_go_back holds
    uint64_t back_until;  // end of the member gone back to; 0: not gone back
    bool by_offset;     // sources are named by the record's place in the file
    uint64_t offset;    // of the record that comes now
    void *state;        // the reader's own, in arena
    struct arena arena;   // lives as long as the input
    struct arena scratch; // of one record's cutting
};

// Prepares an empty record of that format; its source is "path" or "path#7".
void input_record(struct input *input, struct record *record, enum record_format format);
// The record's name: path, path#7 or path#offset=593.
struct slice input_source(const struct input *input, struct arena *arena);
// Fills error for the record that comes now, counts it and returns INPUT_BAD_RECORD.
enum input_step input_bad(struct input *input, struct error *error, const char *what);
// All bytes of the input, up to WHOLE_SIZE_MOST; false after filling error.
bool input_whole(struct input *input, struct slice *bytes, struct error *error);

// The first bytes, without white space and byte order mark, in front of what is sniffed.
struct slice sniff_start(struct slice start);
bool sniff_html(struct slice start);
bool sniff_binary(struct slice start);
bool sniff_xml_feed(struct slice start);
bool sniff_json(struct slice start);
bool sniff_json_feed(struct slice start);
bool sniff_warc(struct slice start);

enum input_step json_next(struct input *input, struct record *record, struct error *error);
enum input_step warc_next(struct input *input, struct record *record, struct error *error);
enum input_step feed_next(struct input *input, struct record *record, struct error *error);
enum input_step json_feed_next(struct input *input, struct record *record, struct error *error);

#endif
