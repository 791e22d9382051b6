#pragma once

#include <stddef.h>
#include <stdint.h>

// What a process takes from itself before it runs a program that is not trusted. Each returns 0, or
// -1 with errno.

/// No later program gets more rights than this process has. Landlock and seccomp ask for it.
int clinux_no_new_privileges(void);
/// Its memory and descriptors can't be looked at by others of its user.
int clinux_not_dumpable(void);
/// Its orphaned descendants become its children.
int clinux_adopt_orphans(void);
/// The kernel sends it this signal when its parent ends.
int clinux_signal_on_parent_death(int signal);
/// Gives up every capability.
int clinux_drop_capabilities(void);
/// Becomes another user and group, without supplementary groups, for good.
int clinux_become_user(unsigned user, unsigned group);

enum clinux_limit {
    CLINUX_LIMIT_CPU_SECONDS = 1,
    CLINUX_LIMIT_DATA_BYTES = 2,
    CLINUX_LIMIT_PROCESSES = 3,
    CLINUX_LIMIT_FILE_BYTES = 4,
    CLINUX_LIMIT_CORE_BYTES = 5,
};
/// Sets a resource limit of this process and its later children; a hard limit that is lower stays.
int clinux_limit_resource(int limit, uint64_t soft, uint64_t hard);

/// The Landlock version of the kernel, or 0 where there is none.
int clinux_landlock_version(void);
/// Takes the right to change anything that is not under one of these paths; a path that is missing
/// is passed over. Devices and files can be given as well as directories.
///
/// Signals and abstract sockets end at the same border where the kernel can do that (version 6).
int clinux_landlock_restrict(char *const *writable, size_t count);

/// Whether the machine is one whose system calls the filter knows.
int clinux_seccomp_is_supported(void);
/// Refuses the system calls that no test needs and that reach beyond a sandbox: EPERM, or ENOSYS
/// where programs have a fallback.
int clinux_seccomp_refuse(void);
