// NATS JetStream: publish and be told that it is kept; pull, acknowledge, and be told of that.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "protocols.h"

static bool nats_greet(struct client *client) {
    char text[4096];
    if (read(client->descriptor, text, sizeof text) <= 0) return false;
    int size = snprintf(text, sizeof text,
                        "CONNECT {\"verbose\":false,\"headers\":false}\r\n"
                        "SUB r.%d.%d 1\r\nPING\r\n",
                        getpid(), client->number);
    if (write(client->descriptor, text, (size_t)size) != size) return false;
    ssize_t count = read(client->descriptor, text, sizeof text - 1);
    if (count <= 0) return false;
    text[count] = 0;
    return strstr(text, "PONG") != NULL;
}

static size_t nats_publish(const struct client *client, char *into, size_t size,
                           const char *subject, const char *text) {
    return (size_t)snprintf(into, size, "PUB %s r.%d.%d %zu\r\n%s\r\n", subject, getpid(),
                            client->number, strlen(text), text);
}

static size_t nats_message(struct client *client, char *into, size_t size) {
    return nats_publish(client, into, size, "bench.work", payload);
}

static size_t nats_claim(struct client *client, char *into, size_t size) {
    return client->step == 0
               ? nats_publish(client, into, size, "$JS.API.CONSUMER.MSG.NEXT.work.work",
                              "{\"batch\":1,\"expires\":5000000000}")
               : nats_publish(client, into, size, client->key, "+ACK");
}

// One message to our subject: its answer-to in the client's key, its text in `text`.
static enum verdict nats_heard(struct client *client, char *from, size_t size, size_t *taken,
                               char **text) {
    size_t head, length;
    char *after = line(from, &head);
    if (!after) return partial;
    if (!strncmp(from, "PING", 4)) {
        *taken = head + 2;
        return write(client->descriptor, "PONG\r\n", 6) == 6 ? partial : refused;
    }
    char reply[256];
    if (sscanf(from, "MSG %*s %*s %255s %zu\r", reply, &length) == 2)
        strcpy(client->key, reply);
    else if (sscanf(from, "MSG %*s %*s %zu\r", &length) != 1)
        return refused;
    if (size < head + 2 + length + 2) return partial;
    *taken = head + 2 + length + 2;
    *text = after;
    return done;
}

static enum verdict nats_kept(struct client *client, char *from, size_t size, size_t *taken) {
    char *text;
    enum verdict verdict = nats_heard(client, from, size, taken, &text);
    return verdict == done && strncmp(text, "{\"stream\"", 9) ? refused : verdict;
}

static enum verdict nats_claimed(struct client *client, char *from, size_t size, size_t *taken) {
    char *text;
    enum verdict verdict = nats_heard(client, from, size, taken, &text);
    if (verdict != done || client->step == 1) return verdict;
    return strncmp(client->key, "$JS.ACK", 7) ? refused : step;
}

const struct protocol nats_messages = {
    .greet = nats_greet, .question = nats_message, .answer = nats_kept};
const struct protocol nats_claims = {
    .greet = nats_greet, .question = nats_claim, .answer = nats_claimed};
