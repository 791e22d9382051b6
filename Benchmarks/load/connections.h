// Many connections that ask a server over and over, each waiting for its answer before it asks
// again. One thread serves them all, so that the generator takes little of the machine that it
// shares with the server.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { question_size_max = 4096, answer_size_max = 65536, clients_max = 256 };

struct client {
    int number;      // 0, 1, 2, …
    int descriptor;
    int step;        // which question of an operation that takes several
    long done;       // operations that were answered
    char key[256];   // what a protocol keeps from one question of an operation to the next
    double began;
    size_t filled;
    char answer[answer_size_max];
};

enum verdict {
    partial,  // not whole yet; bytes that may be skipped can be taken all the same
    step,     // whole, and the operation has another question
    done,     // whole, and the last of its operation
    refused,  // not what was asked for: the run has failed
};

struct protocol {
    // Says what is to be said on a new connection; may be null.
    bool (*greet)(struct client *);
    // Writes the next question and answers its size; 0 where nothing is left to ask.
    size_t (*question)(struct client *, char *into, size_t size);
    // Judges what came so far, which a zero byte follows; `taken` is how much of it is done with.
    enum verdict (*answer)(struct client *, char *from, size_t size, size_t *taken);
};

// Connects to a port of 127.0.0.1, or to a Unix socket where the address is a path.
int dial(const char *address);

// Judges an answer of HTTP: `done` where it is whole and its status 2xx.
enum verdict http_answer(char *from, size_t size, size_t *taken);

// Asks for that many seconds or until `most` operations are done (0: no end), and prints the
// figures. Answers the exit code of the program.
int ask_all(const struct protocol *, const char *mode, const char *address, int clients,
            double seconds, long most);
