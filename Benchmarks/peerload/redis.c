// Redis: XADD to one stream; SET … NX of a key that nobody has.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "protocols.h"

static size_t redis_message(struct client *client, char *into, size_t size) {
    (void)client;
    return (size_t)snprintf(into, size,
                            "*5\r\n$4\r\nXADD\r\n$4\r\nwork\r\n$1\r\n*\r\n$1\r\nm\r\n$%d\r\n%s\r\n",
                            payload_size, payload);
}

static enum verdict redis_id(struct client *client, char *from, size_t size, size_t *taken) {
    (void)client;
    size_t head;
    if (from[0] != '$' && from[0] != 0) return refused;
    if (!line(from, &head)) return partial;
    size_t whole = head + 2 + (size_t)atol(from + 1) + 2;
    if (size < whole) return partial;
    *taken = whole;
    return done;
}

static size_t redis_claim(struct client *client, char *into, size_t size) {
    char key[64];
    int length =
        snprintf(key, sizeof key, "task:%d:%d:%ld", getpid(), client->number, client->done);
    return (size_t)snprintf(into, size,
                            "*4\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n$2\r\nNX\r\n", length,
                            key, payload_size, payload);
}

static enum verdict redis_ok(struct client *client, char *from, size_t size, size_t *taken) {
    (void)client, (void)size;
    return line_that_starts("+OK", from, taken);
}

const struct protocol redis_messages = {.question = redis_message, .answer = redis_id};
const struct protocol redis_claims = {.question = redis_claim, .answer = redis_ok};
