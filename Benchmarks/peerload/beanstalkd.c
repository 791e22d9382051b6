// beanstalkd: put; reserve and delete.
#include <stdio.h>

#include "protocols.h"

static size_t beanstalk_message(struct client *client, char *into, size_t size) {
    (void)client;
    return (size_t)snprintf(into, size, "put 0 0 120 %d\r\n%s\r\n", payload_size, payload);
}

static enum verdict beanstalk_inserted(struct client *client, char *from, size_t size,
                                       size_t *taken) {
    (void)client, (void)size;
    return line_that_starts("INSERTED", from, taken);
}

static size_t beanstalk_claim(struct client *client, char *into, size_t size) {
    return client->step == 0 ? (size_t)snprintf(into, size, "reserve-with-timeout 5\r\n")
                             : (size_t)snprintf(into, size, "delete %s\r\n", client->key);
}

static enum verdict beanstalk_claimed(struct client *client, char *from, size_t size,
                                      size_t *taken) {
    if (client->step == 1) return line_that_starts("DELETED", from, taken);
    size_t head, length;
    if (!line(from, &head)) return partial;
    if (sscanf(from, "RESERVED %255s %zu", client->key, &length) != 2) return refused;
    if (size < head + 2 + length + 2) return partial;
    *taken = head + 2 + length + 2;
    return step;
}

const struct protocol beanstalk_messages = {.question = beanstalk_message,
                                            .answer = beanstalk_inserted};
const struct protocol beanstalk_claims = {.question = beanstalk_claim,
                                          .answer = beanstalk_claimed};
