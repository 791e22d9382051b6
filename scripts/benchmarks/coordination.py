"""The daily commands of a fleet, on small stores and on large ones."""

import os
import statistics
import subprocess
import time

from fleet import Fleet

UNREAD = 100_000
TASKS = 10_000
# A call between two steps of an agent must not be felt.
CALL_MS = 15


def within(limit):
    return lambda ours, _: ours <= limit


def timed(fleet, words, rounds=15, **where):
    """The median time of a command, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        fleet.must(*words, **where)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


class Filled:
    """A workspace whose store was filled by `bench`, with a session of its founder."""

    def __init__(self, fleet, bench, kind, count):
        self.fleet = fleet
        fleet.found()
        directory = os.path.join(fleet.directory, "state", "worklead", kind)
        os.makedirs(directory)
        filled = subprocess.run(
            (bench, kind, os.path.join(directory, "store.db"), str(count)),
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
        self.fleet.must(*self.workspace, "--as", agent, "session", "start", **self.where)

    def timed(self, *words):
        return timed(self.fleet, (*self.workspace, *words), **self.where)


def unread(row, bench):
    with Fleet() as fleet:
        filled = Filled(fleet, bench, "inbox", UNREAD)
        count = f"{UNREAD:,} unread messages"
        row(f"exact count of {count}", float(filled.told.split()[0]), "", 0, within(5))
        filled.sit_down_as("ada")
        row(f"`inbox`, {count}", filled.timed("inbox", "-n", "20"), "", 0, within(CALL_MS))


def lanes(row, bench):
    """What leads look at, where there are many tasks in every state."""
    with Fleet() as fleet:
        filled = Filled(fleet, bench, "lanes", TASKS)
        filled.sit_down_as("fay")
        for words, limit in (
            (("status",), 10),
            (("prime", "--role", "lead"), CALL_MS),
            (("agent", "presence"), CALL_MS),
            (("session", "brief"), CALL_MS),
        ):
            took = filled.timed(*words)
            row(f"`{' '.join(words)}`, {TASKS:,} tasks", took, "", 0, within(limit))


def plans(row):
    """Plans, their rules and their graph."""
    with Fleet() as fleet:
        fleet.found()
        for index in range(20):
            fleet.must("plan", "new", f"p{index}", "--summary", "work", "--step", "one")
        for words in (
            ("plan", "list"),
            ("plan", "show", "p7"),
            ("plan", "validate", "p7"),
            ("plan", "graph"),
            ("plan", "critical-path"),
        ):
            took = timed(fleet, words)
            row(f"`{' '.join(words[:2])}`", took, "", 0, within(CALL_MS))


def run(row, bench):
    unread(row, bench)
    lanes(row, bench)
    plans(row)
