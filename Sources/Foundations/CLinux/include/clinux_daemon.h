#pragma once

#include <sys/types.h>

/// Starts a program that outlives its starter: in a session of its own, with nothing open but the
/// three descriptors given as its standard streams.
///
/// Returns 0 and the process, or the number of the error.
int clinux_start_daemon(const char *path, char *const *arguments, char *const *environment,
                        int input, int output, int error, pid_t *process);
