# SPDX-License-Identifier: Apache-2.0
"""The bridge to librecoupe (ctypes): one function, run(), that runs a verb over a job.

The layout of `struct recoupe_job` is read from recoupe.h, which lies in the package beside the
library, so that the two cannot drift apart. No other file of the package knows of C.
"""
import ctypes
import os
import pathlib
import re

HERE = pathlib.Path(__file__).parent
WRITE = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t, ctypes.c_void_p)
COMPLAIN = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)
PROGRESS = ctypes.CFUNCTYPE(None, ctypes.c_size_t, ctypes.c_void_p)
CALLBACKS = {"write": WRITE, "complain": COMPLAIN, "progress": PROGRESS}
TYPES = {
    "const char *const *": ctypes.POINTER(ctypes.c_char_p),
    "const char *": ctypes.c_char_p,
    "size_t ": ctypes.c_size_t,
    "unsigned ": ctypes.c_uint,
    "unsigned *": ctypes.POINTER(ctypes.c_uint),
    "bool ": ctypes.c_bool,
    "volatile const int *": ctypes.POINTER(ctypes.c_int),
    "void *": ctypes.c_void_p,
}


class RecoupeError(Exception):
    """A verb that failed as a whole: wrong usage, a broken dossier, no memory, a full disk."""


def job_fields(header):
    """[(name, ctypes type)] of struct recoupe_job, in order, from the text of recoupe.h."""
    body = re.search(r"struct recoupe_job \{(.*?)\n\};", header, re.S).group(1)
    fields = []
    for line in re.sub(r"/\*.*?\*/", "", body, flags=re.S).split(";"):
        line = " ".join(line.split())
        if not line:
            continue
        callback = re.match(r"\w+ \(\*(\w+)\)", line)
        if callback:
            fields.append((callback.group(1), CALLBACKS[callback.group(1)]))
        else:
            kind, name = re.match(r"(.*?)(\w+)$", line).groups()
            fields.append((name, TYPES[kind]))
    return fields


class Job(ctypes.Structure):
    _fields_ = job_fields((HERE / "recoupe.h").read_text(encoding="utf-8"))


def find_library():
    """RECOUPE_LIBRARY where it is set, else the library inside the package."""
    return os.environ.get("RECOUPE_LIBRARY") or str(HERE / "librecoupe.so")


_library = ctypes.CDLL(find_library())


def run(verb, inputs=(), progress=None, **settings):
    """Runs a verb: (bytes printed, [(where, message)] of what could not be read).

    inputs are paths; settings are fields of struct recoupe_job (strings, numbers, booleans).
    progress(documents) is called now and then. An exception in it, Ctrl-C too, stops the run.
    Raises RecoupeError where nothing at all could be answered.
    """
    printed, complaints, stopped = [], [], []

    def write(data, size, _context):
        printed.append(ctypes.string_at(data, size))
        return not stopped

    def complain(where, message, _context):
        complaints.append((where.decode("utf-8", "replace"), message.decode("utf-8", "replace")))

    def advance(documents, _context):
        try:
            if progress and not stopped:
                progress(documents)
        except BaseException as error:  # handed on below: it must not be lost in C
            stopped.append(error)

    paths = [os.fsencode(path) for path in inputs]
    array = (ctypes.c_char_p * (len(paths) + 1))(*paths, None)
    job = Job(inputs=ctypes.cast(array, ctypes.POINTER(ctypes.c_char_p)), input_count=len(paths),
              write=WRITE(write), complain=COMPLAIN(complain), progress=PROGRESS(advance))
    for name, value in settings.items():
        if value is not None:
            setattr(job, name, os.fsencode(value) if isinstance(value, (str, os.PathLike)) else value)
    status = getattr(_library, "recoupe_" + verb)(ctypes.byref(job))
    if stopped:
        raise stopped[0]
    if status >= 2:
        raise RecoupeError("; ".join(f"{w}: {m}" if w else m for w, m in complaints) or f"status {status}")
    return b"".join(printed), complaints
