// SPDX-License-Identifier: Apache-2.0
// HTTP messages as WARC files keep them: header fields, and bodies with their codings taken off.
#ifndef RECOUPE_READ_HTTP_H
#define RECOUPE_READ_HTTP_H

#include "base/slice.h"
#include "base/arena.h"

// Cuts a message at its empty line: *head is the start line and fields, *body the rest. False
// when there is no empty line.
bool http_split(struct slice message, struct slice *head, struct slice *body);
// Value of a field of a head, by lower-case name; SLICE_NONE when absent.
struct slice http_field(struct slice head, const char *name);
// Status code of a response's head, 0 when unreadable.
unsigned http_status(struct slice head);
// Media type ("text/html") and charset of a Content-Type value.
struct slice http_media_type(struct slice value);
struct slice http_charset(struct slice value);
bool http_is(struct slice value, const char *lower); // equal but for ASCII case

// The body with Transfer-Encoding and Content-Encoding taken off, in the arena, at most limit
// bytes. Fields that lie about the body are forgiven: *problem says what was wrong, or is NULL.
struct slice http_body(struct slice head, struct slice body, size_t limit, struct arena *arena,
                       const char **problem);

#endif
