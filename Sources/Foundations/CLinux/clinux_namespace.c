#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int clinux_fork(void) {
    return fork();
}

void clinux_exit(int code) {
    _exit(code);
}

int clinux_execute(const char *path, char *const *arguments, const char *prefix) {
    size_t length = strlen(prefix), count = 0, kept = 0;
    while (environ[count] != NULL) count++;
    char **environment = calloc(count + 1, sizeof *environment);
    if (environment == NULL) return -1;
    for (size_t index = 0; index < count; index++)
        if (strncmp(environ[index], prefix, length) == 0)
            environment[kept++] = environ[index] + length;
    return execve(path, arguments, environment);
}

int clinux_new_session(void) {
    return setsid() < 0 ? -1 : 0;
}

int clinux_reap_any(int *pid, struct clinux_ending *ending) {
    int status;
    struct rusage usage;
    int reaped;
    do {
        reaped = wait4(-1, &status, WNOHANG, &usage);
    } while (reaped < 0 && errno == EINTR);
    if (reaped <= 0) return reaped;
    *pid = reaped;
    *ending = (struct clinux_ending){
        .exited = WIFEXITED(status),
        .value = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status),
        .user_microseconds = (int64_t)usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec,
        .system_microseconds = (int64_t)usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec,
        .peak_bytes = (int64_t)usage.ru_maxrss * 1024,
    };
    return 1;
}

int clinux_unshare(int namespaces) {
    int flags = 0;
    if (namespaces & CLINUX_NAMESPACE_USER) flags |= CLONE_NEWUSER;
    if (namespaces & CLINUX_NAMESPACE_PROCESSES) flags |= CLONE_NEWPID;
    if (namespaces & CLINUX_NAMESPACE_MOUNTS) flags |= CLONE_NEWNS;
    if (namespaces & CLINUX_NAMESPACE_NETWORK) flags |= CLONE_NEWNET;
    if (namespaces & CLINUX_NAMESPACE_IPC) flags |= CLONE_NEWIPC;
    if (namespaces & CLINUX_NAMESPACE_HOST_NAME) flags |= CLONE_NEWUTS;
    return unshare(flags);
}

static int write_text(const char *path, const char *text) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return -1;
    ssize_t count = write(descriptor, text, strlen(text));
    int failure = errno;
    close(descriptor);
    errno = failure;
    return count < 0 ? -1 : 0;
}

int clinux_map_own_user(unsigned user, unsigned group) {
    char text[64];
    // "the group ID mapping ... writing "deny" to the /proc/[pid]/setgroups file before writing to
    // /proc/[pid]/gid_map will permanently disable setgroups(2)" (user_namespaces(7)); an
    // unprivileged process may not map its group otherwise.
    if (write_text("/proc/self/setgroups", "deny") != 0 && errno != ENOENT) return -1;
    snprintf(text, sizeof text, "%u %u 1\n", user, user);
    if (write_text("/proc/self/uid_map", text) != 0) return -1;
    snprintf(text, sizeof text, "%u %u 1\n", group, group);
    return write_text("/proc/self/gid_map", text);
}

int clinux_loopback_up(void) {
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    int outcome = ioctl(descriptor, SIOCSIFFLAGS, &request);
    int failure = errno;
    close(descriptor);
    errno = failure;
    return outcome;
}

// By number and layout of the kernel, since glibc 2.36 and the headers clash over them.
#define CALL_OPEN_TREE 428
#define CALL_MOVE_MOUNT 429
#define CALL_MOUNT_SETATTR 442
#define TREE_CLONE 1u
#define TREE_CLOEXEC O_CLOEXEC
#define MOVE_FROM_EMPTY_PATH 4u
#define ATTRIBUTE_READ_ONLY 1ull
#define ATTRIBUTE_NO_SET_USER_ID 2ull
#define ATTRIBUTE_NO_DEVICES 4ull

struct attributes {
    uint64_t set;
    uint64_t clear;
    uint64_t propagation;
    uint64_t user_namespace;
};

int clinux_mounts_private(void) {
    return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
}

int clinux_mounts_read_only(const char *path) {
    struct attributes attributes = {
        .set = ATTRIBUTE_READ_ONLY | ATTRIBUTE_NO_SET_USER_ID,
    };
    return (int)syscall(
        CALL_MOUNT_SETATTR, AT_FDCWD, path, AT_RECURSIVE, &attributes, sizeof attributes);
}

int clinux_mount_copy(const char *path) {
    return (int)syscall(
        CALL_OPEN_TREE, AT_FDCWD, path, TREE_CLONE | TREE_CLOEXEC | AT_RECURSIVE);
}

int clinux_mount_attach(int copy, const char *path, int read_only) {
    struct attributes attributes = {
        .set = ATTRIBUTE_NO_SET_USER_ID | ATTRIBUTE_NO_DEVICES
               | (read_only ? ATTRIBUTE_READ_ONLY : 0),
    };
    if (syscall(
            CALL_MOUNT_SETATTR, copy, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes,
            sizeof attributes)
        != 0)
        return -1;
    return (int)syscall(CALL_MOVE_MOUNT, copy, "", AT_FDCWD, path, MOVE_FROM_EMPTY_PATH);
}

int clinux_mount_memory(const char *path, uint64_t bytes, unsigned mode) {
    char options[64];
    snprintf(options, sizeof options, "size=%llu,mode=%o", (unsigned long long)bytes, mode);
    return mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options);
}

int clinux_mount_processes(void) {
    return mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
}

int clinux_mount_terminals(void) {
    if (mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC,
              "newinstance,ptmxmode=0666,mode=620")
        != 0)
        return -1;
    struct stat status;
    // A link to pts/ptmx leads to the new one by itself.
    if (lstat("/dev/ptmx", &status) != 0 || S_ISLNK(status.st_mode)) return 0;
    return mount("/dev/pts/ptmx", "/dev/ptmx", NULL, MS_BIND, NULL);
}

int clinux_make_directory(const char *path, unsigned mode) {
    if (mkdir(path, 0700) != 0) return -1;
    return chmod(path, mode);
}

int64_t clinux_free_bytes(const char *path) {
    struct statvfs status;
    if (statvfs(path, &status) != 0) return -1;
    return (int64_t)status.f_bavail * (int64_t)status.f_frsize;
}
