#!/usr/bin/env python3
"""Kills each writing command at its system calls, and looks at what is left.

After each kill: the ledger verifies, what was acknowledged is there, the same command again
finishes what was begun
or says that it is done, and nothing uncommitted is lost.

  killsweep.py                       every point of every command
  killsweep.py --points 60 --seed 7  a sample
  killsweep.py --error EIO           a failing call instead of a kill
  killsweep.py --only claim          one command
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time

from fleet import Fleet
from packets import packet
from tracing import calls_in

# Calls before the program's own code runs, or that can't be interrupted in a way that matters.
UNINTERESTING = {
    "execve",
    "exit_group",
    "arch_prctl",
    "set_tid_address",
    "set_robust_list",
    "rseq",
    "exit",
}
FAILING = {
    "openat",
    "write",
    "pwrite64",
    "fdatasync",
    "fsync",
    "rename",
    "renameat2",
    "ftruncate",
    "mkdir",
    "link",
    "pread64",
    "read",
    "unlink",
    "fcntl",
    "flock",
}
REPORT = "# Report\n\nDone.\n"


class Case:
    """A command that writes: who runs it, and what a second run may answer."""

    def __init__(self, name, actor, arguments, again=(0,), check=None):
        self.name = name
        self.actor = actor
        self.arguments = arguments
        self.again = again
        self.check = check


def cases():
    held = (0, 4)
    return [
        Case("init", "other", ["init", "--name", "second"]),
        Case("repo-add", "founder", ["repo", "add", "../other"]),
        Case("lane-add", "founder", ["lane", "add", "web", "the pages"]),
        Case("lane-park", "founder", ["lane", "park", "core", "--reason", "later"], again=held),
        Case("agent-register", "founder", ["agent", "register", "new"]),
        Case(
            "agent-retire", "founder", ["agent", "retire", "idle", "--reason", "gone"], again=held
        ),
        Case("session-start", "fresh", ["--as", "idle", "session", "start"]),
        Case("session-worktree", "founder", ["--as", "idle", "session", "start", "--worktree"]),
        Case("task-create", "founder", ["task", "create", "new work", "--task", "NEW", "--ready"]),
        Case("task-packet", "founder", ["task", "create", "--packet", "packet.md", "--ready"]),
        Case("task-edit", "founder", ["task", "edit", "READY", "--priority", "7"]),
        Case("task-ready", "founder", ["task", "ready", "DRAFT"], again=held),
        Case("task-block", "founder", ["task", "block", "READY", "--reason", "why"], again=held),
        Case("task-cancel", "founder", ["task", "cancel", "READY", "--reason", "why"], again=held),
        Case("task-depend", "founder", ["task", "depend", "READY", "DRAFT"]),
        Case("claim", "ada", ["claim", "READY"]),
        Case("claim-plain", "ada", ["claim", "READY", "--no-worktree"]),
        Case("renew", "ada", ["task", "renew", "HELD"]),
        Case("release", "ada", ["task", "release", "HELD"], again=held),
        Case("beat", "ada", ["beat"]),
        Case("deliver", "held", ["deliver", "HELD", "--report", "-"]),
        Case("replay", "vera", ["replay", "DONE"], again=(0,)),
        Case("accept", "vera", ["accept", "JUDGED", "--gaps", "fine"], again=held),
        Case("rework", "vera", ["rework", "JUDGED", "--finding", "mend it"], again=held),
        Case("message", "ada", ["message", "send", "vera", "hello"]),
        Case("ack", "vera", ["message", "ack", "M-1"]),
        Case("inbox-read", "vera", ["inbox", "--read"]),
        Case("rule", "founder", ["rule", "set", "scope", "advise"]),
        Case("rebuild", "founder", ["ledger", "rebuild"]),
        Case("backup", "founder", ["ledger", "backup", "../copy.db"], again=(0, 1, 4)),
        Case("restore", "founder", ["ledger", "restore", "../kept.db"]),
        Case("clean", "founder", ["worktree", "clean"]),
    ]


def greeting(key, path):
    return packet(
        key, "Keep the greeting as it is.", "The tests of this repository look for it.", path
    )


class Sweep:
    def __init__(self, fleet):
        self.fleet = fleet
        self.live = os.path.join(fleet.directory, "live")
        self.saved = os.path.join(fleet.directory, "saved")
        self.places = {}

    def prepare(self):
        """Makes a workspace in which every command has something to do, and keeps a copy of it."""
        fleet = self.fleet
        os.makedirs(self.live)
        fleet.directory, outer = self.live, fleet.directory
        fleet.repository = os.path.join(self.live, "repo")
        fleet.found()
        repository, fleet.repository = fleet.repository, os.path.join(self.live, "other")
        fleet.make_repository()
        fleet.repository = repository
        self.places = {"founder": repository, "other": os.path.join(self.live, "other")}
        for name, role in (("ada", "worker"), ("vera", "validator"), ("idle", "worker")):
            fleet.must("agent", "register", name, "--role", role)
        for name in ("ada", "vera"):
            started = fleet.must("--as", name, "session", "start", "--worktree")
            self.places[name] = started.data["worktree"]
        fresh = os.path.join(self.live, "fresh")
        fleet.git("worktree", "add", "--quiet", "--detach", fresh)
        self.places["fresh"] = fresh
        fleet.must("lane", "add", "core", "the core")
        fleet.must("message", "send", "vera", "please", "--ack", "1h")
        with open(os.path.join(repository, "packet.md"), "w") as file:
            file.write(greeting("PACKED", "packed.txt"))
        fleet.must("task", "create", "a draft", "--task", "DRAFT")
        fleet.must("task", "create", "ready work", "--task", "READY", "--ready")
        for key in ("HELD", "DONE", "JUDGED", "OVER"):
            path = os.path.join(self.live, "packet.md")
            with open(path, "w") as file:
                file.write(greeting(key, f"{key}.txt"))
            fleet.must("task", "create", "--packet", path, "--ready")
            self.work(key, deliver=key != "HELD")
        for key in ("JUDGED", "OVER"):
            fleet.run("replay", key, directory=self.places["vera"])
        fleet.must("accept", "OVER", "--gaps", "fine", directory=self.places["vera"])
        # Something uncommitted, which no step may lose.
        for key in ("HELD", "OVER"):
            with open(os.path.join(self.places[key.lower()], "uncommitted.txt"), "w") as file:
                file.write("precious\n")
        if os.path.exists(os.path.join(self.places["held"], "uncommitted.txt")):
            os.remove(os.path.join(self.places["held"], "uncommitted.txt"))
        fleet.must("ledger", "backup", "../kept.db")
        shutil.copytree(self.live, self.saved, symlinks=True)
        fleet.directory = self.live
        self.outer = outer

    def work(self, key, deliver):
        fleet = self.fleet
        tree = fleet.must("claim", key, directory=self.places["ada"]).data["worktree"]
        self.places[key.lower()] = tree
        with open(os.path.join(tree, f"{key}.txt"), "w") as file:
            file.write("work\n")
        fleet.git("add", "--all", directory=tree)
        fleet.git("commit", "--quiet", "--message", key, directory=tree)
        if deliver:
            fleet.must("deliver", key, "--report", "-", directory=tree, stdin=REPORT)

    def restore(self):
        shutil.rmtree(self.live)
        shutil.copytree(self.saved, self.live, symlinks=True)

    def run(self, case, prefix=()):
        stdin = REPORT if "--report" in case.arguments else None
        return self.fleet.run(
            *case.arguments, directory=self.places[case.actor], prefix=prefix, stdin=stdin
        )

    def calls(self, case):
        """How often one thread of the command makes each system call."""
        self.restore()
        log = os.path.join(self.outer, "trace")
        answer = self.run(case, prefix=("strace", "-f", "-qq", "-o", log))
        if answer.code != 0:
            raise AssertionError("the command does not work by itself: " + str(answer))
        return {
            name: count for name, count in calls_in(log).items() if name not in UNINTERESTING
        }

    def attempt(self, case, call, number, error):
        """Makes one call fatal, or failing, and answers what is wrong with what is left."""
        self.restore()
        fault = f"error={error}" if error else "signal=KILL"
        answer = self.run(
            case,
            prefix=(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                f"trace={call}",
                "-e",
                f"inject={call}:{fault}:when={number}",
            ),
        )
        faults = []
        if error and answer.code < 0:
            faults.append(f"it crashed with signal {-answer.code}")
        if error and answer.code not in (0, 130) and answer.json is None and answer.output:
            faults.append(f"its answer is not one document: {answer.output[:200]!r}")
        verified = self.fleet.run("ledger", "verify")
        if verified.code != 0:
            faults.append(f"the ledger: {verified}")
        elif answer.code == 0 and answer.revision is not None and case.name != "restore":
            store = self.fleet if case.actor != "other" else None
            if store and verified.data["events"] < answer.revision:
                faults.append(f"revision {answer.revision} was acknowledged and is not there")
        if error and case.actor == "other":
            # A disk that failed stops writing until its own store has been verified.
            self.fleet.run("--workspace", "second", "ledger", "verify")
        again = self.run(case)
        if again.code not in case.again:
            faults.append(f"again: {again}")
        if case.name == "clean":
            faults += self.lost_work()
        return faults

    def lost_work(self):
        """What was uncommitted in the worktree that was cleaned is kept under a ref, or still there."""
        if os.path.exists(os.path.join(self.places["over"], "uncommitted.txt")):
            return []
        refs = subprocess.run(
            ("git", "for-each-ref", "--format=%(refname)", "refs/worklead"),
            cwd=self.fleet.repository,
            capture_output=True,
            text=True,
        ).stdout.split()
        for ref in refs:
            kept = subprocess.run(
                ("git", "show", f"{ref}:uncommitted.txt"),
                cwd=self.fleet.repository,
                capture_output=True,
                text=True,
            )
            if kept.stdout == "precious\n":
                return []
        return ["uncommitted work is gone"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--points", type=int, help="how many points to try; all unless given")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--error", help="an errno to inject instead of killing")
    parser.add_argument("--only", help="one command")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    with Fleet() as fleet:
        outer = fleet.directory
        sweep = Sweep(fleet)
        sweep.prepare()
        points = []
        chosen = [case for case in cases() if options.only in (None, case.name)]
        for case in chosen:
            for call, count in sweep.calls(case).items():
                if options.error and call not in FAILING:
                    continue
                points += [(case, call, number) for number in range(1, count + 1)]
        print(f"{len(points)} points in {len(chosen)} commands")
        generator = random.Random(options.seed)
        if options.points and options.points < len(points):
            points = generator.sample(points, options.points)
        bad = 0
        start = time.monotonic()
        for case, call, number in points:
            faults = sweep.attempt(case, call, number, options.error)
            for fault in faults:
                print(f"FAULT {case.name} at {call} {number}: {fault}")
            bad += bool(faults)
        took = time.monotonic() - start
        print(
            f"{len(points)} points tried, {bad} bad, {took / max(len(points), 1) * 1000:.0f} ms each"
        )
        fleet.directory = outer
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
