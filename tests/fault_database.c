// SPDX-License-Identifier: Apache-2.0
// An SQLite VFS around the system's whose reading and writing steps fail on purpose (fault.h).
#include "fault.h"

#include <sqlite3.h>
#include <stddef.h>

static sqlite3_vfs *system_vfs;
static sqlite3_vfs faulty_vfs;

struct faulty_file {
    sqlite3_file base;
    sqlite3_file *inner; // in the memory right after this struct
};

static bool fails(void)
{
    return fault_comes(FAULT_DATABASE_WRITE);
}

#define INNER(file) (((struct faulty_file *)(file))->inner)
#define CALL(file, method, ...) INNER(file)->pMethods->method(INNER(file), __VA_ARGS__)

static int faulty_close(sqlite3_file *file)
{
    return INNER(file)->pMethods->xClose(INNER(file));
}
static int faulty_read(sqlite3_file *file, void *out, int size, sqlite3_int64 at)
{
    return fault_comes(FAULT_DATABASE_READ) ? SQLITE_IOERR_READ : CALL(file, xRead, out, size, at);
}
static int faulty_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    static unsigned count; // a full disk and a broken one by turns
    return fails() ? (++count % 2 ? SQLITE_FULL : SQLITE_IOERR_WRITE) : CALL(file, xWrite, data, size, at);
}
static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return fails() ? SQLITE_IOERR_TRUNCATE : CALL(file, xTruncate, size);
}
static int faulty_sync(sqlite3_file *file, int flags)
{
    return fails() ? SQLITE_IOERR_FSYNC : CALL(file, xSync, flags);
}
static int faulty_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return CALL(file, xFileSize, size);
}
static int faulty_lock(sqlite3_file *file, int level)
{
    return CALL(file, xLock, level);
}
static int faulty_unlock(sqlite3_file *file, int level)
{
    return CALL(file, xUnlock, level);
}
static int faulty_reserved(sqlite3_file *file, int *out)
{
    return CALL(file, xCheckReservedLock, out);
}
static int faulty_control(sqlite3_file *file, int operation, void *argument)
{
    return CALL(file, xFileControl, operation, argument);
}
static int faulty_sector(sqlite3_file *file)
{
    return INNER(file)->pMethods->xSectorSize(INNER(file));
}
static int faulty_characteristics(sqlite3_file *file)
{
    return INNER(file)->pMethods->xDeviceCharacteristics(INNER(file));
}
static int faulty_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return CALL(file, xShmMap, page, size, extend, out);
}
static int faulty_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return CALL(file, xShmLock, offset, count, flags);
}
static void faulty_barrier(sqlite3_file *file)
{
    INNER(file)->pMethods->xShmBarrier(INNER(file));
}
static int faulty_unmap(sqlite3_file *file, int remove)
{
    return CALL(file, xShmUnmap, remove);
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 2,
    .xClose = faulty_close,
    .xRead = faulty_read,
    .xWrite = faulty_write,
    .xTruncate = faulty_truncate,
    .xSync = faulty_sync,
    .xFileSize = faulty_size,
    .xLock = faulty_lock,
    .xUnlock = faulty_unlock,
    .xCheckReservedLock = faulty_reserved,
    .xFileControl = faulty_control,
    .xSectorSize = faulty_sector,
    .xDeviceCharacteristics = faulty_characteristics,
    .xShmMap = faulty_map,
    .xShmLock = faulty_shm_lock,
    .xShmBarrier = faulty_barrier,
    .xShmUnmap = faulty_unmap,
};

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                       int *out_flags)
{
    struct faulty_file *faulty = (struct faulty_file *)file;
    (void)vfs;
    faulty->inner = (sqlite3_file *)(void *)(faulty + 1);
    int code = system_vfs->xOpen(system_vfs, name, faulty->inner, flags, out_flags);
    faulty->base.pMethods = faulty->inner->pMethods ? &METHODS : NULL;
    return code;
}

void fault_database(bool on)
{
    if (!on) {
        sqlite3_vfs_register(system_vfs, 1);
        sqlite3_vfs_unregister(&faulty_vfs);
        return;
    }
    system_vfs = sqlite3_vfs_find(NULL);
    faulty_vfs = *system_vfs;
    faulty_vfs.zName = "faulty";
    faulty_vfs.szOsFile = (int)sizeof(struct faulty_file) + system_vfs->szOsFile;
    faulty_vfs.xOpen = faulty_open;
    faulty_vfs.pNext = NULL;
    sqlite3_vfs_register(&faulty_vfs, 1);
}
