// Calls a command over and over, so many at a time, and says how fast they end.
//
//   spawnload CLIENTS SECONDS PROGRAM [ARGUMENT …]
//
// A `%` in one of the arguments becomes a number that no other call has. Prints one JSON document;
// calls that end with another exit code than 0 are counted apart and are no part of the rate.
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../load/samples.h"

enum { clients_max = 256, words_max = 64 };

extern char **environ;

static char **command;
static long calls;
static posix_spawn_file_actions_t quiet;

static pid_t call(void) {
    char numbered[1024], *words[words_max] = {0};
    calls++;
    for (int index = 0; command[index] && index < words_max - 1; index++) {
        char *mark = strchr(command[index], '%');
        words[index] = mark ? numbered : command[index];
        if (mark)
            snprintf(numbered, sizeof numbered, "%.*s%d-%ld%s", (int)(mark - command[index]),
                     command[index], getpid(), calls, mark + 1);
    }
    pid_t child;
    return posix_spawn(&child, words[0], &quiet, NULL, words, environ) ? -1 : child;
}

int main(int count, char **words) {
    if (count < 4 || atoi(words[1]) < 1 || atoi(words[1]) > clients_max) {
        fprintf(stderr, "usage: spawnload CLIENTS SECONDS PROGRAM [ARGUMENT …]\n");
        return 2;
    }
    int clients = atoi(words[1]);
    command = words + 3;
    posix_spawn_file_actions_init(&quiet);
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        posix_spawn_file_actions_addopen(&quiet, descriptor, "/dev/null", O_RDWR, 0);
    pid_t running[clients_max];
    double began[clients_max], start = now(), end = start + atof(words[2]);
    long failed = 0;
    int open = 0;
    for (int index = 0; index < clients; index++, open++) {
        began[index] = now();
        if ((running[index] = call()) < 0) return 1;
    }
    while (open > 0) {
        int status, index = 0;
        pid_t child = waitpid(-1, &status, 0);
        double at = now();
        while (index < clients && running[index] != child) index++;
        if (child < 0 || index == clients) return 1;
        if (status == 0)
            sample(at - began[index]);
        else
            failed++;
        running[index] = 0;
        began[index] = at;
        if (at >= end)
            open--;
        else if ((running[index] = call()) < 0)
            return 1;
    }
    return tell("command", clients, failed, now() - start);
}
