#!/usr/bin/env python3
"""Kills what drives a run, again and again, and sees that the run goes on to its end.

  runkills.py .build/debug/worklead --runs 3 --kills 20

In each run `kill -9` comes at random moments over the driver, an agent, a replay or the gateway. A
driver that is gone is started again; where attempts are used up by that, a founder says `again`.
At the end every slice is accepted, once; the ledger verifies; no launch is open; what every launch
came to has a name; nothing is left uncommitted; and no process of the run is left.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SLICES = {"S0": [], "S1": ["S0"], "S2": ["S0"], "S3": ["S1", "S2"], "S4": ["S0"], "S5": ["S3"]}
VICTIMS = ("driver", "agent", "replay", "gateway")
PATIENCE = 180
AGENT = """#!/bin/sh
set -eu
cat > /dev/null
rm -f "$(git rev-parse --git-path index.lock)"
mkdir -p src
sleep 0.2
echo right > "src/$WORKLEAD_TASK.txt"
git add --all
git diff --cached --quiet || git commit --quiet --message "$WORKLEAD_TASK"
sleep 0.1
worklead deliver "$WORKLEAD_TASK"
"""
PACKET = """# Task Packet: {task}

## Metadata
- TASK_ID: {task}
- DATE: 2026-01-05T09:00:00Z
- REQUESTOR: founder
- AGENT_ID: lea
- ROLE: lead

## Scope
- **What**: Write the word right into src/{task}.txt and nothing else.
- **Why**: The words of before were wrong.
- **IN_SCOPE_PATHS**:
  * src/{task}.txt
- **OUT_OF_SCOPE**:
  * README.md

## Quality Gate
- **RISK_TIER**: LOW
- **TEST_PLAN**:
  ```bash
  sleep 0.2; grep -qx right src/{task}.txt && echo "1 passed, 0 failed"
  ```
- **DONE_MEANS**:
  * grep finds the word in src/{task}.txt and exits with 0
- **ROLLBACK_HINT**:
  ```bash
  git revert HEAD
  ```
