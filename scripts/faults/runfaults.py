#!/usr/bin/env python3
"""Lets an agent of a driven run do something bad, and sees what becomes of the run.

  runfaults.py
  runfaults.py --only switch,lock --show
  runfaults.py --count 3 --seed 7
  runfaults.py --bytes 1000000000

While the two others are at work, the agent of the slice S0 does it, and again at each attempt,
until somebody has done what Worklead says that helps. What must hold: each of its launches has an
outcome with a name and a remedy; what it printed is kept, byte for byte; the slices of the others
are accepted; each commit that any agent has made can still be reached; the ledger verifies; and
then the run goes on to its end, with no process left.

A disk is filled in a small file system in memory, which is mounted for that and goes with this
process. Where nothing can be mounted these faults are skipped, and said to be.
"""

import argparse
import hashlib
import os
import random
import re
import subprocess
import sys
import time

from drivenrun import PATIENCE, DrivenRun, Fault
from fleet import PROGRAM

AGENT = """#!/bin/sh
set -u
cat > /dev/null
place=$1
save() {
    git add --all && git commit --quiet --message "$WORKLEAD_TASK: $1" || return
    git rev-parse HEAD >> "$place/commits"
}
await() {
    for _ in $(seq 200); do
        [ -e "$place/$1" ] && return
        sleep 0.1
    done
}
done_() { touch "$place/S0.done"; }
mkdir -p src
if [ ! -e "src/$WORKLEAD_TASK.txt" ]; then
    echo half > "src/$WORKLEAD_TASK.txt"
    save begun
fi
touch "$place/$WORKLEAD_TASK.begun"
case $WORKLEAD_TASK in
S0) [ -e "$place/mended" ] || { await S1.begun; await S2.begun; . "$place/fault.sh"; } ;;
S1 | S2) await S0.done ;;
esac
echo right > "src/$WORKLEAD_TASK.txt" || exit 1
if [ -n "$(git status --porcelain)" ]; then save finished || exit 1; fi
worklead deliver "$WORKLEAD_TASK"
"""


