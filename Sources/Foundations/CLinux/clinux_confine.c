#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int clinux_no_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int clinux_not_dumpable(void) {
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int clinux_adopt_orphans(void) {
    return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

int clinux_signal_on_parent_death(int signal) {
    return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0);
}

int clinux_drop_capabilities(void) {
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    // Without CAP_SETPCAP the bounding set stays; with no_new_privs it gives nothing back.
    for (int capability = 0; capability <= 63; capability++)
        prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct none[2];
    memset(none, 0, sizeof none);
    return (int)syscall(SYS_capset, &header, none);
}

int clinux_become_user(unsigned user, unsigned group) {
    // The system calls: glibc's functions would ask the other threads to follow, and there are
    // none.
    if (syscall(SYS_setgroups, 0, NULL) != 0) return -1;
    if (syscall(SYS_setresgid, group, group, group) != 0) return -1;
    return (int)syscall(SYS_setresuid, user, user, user);
}

int clinux_limit_resource(int limit, uint64_t soft, uint64_t hard) {
    int resource;
    switch (limit) {
    case CLINUX_LIMIT_CPU_SECONDS: resource = RLIMIT_CPU; break;
    case CLINUX_LIMIT_DATA_BYTES: resource = RLIMIT_DATA; break;
    case CLINUX_LIMIT_PROCESSES: resource = RLIMIT_NPROC; break;
    case CLINUX_LIMIT_FILE_BYTES: resource = RLIMIT_FSIZE; break;
    case CLINUX_LIMIT_CORE_BYTES: resource = RLIMIT_CORE; break;
    default: errno = EINVAL; return -1;
    }
    struct rlimit old;
    if (getrlimit(resource, &old) != 0) return -1;
    struct rlimit wanted = {.rlim_cur = soft, .rlim_max = hard};
    if (wanted.rlim_max > old.rlim_max) wanted.rlim_max = old.rlim_max;
    if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
    return setrlimit(resource, &wanted);
}
