#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Of our own, because the kernel may be newer than the headers this is built with
// (Documentation/userspace-api/landlock.rst).
struct ruleset_attributes {
    uint64_t handled_access_fs;
    uint64_t handled_access_net;
    uint64_t scoped;
};

struct path_beneath {
    uint64_t allowed_access;
    int32_t parent_fd;
} __attribute__((packed));

#define CREATE_RULESET 444
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define VERSION_FLAG 1u
#define RULE_PATH_BENEATH 1

#define WRITE_FILE (1ull << 1)
#define TRUNCATE (1ull << 14)
#define IOCTL_DEVICE (1ull << 15)
// Remove and make of every kind: bits 4 to 12.
#define DIRECTORY_CHANGES 0x1ff0ull
#define REFER (1ull << 13)
#define SCOPE_ABSTRACT_SOCKETS 1ull
#define SCOPE_SIGNALS 2ull

int clinux_landlock_version(void) {
    long version = syscall(CREATE_RULESET, NULL, 0, VERSION_FLAG);
    return version < 0 ? 0 : (int)version;
}

static uint64_t file_changes(int version) {
    return WRITE_FILE | (version >= 3 ? TRUNCATE : 0) | (version >= 5 ? IOCTL_DEVICE : 0);
}

static int allow(int ruleset, const char *path, int version) {
    int descriptor = open(path, O_PATH | O_CLOEXEC);
    if (descriptor < 0) return errno == ENOENT ? 0 : -1;
    struct stat status;
    uint64_t access = file_changes(version);
    // The kernel refuses rights for a directory's contents on anything else.
    if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode))
        access |= DIRECTORY_CHANGES | (version >= 2 ? REFER : 0);
    struct path_beneath rule = {.allowed_access = access, .parent_fd = descriptor};
    int outcome = (int)syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
    int failure = errno;
    close(descriptor);
    errno = failure;
    return outcome;
}

int clinux_landlock_restrict(char *const *writable, size_t count) {
    int version = clinux_landlock_version();
    if (version == 0) {
        errno = ENOSYS;
        return -1;
    }
    // REFER is denied by every ruleset, handled or not, so it is handled to be allowed below.
    struct ruleset_attributes attributes = {
        .handled_access_fs =
            file_changes(version) | DIRECTORY_CHANGES | (version >= 2 ? REFER : 0),
        .scoped = version >= 6 ? SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS : 0,
    };
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(CREATE_RULESET, &attributes, size, 0);
    if (ruleset < 0) return -1;
    int outcome = 0;
    for (size_t index = 0; index < count && outcome == 0; index++)
        outcome = allow(ruleset, writable[index], version);
    if (outcome == 0) outcome = (int)syscall(RESTRICT_SELF, ruleset, 0);
    int failure = errno;
    close(ruleset);
    errno = failure;
    return outcome;
}
