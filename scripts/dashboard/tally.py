"""Runs checks and counts them."""

import os
import sys
import time
import traceback


class Skipped(Exception):
    """What the check needs is not there."""


class Tally:
    """Each check is a function whose documentation says the rule; it may answer with a note."""

    def __init__(self, only=None):
        self.only = only
        self.passed = self.failed = self.skipped = 0

    def run(self, check, *words):
        if self.only not in (None, check.__name__):
            return
        rule = check.__doc__.split("\n\n")[0]
        start = time.monotonic()
        try:
            note = check(*words)
        except Skipped as reason:
            self.skipped += 1
            print(f"  - {rule} Skipped: {reason}.", flush=True)
            return
        except Exception as fault:  # Playwright's and ours alike: the check has failed.
            self.failed += 1
            print(f"  ✘ {rule}\n    {where(fault)}\n{words_of(fault)[:3000]}", flush=True)
            return
        self.passed += 1
        took = time.monotonic() - start
        print(f"  ✔ {rule}{f' ({note})' if note else ''} {took:.1f} s", flush=True)

    def close(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{skipped}")
        sys.exit(1 if self.failed else 0)


def words_of(fault):
    """What a fault says, and what was expected there: a bare `assert` says nothing by itself."""
    line = traceback.extract_tb(fault.__traceback__)[-1].line
    words = str(fault)
    return f"{words}\n    {line}" if isinstance(fault, AssertionError) and words else words or line


def where(fault):
    """The lines of ours that a fault came through."""
    frames = traceback.extract_tb(fault.__traceback__)
    names = [(os.path.basename(each.filename), each.lineno) for each in frames]
    folder = os.path.dirname(os.path.abspath(__file__))
    ours = [f"{name}:{line}" for name, line in names if os.path.exists(os.path.join(folder, name))]
    return " ".join(ours)
