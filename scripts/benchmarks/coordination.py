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
            # What a lead looks at a few times a day may take longer.
            (("report", "board", "--show"), 200),
            (("report", "coordination"), 200),
            (("report", "manager", "--since", "24h"), 200),
            (("report", "cleanup"), 200),
            (("report", "checkin", "P1", "--part", "status"), 200),
            (("decision", "list"), CALL_MS),
            (("decision", "dashboard"), CALL_MS),
            (("links", "list"), CALL_MS),
            (("wave", "list"), CALL_MS),
            (("window", "list"), CALL_MS),
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


def writing(row):
    """What coordination writes, durable: no more than a message."""
    with Fleet() as fleet:
        fleet.found()
        fleet.must("agent", "register", "lea", "--role", "lead")
        for index in range(40):
            fleet.must("task", "create", f"task {index}", "--task", f"C-{index}", "--ready")
        for what, words in (
            ("decision ask", ("decision", "ask", "which {}?", "--option", "a=one", "--option", "b=two")),
            ("decision record", ("decision", "record", "which {}?", "this one")),
            ("plan new", ("plan", "new", "p{}", "--summary", "work", "--step", "one")),
            ("links add", ("links", "add", "l{}", "https://example.org/{}", "--title", "page")),
        ):
            times = []
            for index in range(15):
                start = time.perf_counter()
                fleet.must(*(word.format(index) for word in words))
                times.append((time.perf_counter() - start) * 1000)
            row(f"`{what}`, durable", statistics.median(times), "", 0, within(CALL_MS))


def run(row, bench):
    writing(row)
    unread(row, bench)
    lanes(row, bench)
    plans(row)
