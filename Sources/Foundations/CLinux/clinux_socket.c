#define _GNU_SOURCE
#include "CLinux.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int failed(int descriptor) {
    int number = errno;
    close(descriptor);
    errno = number;
    return -1;
}

static int new_socket(int family) {
    return socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static int unix_address(const char *path, struct sockaddr_un *address) {
    size_t length = strlen(path);
    if (length > CLINUX_UNIX_PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, path, length);
    return 0;
}

static struct sockaddr_in loopback_address(unsigned port) {
    return (struct sockaddr_in){
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
}

int clinux_unix_bind(const char *path, unsigned mode) {
    struct sockaddr_un address;
    if (unix_address(path, &address) != 0) return -1;
    int descriptor = new_socket(AF_UNIX);
    if (descriptor < 0) return -1;
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        return failed(descriptor);
    }
    // Nobody can connect before it listens, so nobody meets the mode that the mask gave it.
    if (chmod(path, mode) != 0) {
        int number = errno;
        unlink(path);
        errno = number;
        return failed(descriptor);
    }
    return descriptor;
}

int clinux_unix_connect(const char *path) {
    struct sockaddr_un address;
    if (unix_address(path, &address) != 0) return -1;
    int descriptor = new_socket(AF_UNIX);
    if (descriptor < 0) return -1;
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) return descriptor;
    return failed(descriptor);
}

int clinux_loopback_bind(unsigned port) {
    struct sockaddr_in address = loopback_address(port);
    int descriptor = new_socket(AF_INET);
    if (descriptor < 0) return -1;
    // Only for addresses whose connections are all in TIME_WAIT: a living listener is still met.
    int yes = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) == 0) return descriptor;
    return failed(descriptor);
}

int clinux_loopback_connect(unsigned port) {
    struct sockaddr_in address = loopback_address(port);
    int descriptor = new_socket(AF_INET);
    if (descriptor < 0) return -1;
    int yes = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) return descriptor;
    return errno == EINPROGRESS ? descriptor : failed(descriptor);
}

int clinux_listen(int descriptor) {
    return listen(descriptor, SOMAXCONN);
}

int clinux_socket_failure(int descriptor) {
    int number = 0;
    socklen_t size = sizeof number;
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size) == 0 ? number : errno;
}

int clinux_prepare(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0) return -1;
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

int clinux_socket_name(int descriptor, struct clinux_socket_name *name) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    memset(name, 0, sizeof *name);
    memset(&address, 0, sizeof address);
    if (getsockname(descriptor, (struct sockaddr *)&address, &size) != 0) return -1;
    if (address.ss_family == AF_UNIX) {
        name->family = CLINUX_FAMILY_UNIX;
        memcpy(name->path, ((struct sockaddr_un *)&address)->sun_path, CLINUX_UNIX_PATH_MAX);
    } else if (address.ss_family == AF_INET) {
        name->family = CLINUX_FAMILY_TCP;
        name->port = ntohs(((struct sockaddr_in *)&address)->sin_port);
    } else if (address.ss_family == AF_INET6) {
        name->family = CLINUX_FAMILY_TCP;
        name->port = ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
    }
    return 0;
}

int clinux_accept(int descriptor, struct clinux_peer *peer) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    memset(peer, 0, sizeof *peer);
    memset(&address, 0, sizeof address);
    int accepted =
        accept4(descriptor, (struct sockaddr *)&address, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (accepted < 0) return -1;
    if (address.ss_family == AF_UNIX) {
        struct ucred credentials;
        socklen_t length = sizeof credentials;
        if (getsockopt(accepted, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) {
            return failed(accepted);
        }
        peer->family = CLINUX_FAMILY_UNIX;
        peer->user = credentials.uid;
        peer->group = credentials.gid;
        peer->process = credentials.pid;
    } else if (address.ss_family == AF_INET) {
        struct sockaddr_in *internet = (struct sockaddr_in *)&address;
        peer->family = CLINUX_FAMILY_TCP;
        peer->port = ntohs(internet->sin_port);
        inet_ntop(AF_INET, &internet->sin_addr, peer->address, sizeof peer->address);
    } else if (address.ss_family == AF_INET6) {
        struct sockaddr_in6 *internet = (struct sockaddr_in6 *)&address;
        peer->family = CLINUX_FAMILY_TCP;
        peer->port = ntohs(internet->sin6_port);
        inet_ntop(AF_INET6, &internet->sin6_addr, peer->address, sizeof peer->address);
    }
    return accepted;
}

int clinux_epoll(void) {
    return epoll_create1(EPOLL_CLOEXEC);
}

static int epoll_add(int epoll, int descriptor, uint64_t name, uint32_t events) {
    struct epoll_event event = {.events = events, .data.u64 = name};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

int clinux_epoll_add_input(int epoll, int descriptor, uint64_t name) {
    return epoll_add(epoll, descriptor, name, EPOLLIN);
}

int clinux_epoll_add_leaving(int epoll, int descriptor, uint64_t name) {
    return epoll_add(epoll, descriptor, name, EPOLLRDHUP | EPOLLONESHOT);
}

int clinux_epoll_remove(int epoll, int descriptor) {
    return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL);
}

int clinux_epoll_wait(int epoll, uint64_t *names, int count, int milliseconds) {
    struct epoll_event events[64];
    if (count > 64) count = 64;
    int ready = epoll_wait(epoll, events, count, milliseconds);
    for (int index = 0; index < ready; index++) names[index] = events[index].data.u64;
    return ready;
}

void clinux_event_lower(int descriptor) {
    eventfd_t value;
    eventfd_read(descriptor, &value);
}
