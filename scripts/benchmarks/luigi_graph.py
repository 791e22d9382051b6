"""Runs tasks that do nothing by luigi, and prints the seconds that it took.

A line of standard input has a task and what it waits for. With six workers each task runs in a
process of its own, so what is done stands in memory that they share.
"""

import mmap
import sys
import time

import luigi

LINES = [line.split() for line in sys.stdin]
PLACES = {words[0]: place for place, words in enumerate(LINES)}
WAITS = [[PLACES[word] for word in words[1:]] for words in LINES]
DONE = mmap.mmap(-1, len(LINES))


class Slice(luigi.Task):
    place = luigi.IntParameter()

    def requires(self):
        return [Slice(place=other) for other in WAITS[self.place]]

    def complete(self):
        return DONE[self.place] == 1

    def run(self):
        DONE[self.place] = 1


class Everything(luigi.WrapperTask):
    """One task at the top: luigi goes through the graph once for each that it is given."""

    def requires(self):
        return [Slice(place=place) for place in range(len(LINES))]


def main():
    start = time.perf_counter()
    luigi.build([Everything()], workers=6, local_scheduler=True, log_level="ERROR")
    took = time.perf_counter() - start
    if DONE[:].count(1) != len(LINES):
        raise SystemExit(f"{DONE[:].count(1)} of {len(LINES)} tasks were done")
    print(took)


main()