class FaultRun(DrivenRun):
    """A run whose first slice goes wrong."""

    SLICES = {"S0": [], "S1": [], "S2": [], "S3": ["S0", "S1"]}

    def drive(self, until=None):
        """Drives the run until nothing goes on; `until` is done once its words are printed. A
        driver that was killed is started once more."""
        status, said = self.drive_once(until)
        if status == -9:
            status, more = self.drive_once(until)
            said += more
        return status, said

    def drive_once(self, until):
        name = self.path + ".out"
        with open(name, "w") as output:
            driver = subprocess.Popen(
                ["worklead", "run", "drive", self.name, "--no-wait"],
                cwd=self.host,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + PATIENCE
        while driver.poll() is None:
            time.sleep(0.1)
            if until and re.search(until[0], told(name)):
                until[1](self)
                until = None
            if time.monotonic() > end:
                driver.kill()
                driver.wait()
                raise Fault(f"it does not end:\n{told(name)[-3000:]}")
        return driver.returncode, told(name)

    def launches(self, task="S0"):
        """The launches of a slice that are over, oldest first."""
        lines = self.data("run", "launches", self.name, "--limit", "1000")
        return [line for line in reversed(lines) if line["task"] == task]

    def state(self):
        slices = self.data("run", "status", self.name)["slices"]
        return {line["task"]: line["state"] for line in slices}

    def questions(self):
        return [line for line in self.data("decision", "list") if line["state"] == "open"]

    def worktree(self, task):
        trees = [tree for tree in self.data("worktree", "list") if tree.get("task") == task]
        return trees[-1]["path"]

    def expect_commits(self):
        """Whether everything that was ever committed is still to be reached."""
        known = self.call("git", "rev-list", "--all", "--reflog").stdout.split()
        with open(self.path + "/commits") as file:
            lost = [name for name in file.read().split() if name not in known]
        if lost:
            raise Fault(f"these commits are lost: {lost}")

    def log(self, number, part=()):
        return self.call("worklead", "run", "log", self.name, str(number), *part).stdout


class BadThing:
    """Something that an agent does, and what must come of it."""

    def __init__(self, name, script, ends, tells=(), **rest):
        self.name = name
        # What the agent does, in shell.
        self.script = script
        # What its launches may come to.
        self.ends = ends
        # What is to be read in their notes, remedies and questions, or in what the driver prints.
        self.tells = tells
        self.driver = rest.get("driver", "")
        self.attempts = rest.get("attempts", 2)
        # What somebody does who has read that.
        self.mend = rest.get("mend", lambda run, words: None)
        # Where a small file system is mounted, and how large it is.
        self.disk = rest.get("disk")
        # Whether the others are accepted before somebody does.
        self.spares_others = rest.get("spares_others", True)
        # What is done once the driver has printed something.
        self.until = rest.get("until")
        # What else has to hold in the end.
        self.after = rest.get("after", lambda run: None)

    def happen(self, program, show):
        run = FaultRun(program, self.name)
        mounted = None
        try:
            if self.disk and self.disk[0] == "":
                mounted = self.mount(run)
            with open(run.path + "/fault.sh", "w") as file:
                file.write(self.script)
            run.prepare(AGENT, self.driver, f"attempts = {self.attempts}")
            if self.disk and not mounted:
                mounted = self.mount(run)
            return self.see(run, show)
        finally:
            if mounted:
                run.end_processes()
                subprocess.run(("umount", "--lazy", mounted), check=True)
            run.remove()
            if os.path.exists(run.path + ".out"):
                os.unlink(run.path + ".out")

    def mount(self, run):
        place = run.path + self.disk[0].format(name=self.name)
        os.makedirs(place, exist_ok=True)
        words = ("mount", "-t", "tmpfs", "-o", f"size={self.disk[1]}", "none", place)
        subprocess.run(words, check=True)
        return place

    def see(self, run, show):
        began = time.monotonic()
        status, said = run.drive(self.until)
        launches = run.launches()
        questions = [
            run.call("worklead", "decision", "show", line["decision"]).stdout
            for line in run.questions()
        ]
        words = "\n".join(
            [said, *questions]
            + [f"{line.get('note', '')} {line.get('remedy', '')}" for line in launches]
        )
        if show:
            took = time.monotonic() - began
            print(f"--- {self.name}: exit {status}, {took:.1f} s, {run.state()}")
            print(said)
            for line in launches:
                print(f"{line.get('outcome')}: {line.get('note')}\n  remedy: {line.get('remedy')}")
            print("\n".join(questions))
        ends = [line.get("outcome", "open") for line in launches]
        if not ends or not set(ends) <= set(self.ends):
            raise Fault(f"its launches came to {ends}, not to {self.ends}")
        for line in launches:
            if line["outcome"] not in ("delivered", "cancelled") and not line.get("remedy"):
                raise Fault(f"no remedy: {line}")
        for text in self.tells:
            if not re.search(text, words):
                raise Fault(f"nobody says {text!r}:\n{words}")
        self.expect_kept(run, launches)
        states = run.state()
        if self.spares_others and (states["S1"], states["S2"]) != ("accepted", "accepted"):
            raise Fault(f"the others are {states}")
        if states["S0"] != ("blocked" if questions else "accepted"):
            raise Fault(f"its slice is {states['S0']}")
        run.expect_commits()
        run.call("worklead", "ledger", "verify")
        # Somebody reads what helps, and does it.
        with open(run.path + "/mended", "w"):
            pass
        self.mend(run, words)
        for line in run.questions():
            run.call("worklead", "decision", "answer", f"{line['decision']}=again")
        if states != dict.fromkeys(run.SLICES, "accepted"):
            status, said = run.drive()
            if show:
                print(f"after: exit {status}\n{said}")
            if status != 0:
                raise Fault(f"it did not go on: exit {status}\n{said}")
        run.expect_commits()
        self.after(run)
        every = run.expect_done()
        return ends, len(every), time.monotonic() - began

    @staticmethod
    def expect_kept(run, launches):
        """Whether the log of each launch has what its agent has printed, byte for byte."""
        root = f"{run.path}/.local/state/worklead/{run.name}/runs/{run.name}"
        for line in launches:
            for stream in ("output", "error"):
                kept = f"{root}/{line['launch']}/{stream}.raw"
                printed = f"{run.path}/printed.{stream}"
                if not os.path.exists(printed):
                    continue
                if digest(kept) != digest(printed):
                    raise Fault(f"{kept} is not what was printed")


def told(name):
    """What is in a file by now."""
    with open(name, errors="replace") as file:
        return file.read()


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()



def free(run, _words=None):
    """Makes room again."""
    for place, _, names in os.walk(run.path):
        if "big" in names:
            os.unlink(place + "/big")


def obey(pattern):
    """Gives the command that Worklead has shown."""

    def give(run, words):
        command = re.search(f"`({pattern})`", words)
        if not command:
            raise Fault(f"nobody shows a command like {pattern!r}:\n{words}")
        run.call("sh", "-ec", command.group(1))

    return give


def put_back(run, words):
    """Gives the commands that put branches back, that of the last launch first: those of the moves
    before are refused then."""
    for command in reversed(re.findall("`(git update-ref [^`]+)`", words)):
        run.call("sh", "-ec", command, good=False)


def expect_clean_branch(run):
    """Whether nothing is on the run's branch that was not accepted."""
    files = run.call("git", "ls-tree", "-r", "--name-only", f"run/{run.name}").stdout.split()
    if files != ["README.md"] + [f"src/{task}.txt" for task in run.SLICES]:
        raise Fault(f"on the run's branch are {files}")


def expect_founder_commits(run):
    run.call("git", "commit", "--quiet", "--allow-empty", "--message", "As ever")


GARBAGE = r"""
printf 'a\000b\377\376\303(\355\240\200\n\033[2Jc\r\n' > "$place/printed.output"
printf 'no\000thing \377 works\n' > "$place/printed.error"
cat "$place/printed.output"
cat "$place/printed.error" >&2
done_
exit 3
"""
FORKS = """
for _ in $(seq 150); do sleep 1000 & done
for _ in $(seq 50); do setsid sleep 1000 & done
for _ in $(seq 10); do (setsid sh -c 'sleep 1000 & exec sleep 1000' &) ; done
sleep 0.3
done_
exit 0
"""
OTHER = """
tip=$(git rev-parse agent/bea/s1)
git update-ref refs/heads/agent/bea/s1 "$(git commit-tree -p "$tip" -m evil "HEAD^{tree}")"
done_
exit 3
"""
RUN_BRANCH = """
echo evil > evil.txt
git add evil.txt
evil=$(git commit-tree -p run/run-branch -m evil "$(git write-tree)")
git rm --quiet --force evil.txt
git update-ref refs/heads/run/run-branch "$evil"
done_
exit 3
"""
FILL_ALL = """
if [ ! -e "$place/filled" ]; then
    touch "$place/filled"
    cat /dev/zero > "$place/big"
fi
done_
exit 1
"""
KILL_DRIVER = """
if [ ! -e "$place/killed" ]; then
    touch "$place/killed" "$(git rev-parse --git-path index.lock)"
    done_
    kill -9 "$PPID"
    sleep 1000
fi
"""


def things(size):
    """What agents do."""
    dirty = "echo unfinished >> src/S0.txt; "
    common = '"$(git rev-parse --git-common-dir)'
    return [
        BadThing(
            "disk",
            "cat /dev/zero > big; done_; exit 1",
            {"failed"},
            ("No space left on device", "run log disk"),
            disk=("/.local/state/worklead/{name}/worktrees", "8m"),
            mend=free,
        ),
        BadThing(
            "full-store",
            FILL_ALL,
            {"failed", "unstarted"},
            ("no room left on the disk",),
            # More than a replay wants to find free.
            disk=("", "400m"),
            attempts=3,
            until=("no room left", free),
            # Their replays have found no room either, and wait for the next driver.
            spares_others=False,
        ),
        BadThing(
            "flood",
            f"done_; yes \"$(printf '%04000d' 0)\" | head -c {size}; exit 3",
            {"output"} if size > 256 << 20 else {"failed"},
            ("Look at what it prints: `worklead run log",),
            attempts=1,
        ),
        BadThing("garbage", GARBAGE, {"failed"}, ("run log garbage",)),
        BadThing(
            "forks",
            FORKS,
            {"undelivered"},
            (r"It left \d+ processes behind, which were ended",),
        ),
        BadThing(
            "deaf",
            "trap '' TERM INT HUP; done_; while :; do sleep 1000; done",
            {"quiet"},
            ("was killed", "Look whether its model can be reached"),
            driver='quiet = "2s"',
            attempts=1,
        ),
        BadThing(
            "rmtree",
            dirty + 'rm -rf "$PWD"; done_; exit 1',
            {"failed"},
            ("It has deleted its worktree '.*The next attempt gets another",),
        ),
        BadThing(
            "git-file",
            dirty + "rm .git; done_; exit 1",
            {"failed"},
            ("is no worktree any more; its files stay there. The next attempt gets another",),
        ),
        BadThing(
            "git-dir",
            dirty + 'rm -rf "$(git rev-parse --git-dir)"; done_; exit 1',
            {"failed"},
            ("It has broken its worktree '.*The next attempt gets another",),
        ),
        BadThing(
            "switch",
            """
            git switch --quiet --create elsewhere
            done_
            date +%N > src/S0.txt
            save away
            exit 3""",
            {"failed"},
            ("on the branch 'elsewhere', not on 'agent/ada/s0'",),
            mend=obey("git -C '[^']+' switch [^`]+"),
        ),
        BadThing(
            "detach",
            "git switch --quiet --detach; date +%N > src/S0.txt; save away; done_; exit 3",
            {"failed"},
            ("on no branch, not on 'agent/ada/s0'",),
            mend=obey("git -C '[^']+' switch [^`]+"),
        ),
        BadThing(
            "other",
            OTHER,
            {"failed"},
            ("It has moved 'agent/bea/s1' from .*(puts it back|git log)",),
            mend=put_back,
        ),
        BadThing(
            "reset-other",
            "git update-ref refs/heads/agent/bea/s1 main; done_; exit 3",
            {"failed"},
            ("It has moved 'agent/bea/s1' from .*(puts it back|git log)",),
            mend=put_back,
        ),
        BadThing(
            "run-branch",
            RUN_BRANCH,
            {"failed"},
            ("It has moved 'run/run-branch' from .*(was put back|undone by now)",),
            after=expect_clean_branch,
        ),
        BadThing(
            "reset-run",
            "git update-ref refs/heads/run/reset-run agent/ada/s0; done_; exit 3",
            {"failed"},
            ("It has moved 'run/reset-run' from .*(was put back|undone by now)",),
            after=expect_clean_branch,
        ),
        BadThing(
            "lock",
            """
            touch "$(git rev-parse --git-path index.lock)"
            done_
            date +%N > src/S0.txt
            save more || exit 1""",
            {"failed"},
            ("It has left the lock '.*/index.lock' behind, which was removed",),
        ),
        BadThing(
            "repository-lock",
            f'touch {common}/index.lock"; done_; exit 3',
            {"failed"},
            ("nobody is seen to hold it",),
            mend=obey("rm '[^']+/index.lock'"),
            after=expect_founder_commits,
        ),
        BadThing(
            "branch-lock",
            f'touch {common}/refs/heads/run/branch-lock.lock"; done_; exit 3',
            {"failed"},
            ("nobody is seen to hold it", "is in the way, and no running process holds it"),
            mend=obey("rm '[^']+/branch-lock.lock'"),
            after=expect_clean_branch,
        ),
        BadThing(
            "kill-driver",
            KILL_DRIVER,
            {"abandoned", "delivered"},
            ("/index.lock' behind, which was removed",),
        ),
    ]


def enter_own_mounts():
    """Takes this process where what it mounts is seen by nobody else, and goes with it; whether
    that is allowed."""
    if os.environ.get("RUNFAULTS_MOUNTS"):
        return os.environ["RUNFAULTS_MOUNTS"] == "own"
    words = ("unshare", "--mount", "--propagation", "private")
    can_mount = os.getuid() == 0 and (
        subprocess.run((*words, "mount", "-t", "tmpfs", "none", "/mnt"), check=False).returncode
        == 0
    )
    os.environ["RUNFAULTS_MOUNTS"] = "own" if can_mount else "none"
    if can_mount:
        sys.stdout.flush()
        os.execvp(words[0], (*words, sys.executable, *sys.argv))
    return can_mount


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--only", help="those whose names begin so, with commas between")
    parser.add_argument("--count", type=int, help="only so many, which the seed chooses")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("WORKLEAD_SEED", "1")))
    parser.add_argument("--bytes", type=int, default=300_000_000, help="what is printed")
    parser.add_argument("--show", action="store_true", help="show what is told")
    options = parser.parse_args()
    passed = failed = 0
    can_mount = enter_own_mounts()
    chosen = things(options.bytes)
    if options.only:
        names = tuple(options.only.split(","))
        chosen = [thing for thing in chosen if thing.name.startswith(names)]
    if options.count is not None:
        chosen = random.Random(options.seed).sample(chosen, min(options.count, len(chosen)))
    for thing in chosen:
        if thing.disk and not can_mount:
            print(f"  - {thing.name}: skipped, since nothing can be mounted here", flush=True)
            continue
        try:
            ends, launches, took = thing.happen(options.program, options.show)
            passed += 1
            words = f"{', '.join(ends)}; {launches} launches, {took:.1f} s"
            print(f"  ✔ {thing.name}: {words}", flush=True)
        except Fault as fault:
            failed += 1
            print(f"  ✘ {thing.name}: {fault}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
