"""Sealing, verifying, indexing and proving, beside what the machine's hashes and disk can do."""

import os
import re
import subprocess

from filled import Filled, took
from fleet import Fleet

FILE_BYTES = 256 << 20
REPORTS = 100_000


def openssl(cores):
    """How many megabytes a second `openssl speed` digests on so many cores."""
    words = ["openssl", "speed", "-seconds", "2", "-bytes", "16384"]
    if cores > 1:
        words += ["-multi", str(cores)]
    result = subprocess.run([*words, "sha256"], check=True, capture_output=True, text=True)
    found = re.search(r"^(?:evp\s+|sha256\s+)([0-9.]+)k", result.stdout, re.MULTILINE)
    return float(found.group(1)) / 1000


def sealing(row):
    """A gigabyte in as many files as keep the cores busy."""
    cores = os.cpu_count()
    count = max(4, cores)
    megabytes = count * FILE_BYTES / 1e6
    with Fleet() as fleet:
        fleet.found()
        fleet.must("task", "create", "work", "--task", "WP-1", "--ready")
        key = os.path.join(fleet.directory, "key")
        subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key), check=True)
        with open(key + ".pub") as public:
            line = "ada@example.org " + public.read()
        with open(os.path.join(fleet.directory, "state/worklead/fleet/allowed_signers"), "w") as file:
            file.write(line)
        paths = [os.path.join(fleet.directory, f"artifact-{index}") for index in range(count)]
        for path in paths:
            with open(path, "wb") as file:
                for _ in range(FILE_BYTES >> 20):
                    file.write(os.urandom(1 << 20))
        rate = megabytes / took(fleet, "evidence", "add", "WP-1", *paths)[0] * 1000
        row("adding a gigabyte, flushed", rate, "", 0, None, unit="MB/s")
        theirs = openssl(cores)
        peer = f"`openssl speed sha256`, {cores} cores"
        met = lambda o, t: o >= 0.9 * t  # noqa: E731
        rate = megabytes / took(fleet, "evidence", "seal", "E-1", "--signing-key", key)[0] * 1000
        row("sealing a gigabyte", rate, peer, theirs, met, unit="MB/s")
        rates = [
            megabytes / took(fleet, "evidence", "verify", "E-1")[0] * 1000 for _ in range(3)
        ]
        theirs = max(theirs, openssl(cores))
        row("verifying a gigabyte", sorted(rates)[1], peer, theirs, met, unit="MB/s")


def indexing(row):
    """A folder of many small files in a repository that tracks them."""
    with Fleet() as fleet:
        fleet.found()
        folder = os.path.join(fleet.repository, "reports")
        for index in range(REPORTS):
            if index % 100 == 0:
                os.makedirs(f"{folder}/{index // 100}")
            with open(f"{folder}/{index // 100}/{index}.json", "w") as file:
                file.write(f'{{"report": {index}}}\n')
        fleet.git("add", "--all")
        figure, first = took(fleet, "evidence", "index", folder)
        if first.data["files"] != REPORTS or first.data["tracked"] != REPORTS:
            raise SystemExit(f"the index is wrong: {first}")
        row(f"indexing {REPORTS:,} files", figure, "", 0, lambda o, _: o <= 5000)
        times = []
        for _ in range(5):
            figure, again = took(fleet, "evidence", "index", folder)
            times.append(figure)
        if again.data["added"] + again.data["changed"] + again.data["gone"]:
            raise SystemExit(f"the index sees changes where none are: {again}")
        row("the same again", sorted(times)[2], "", 0, lambda o, _: o <= 300)


def proving(row, bench, events):
    """Checkpoints and proofs of a long ledger."""
    with Fleet() as fleet:
        filled = Filled(fleet, bench, "fill", 1000, events)
        filled.sit_down_as("founder")
        figure = filled.took("ledger", "checkpoint")
        row(f"the first checkpoint of {events:,} events", figure, "", 0, None)
        filled.must("--as", "founder", "beat")
        for what, words in (
            ("a checkpoint after it", ("ledger", "checkpoint")),
            ("`ledger prove`", ("ledger", "prove", str(events // 3))),
            ("`ledger consistency`", ("ledger", "consistency", "1000", str(events))),
        ):
            figure = filled.timed(*words, rounds=9)
            row(f"{what}, {events:,} events", figure, "", 0, lambda o, _: o <= 10)


def run(row, bench, events):
    sealing(row)
    indexing(row)
    proving(row, bench, events)
