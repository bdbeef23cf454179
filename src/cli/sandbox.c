// SPDX-License-Identifier: Apache-2.0
// The sandbox: a seccomp filter made from a list of the system calls that reading needs. A call
// that is not on it is refused, not punished: the program goes on and says what it could not do.
#include "cli/sandbox.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__)) && !defined(NO_SANDBOX) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

// Allowed whatever the arguments: memory, threads, time, and what works on open files.
static const int allowed[] = {
    SYS_read, SYS_readv, SYS_pread64, SYS_write, SYS_writev, SYS_pwrite64, SYS_lseek, SYS_close,
    SYS_fstat, SYS_newfstatat, SYS_statx, SYS_fcntl, SYS_fsync, SYS_fdatasync,
    SYS_getdents64, SYS_readlinkat, SYS_faccessat, SYS_faccessat2, SYS_getcwd, SYS_dup, SYS_ppoll,
    SYS_mmap, SYS_munmap, SYS_mprotect, SYS_mremap, SYS_madvise, SYS_brk, SYS_futex,
    SYS_set_robust_list, SYS_rseq, SYS_sched_yield, SYS_sched_getaffinity, SYS_getpid, SYS_gettid,
    SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid, SYS_tgkill, SYS_rt_sigaction,
    SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_clock_gettime, SYS_clock_nanosleep,
    SYS_nanosleep, SYS_gettimeofday, SYS_prlimit64, SYS_sysinfo, SYS_uname, SYS_getrandom, SYS_exit,
    SYS_exit_group, SYS_restart_syscall, SYS_set_tid_address,
#ifdef __x86_64__ // newer machines have only the calls that end in at
    SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_poll, SYS_arch_prctl,
#endif
};
static const int allowed_for_output[] = {
    SYS_renameat2, SYS_unlinkat, SYS_renameat,
#ifdef __x86_64__
    SYS_rename, SYS_unlink,
#endif
};

#define RULES_MOST 250
#define ARGUMENT(n) (offsetof(struct seccomp_data, args) + 8 * (n)) // low half: flags fit there

struct filter {
    struct sock_filter rules[RULES_MOST];
    unsigned short count;
};

static void add(struct filter *filter, unsigned code, unsigned value, unsigned yes, unsigned no)
{
    struct sock_filter rule = {(unsigned short)code, (unsigned char)yes, (unsigned char)no, value};
    if (filter->count < RULES_MOST)
        filter->rules[filter->count++] = rule;
}

static void load(struct filter *filter, size_t offset)
{
    add(filter, BPF_LD | BPF_W | BPF_ABS, (unsigned)offset, 0, 0);
}

static void answer(struct filter *filter, unsigned what)
{
    add(filter, BPF_RET | BPF_K, what, 0, 0);
}

static void allow_all(struct filter *filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add(filter, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i], 0, 1);
        answer(filter, SECCOMP_RET_ALLOW);
    }
}

// The call is allowed when its argument n has these bits (wanted), or has none of them.
static void allow_if(struct filter *filter, int call, unsigned n, unsigned bits, bool wanted)
{
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 4);
    load(filter, ARGUMENT(n));
    add(filter, BPF_JMP | BPF_JSET | BPF_K, bits, wanted ? 0 : 1, wanted ? 1 : 0);
    answer(filter, SECCOMP_RET_ALLOW);
    answer(filter, SECCOMP_RET_ERRNO | EPERM);
}

static void allow_equal(struct filter *filter, int call, unsigned n, unsigned value)
{
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 4);
    load(filter, ARGUMENT(n));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    answer(filter, SECCOMP_RET_ALLOW);
    answer(filter, SECCOMP_RET_ERRNO | EPERM);
}

bool sandbox_enter(bool output)
{
    const unsigned writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    struct filter filter = {.count = 0};
    load(&filter, offsetof(struct seccomp_data, arch));
    add(&filter, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    answer(&filter, SECCOMP_RET_KILL_PROCESS); // a call in another machine's numbers
    load(&filter, offsetof(struct seccomp_data, nr));
    allow_all(&filter, allowed, sizeof allowed / sizeof *allowed);
    if (output)
        allow_all(&filter, allowed_for_output,
                  sizeof allowed_for_output / sizeof *allowed_for_output);
    // clone3 hides its flags in memory: the C library falls back to clone, which shows them.
    add(&filter, BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1);
    answer(&filter, SECCOMP_RET_ERRNO | ENOSYS);
    allow_if(&filter, SYS_clone, 0, CLONE_THREAD, true);
    load(&filter, offsetof(struct seccomp_data, nr));
    allow_equal(&filter, SYS_ioctl, 1, TCGETS); // isatty; not TIOCSTI, which types into a terminal
    load(&filter, offsetof(struct seccomp_data, nr));
    allow_if(&filter, SYS_openat, 2, writing, false);
#ifdef __x86_64__
    load(&filter, offsetof(struct seccomp_data, nr));
    allow_if(&filter, SYS_open, 1, writing, false);
#endif
    answer(&filter, SECCOMP_RET_ERRNO | EPERM);
    struct sock_fprog program = {filter.count, filter.rules};
    return filter.count < RULES_MOST && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

bool sandbox_enter(bool output)
{
    (void)output;
    return false;
}

#endif
