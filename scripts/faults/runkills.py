#!/usr/bin/env python3
"""Kills what drives a run, again and again, and sees that the run goes on to its end.

  runkills.py --runs 3 --kills 20

In each run `kill -9` comes at random moments over the driver, an agent, a replay or the gateway. A
driver that is gone is started again; where attempts are used up by that, a founder says `again`.
At the end every slice is accepted, once; the ledger verifies; no launch is open; what every launch
came to has a name; nothing is left uncommitted; and no process of the run is left.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import time

from drivenrun import PATIENCE, DrivenRun, Fault
from fleet import PROGRAM

VICTIMS = ("driver", "agent", "replay", "gateway")
AGENT = """#!/bin/sh
set -eu
cat > /dev/null
mkdir -p src
sleep 0.2
echo right > "src/$WORKLEAD_TASK.txt"
git add --all
git diff --cached --quiet || git commit --quiet --message "$WORKLEAD_TASK"
sleep 0.1
worklead deliver "$WORKLEAD_TASK"
"""


class KilledRun(DrivenRun):
    """A run that something of is killed again and again."""

    SLICES = {"S0": [], "S1": ["S0"], "S2": ["S0"], "S3": ["S1", "S2"], "S4": ["S0"], "S5": ["S3"]}
    # Long enough that replays are met too.
    CHECK = "sleep 0.5; "

    def __init__(self, program, seed):
        super().__init__(program, "kills")
        self.chance = random.Random(seed)
        self.killed = dict.fromkeys(VICTIMS, 0)
        self.has_gateway = False

    def strike(self, driver):
        """Kills something of the run: what was met least, once it is there and some moments on."""
        kinds = sorted(VICTIMS, key=lambda kind: (self.killed[kind], self.chance.random()))
        if not self.has_gateway:
            kinds.remove("gateway")
        for _ in range(100):
            if driver.poll() is not None:
                return
            if self.processes().get(kinds[0]):
                break
            time.sleep(0.02)
        time.sleep(self.chance.uniform(0, 0.4))
        there = self.processes()
        for kind in kinds:
            if there.get(kind):
                try:
                    os.kill(self.chance.choice(there[kind]), signal.SIGKILL)
                    self.killed[kind] += 1
                except ProcessLookupError:
                    pass
                return

    def drive(self, kills):
        """Drives the run to its end, through as many kills."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.has_gateway = self.chance.random() < 0.5
            if self.has_gateway:
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
                time.sleep(self.chance.uniform(0.02, 0.3))
                if sum(self.killed.values()) < kills:
                    self.strike(driver)
                if time.monotonic() > end:
                    driver.kill()
                    raise Fault(f"it does not end: {self.data('run', 'status', self.name)}")
            if driver.returncode == 0:
                return
            for line in self.data("decision", "list"):
                if line["state"] == "open":
                    self.call("worklead", "decision", "answer", f"{line['decision']}=again")
        raise Fault("it does not end")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("WORKLEAD_SEED", "1")))
    options = parser.parse_args()
    failed, total = 0, dict.fromkeys(VICTIMS, 0)
    for seed in range(options.seed, options.seed + options.runs):
        run = KilledRun(options.program, seed)
        try:
            run.prepare(AGENT)
            run.drive(options.kills)
            launches = run.expect_done()
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
