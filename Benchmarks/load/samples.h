// The times that answers took, and what a load generator prints of them.
#pragma once

// Seconds of a clock that only goes forward.
double now(void);

// Keeps the time that one operation took.
void sample(double took_seconds);

// How many were kept.
long sampled(void);

// Prints one JSON document: how many a second over `took` seconds, and percentiles in microseconds.
// Answers the exit code of the program: 1 where there is nothing to tell.
int tell(const char *mode, int clients, long failed, double took);
