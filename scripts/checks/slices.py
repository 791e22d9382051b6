#!/usr/bin/env python3
"""Drives the example run three times: it ends with all slices accepted, each time in under a minute,
and what the ledgers say of each task is the same.

  slices.py .build/debug/worklead

Agents work side by side, so the order of what different tasks go through is chance's. What one task
goes through is not, and neither is who did it and how often.
"""

import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
TIMES = 3
PATIENCE = 60
SLICES = [f"A{number}" for number in range(10)] + ["B4A", "A7-R1-agent-1"]


class Fault(Exception):
    """Something that is not as it has to be."""


class Place:
    """A home of its own, in which the example is made and driven."""

    def __init__(self, program):
        self.path = tempfile.mkdtemp(prefix="slices-", dir="/tmp")
        tools = os.path.dirname(os.path.realpath(program))
        self.environment = {
            "PATH": tools + ":" + os.environ["PATH"],
            "HOME": self.path,
            "USER": "founder",
            "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        for role in ("AUTHOR", "COMMITTER"):
            self.environment[f"GIT_{role}_NAME"] = "Founder"
            self.environment[f"GIT_{role}_EMAIL"] = "founder@example.org"

    def run(self, *words, inside=True):
        """What a command writes; it has to succeed."""
        done = subprocess.run(
            words,
            cwd=self.path + "/run/host" if inside else self.path,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE * 2,
        )
        if done.returncode != 0:
            raise Fault(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def drive(self):
        """Makes the example and drives it to its end, and reads its ledger."""
        start = os.path.join(ROOT, "examples", "slices", "start.sh")
        self.run("sh", start, self.path + "/run", inside=False)
        for step in ("new ../phase-a.toml", "approve phase-a", "start phase-a"):
            self.run("worklead", "run", *step.split())
        began = time.monotonic()
        self.run("worklead", "run", "drive", "phase-a", "--no-wait")
        took = time.monotonic() - began
        if took > PATIENCE:
            raise Fault(f"it took {took:.0f} s, and {PATIENCE} is the most")
        self.check()
        lines = self.run("worklead", "ledger", "export", "--json").splitlines()
        return took, story([json.loads(line) for line in lines])

    def check(self):
        """Whether the run ended as it has to."""
        status = json.loads(self.run("worklead", "run", "status", "phase-a", "--json"))["data"]
        ends = {line["task"]: line["state"] for line in status["slices"]}
        if ends != dict.fromkeys(SLICES, "accepted"):
            raise Fault(f"the slices ended as {ends}")
        found = json.loads(self.run("worklead", "review", "show", "RV-1", "--json"))["data"]
        states = [finding["state"] for finding in found["findings"]]
        if states != ["fixed"]:
            raise Fault(f"the planted finding is {states}")
        if self.run("git", "status", "--porcelain"):
            raise Fault("something is not committed")
        dirty = json.loads(self.run("worklead", "worktree", "list", "--json"))["data"]
        if any(tree.get("uncommitted") for tree in dirty):
            raise Fault("a worktree has something that is not committed")
        self.run("worklead", "ledger", "verify")

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


def story(events):
    """What each task went through in its order, and how often anything else happened."""
    tasks = collections.defaultdict(list)
    rest = collections.Counter()
    for event in events:
        kind, _, name = str(event["subject"]).partition(":")
        step = (event["type"], event["actor"])
        if kind == "task":
            tasks[name].append(step)
        else:
            rest[(kind, *step)] += 1
    return {"tasks": dict(tasks), "rest": dict(rest)}


def main():
    program = sys.argv[1]
    first, failed = None, 0
    for number in range(1, TIMES + 1):
        place = Place(program)
        try:
            took, told = place.drive()
            first = first or told
            if told != first:
                raise Fault("its ledger tells another story than the first")
            tasks = len(told["tasks"])
            print(f"  ✔ the example run, time {number}: {tasks} tasks accepted in {took:.1f} s")
        except Fault as fault:
            failed += 1
            print(f"  ✘ the example run, time {number}: {fault}")
        finally:
            place.remove()
    print(f"{TIMES - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
