// SPDX-License-Identifier: Apache-2.0
// Narrowing what the process may do while it reads what strangers wrote.
#ifndef RECOUPE_CLI_SANDBOX_H
#define RECOUPE_CLI_SANDBOX_H

#include <stdbool.h>

// From here on the process opens files for reading only, and opens no socket, starts no program
// and no process: a call that would is refused with EPERM. What is open stays usable; with output,
// the result's file may still be renamed or removed. False where the system has no such thing
// (then nothing has changed): not Linux, an old kernel, a build with sanitizers or coverage.
bool sandbox_enter(bool output);

#endif
