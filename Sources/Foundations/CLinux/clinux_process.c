#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

int clinux_reap(int pidfd, struct clinux_ending *ending) {
    siginfo_t info;
    struct rusage usage;
    memset(&info, 0, sizeof info);
    memset(&usage, 0, sizeof usage);
    // The system call has a fifth argument that glibc's waitid leaves out: the usage.
    if (syscall(SYS_waitid, P_PIDFD, pidfd, &info, WEXITED | WNOHANG, &usage) != 0) return -1;
    if (info.si_pid == 0) return 0;
    *ending = (struct clinux_ending){
        .exited = info.si_code == CLD_EXITED,
        .value = info.si_status,
        .user_microseconds = (int64_t)usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec,
        .system_microseconds = (int64_t)usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec,
        .peak_bytes = (int64_t)usage.ru_maxrss * 1024,
    };
    return 1;
}

int clinux_signal(int pidfd, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

int clinux_pidfd_open(int pid) {
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

static ssize_t read_text(int pid, const char *name, char *text, size_t size) {
    char path[40];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return -1;
    ssize_t count = read(descriptor, text, size - 1);
    close(descriptor);
    text[count < 0 ? 0 : count] = 0;
    return count;
}

int clinux_process_look(int pid, struct clinux_process *process) {
    char text[1024];
    if (read_text(pid, "stat", text, sizeof text) <= 0) return -1;
    // The second field is the program's name and may hold spaces and parentheses.
    char *rest = strrchr(text, ')');
    if (rest == NULL) return -1;
    long long own_user, own_system, user, system, threads, start;
    // The fields from the third on (proc(5)).
    int read = sscanf(
        rest + 1,
        " %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld %lld %lld %*d %*d %lld %*d %lld",
        &process->state, &process->parent, &own_user, &own_system, &user, &system, &threads,
        &start);
    if (read != 8) return -1;
    process->threads = threads;
    process->start_ticks = start;
    process->cpu_microseconds =
        (own_user + own_system + user + system) * 1000000 / sysconf(_SC_CLK_TCK);
    long long resident = 0, shared = 0;
    if (read_text(pid, "statm", text, sizeof text) > 0)
        sscanf(text, "%*d %lld %lld", &resident, &shared);
    process->own_bytes =
        resident > shared ? (resident - shared) * (long long)sysconf(_SC_PAGESIZE) : 0;
    return 0;
}

int64_t clinux_process_start(int pid) {
    struct clinux_process process;
    return clinux_process_look(pid, &process) == 0 ? process.start_ticks : -1;
}

// Descriptors 0 to 2 would be overwritten in the child before they are put in place.
static int above_standard(int descriptor) {
    if (descriptor < 0 || descriptor > 2) return descriptor;
    int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    int failure = errno;
    close(descriptor);
    errno = failure;
    return moved;
}

static int make_pipe(int *read_end, int *write_end) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    *read_end = above_standard(ends[0]);
    *write_end = above_standard(ends[1]);
    if (*read_end < 0 || *write_end < 0) {
        int failure = errno;
        if (*read_end >= 0) close(*read_end);
        if (*write_end >= 0) close(*write_end);
        errno = failure;
        return -1;
    }
    return 0;
}

// Only our end is non-blocking: that belongs to the open file, and programs expect a blocking one.
int clinux_pipe(int *read_end, int *write_end) {
    if (make_pipe(read_end, write_end) != 0) return -1;
    fcntl(*read_end, F_SETFL, O_NONBLOCK);
    return 0;
}

int clinux_input_pipe(int *read_end, int *write_end) {
    if (make_pipe(read_end, write_end) != 0) return -1;
    fcntl(*write_end, F_SETFL, O_NONBLOCK);
    return 0;
}

// A pipe takes no MSG_NOSIGNAL. SIGPIPE is sent to the thread that writes, so it is blocked there
// and taken back; one that was pending before is left as it was.
int64_t clinux_write_quietly(int descriptor, const void *bytes, size_t count) {
    sigset_t broken, old, pending;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &broken, &old);
    ssize_t written = write(descriptor, bytes, count);
    int failure = errno;
    if (written < 0 && failure == EPIPE && !sigismember(&pending, SIGPIPE)) {
        struct timespec none = {0, 0};
        while (sigtimedwait(&broken, NULL, &none) < 0 && errno == EINTR) continue;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    errno = failure;
    return written;
}

int clinux_bytes_file(const void *bytes, size_t count) {
    int descriptor = above_standard(memfd_create("input", MFD_CLOEXEC));
    if (descriptor < 0) return -1;
    size_t written = 0;
    while (written < count) {
        ssize_t step = write(descriptor, (const char *)bytes + written, count - written);
        if (step < 0 && errno == EINTR) continue;
        if (step < 0) {
            int failure = errno;
            close(descriptor);
            errno = failure;
            return -1;
        }
        written += (size_t)step;
    }
    lseek(descriptor, 0, SEEK_SET);
    return descriptor;
}

int clinux_open(const char *path, int flags, unsigned mode) {
    int descriptor;
    do {
        descriptor = open(path, flags | O_CLOEXEC, mode);
    } while (descriptor < 0 && errno == EINTR);
    return above_standard(descriptor);
}

#define CALL_OPENAT2 437
#define NO_MAGIC_LINKS 2ull
#define NO_LINKS 4ull
#define BENEATH 8ull

int clinux_open_beneath(int directory, const char *path, int flags) {
    struct {
        uint64_t flags, mode, resolve;
    } how = {
        .flags = (uint64_t)(flags | O_CLOEXEC),
        .resolve = BENEATH | NO_LINKS | NO_MAGIC_LINKS,
    };
    return above_standard((int)syscall(CALL_OPENAT2, directory, path, &how, sizeof how));
}

int clinux_event(void) {
    return above_standard(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}

void clinux_event_raise(int descriptor) {
    int kept = errno;
    uint64_t one = 1;
    ssize_t count = write(descriptor, &one, sizeof one);
    (void)count;
    errno = kept;
}

static volatile int raised_by_signals = -1;

static void raise_event(int signal) {
    (void)signal;
    clinux_event_raise(raised_by_signals);
}

int clinux_event_on_signal(int descriptor, int signal) {
    raised_by_signals = descriptor;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = raise_event;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, &action, NULL) != 0) return -1;
    // Whoever started the process may have left it blocked.
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, signal);
    return pthread_sigmask(SIG_UNBLOCK, &own, NULL) == 0 ? 0 : -1;
}

const char *clinux_errno_name(int number) {
    return strerrorname_np(number);
}

const char *clinux_errno_text(int number) {
    const char *text = strerrordesc_np(number);
    return text == NULL ? "unknown error" : text;
}
