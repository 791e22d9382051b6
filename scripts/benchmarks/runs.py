"""Runs of as many slices as a run may have: the scheduler alone, and the ledger's share.

The same random graph is run by GNU make and by luigi, whose targets and tasks do nothing. GNU make
starts no process for a recipe that is `:`, and luigi starts one for each task as soon as it has
more than one worker; neither keeps on a disk what it has done.
"""

import collections
import os
import statistics
import subprocess
import sys
import tempfile
import time

from coordination import within
from filled import Filled
from fleet import Fleet
from peers.ground import Skipped, from_pypi, program, version_of

SLICES = 10_000
FEW = 1_000
SEEDS = (1, 2, 3)
ROUNDS = 5
STEPS = 500
LUIGI = "luigi==3.8.1"
LUIGI_GRAPH = os.path.join(os.path.dirname(__file__), "luigi_graph.py")
PATIENCE = 75
# What the ledger is told of a slice, in its order.
CHANGES = ("launch", "claim", "deliver", "land", "replay", "gates", "accept")


def read(text):
    """Figures by name, of lines that have both."""
    figures = collections.defaultdict(list)
    for line in text.splitlines():
        name, figure = line.split()
        figures[name].append(float(figure))
    return figures


def printed(*words):
    words = [str(word) for word in words]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def scheduled(bench, count, rounds, *seeds):
    """What the scheduler takes for each slice, in microseconds, and its other figures."""
    figures = read(printed(bench, "schedule", count, rounds, *seeds))
    each = [sum(pair) for pair in zip(figures["ordering_us"], figures["driving_us"])]
    return statistics.median(each), {name: found[-1] for name, found in figures.items()}


def graph(bench, count):
    lines = printed(bench, "graph", count, SEEDS[0]).splitlines()
    return {words[0]: words[1:] for words in map(str.split, lines)}


def make(waits):
    """Microseconds for each target, by six at a time."""
    tool = program("make", "make")
    with tempfile.TemporaryDirectory(prefix="worklead-runs-") as folder:
        path = os.path.join(folder, "Makefile")
        with open(path, "w") as file:
            file.write(f"all: {' '.join(waits)}\n.PHONY: all {' '.join(waits)}\n")
            for task, others in waits.items():
                file.write(f"{task}: {' '.join(others)} ; @:\n")
        times = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run((tool, "-rs", "-j6", "-f", path), check=True, timeout=PATIENCE)
            times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6 / len(waits)


def luigi(waits):
    """Microseconds for each task, with six workers; and who did it."""
    folder = from_pypi(LUIGI)
    lines = "".join(" ".join((task, *others)) + "\n" for task, others in waits.items())
    try:
        result = subprocess.run(
            (os.path.join(folder, "python"), "-I", LUIGI_GRAPH),
            input=lines,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as late:
        raise Skipped(f"luigi did not end within {PATIENCE} s") from late
    if result.returncode != 0:
        raise Skipped(f"luigi failed: {result.stderr.strip()[-300:]}")
    seconds = float(result.stdout.split()[-1])
    return seconds * 1e6 / len(waits), f"luigi {version_of(folder, 'luigi')}"


def beside(peer, waits):
    """What a peer takes for each, or nothing where it can't be had."""
    try:
        return peer(waits)
    except (Skipped, subprocess.TimeoutExpired) as reason:
        print(f"  skipped: {reason}", file=sys.stderr, flush=True)
        return None


def scheduling(row, bench):
    each, many = scheduled(bench, SLICES, ROUNDS, *SEEDS)
    theirs = beside(make, graph(bench, SLICES)) or 0
    name = f"`make -j6`, each of {SLICES:,} targets"
    row(f"scheduling, each of {SLICES:,} slices", each, name, theirs, within(1000), unit="µs")
    fewer, _ = scheduled(bench, FEW, ROUNDS, *SEEDS)
    theirs, name = beside(luigi, graph(bench, FEW)) or (0, "")
    row(
        f"scheduling, each of {FEW:,} slices",
        fewer,
        f"{name}, six workers, each of {FEW:,} tasks",
        theirs,
        within(1000),
        unit="µs",
    )
    runs = ROUNDS * len(SEEDS)
    row(
        f"faults of {runs} runs: out of order, too many at once, not accepted",
        many["faults"],
        "",
        0,
        within(0),
        unit="faults",
    )
    row("the most in hand, of at most 6", many["most_in_hand"], "", 0, within(6), unit="slices")
    _, few = scheduled(bench, FEW, 1, SEEDS[0])
    row(
        f"memory of each of {SLICES:,} slices",
        taken(many, SLICES),
        f"of each of {FEW:,}",
        taken(few, FEW),
        lambda o, t: o <= 1.25 * t,
        unit="bytes",
    )
    row(
        f"resident at most, {runs} runs in one process",
        many["resident_last_kb"],
        "after the first run",
        many["resident_first_kb"],
        lambda o, t: o <= 1.25 * t,
        unit="KB",
    )
    return theirs


def taken(figures, count):
    """How many bytes a slice takes, with its graph and all that was noted for the check."""
    return (figures["resident_first_kb"] - figures["resident_before_kb"]) * 1024 / count


def keeping(row, bench, theirs):
    """What it takes to keep such a run in a ledger that flushes."""
    with Fleet() as fleet:
        filled = Filled(fleet, bench, "run", SLICES, STEPS)
        figures = {name: statistics.median(found) for name, found in read(filled.told).items()}
        filled.sit_down_as("fay")
        of = f"of {SLICES:,} slices"
        row(f"reading the file of a run {of}", figures["read_ms"], "", 0, None)
        row("writing it down and approving it", figures["draft_ms"], "", 0, None)
        row("starting it, all tasks in one transaction", figures["start_ms"], "", 0, None)
        for change in CHANGES:
            row(f"`{change}` of a slice {of}, durable", figures[f"{change}_ms"], "", 0, None)
        row(
            f"all the ledger is told of a slice {of}, in {len(CHANGES)} durable changes",
            sum(figures[f"{change}_ms"] for change in CHANGES),
            f"luigi, each of {FEW:,} tasks",
            theirs / 1000,
            None,
        )
        row(f"how far a run {of} is, in a process", figures["progress_ms"], "", 0, within(1000))
        row(f"what a delivery reads of the file {of}", figures["demand_ms"], "", 0, None)
        status = filled.timed("run", "status", "large", rounds=3)
        row(f"`run status`, {SLICES:,} slices", status, "", 0, within(1000))


def run(row, bench):
    keeping(row, bench, scheduling(row, bench))
