#include "samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static float *micros;
static long count, room;

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void sample(double took_seconds) {
    if (count == room) {
        room = room ? room * 2 : 1 << 16;
        micros = realloc(micros, sizeof(float) * (size_t)room);
        if (!micros) abort();
    }
    micros[count++] = (float)(took_seconds * 1e6);
}

long sampled(void) { return count; }

static int by_size(const void *left, const void *right) {
    float a = *(const float *)left, b = *(const float *)right;
    return (a > b) - (a < b);
}

int tell(const char *mode, int clients, long failed, double took) {
    if (count == 0) {
        fprintf(stderr, "not one operation was done\n");
        return 1;
    }
    qsort(micros, (size_t)count, sizeof(float), by_size);
    printf("{\"mode\":\"%s\",\"clients\":%d,\"count\":%ld,\"failed\":%ld,\"per_second\":%.1f,"
           "\"p50_us\":%.0f,\"p95_us\":%.0f,\"p99_us\":%.0f,\"p999_us\":%.0f,\"max_us\":%.0f}\n",
           mode, clients, count, failed, (double)count / took, micros[count / 2],
           micros[count * 95 / 100], micros[count * 99 / 100], micros[count * 999 / 1000],
           micros[count - 1]);
    return 0;
}
