// SPDX-License-Identifier: Apache-2.0
// The system calls that fail on purpose: --wrap sends those of our own objects here.
#include "fault.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>

static enum fault_call armed;
static unsigned countdown;
static bool came, short_reads, interrupt;

void fault_arm(enum fault_call call, unsigned nth)
{
    armed = call;
    countdown = nth;
    came = false;
}

bool fault_disarm(void)
{
    armed = FAULT_NONE;
    return came;
}

bool fault_comes(enum fault_call call)
{
    if (call != armed || came || --countdown > 0)
        return false;
    came = true;
    return true;
}

void fault_short_reads(bool on)
{
    short_reads = on;
}

static bool fails(enum fault_call call, int problem)
{
    if (!fault_comes(call))
        return false;
    errno = problem;
    return true;
}

// __wrap_NAME is what our objects call, __real_NAME what they would have called.
int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = va_arg(arguments, mode_t); // read where there is none, as the C library does
    va_end(arguments);
    return fails(FAULT_OPEN, EMFILE) ? -1 : __real_open(path, flags, mode);
}

DIR *__real_opendir(const char *path);
DIR *__wrap_opendir(const char *path);
DIR *__wrap_opendir(const char *path)
{
    return fails(FAULT_OPEN, EMFILE) ? NULL : __real_opendir(path);
}

int __real_fstat(int descriptor, struct stat *status);
int __wrap_fstat(int descriptor, struct stat *status);
int __wrap_fstat(int descriptor, struct stat *status)
{
    return fails(FAULT_STAT, EIO) ? -1 : __real_fstat(descriptor, status);
}

ssize_t __real_read(int descriptor, void *data, size_t size);
ssize_t __wrap_read(int descriptor, void *data, size_t size);
ssize_t __wrap_read(int descriptor, void *data, size_t size)
{
    if (fails(FAULT_READ, EIO))
        return -1;
    if (short_reads && (interrupt = !interrupt)) {
        errno = EINTR;
        return -1;
    }
    return __real_read(descriptor, data, short_reads && size > 1 ? size - 1 : size);
}

void *__real_mmap(void *place, size_t size, int protection, int flags, int descriptor, off_t at);
void *__wrap_mmap(void *place, size_t size, int protection, int flags, int descriptor, off_t at);
void *__wrap_mmap(void *place, size_t size, int protection, int flags, int descriptor, off_t at)
{
    return fails(FAULT_MAP, ENOMEM) ? MAP_FAILED
                                    : __real_mmap(place, size, protection, flags, descriptor, at);
}

ssize_t __real_write(int descriptor, const void *data, size_t size);
ssize_t __wrap_write(int descriptor, const void *data, size_t size);
ssize_t __wrap_write(int descriptor, const void *data, size_t size)
{
    return fails(FAULT_WRITE, ENOSPC) ? -1 : __real_write(descriptor, data, size);
}

int __real_fsync(int descriptor);
int __wrap_fsync(int descriptor);
int __wrap_fsync(int descriptor)
{
    return fails(FAULT_SYNC, EIO) ? -1 : __real_fsync(descriptor);
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
    return fails(FAULT_RENAME, EIO) ? -1 : __real_rename(from, to);
}

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
    return fails(FAULT_MEMORY, ENOMEM) ? NULL : __real_malloc(size);
}

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
    return fails(FAULT_MEMORY, ENOMEM) ? NULL : __real_calloc(count, size);
}

void *__real_aligned_alloc(size_t alignment, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return fails(FAULT_MEMORY, ENOMEM) ? NULL : __real_aligned_alloc(alignment, size);
}

void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size)
{
    return fails(FAULT_MEMORY, ENOMEM) ? NULL : __real_realloc(memory, size);
}