"""


def sandboxes(parent):
    """The processes of sandboxes below a process."""
    children, found = [], []
    try:
        for thread in os.listdir(f"/proc/{parent}/task"):
            with open(f"/proc/{parent}/task/{thread}/children") as file:
                children += [int(word) for word in file.read().split()]
    except OSError:
        pass
    for child in children:
        try:
            with open(f"/proc/{child}/cmdline", "rb") as file:
                words = file.read()
        except OSError:
            continue
        if b"__sandbox" in words or b"bwrap" in words:
            found.append(child)
        found += sandboxes(child)
    return found


class Fault(Exception):
    """Something that must not be."""


class Run:
    """A run in a home of its own, and what happens to it."""

    def __init__(self, program, seed):
        self.chance = random.Random(seed)
        self.path = tempfile.mkdtemp(prefix="runkills-", dir="/tmp")
        self.host = self.path + "/host"
        self.program = os.path.realpath(program)
        self.killed = dict.fromkeys(VICTIMS, 0)
        self.environment = {
            "PATH": os.path.dirname(self.program) + ":" + os.environ["PATH"],
            "HOME": self.path,
            "USER": "founder",
            "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        for role in ("AUTHOR", "COMMITTER"):
            self.environment[f"GIT_{role}_NAME"] = "Founder"
            self.environment[f"GIT_{role}_EMAIL"] = "founder@example.org"

    def call(self, *words, good=True):
        done = subprocess.run(
            words,
            cwd=self.host,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        if good and done.returncode != 0:
            raise Fault(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def data(self, *words):
        return json.loads(self.call("worklead", *words, "--json").stdout)["data"]

    def prepare(self):
        os.makedirs(self.host + "/src")
        open(self.host + "/README.md", "w").close()
        with open(self.path + "/agent.sh", "w") as file:
            file.write(AGENT)
        self.call("git", "init", "--quiet", "--initial-branch", "main")
        self.call("git", "add", "--all")
        self.call("git", "commit", "--quiet", "--message", "The beginning")
        self.call("worklead", "init", "--name", "kills")
        text = (
            '[run]\nname = "kills"\ntitle = "Write what is right"\nacceptance = ["All is right."]\n'
            'gates = ["scope"]\naccept = "with-gaps"\n[[drivers]]\nname = "script"\n'
            f'program = "sh"\narguments = ["{self.path}/agent.sh"]\n'
            '[[stages]]\nname = "core"\n'
        )
        for agent in ("ada", "bea", "cyd"):
            self.call("worklead", "agent", "register", agent)
            text += f'[[agents]]\nagent = "{agent}"\ndriver = "script"\n'
        for number, (task, after) in enumerate(SLICES.items()):
            owner = ("ada", "bea", "cyd")[number % 3]
            text += f'[[slices]]\ntask = "{task}"\nstage = "core"\nowner = "{owner}"\n'
            text += f"after = {json.dumps(after)}\npacket = '''\n{PACKET.format(task=task)}'''\n"
        with open(self.path + "/run.toml", "w") as file:
            file.write(text)
        self.call("worklead", "run", "new", "../run.toml")
        self.call("worklead", "run", "approve", "kills")
        self.call("worklead", "run", "start", "kills")

    def processes(self):
        """The processes of this home, by what they are."""
        found = {}
        mark = f"HOME={self.path}\0".encode()
        for name in filter(str.isdecimal, os.listdir("/proc")):
            try:
                with open(f"/proc/{name}/environ", "rb") as file:
                    if mark not in file.read():
                        continue
                with open(f"/proc/{name}/cmdline", "rb") as file:
                    words = file.read().decode(errors="replace").replace("\0", " ")
            except OSError:
                continue
            kind = "other"
            if "worklead-gateway" in words:
                kind = "gateway"
            elif "__sandbox" in words:
                kind = "replay"
            elif "agent.sh" in words:
                kind = "agent"
            elif "run drive" in words:
                kind = "driver"
            if words:
                found.setdefault(kind, []).append(int(name))
        # What runs in a sandbox has another home; it is known by who has started it.
        found.setdefault("replay", []).extend(
            number
            for kind in ("driver", "gateway")
            for parent in found.get(kind, [])
            for number in sandboxes(parent)
        )
        return {kind: numbers for kind, numbers in found.items() if numbers}

    def strike(self):
        """Kills something of the run, if there is anything of that kind."""
        there = self.processes()
        victims = [victim for victim in VICTIMS if there.get(victim)]
        if not victims:
            return
        victim = self.chance.choice(victims)
        numbers = there[victim]
        try:
            os.kill(self.chance.choice(numbers), signal.SIGKILL)
            self.killed[victim] += 1
        except ProcessLookupError:
            pass

    def drive(self, kills):
        """Drives the run to its end, through as many kills."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.chance.random() < 0.5:
                self.call("worklead", "up", "--no-port", good=False)
            driver = subprocess.Popen(
                ["worklead", "run", "drive", "kills", "--no-wait"],
                cwd=self.host,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            while driver.poll() is None:
                time.sleep(self.chance.uniform(0.02, 0.6))
                if sum(self.killed.values()) < kills:
                    self.strike()
                if time.monotonic() > end:
                    driver.kill()
                    raise Fault(f"it does not end: {self.data('run', 'status', 'kills')}")
            if driver.returncode == 0:
                return
            for line in self.data("decision", "list"):
                if line["state"] == "open":
                    self.call("worklead", "decision", "answer", f"{line['decision']}=again")
        raise Fault("it does not end")

    def check(self):
        status = self.data("run", "status", "kills")
        ends = {line["task"]: line["state"] for line in status["slices"]}
        if ends != dict.fromkeys(SLICES, "accepted"):
            raise Fault(f"the slices ended as {ends}")
        lines = self.call("worklead", "ledger", "export", "--json").stdout.splitlines()
        events = [json.loads(line) for line in lines]
        for task in SLICES:
            accepted = [
                event
                for event in events
                if event["type"] == "task.accepted" and event["subject"] == f"task:{task}"
            ]
            if len(accepted) != 1:
                raise Fault(f"{task} was accepted {len(accepted)} times")
        launches = self.data("run", "launches", "kills", "--limit", "1000")
        if any("outcome" not in launch for launch in launches):
            raise Fault("a launch is open")
        if any(tree.get("uncommitted") for tree in self.data("worktree", "list")):
            raise Fault("something is not committed")
        self.call("worklead", "ledger", "verify")
        self.call("worklead", "down", "--reason", "it is over", good=False)
        self.expect_quiet()
        return launches

    def expect_quiet(self):
        """Whether no process of the run is left, after a moment to end."""
        for _ in range(100):
            left = self.processes()
            if not left:
                return
            time.sleep(0.1)
        raise Fault(f"these still run: {left}")

    def remove(self):
        for numbers in self.processes().values():
            for number in numbers:
                try:
                    os.kill(number, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        shutil.rmtree(self.path, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("WORKLEAD_SEED", "1")))
    options = parser.parse_args()
    failed, total = 0, dict.fromkeys(VICTIMS, 0)
    for seed in range(options.seed, options.seed + options.runs):
        run = Run(options.program, seed)
        try:
            run.prepare()
            run.drive(options.kills)
            launches = run.check()
            for victim, count in run.killed.items():
                total[victim] += count
            words = ", ".join(f"{count} {victim}s" for victim, count in run.killed.items())
            print(f"  ✔ seed {seed}: killed {words}; {len(launches)} launches", flush=True)
        except Fault as fault:
            failed += 1
            print(f"  ✘ seed {seed}: killed {run.killed}: {fault}", flush=True)
        finally:
            run.remove()
    print(f"killed in all: {total}")
    print(f"{options.runs - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
