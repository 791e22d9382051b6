#!/usr/bin/env python3
"""Checks the dashboard in Chromium; ends with a line of counts.

dashboard.py --only killed
"""

import argparse
import os
import sys
import time
import traceback

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "dashboard"))

import livechecks  # noqa: E402
import morphchecks  # noqa: E402
from browser import Browser  # noqa: E402
from mocksite import MockSite  # noqa: E402


class Tally:
    """Runs checks, each a function whose first line says the rule, and counts."""

    def __init__(self, only):
        self.only = only
        self.passed = self.failed = 0

    def run(self, check, *words):
        if self.only not in (None, check.__name__):
            return
        start = time.monotonic()
        try:
            note = check(*words)
        except Exception as fault:  # Playwright's and ours alike: the check has failed.
            self.failed += 1
            where = traceback.extract_tb(fault.__traceback__)
            lines = [f"{os.path.basename(each.filename)}:{each.lineno}" for each in where]
            ours = [line for line in lines if not line.startswith("_")]
            print(f"  ✘ {check.__doc__}\n    {' '.join(ours[:4])}\n{str(fault)[:2000]}", flush=True)
            return
        self.passed += 1
        took = time.monotonic() - start
        print(f"  ✔ {check.__doc__}{f' ({note})' if note else ''} {took:.1f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--only")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    tally = Tally(options.only)
    with Browser() as browser:
        tally.run(morphchecks.becomes_alike, browser, options.seed)
        with MockSite() as site:
            for check in livechecks.ALL:
                tally.run(check, browser, site)
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
