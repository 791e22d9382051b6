#define _GNU_SOURCE
#include "connections.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "samples.h"

static const struct protocol *protocol;
static double end;
static long most, asked;
static int waiting;

int dial(const char *address) {
    if (address[0] == '/') {
        struct sockaddr_un target = {.sun_family = AF_UNIX};
        strncpy(target.sun_path, address, sizeof target.sun_path - 1);
        int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        return connect(descriptor, (struct sockaddr *)&target, sizeof target) ? -1 : descriptor;
    }
    struct sockaddr_in target = {.sin_family = AF_INET,
                                 .sin_port = htons((uint16_t)atoi(address)),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return connect(descriptor, (struct sockaddr *)&target, sizeof target) ? -1 : descriptor;
}

enum verdict http_answer(char *from, size_t size, size_t *taken) {
    char *head = strstr(from, "\r\n\r\n");
    if (!head) return partial;
    char *length = strcasestr(from, "content-length:");
    size_t whole = (size_t)(head + 4 - from);
    if (length && length < head) whole += (size_t)atol(length + 15);
    if (size < whole) return partial;
    *taken = whole;
    return size > 9 && from[9] == '2' ? done : refused;
}

// Asks the next question of a client, unless its operation would be one too many. Answers whether
// all went well.
static bool ask(struct client *client) {
    char question[question_size_max];
    if (client->step == 0) {
        client->began = now();
        if (client->began >= end || (most > 0 && asked >= most)) return true;
    }
    size_t size = protocol->question(client, question, sizeof question);
    if (size == 0) return true;
    if (client->step == 0) asked++;
    if (write(client->descriptor, question, size) != (ssize_t)size) {
        perror("write");
        return false;
    }
    waiting++;
    return true;
}

// Judges all whole answers that a client has. Answers whether all went well.
static bool judge(struct client *client) {
    for (;;) {
        size_t taken = 0;
        enum verdict verdict =
            protocol->answer(client, client->answer, client->filled, &taken);
        if (verdict == refused) {
            fprintf(stderr, "refused: %.600s\n", client->answer);
            return false;
        }
        client->filled -= taken;
        memmove(client->answer, client->answer + taken, client->filled + 1);
        if (verdict == partial) {
            if (taken == 0) return true;
            continue;
        }
        waiting--;
        if (verdict == done) {
            sample(now() - client->began);
            client->done++;
        }
        client->step = verdict == done ? 0 : client->step + 1;
        if (!ask(client)) return false;
        if (client->filled == 0) return true;
    }
}

static bool hear(struct client *client) {
    size_t room = sizeof client->answer - 1 - client->filled;
    ssize_t count = read(client->descriptor, client->answer + client->filled, room);
    if (count < 0 && errno == EINTR) return true;
    if (count <= 0) {
        fprintf(stderr, "the server ended a connection\n");
        return false;
    }
    client->filled += (size_t)count;
    client->answer[client->filled] = 0;
    return judge(client);
}

int ask_all(const struct protocol *asked_protocol, const char *mode, const char *address,
            int clients, double seconds, long most_operations) {
    static struct client all[clients_max];
    if (clients < 1 || clients > clients_max) return 2;
    protocol = asked_protocol, most = most_operations;
    int queue = epoll_create1(EPOLL_CLOEXEC);
    for (int index = 0; index < clients; index++) {
        struct client *client = &all[index];
        client->number = index;
        client->descriptor = dial(address);
        if (client->descriptor < 0 || (protocol->greet && !protocol->greet(client))) {
            fprintf(stderr, "client %d can't connect to %s\n", index, address);
            return 1;
        }
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
        epoll_ctl(queue, EPOLL_CTL_ADD, client->descriptor, &event);
    }
    double start = now();
    end = start + seconds;
    for (int index = 0; index < clients; index++)
        if (!ask(&all[index])) return 1;
    while (waiting > 0) {
        struct epoll_event events[clients_max];
        int count = epoll_wait(queue, events, clients_max, 30000);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) {
            fprintf(stderr, "no answer for 30 s\n");
            return 1;
        }
        for (int index = 0; index < count; index++)
            if (!hear(events[index].data.ptr)) return 1;
    }
    return tell(mode, clients, 0, now() - start);
}
