#!/usr/bin/env python3
"""Ends or fails commands about evidence at their writes: no bundle may look sealed and not be.

After each fault every folder that is named like a sealed bundle is checked without our program:
each byte by its manifest, nothing beside it, the signature by ssh-keygen. Then the ledger verifies,
and the same command again finishes.

  sealfaults.py KILL                   every write of every command
  sealfaults.py EIO --points 30        a sample
  sealfaults.py ENOSPC --only seal     one command
"""

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import time

from stand import NAMESPACE, SIGNER, Stand
from tracing import calls_in

# The calls by which something comes to the disk, or goes from it.
WRITES = (
    "write", "pwrite64", "fsync", "fdatasync", "rename", "openat", "mkdir", "ftruncate",
    "unlink", "link", "openat2", "fcntl", "close",
)  # fmt: skip
# Failing these at random says nothing of ours.
ONLY_KILLED = ("close", "fcntl")


def commands(stand):
    key = stand.path("key")
    return {
        "add": ("evidence", "add", "WP-1", stand.path("packet.md"), stand.path("large")),
        "bundle": ("evidence", "bundle", "WP-1"),
        "seal": ("evidence", "seal", "E-2", "--signing-key", key),
        "pin": ("evidence", "pin", "E-1"),
        "gc": ("evidence", "gc", "--keep", "1"),
        "checkpoint": ("ledger", "checkpoint"),
    }


class Faults:
    def __init__(self, stand):
        self.stand = stand
        self.saved = stand.directory + "-saved"

    def __enter__(self):
        stand = self.stand
        stand.prepare()
        with open(stand.path("large"), "wb") as file:
            file.write(bytes(range(256)) * 4096)
        stand.must("evidence", "bundle", "WP-1")
        stand.must("evidence", "add", "WP-1", stand.path("large"))
        stand.must("ledger", "checkpoint")
        shutil.copytree(stand.directory, self.saved, symlinks=True)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.saved, ignore_errors=True)

    def restore(self):
        shutil.rmtree(self.stand.directory)
        shutil.copytree(self.saved, self.stand.directory, symlinks=True)
        if self.command == "gc":
            self.stand.seal("E-2")

    def points(self, command, killing):
        """Each call that writes, as often as one thread of the command makes it."""
        self.command = command
        self.restore()
        log = self.stand.path("trace")
        names = [name for name in WRITES if killing or name not in ONLY_KILLED]
        answer = self.stand.run(
            *commands(self.stand)[command],
            prefix=("strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(names)),
        )
        if answer.code != 0:
            raise AssertionError("the command does not work by itself: " + str(answer))
        return [
            (command, call, number)
            for call, count in calls_in(log).items()
            for number in range(1, count + 1)
        ]

    def attempt(self, point, fault):
        """Makes one call fatal or failing, and answers what is wrong with what is left."""
        self.command, call, number = point
        self.restore()
        stand = self.stand
        words = commands(stand)[self.command]
        how = "signal=KILL" if fault == "KILL" else f"error={fault}"
        answer = stand.run(
            *words,
            prefix=(
                "strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                "-e", f"inject={call}:{how}:when={number}",
            ),
        )  # fmt: skip
        faults = []
        if fault != "KILL" and answer.code < 0:
            faults.append(f"it crashed with signal {-answer.code}")
        faults += self.looks(f"after exit {answer.code}")
        verified = stand.run("ledger", "verify")
        if verified.code != 0:
            faults.append(f"the ledger: {verified}")
        again = stand.run(*words)
        if again.code != 0 and again.error != "evidence.not_open":
            faults.append(f"again: {again}")
        faults += self.looks("after it was done again")
        for line in stand.must("evidence", "list").data:
            if line["state"] != "sealed":
                continue
            found = stand.run("evidence", "verify", line["bundle"])
            if found.code != 0:
                faults.append(f"the ledger calls {line['bundle']} sealed: {found}")
        return faults

    def looks(self, when):
        """What is wrong with the folders that look like sealed bundles."""
        root = os.path.join(self.stand.state, "evidence")
        faults = []
        for task in os.listdir(root):
            for name in os.listdir(os.path.join(root, task)):
                if not name.startswith("."):
                    fault = self.fault(os.path.join(root, task, name))
                    if fault:
                        faults.append(f"{name} looks sealed {when}: {fault}")
        return faults

    def fault(self, path):
        """Why a folder is no sealed bundle, by the formats alone."""
        listed = {}
        try:
            for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
                with open(os.path.join(path, manifest)) as file:
                    listed.update((line[66:-1], line[:64]) for line in file)
            for name, digest in listed.items():
                with open(os.path.join(path, name), "rb") as file:
                    if hashlib.sha256(file.read()).hexdigest() != digest:
                        return f"{name} is not what is listed"
            for folder, _, names in os.walk(path):
                for name in names:
                    inner = os.path.relpath(os.path.join(folder, name), path)
                    if inner not in listed and not inner.startswith("tagmanifest-sha256.txt"):
                        return f"{inner} is not listed"
            with open(os.path.join(path, "tagmanifest-sha256.txt")) as file:
                self.stand.shell(
                    "ssh-keygen", "-Y", "verify", "-f", self.stand.policy, "-I", SIGNER, "-n",
                    NAMESPACE, "-s", os.path.join(path, "tagmanifest-sha256.txt.sig"), stdin=file,
                )  # fmt: skip
        except (OSError, AssertionError) as error:
            return str(error)
        return None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("fault", help="KILL, or the name of an error")
    parser.add_argument("--points", type=int, help="how many points to try; all unless given")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", help="one command")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    bad = 0
    with Stand() as stand, Faults(stand) as faults:
        chosen = [name for name in commands(stand) if options.only in (None, name)]
        points = []
        for name in chosen:
            points += faults.points(name, options.fault == "KILL")
        total = len(points)
        if options.points and options.points < total:
            points = random.Random(options.seed).sample(points, options.points)
        for point in points:
            try:
                found = faults.attempt(point, options.fault)
            except (AssertionError, subprocess.TimeoutExpired) as error:
                found = [str(error)]
            for fault in found:
                print(f"FAULT {point}: {fault}")
            bad += bool(found)
    print(f"{len(points)} of {total} points tried, {bad} bad")
    return 1 if bad or not points else 0


if __name__ == "__main__":
    sys.exit(main())
