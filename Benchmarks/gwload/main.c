// Asks a gateway the same thing over and over from many connections, and says how fast it answers.
//
//   gwload ADDRESS CLIENTS SECONDS TOKEN MODE
//
// ADDRESS is a port of 127.0.0.1 or the path of a Unix socket. MODE is one of
//   health   GET /health
//   show     GET /v1/session/show
//   beat     POST /v1/session/beat: one durable event
//   message  POST /v1/message/send to the agent sink: one durable event, each message another
//   claim    POST /v1/task/claim: T-1, T-2, … in turn, each once
// Prints one JSON document. An answer that is not 200 ends it with exit code 1.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { samples_max = 2000000, clients_max = 256 };

static const char *address, *token, *mode;
static double seconds;
static atomic_long next_task;
static atomic_bool failed;
static pthread_barrier_t start;

struct client {
    int number;
    long count;
    float *micros;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int dial(void) {
    if (address[0] == '/') {
        struct sockaddr_un target = {.sun_family = AF_UNIX};
        strncpy(target.sun_path, address, sizeof target.sun_path - 1);
        int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
        return connect(descriptor, (struct sockaddr *)&target, sizeof target) ? -1 : descriptor;
    }
    struct sockaddr_in target = {.sin_family = AF_INET,
                                 .sin_port = htons((uint16_t)atoi(address)),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int descriptor = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return connect(descriptor, (struct sockaddr *)&target, sizeof target) ? -1 : descriptor;
}

static int request(char *into, size_t size, const struct client *client) {
    char body[512] = "";
    const char *path = "/health", *verb = "GET";
    if (!strcmp(mode, "show")) path = "/v1/session/show";
    if (!strcmp(mode, "beat")) verb = "POST", path = "/v1/session/beat", strcpy(body, "{}");
    if (!strcmp(mode, "message")) {
        verb = "POST", path = "/v1/message/send";
        snprintf(body, sizeof body,
                 "{\"to\":[\"sink\"],\"body\":\"Message %ld of client %d in process %d.\"}",
                 client->count, client->number, getpid());
    }
    if (!strcmp(mode, "claim")) {
        verb = "POST", path = "/v1/task/claim";
        snprintf(body, sizeof body, "{\"task\":\"T-%ld\",\"worktree\":false}",
                 atomic_fetch_add(&next_task, 1) + 1);
    }
    return snprintf(into, size,
                    "%s %s HTTP/1.1\r\nHost: %s%s\r\nAuthorization: Bearer %s\r\n"
                    "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                    verb, path, address[0] == '/' ? "localhost" : "127.0.0.1:",
                    address[0] == '/' ? "" : address, token, strlen(body), body);
}

// Reads one answer; its status, or -1 where the connection ended.
static int answer(int descriptor, char *buffer, size_t size) {
    size_t filled = 0;
    while (filled < size - 1) {
        ssize_t count = read(descriptor, buffer + filled, size - 1 - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return -1;
        filled += (size_t)count;
        buffer[filled] = 0;
        char *end = strstr(buffer, "\r\n\r\n");
        if (!end) continue;
        char *length = strcasestr(buffer, "content-length:");
        size_t body = length && length < end ? (size_t)atol(length + 15) : 0;
        if (filled >= (size_t)(end + 4 - buffer) + body) return atoi(buffer + 9);
    }
    return -1;
}

static void *run(void *argument) {
    struct client *client = argument;
    char out[2048], in[65536];
    int descriptor = dial();
    pthread_barrier_wait(&start);
    double end = now() + seconds;
    while (descriptor >= 0 && !failed && client->count < samples_max) {
        int size = request(out, sizeof out, client);
        double before = now();
        if (before >= end) break;
        if (write(descriptor, out, (size_t)size) != size) failed = true;
        int status = answer(descriptor, in, sizeof in);
        if (status != 200) {
            if (!atomic_exchange(&failed, true)) fprintf(stderr, "%.600s\n", in);
            break;
        }
        client->micros[client->count++] = (float)((now() - before) * 1e6);
    }
    if (descriptor < 0) failed = true;
    close(descriptor);
    return NULL;
}

static int by_size(const void *left, const void *right) {
    float a = *(const float *)left, b = *(const float *)right;
    return (a > b) - (a < b);
}

int main(int count, char **words) {
    if (count != 6) {
        fprintf(stderr, "usage: gwload ADDRESS CLIENTS SECONDS TOKEN MODE\n");
        return 2;
    }
    address = words[1], seconds = atof(words[3]), token = words[4], mode = words[5];
    int clients = atoi(words[2]);
    if (clients < 1 || clients > clients_max) return 2;
    static struct client all[clients_max];
    pthread_t threads[clients_max];
    pthread_barrier_init(&start, NULL, (unsigned)clients + 1);
    for (int index = 0; index < clients; index++) {
        all[index].number = index;
        all[index].micros = malloc(sizeof(float) * samples_max);
        pthread_create(&threads[index], NULL, run, &all[index]);
    }
    pthread_barrier_wait(&start);
    double before = now();
    long total = 0;
    for (int index = 0; index < clients; index++) {
        pthread_join(threads[index], NULL);
        total += all[index].count;
    }
    double took = now() - before;
    if (failed || total == 0) return 1;
    float *micros = malloc(sizeof(float) * (size_t)total), *place = micros;
    for (int index = 0; index < clients; index++) {
        memcpy(place, all[index].micros, sizeof(float) * (size_t)all[index].count);
        place += all[index].count;
    }
    qsort(micros, (size_t)total, sizeof(float), by_size);
    printf("{\"mode\":\"%s\",\"clients\":%d,\"per_second\":%.0f,\"p50_us\":%.0f,\"p95_us\":%.0f,"
           "\"p99_us\":%.0f,\"p999_us\":%.0f,\"max_us\":%.0f}\n",
           mode, clients, (double)total / took, micros[total / 2], micros[total * 95 / 100],
           micros[total * 99 / 100], micros[total * 999 / 1000], micros[total - 1]);
    return 0;
}
