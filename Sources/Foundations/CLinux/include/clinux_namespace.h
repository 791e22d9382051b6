#pragma once

#include <stdint.h>

// What a process does to live in a world of its own. Each returns 0 (or a descriptor), or -1 with
// errno.

/// fork, for a process with one thread. Swift hides it, since with more threads it is a trap.
int clinux_fork(void);
/// Ends the process at once: no handler runs, and nothing that a parent buffered is written twice.
void clinux_exit(int code) __attribute__((noreturn));
/// Runs a program in place of this one; returns only where that failed.
///
/// Its environment is what this process has under names with the prefix, without the prefix, and
/// nothing else.
int clinux_execute(const char *path, char *const *arguments, const char *prefix);
/// A session of its own, without a terminal.
int clinux_new_session(void);
/// Collects any ended child. 1: done, with its number; 0: none has ended; -1: errno says why.
struct clinux_ending;
int clinux_reap_any(int *pid, struct clinux_ending *ending);

#define CLINUX_NAMESPACE_USER 1
#define CLINUX_NAMESPACE_PROCESSES 2
#define CLINUX_NAMESPACE_MOUNTS 4
#define CLINUX_NAMESPACE_NETWORK 8
#define CLINUX_NAMESPACE_IPC 16
#define CLINUX_NAMESPACE_HOST_NAME 32
/// Leaves the namespaces of the caller. That of processes takes hold with the next child.
int clinux_unshare(int namespaces);
/// In a new user namespace: the caller's user and group keep their numbers there.
int clinux_map_own_user(unsigned user, unsigned group);
/// Turns the loopback device of a new network namespace on.
int clinux_loopback_up(void);

/// Keeps later mounts from reaching other namespaces, and theirs from reaching this one.
int clinux_mounts_private(void);
/// Makes all mounts under a path read-only.
int clinux_mounts_read_only(const char *path);
/// A copy of the mounts under a path, not yet attached: a descriptor.
int clinux_mount_copy(const char *path);
/// Attaches a copy at a path, read-only if asked; set-user-id and devices have no effect in it.
int clinux_mount_attach(int copy, const char *path, int read_only);
/// An empty directory in memory, of at most `bytes`.
int clinux_mount_memory(const char *path, uint64_t bytes, unsigned mode);
/// The processes of this namespace at /proc.
int clinux_mount_processes(void);
/// Terminals of this namespace's own at /dev/pts and /dev/ptmx.
int clinux_mount_terminals(void);
/// Makes a directory with the mode, whatever the file creation mask.
int clinux_make_directory(const char *path, unsigned mode);
/// How many bytes an ordinary user could still write there, or -1.
int64_t clinux_free_bytes(const char *path);
