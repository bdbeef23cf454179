// SPDX-License-Identifier: Apache-2.0
// Files and folders: read a file (map a large one), read a stream to its end, walk a folder in byte
// order, write a result so that a full disk is noticed. The only room-level code that touches the
// disk besides store/ (SQLite) and read's archives (which get bytes).
#ifndef RECOUPE_BASE_FILE_H
#define RECOUPE_BASE_FILE_H

#include "base/error.h"
#include "base/list.h"

struct file {
    struct slice bytes; // mapped or owned; never NULL once open
    void *mapping;      // NULL: malloc'd
    size_t mapping_size;
};

// Reads path, mapping it when it is large, or standard input to its end for "-". Empty is fine.
bool file_open(struct file *file, const char *path, struct error *error);
void file_close(struct file *file);

typedef LIST(struct slice) path_list;
// Adds path itself if it is a file or "-"; walks it in byte order of full paths if it is a
// folder (hidden names and links that leave the folder are skipped, depth <= 32).
bool file_walk(struct arena *arena, const char *path, path_list *paths, struct error *error);
// Writes all bytes to path by way of a temporary file and rename.
bool file_write(const char *path, struct slice bytes, struct error *error);

#endif
