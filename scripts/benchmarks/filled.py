"""Workspaces whose stores were filled by `bench`, and how long commands take in them."""

import os
import statistics
import subprocess
import time


def took(fleet, *words, **where):
    """How long a command takes, in milliseconds, and its answer."""
    start = time.perf_counter()
    answer = fleet.must(*words, **where)
    return (time.perf_counter() - start) * 1000, answer


def timed(fleet, words, rounds=15, **where):
    """The median time of a command, in milliseconds."""
    return statistics.median(took(fleet, *words, **where)[0] for _ in range(rounds))


class Filled:
    """A workspace whose store was filled by `bench`, with a session that commands are called in."""

    def __init__(self, fleet, bench, kind, *counts):
        self.fleet = fleet
        fleet.found()
        directory = os.path.join(fleet.directory, "state", "worklead", kind)
        os.makedirs(directory)
        filled = subprocess.run(
            (bench, kind, os.path.join(directory, "store.db"), *map(str, counts)),
            check=True,
            capture_output=True,
            text=True,
        )
        self.told = filled.stdout
        self.workspace = ("--workspace", kind)
        self.where = {
            "directory": fleet.directory,
            "WORKLEAD_TOKEN_FILE": os.path.join(fleet.directory, "token"),
        }

    def sit_down_as(self, agent):
        self.must("--as", agent, "session", "start")

    def must(self, *words):
        return self.fleet.must(*self.workspace, *words, **self.where)

    def took(self, *words):
        return took(self.fleet, *self.workspace, *words, **self.where)[0]

    def timed(self, *words, rounds=15):
        return timed(self.fleet, (*self.workspace, *words), rounds, **self.where)
