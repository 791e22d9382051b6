#!/usr/bin/env python3
"""Drives the example run three times: it ends with all slices accepted, each time in under a minute,
and what the ledgers say of each task is the same.

  slices.py .build/debug/worklead

Agents work side by side, so the order of what different tasks go through is chance's. What one task
goes through is not, and neither is who did it and how often.
"""

import collections
import os
import subprocess
import sys
import time

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))
sys.path.insert(0, os.path.join(ROOT, "scripts", "agents"))

from fleet import Fleet  # noqa: E402
from programs import require, tell  # noqa: E402

TIMES = 3
PATIENCE = 60
SLICES = [f"A{number}" for number in range(10)] + ["B4A", "A7-R1-agent-1"]


class Example(Fleet):
    """The example, made and driven below a directory of its own."""

    def __init__(self, program):
        super().__init__()
        self.program = os.path.realpath(program)
        self.repository = os.path.join(self.directory, "run", "host")

    def environment(self, **more):
        # The example's own scripts call the program by its name.
        path = f"{os.path.dirname(self.program)}:{os.environ['PATH']}"
        return super().environment(PATH=path, **more)

    def make(self):
        start = os.path.join(ROOT, "examples", "slices", "start.sh")
        made = subprocess.run(
            ("sh", start, os.path.join(self.directory, "run")), cwd=self.directory,
            env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        require(made.returncode == 0, f"start.sh: {made}")
        for step in ("new ../phase-a.toml", "approve phase-a", "start phase-a"):
            self.must("run", *step.split())

    def drive(self):
        """Drives the run to its end; how long that took."""
        began = time.monotonic()
        self.must("run", "drive", "phase-a", "--no-wait")
        took = time.monotonic() - began
        require(took <= PATIENCE, f"it took {took:.0f} s, and {PATIENCE} is the most")
        return took

    def check(self):
        """Whether the run ended as it has to."""
        status = self.must("run", "status", "phase-a").data
        ends = {line["task"]: line["state"] for line in status["slices"]}
        require(ends == dict.fromkeys(SLICES, "accepted"), f"the slices ended as {ends}")
        review = self.must("review", "show", "RV-1").data
        states = [finding["state"] for finding in review["findings"]]
        require(states == ["fixed"], f"the planted finding is {states}")
        require(not self.git("status", "--porcelain"), "something is not committed")
        trees = self.must("worktree", "list").data
        require(
            not any(tree.get("uncommitted") for tree in trees),
            "a worktree has something that is not committed",
        )
        self.verify()

    def story(self):
        """What each task went through in its order, and how often anything else happened."""
        tasks = collections.defaultdict(list)
        rest = collections.Counter()
        for event in self.events():
            kind, _, name = str(event["subject"]).partition(":")
            step = (event["type"], event["actor"])
            if kind == "task":
                tasks[name].append(step)
            else:
                rest[(kind, *step)] += 1
        return dict(tasks), dict(rest)


def main():
    stories = []

    def play(program):
        with Example(program) as example:
            example.make()
            took = example.drive()
            example.check()
            stories.append(example.story())
        require(stories[-1] == stories[0], "its ledger tells another story than the first")
        tasks, _ = stories[-1]
        return f"{len(tasks)} tasks accepted in {took:.1f} s"

    plays = (f"the example run, time {number}" for number in range(1, TIMES + 1))
    return tell((title, play, sys.argv[1]) for title in plays)


sys.exit(main())
