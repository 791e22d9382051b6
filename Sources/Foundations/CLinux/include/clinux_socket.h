#pragma once

#include <stddef.h>
#include <stdint.h>

// Sockets of this machine alone: Unix paths and loopback addresses. Descriptors are close-on-exec
// and non-blocking. Each call returns a descriptor or 0, or -1 with errno.

/// The longest path of a Unix socket, in bytes.
#define CLINUX_UNIX_PATH_MAX 107

/// A Unix socket that is bound to the path with the mode, and does not listen yet.
int clinux_unix_bind(const char *path, unsigned mode);
/// A Unix socket that is connected to the path. EAGAIN: the other side's queue is full.
int clinux_unix_connect(const char *path);
/// A TCP socket that is bound to 127.0.0.1 and does not listen yet; port 0 takes a free one.
int clinux_loopback_bind(unsigned port);
/// A TCP socket on its way to 127.0.0.1: it is connected once it can be written.
int clinux_loopback_connect(unsigned port);
/// Lets a bound socket listen with the longest queue that the system allows.
int clinux_listen(int descriptor);
/// Why a connection that was on its way has failed; 0 where it has not.
int clinux_socket_failure(int descriptor);
/// Makes a descriptor that came from elsewhere close-on-exec and non-blocking.
int clinux_prepare(int descriptor);

enum clinux_family {
    CLINUX_FAMILY_OTHER = 0,
    CLINUX_FAMILY_UNIX = 1,
    CLINUX_FAMILY_TCP = 2,
};
/// What a listening socket is bound to.
struct clinux_socket_name {
    int family;
    /// Of TCP.
    unsigned port;
    /// Of a Unix socket.
    char path[CLINUX_UNIX_PATH_MAX + 1];
};
int clinux_socket_name(int descriptor, struct clinux_socket_name *name);

/// Who is at the other end of a connection.
struct clinux_peer {
    int family;
    /// Of a Unix socket, when it connected.
    unsigned user;
    unsigned group;
    int process;
    /// Of TCP.
    char address[46];
    unsigned port;
};
/// The next connection of a listening socket.
int clinux_accept(int descriptor, struct clinux_peer *peer);

/// A descriptor that waits for others.
int clinux_epoll(void);
/// Waits for input, as long as there is some.
int clinux_epoll_add_input(int epoll, int descriptor, uint64_t name);
/// Waits once for the other side to close, or to say that it will not write any more.
int clinux_epoll_add_leaving(int epoll, int descriptor, uint64_t name);
int clinux_epoll_remove(int epoll, int descriptor);
/// Waits at most so many milliseconds, or for ever with -1; the names of what has happened.
int clinux_epoll_wait(int epoll, uint64_t *names, int count, int milliseconds);
/// Reads an eventfd, so that it is raised no longer.
void clinux_event_lower(int descriptor);
