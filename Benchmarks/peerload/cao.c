// CAO: a message to the inbox of a terminal, over HTTP.
#include <stdio.h>

#include "protocols.h"

static size_t cao_message(struct client *client, char *into, size_t size) {
    (void)client;
    return (size_t)snprintf(into, size,
                            "POST /terminals/0000000a/inbox/messages?sender_id=0000000b&message=%s "
                            "HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
                            payload);
}

static enum verdict cao_answer(struct client *client, char *from, size_t size, size_t *taken) {
    (void)client;
    return http_answer(from, size, taken);
}

const struct protocol cao_messages = {.question = cao_message, .answer = cao_answer};
