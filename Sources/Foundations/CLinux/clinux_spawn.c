#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
    const struct clinux_spawn *spawn;
    pid_t parent;
    // Written by the child, read by the parent once the child has run its program or ended.
    volatile int step;
    volatile int failure;
};

static int fail(struct child *child, int step) {
    child->failure = errno;
    child->step = step;
    _exit(127);
}

// Handlers of the parent must not run in the child, which shares its memory; and an ignored signal
// would stay ignored in the program.
//
// The system call, because glibc's function refuses the two signals that it keeps for itself, and a
// parent may have left those ignored. Handler first, then flags, restorer and mask: all zero is the
// default action on every machine.
static void reset_signals(void) {
    static const unsigned long standard[8] = {0};
    for (int signal = 1; signal <= 64; signal++) {
        unsigned long action[8] = {0};
        if (syscall(SYS_rt_sigaction, signal, NULL, action, 8) == 0 && action[0] != 0)
            syscall(SYS_rt_sigaction, signal, standard, NULL, 8);
    }
}

static int place(int from, int to) {
    if (from < 0) return 0;
    // dup2 of a descriptor onto itself would leave it close-on-exec.
    return from == to ? fcntl(to, F_SETFD, 0) : dup2(from, to);
}

static void close_from(int first) {
    if (syscall(SYS_close_range, (unsigned)first, ~0u, 0u) == 0) return;
    long limit = sysconf(_SC_OPEN_MAX);
    for (int descriptor = first; descriptor < limit; descriptor++) close(descriptor);
}

static int join(const char *group) {
    int descriptor = open(group, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return -1;
    // 0 is the writer itself.
    ssize_t count = write(descriptor, "0", 1);
    int failure = errno;
    close(descriptor);
    errno = failure;
    return count == 1 ? 0 : -1;
}

// Runs on the parent's memory: nothing here may allocate or take a lock.
static int run_child(void *argument) {
    struct child *child = argument;
    const struct clinux_spawn *spawn = child->spawn;
    reset_signals();
    int death = spawn->flags & CLINUX_SPAWN_KILL_WITH_PARENT   ? SIGKILL
                : spawn->flags & CLINUX_SPAWN_TERM_WITH_PARENT ? SIGTERM
                                                               : 0;
    if (death != 0) {
        prctl(PR_SET_PDEATHSIG, death);
        // The parent may have ended before the request stood.
        if (getppid() != child->parent) _exit(127);
    }
    if (spawn->flags & CLINUX_SPAWN_NEW_SESSION) {
        if (setsid() < 0) fail(child, CLINUX_STEP_GROUP);
    } else if (spawn->flags & CLINUX_SPAWN_NEW_GROUP) {
        if (setpgid(0, 0) < 0) fail(child, CLINUX_STEP_GROUP);
    }
    for (char *const *group = spawn->groups; group != NULL && *group != NULL; group++)
        if (join(*group) < 0) fail(child, CLINUX_STEP_CONTROL_GROUP);
    if (place(spawn->input, 0) < 0 || place(spawn->output, 1) < 0 || place(spawn->error, 2) < 0
        || place(spawn->report, 3) < 0)
        fail(child, CLINUX_STEP_DESCRIPTORS);
    close_from(spawn->report < 0 ? 3 : 4);
    if (spawn->directory != NULL && chdir(spawn->directory) < 0)
        fail(child, CLINUX_STEP_DIRECTORY);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(spawn->path, spawn->arguments, spawn->environment);
    return fail(child, CLINUX_STEP_PROGRAM);
}

int clinux_spawn(const struct clinux_spawn *spawn, struct clinux_spawned *spawned) {
    char stack[32768] __attribute__((aligned(16)));
    struct child child = {.spawn = spawn, .parent = getpid(), .step = 0, .failure = 0};
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    int pidfd = -1;
    // CLONE_PIDFD: "The PID file descriptor is placed at the location pointed to by parent_tid"
    // (clone(2)); it is close-on-exec.
    int pid = clone(
        run_child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &child,
        &pidfd);
    int failure = errno;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    *spawned = (struct clinux_spawned){.pid = pid, .pidfd = pidfd};
    if (pid < 0) {
        spawned->failed_step = CLINUX_STEP_CLONE;
        spawned->failure = failure;
        return -1;
    }
    if (child.step == 0) return 0;
    spawned->failed_step = child.step;
    spawned->failure = child.failure;
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) continue;
    close(pidfd);
    return -1;
}
