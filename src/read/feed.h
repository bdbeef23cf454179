// SPDX-License-Identifier: Apache-2.0
// Feeds: what a feed says for all its entries, and the reader of one entry.
#ifndef RECOUPE_READ_FEED_H
#define RECOUPE_READ_FEED_H

#include "read/xml.h"

// Vocabularies of elements, by namespace.
enum feed_space {
    SPACE_PLAIN = 1 << 0, // no namespace, RSS's, or one that nobody knows as default
    SPACE_ATOM = 1 << 1,
    SPACE_DC = 1 << 2,
    SPACE_TERMS = 1 << 3, // dcterms
    SPACE_CONTENT = 1 << 4,
    SPACE_XHTML = 1 << 5,
    SPACE_ITUNES = 1 << 6,
    SPACE_RDF = 1 << 7,
    SPACE_OTHER = 1 << 8,
};

struct feed_binding { // prefix (data == NULL: the default) to vocabulary
    struct slice prefix;
    enum feed_space space;
};
typedef LIST(struct feed_binding) feed_binding_list;

// In the input's arena; entries' records borrow it. XML is given as the file has it: bytes in the
// feed's encoding, markup and all; JSON as text.
struct feed {
    bool json;
    struct slice encoding; // as stated; may be none
    struct slice site;     // what is in the title's element
    struct slice language, base; // plain; base of relative addresses, may be none
    LIST(struct slice) authors; // an Atom feed's own: of every entry without authors
    feed_binding_list bindings;
    xml_entity_list entities;
};

// What an element of a channel or entry tells.
enum feed_field {
    FEED_NONE,
    FEED_ENTRY,   // an item or entry begins
    FEED_CHANNEL, // what is in it speaks of the feed
    FEED_TITLE,
    FEED_LINK,
    FEED_ID,
    FEED_PUBLISHED,
    FEED_MODIFIED,
    FEED_AUTHOR,
    FEED_CONTENT,
    FEED_SUMMARY,
    FEED_LANGUAGE,
    FEED_FIELD_COUNT,
};
// strength: of two elements that tell the same the stronger is believed (1 weak, 2 strong).
enum feed_field feed_field_of(const feed_binding_list *bindings, const struct xml_token *token,
                              unsigned *strength);
// Adds the namespaces that a start tag declares.
void feed_bind(const struct xml_token *token, struct arena *arena, feed_binding_list *bindings);
enum feed_space feed_space_of(const feed_binding_list *bindings, const struct xml_token *token);

bool feed_entry_read(const struct record *record, const struct read_options *options,
                     struct document *document, struct arena *scratch, struct error *error);

#endif
