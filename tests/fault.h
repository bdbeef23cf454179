// SPDX-License-Identifier: Apache-2.0
// Failures on purpose: the nth coming call of one kind fails, for every n in turn. System calls
// are ours to fail through the linker's --wrap (see the Makefile), SQLite's through a VFS around
// the system's. One thread: what runs under a fault uses one worker.
#ifndef RECOUPE_TESTS_FAULT_H
#define RECOUPE_TESTS_FAULT_H

#include <stdbool.h>

enum fault_call {
    FAULT_NONE,
    FAULT_OPEN,   // open, opendir: EMFILE
    FAULT_STAT,   // fstat: EIO
    FAULT_READ,   // read: EIO
    FAULT_MAP,    // mmap: ENOMEM
    FAULT_WRITE,  // write: ENOSPC
    FAULT_SYNC,   // fsync: EIO
    FAULT_RENAME, // rename: EIO
    FAULT_MEMORY, // malloc, calloc, realloc, aligned_alloc of our own code
    FAULT_DATABASE_READ,
    FAULT_DATABASE_WRITE, // also syncs and truncates
};

// The nth (1, 2, …) coming call fails, once.
void fault_arm(enum fault_call call, unsigned nth);
// Ends that. True when the failure came; false: there are fewer than n such calls.
bool fault_disarm(void);
// Whether this call is the one that fails; for other ways of failing (the VFS).
bool fault_comes(enum fault_call call);
// read() gives a byte less than asked for, and is interrupted by a signal every other time.
void fault_short_reads(bool on);

// Puts the failing VFS in front of the system's, and takes it away.
void fault_database(bool on);

#endif
