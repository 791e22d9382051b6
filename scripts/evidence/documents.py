#!/usr/bin/env python3
"""Runs every command of docs/evidence.md, in its order."""

import os
import re
import shutil
import subprocess
import sys

from stand import NAMESPACE, ROOT, SIGNER, Stand


def main():
    with open(os.path.join(ROOT, "docs", "evidence.md")) as file:
        blocks = re.findall(r"^```sh\n(.*?)^```", file.read(), re.MULTILINE | re.DOTALL)
    if len(blocks) < 5:
        print(f"docs/evidence.md has only {len(blocks)} blocks of commands")
        return 1
    with Stand() as stand:
        stand.found()
        stand.allow(f'{SIGNER} namespaces="{NAMESPACE}" {stand.key("key")}')
        shutil.copy(stand.policy, stand.path("signers"))
        stand.deliver()
        with open(os.path.join(stand.repository, "review.sarif"), "w") as file:
            file.write('{"version": "2.1.0", "runs": []}\n')
        programs = stand.path("bin")
        os.makedirs(programs)
        os.symlink(stand.program, os.path.join(programs, "worklead"))
        environment = stand.environment()
        environment["PATH"] = programs + ":" + environment["PATH"]
        done = subprocess.run(
            ("bash", "-c", "set -euo pipefail\n" + "\n".join(blocks)),
            cwd=stand.repository,
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
        )
        shown = ("E-1 verified", "data/findings/review.sarif: OK", "Good ", "only grew", "proven")
        told = done.stdout
        with open(stand.path("2.tlog-proof")) as file:
            told += "proven" if file.read().startswith("c2sp.org/tlog-proof@v1\n") else ""
        missing = [word for word in shown if word not in told]
    if done.returncode != 0 or missing:
        print(done.stdout[-3000:], done.stderr[-2000:])
        print(f"FAULT the commands ended with {done.returncode}; not shown: {missing}")
        return 1
    print(f"the {len(blocks)} blocks of docs/evidence.md work")
    return 0


if __name__ == "__main__":
    sys.exit(main())
