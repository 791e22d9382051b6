// Asks a gateway the same thing over and over from many connections, and says how fast it answers.
//
//   gwload ADDRESS CLIENTS SECONDS TOKEN MODE [FIRST COUNT]
//
// ADDRESS is a port of 127.0.0.1 or the path of a Unix socket. MODE is one of
//   health   GET /health
//   show     GET /v1/session/show
//   beat     POST /v1/session/beat: one durable event
//   message  POST /v1/message/send to the agent sink: one durable event, each message another
//   create   POST /v1/task/create: T-FIRST and the COUNT - 1 after it, ready
//   claim    POST /v1/task/claim: the same tasks in turn, each once
// Prints one JSON document. An answer whose status is not 2xx ends it with exit code 1.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../load/connections.h"

static const char *address, *token, *mode;
static long next_task = 1;

static size_t question(struct client *client, char *into, size_t size) {
    char body[512] = "";
    const char *path = "/health", *verb = "GET";
    if (!strcmp(mode, "show")) path = "/v1/session/show";
    if (!strcmp(mode, "beat")) verb = "POST", path = "/v1/session/beat", strcpy(body, "{}");
    if (!strcmp(mode, "message")) {
        verb = "POST", path = "/v1/message/send";
        char text[128];
        snprintf(text, sizeof text, "Message %ld of client %d in process %d.", client->done,
                 client->number, getpid());
        snprintf(body, sizeof body, "{\"to\":[\"sink\"],\"body\":\"%-100s\"}", text);
        // An empty tail may be cut off: the last byte is a letter.
        body[strlen(body) - 3] = 'x';
    }
    if (!strcmp(mode, "create")) {
        verb = "POST", path = "/v1/task/create";
        snprintf(body, sizeof body, "{\"title\":\"Task %ld\",\"key\":\"T-%ld\",\"ready\":true}",
                 next_task, next_task);
        next_task++;
    }
    if (!strcmp(mode, "claim")) {
        verb = "POST", path = "/v1/task/claim";
        snprintf(body, sizeof body, "{\"task\":\"T-%ld\",\"worktree\":false}", next_task++);
    }
    return (size_t)snprintf(into, size,
                            "%s %s HTTP/1.1\r\nHost: %s%s\r\nAuthorization: Bearer %s\r\n"
                            "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                            verb, path, address[0] == '/' ? "localhost" : "127.0.0.1:",
                            address[0] == '/' ? "" : address, token, strlen(body), body);
}

static enum verdict answer(struct client *client, char *from, size_t size, size_t *taken) {
    (void)client;
    return http_answer(from, size, taken);
}

int main(int count, char **words) {
    if (count != 6 && count != 8) {
        fprintf(stderr, "usage: gwload ADDRESS CLIENTS SECONDS TOKEN MODE [FIRST COUNT]\n");
        return 2;
    }
    address = words[1], token = words[4], mode = words[5];
    if (count == 8) next_task = atol(words[6]);
    struct protocol protocol = {.question = question, .answer = answer};
    return ask_all(&protocol, mode, address, atoi(words[2]), atof(words[3]),
                   count == 8 ? atol(words[7]) : 0);
}
