// The protocols of the servers that Worklead is compared with, and what they share.
#pragma once

#include "../load/connections.h"

enum { payload_size = 100 };

// The text that is kept: letters, so that it needs no escape anywhere.
extern char payload[payload_size + 1];

extern const struct protocol redis_messages, redis_claims, beanstalk_messages, beanstalk_claims,
    nats_messages, nats_claims, cao_messages;

// What follows the first line, whose size without its end is told; null where it is not whole.
char *line(char *from, size_t *size);

// Judges an answer that is one line.
enum verdict line_that_starts(const char *with, char *from, size_t *taken);
