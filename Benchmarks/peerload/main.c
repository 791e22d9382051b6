// Asks the servers that Worklead is compared with, each in its own protocol, and says how fast they
// answer. What is kept has 100 bytes.
//
//   peerload PROTOCOL ADDRESS CLIENTS SECONDS [MOST]
//
// ADDRESS is a port of 127.0.0.1 or the path of a Unix socket. PROTOCOL is one of
//   redis-message      XADD to one stream
//   redis-claim        SET … NX of a key that nobody has
//   nats-message       publish to the stream of bench.work, and wait for its acknowledgement
//   nats-claim         pull the next message from the consumer `work`, acknowledge, be told of it
//   beanstalk-message  put
//   beanstalk-claim    reserve and delete
//   cao-message        POST to the inbox of terminal 0000000a
// It ends after SECONDS, or MOST operations, and prints one JSON document.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocols.h"

char payload[payload_size + 1];

char *line(char *from, size_t *size) {
    char *end = strstr(from, "\r\n");
    if (!end) return NULL;
    *size = (size_t)(end - from);
    return end + 2;
}

enum verdict line_that_starts(const char *with, char *from, size_t *taken) {
    size_t size;
    if (!line(from, &size)) return partial;
    *taken = size + 2;
    return strncmp(from, with, strlen(with)) ? refused : done;
}

static const struct {
    const char *name;
    const struct protocol *protocol;
} protocols[] = {
    {"redis-message", &redis_messages},         {"redis-claim", &redis_claims},
    {"nats-message", &nats_messages},           {"nats-claim", &nats_claims},
    {"beanstalk-message", &beanstalk_messages}, {"beanstalk-claim", &beanstalk_claims},
    {"cao-message", &cao_messages},
};

int main(int count, char **words) {
    memset(payload, 'x', payload_size);
    for (size_t index = 0; count >= 5 && index < sizeof protocols / sizeof *protocols; index++)
        if (!strcmp(words[1], protocols[index].name))
            return ask_all(protocols[index].protocol, words[1], words[2], atoi(words[3]),
                           atof(words[4]), count > 5 ? atol(words[5]) : 0);
    fprintf(stderr, "usage: peerload PROTOCOL ADDRESS CLIENTS SECONDS [MOST]\n");
    return 2;
}
