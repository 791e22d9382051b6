"""The daily commands of a fleet, on small stores and on large ones."""

import os
import statistics

from filled import Filled, timed, took
from fleet import Fleet

UNREAD = 100_000
NOTES = 100_000
TASKS = 10_000
# A call between two steps of an agent must not be felt.
CALL_MS = 15


def within(limit):
    return lambda ours, _: ours <= limit


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
            (("plan", "graph"), 200),
            (("plan", "graph", "--draw", "mermaid"), 200),
            (("plan", "critical-path"), 200),
        ):
            figure = filled.timed(*words)
            row(f"`{' '.join(words)}`, {TASKS:,} tasks", figure, "", 0, within(limit))
        exports(row, filled)


def exports(row, filled):
    """Files of others kept in step: all of them at first, then what differs."""
    for layout in ("parallel", "mayor"):
        words = ("export", layout, os.path.join(filled.fleet.directory, layout))
        name = f"`export {layout}`, {TASKS:,} tasks"
        row(f"{name}, all of them new", filled.took(*words), "", 0, within(10_000))
        row(f"{name}, none of them changed", filled.timed(*words, rounds=3), "", 0, within(2000))


def memory(row, bench):
    """What is remembered, by a word that all notes have and by one that few have."""
    with Fleet() as fleet:
        filled = Filled(fleet, bench, "memory", NOTES)
        filled.sit_down_as("fay")
        for word in ("build", "part77"):
            figure = filled.timed("memory", "search", word)
            row(f"`memory search {word}`, {NOTES:,} notes", figure, "", 0, within(20))
        row(f"`prime`, {NOTES:,} notes", filled.timed("prime"), "", 0, within(CALL_MS))


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
            row(f"`{' '.join(words[:2])}`", timed(fleet, words), "", 0, within(CALL_MS))


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
            times = [took(fleet, *(word.format(index) for word in words))[0] for index in range(15)]
            row(f"`{what}`, durable", statistics.median(times), "", 0, within(CALL_MS))


def run(row, bench):
    writing(row)
    unread(row, bench)
    lanes(row, bench)
    memory(row, bench)
    plans(row)
