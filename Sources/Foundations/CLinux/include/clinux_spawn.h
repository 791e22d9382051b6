#pragma once

#include <stdint.h>

/// The process gets a process group of its own.
#define CLINUX_SPAWN_NEW_GROUP 1
/// The process gets a session of its own, and with it a group.
#define CLINUX_SPAWN_NEW_SESSION 2
/// The kernel sends the process SIGKILL when the thread that started it ends.
#define CLINUX_SPAWN_KILL_WITH_PARENT 4
/// The kernel sends the process SIGTERM when the thread that started it ends.
#define CLINUX_SPAWN_TERM_WITH_PARENT 8

/// A program to start. Descriptors are those of the caller; each must be above 2.
struct clinux_spawn {
    const char *path;
    char *const *arguments;
    char *const *environment;
    /// NULL: the caller's.
    const char *directory;
    /// Each -1: the caller's.
    int input;
    int output;
    int error;
    /// Becomes descriptor 3; -1: there is none.
    int report;
    int flags;
    /// Files of control groups (cgroup.procs) that the program joins; a null at the end, or NULL.
    char *const *groups;
};

/// The step at which starting a program failed.
enum clinux_spawn_step {
    CLINUX_STEP_NONE = 0,
    CLINUX_STEP_CLONE = 1,
    CLINUX_STEP_GROUP = 2,
    CLINUX_STEP_DIRECTORY = 3,
    CLINUX_STEP_DESCRIPTORS = 4,
    CLINUX_STEP_PROGRAM = 5,
    CLINUX_STEP_CONTROL_GROUP = 6,
};

struct clinux_spawned {
    int pid;
    /// Close-on-exec; the caller closes it.
    int pidfd;
    /// One of clinux_spawn_step, and the errno it gave.
    int failed_step;
    int failure;
};

/// Starts a program. Every descriptor but those named is closed in it, signals are as they are by
/// default.
///
/// The caller's memory is shared with the child until it runs the program, as with vfork, so the
/// cost does not grow with the caller. Returns 0, or -1 with the step and its errno in `spawned`.
int clinux_spawn(const struct clinux_spawn *spawn, struct clinux_spawned *spawned);
