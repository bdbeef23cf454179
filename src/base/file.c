// SPDX-License-Identifier: Apache-2.0
// Reading files and folders, and writing one so that neither a crash nor a full disk leaves half.
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MOST 32
// A larger file is mapped. Reading is no slower up to here, and unlike a mapping it turns a disk
// that fails, or a file that shrinks meanwhile, into an error that names the file.
#define READ_SIZE_MOST ((size_t)16 << 20)
#define STREAM_ROOM ((size_t)1 << 16) // where the size is not known

// Reads to the end; room is the size that is expected.
static bool read_stream(struct file *file, int descriptor, size_t room, const char *path,
                        struct error *error)
{
    size_t size = 0, capacity = room + 1;
    char *data = malloc(capacity);
    while (data) {
        if (size == capacity) {
            char *larger = realloc(data, capacity * 2);
            if (!larger)
                break;
            data = larger;
            capacity *= 2;
        }
        ssize_t count = read(descriptor, data + size, capacity - size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            free(data);
            return error_set(error, ERROR_INPUT, path, "cannot be read: %s", strerror(errno));
        }
        if (count == 0) {
            file->bytes = size ? (struct slice){data, size} : SLICE("");
            if (size == 0)
                free(data);
            return true;
        }
        size += (size_t)count;
    }
    free(data);
    return error_set(error, ERROR_INTERNAL, path, "not enough memory");
}

static bool map_file(struct file *file, int descriptor, size_t size)
{
    void *mapping = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (mapping == MAP_FAILED)
        return false;
    file->mapping = mapping;
    file->mapping_size = size;
    file->bytes = (struct slice){mapping, size};
    return true;
}

bool file_open(struct file *file, const char *path, struct error *error)
{
    *file = (struct file){.bytes = {"", 0}};
    if (strcmp(path, "-") == 0)
        return read_stream(file, STDIN_FILENO, STREAM_ROOM, "-", error);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return error_set(error, ERROR_INPUT, path, "cannot be opened: %s", strerror(errno));
    struct stat status;
    bool done = true;
    if (fstat(descriptor, &status) != 0)
        done = error_set(error, ERROR_INPUT, path, "cannot be read: %s", strerror(errno));
    else if (S_ISDIR(status.st_mode))
        done = error_set(error, ERROR_INPUT, path, "is a folder");
    else if (!S_ISREG(status.st_mode) || status.st_size == 0) // /proc says 0 and has more
        done = read_stream(file, descriptor, STREAM_ROOM, path, error);
    else if ((size_t)status.st_size <= READ_SIZE_MOST ||
             !map_file(file, descriptor, (size_t)status.st_size))
        done = read_stream(file, descriptor, (size_t)status.st_size, path, error);
    close(descriptor);
    return done;
}

void file_close(struct file *file)
{
    if (file->mapping)
        munmap(file->mapping, file->mapping_size);
    else if (file->bytes.size > 0)
        free((void *)(uintptr_t)file->bytes.data);
    *file = (struct file){.bytes = {"", 0}};
}

static int compare_names(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

// A link that leads out of the folder being walked, or nowhere, is not followed.
static bool link_stays(const char *path, const char *root)
{
    char *target = realpath(path, NULL), *base = realpath(root, NULL);
    size_t size = base ? strlen(base) : 0;
    bool inside = target && base && strncmp(target, base, size) == 0 &&
                  (target[size] == '/' || size == 1);
    free(target);
    free(base);
    return inside;
}

static bool walk(struct arena *arena, const char *path, const char *root, int depth,
                 path_list *paths, struct error *error)
{
    DIR *folder = opendir(path);
    if (!folder)
        return error_set(error, ERROR_INPUT, path, "cannot be opened: %s", strerror(errno));
    LIST(struct slice) names = {0};
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] != '.')
            list_add(arena, &names, arena_copy(arena, slice_of(entry->d_name)));
    }
    closedir(folder);
    list_sort(arena, names.items, names.count, sizeof *names.items, compare_names, NULL);
    bool all = true;
    for (uint32_t i = 0; i < names.count; i++) {
        const char *slash = path[strlen(path) - 1] == '/' ? "" : "/";
        struct slice child = arena_format(arena, "%s%s%s", path, slash, names.items[i].data);
        struct stat status;
        if (lstat(child.data, &status) == 0 && S_ISLNK(status.st_mode) &&
            !link_stays(child.data, root))
            continue;
        if (stat(child.data, &status) != 0)
            continue;
        if (S_ISREG(status.st_mode))
            list_add(arena, paths, child);
        else if (S_ISDIR(status.st_mode) && depth >= DEPTH_MOST)
            all = error_set(error, ERROR_INPUT, child.data, "folders nested too deep");
        else if (S_ISDIR(status.st_mode) && !walk(arena, child.data, root, depth + 1, paths, error))
            all = false;
    }
    return all;
}

bool file_walk(struct arena *arena, const char *path, path_list *paths, struct error *error)
{
    struct stat status;
    if (strcmp(path, "-") != 0) {
        if (stat(path, &status) != 0)
            return error_set(error, ERROR_INPUT, path, "cannot be opened: %s", strerror(errno));
        if (S_ISDIR(status.st_mode))
            return walk(arena, path, path, 0, paths, error);
    }
    list_add(arena, paths, arena_copy(arena, slice_of(path)));
    return true;
}

static bool write_all(int descriptor, struct slice bytes)
{
    while (bytes.size > 0) {
        ssize_t count = write(descriptor, bytes.data, bytes.size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes.data += count;
        bytes.size -= (size_t)count;
    }
    return true;
}

bool file_write(const char *path, struct slice bytes, struct error *error)
{
    char temporary[4096];
    int size = snprintf(temporary, sizeof temporary, "%s.part", path);
    if (size < 0 || (size_t)size >= sizeof temporary)
        return error_set(error, ERROR_INTERNAL, path, "the name is too long");
    int descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return error_set(error, ERROR_INTERNAL, path, "cannot be written: %s", strerror(errno));
    bool written = write_all(descriptor, bytes) && fsync(descriptor) == 0;
    int problem = errno;
    written = close(descriptor) == 0 && written;
    if (written && rename(temporary, path) == 0)
        return true;
    if (written)
        problem = errno;
    unlink(temporary);
    return error_set(error, ERROR_INTERNAL, path, "cannot be written: %s", strerror(problem));
}
