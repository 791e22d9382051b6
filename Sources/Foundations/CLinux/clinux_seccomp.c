#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

int clinux_seccomp_is_supported(void) {
#ifdef MACHINE
    // EFAULT: the kernel knows filters and looked for one at the null address.
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) != 0 && errno == EFAULT;
#else
    return 0;
#endif
}

#ifdef MACHINE

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define IF_EQUAL(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (yes), (no))
#define IF_ANY_BIT(bits, yes, no) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), (yes), (no))
#define IF_AT_LEAST(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (value), (yes), (no))
#define GIVE(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define REFUSE(number) GIVE(SECCOMP_RET_ERRNO | (number))
#define REFUSE_CALL(call) IF_EQUAL((call), 0, 1), REFUSE(EPERM)
#define LACK_CALL(call) IF_EQUAL((call), 0, 1), REFUSE(ENOSYS)

// The low half of an argument; the machines above are little-endian.
#define ARGUMENT(index) offsetof(struct seccomp_data, args) + 8 * (index)
#define LOAD_ARGUMENT(index) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(index))

#define NAMESPACES                                                                              \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID \
     | CLONE_NEWNET)

// By number, as the headers may be older than the kernel; these are the same on every machine.
#define CALL_IO_URING_SETUP 425
#define CALL_IO_URING_ENTER 426
#define CALL_IO_URING_REGISTER 427
#define CALL_OPEN_TREE 428
#define CALL_MOVE_MOUNT 429
#define CALL_FSOPEN 430
#define CALL_FSCONFIG 431
#define CALL_FSMOUNT 432
#define CALL_FSPICK 433
#define CALL_CLONE3 435
#define CALL_PIDFD_GETFD 438
#define CALL_MOUNT_SETATTR 442
#define CALL_QUOTACTL_FD 443
#define CALL_OPEN_TREE_ATTR 467

static struct sock_filter filter[] = {
    // Calls in another machine's numbering would pass for others: a 32-bit program gets none.
    LOAD(arch), IF_EQUAL(MACHINE, 1, 0), GIVE(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
#if defined(__x86_64__)
    // The x32 numbering, which has the same machine name.
    IF_AT_LEAST(0x40000000, 0, 1), REFUSE(ENOSYS),
#endif
    // The flags of clone3 lie in memory, where a filter can't look; libraries go on with clone.
    LACK_CALL(CALL_CLONE3), LACK_CALL(CALL_IO_URING_SETUP), LACK_CALL(CALL_IO_URING_ENTER),
    LACK_CALL(CALL_IO_URING_REGISTER),
    REFUSE_CALL(SYS_ptrace), REFUSE_CALL(SYS_process_vm_readv),
    REFUSE_CALL(SYS_process_vm_writev), REFUSE_CALL(CALL_PIDFD_GETFD), REFUSE_CALL(SYS_kcmp),
    REFUSE_CALL(SYS_perf_event_open), REFUSE_CALL(SYS_bpf), REFUSE_CALL(SYS_userfaultfd),
    REFUSE_CALL(SYS_mount), REFUSE_CALL(SYS_umount2), REFUSE_CALL(SYS_pivot_root),
    REFUSE_CALL(SYS_chroot), REFUSE_CALL(CALL_OPEN_TREE), REFUSE_CALL(CALL_MOVE_MOUNT),
    REFUSE_CALL(CALL_FSOPEN), REFUSE_CALL(CALL_FSCONFIG), REFUSE_CALL(CALL_FSMOUNT),
    REFUSE_CALL(CALL_FSPICK), REFUSE_CALL(CALL_MOUNT_SETATTR), REFUSE_CALL(CALL_OPEN_TREE_ATTR),
    REFUSE_CALL(SYS_unshare), REFUSE_CALL(SYS_setns),
    REFUSE_CALL(SYS_keyctl), REFUSE_CALL(SYS_add_key), REFUSE_CALL(SYS_request_key),
    REFUSE_CALL(SYS_kexec_load), REFUSE_CALL(SYS_kexec_file_load), REFUSE_CALL(SYS_reboot),
    REFUSE_CALL(SYS_init_module), REFUSE_CALL(SYS_finit_module), REFUSE_CALL(SYS_delete_module),
    REFUSE_CALL(SYS_swapon), REFUSE_CALL(SYS_swapoff), REFUSE_CALL(SYS_acct),
    REFUSE_CALL(SYS_quotactl), REFUSE_CALL(CALL_QUOTACTL_FD), REFUSE_CALL(SYS_syslog),
    REFUSE_CALL(SYS_settimeofday), REFUSE_CALL(SYS_clock_settime), REFUSE_CALL(SYS_adjtimex),
    REFUSE_CALL(SYS_clock_adjtime), REFUSE_CALL(SYS_sethostname),
    REFUSE_CALL(SYS_setdomainname), REFUSE_CALL(SYS_open_by_handle_at),
    REFUSE_CALL(SYS_fanotify_init), REFUSE_CALL(SYS_vhangup),
    REFUSE_CALL(SYS_lookup_dcookie), REFUSE_CALL(SYS_nfsservctl),
#if defined(__x86_64__)
    REFUSE_CALL(SYS_iopl), REFUSE_CALL(SYS_ioperm), REFUSE_CALL(SYS_modify_ldt),
    REFUSE_CALL(SYS_uselib), REFUSE_CALL(SYS_ustat), REFUSE_CALL(SYS_sysfs),
#endif
    // clone: only without a new namespace.
    IF_EQUAL(SYS_clone, 0, 4), LOAD_ARGUMENT(0), IF_ANY_BIT(NAMESPACES, 0, 1), REFUSE(EPERM),
    GIVE(SECCOMP_RET_ALLOW),
    // ioctl: no typing into a terminal on somebody's behalf.
    IF_EQUAL(SYS_ioctl, 0, 4), LOAD_ARGUMENT(1), IF_EQUAL(TIOCSTI, 1, 0),
    IF_EQUAL(TIOCLINUX, 0, 1), REFUSE(EPERM),
    GIVE(SECCOMP_RET_ALLOW),
};

int clinux_seccomp_refuse(void) {
    struct sock_fprog program = {
        .len = (unsigned short)(sizeof filter / sizeof filter[0]),
        .filter = filter,
    };
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

#else

int clinux_seccomp_refuse(void) {
    errno = ENOSYS;
    return -1;
}

#endif
