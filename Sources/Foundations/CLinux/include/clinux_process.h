#pragma once

#include <stddef.h>
#include <stdint.h>

/// How a process ended and what it used, its waited-for descendants included.
struct clinux_ending {
    /// 1: it exited and `value` is the code; 0: a signal ended it and `value` is its number.
    int exited;
    int value;
    int64_t user_microseconds;
    int64_t system_microseconds;
    /// The largest resident set of any process among them.
    int64_t peak_bytes;
};

/// Collects an ended child. 1: done; 0: it still runs; -1: errno says why.
int clinux_reap(int pidfd, struct clinux_ending *ending);
/// Sends a signal through a pidfd: it can't hit a later process with the same number.
int clinux_signal(int pidfd, int signal);
/// A pidfd for a process of which only the number is known; close-on-exec.
int clinux_pidfd_open(int pid);
/// When the process started, in clock ticks after boot. -1: no such process.
int64_t clinux_process_start(int pid);

/// A process as the kernel tells of it.
struct clinux_process {
    int parent;
    /// As ps shows it: `R`, `S`, `Z` …
    char state;
    int64_t threads;
    /// Its own and that of its children that were waited for.
    int64_t cpu_microseconds;
    /// Resident memory without files and shared parts.
    int64_t own_bytes;
    int64_t start_ticks;
};
/// Looks at a process. 0, or -1 where there is none.
int clinux_process_look(int pid, struct clinux_process *process);

/// Two descriptors above 2, close-on-exec, the read end non-blocking. -1: errno says why.
int clinux_pipe(int *read_end, int *write_end);
/// The same with the write end non-blocking instead.
int clinux_input_pipe(int *read_end, int *write_end);
/// write(2), where a pipe without a reader gives EPIPE and no signal.
int64_t clinux_write_quietly(int descriptor, const void *bytes, size_t count);
/// An anonymous file with these bytes, its position at the start; above 2, close-on-exec.
int clinux_bytes_file(const void *bytes, size_t count);
/// Opens a file; above 2, close-on-exec.
int clinux_open(const char *path, int flags, unsigned mode);
/// Opens what lies under a directory; no link is followed on the way, and no way leads out.
int clinux_open_beneath(int directory, const char *path, int flags);
/// An eventfd, close-on-exec, non-blocking.
int clinux_event(void);
/// Raises an eventfd. Safe in a signal handler; errno is kept.
void clinux_event_raise(int descriptor);
/// Sets a handler for the signal that raises the eventfd. One eventfd serves all signals.
int clinux_event_on_signal(int descriptor, int signal);

/// `ENOENT`, or NULL. Static text.
const char *clinux_errno_name(int number);
/// `No such file or directory`, never translated. Static text.
const char *clinux_errno_text(int number);
