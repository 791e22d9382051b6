#!/usr/bin/env python3
"""Runs every command of docs/gateway.md, in its order."""

import os
import re
import subprocess
import sys

from service import Service


def main():
    document = os.path.join(os.path.dirname(__file__), "..", "..", "docs", "gateway.md")
    with open(document) as file:
        blocks = re.findall(r"^```sh\n(.*?)^```", file.read(), re.MULTILINE | re.DOTALL)
    if len(blocks) < 5:
        print(f"docs/gateway.md has only {len(blocks)} blocks of commands")
        sys.exit(1)
    with Service() as service:
        service.found()
        service.must("agent", "register", "ada")
        service.must("task", "create", "work", "--ready")
        programs = os.path.join(service.directory, "bin")
        os.makedirs(programs)
        os.symlink(service.program, os.path.join(programs, "worklead"))
        environment = service.environment()
        environment["PATH"] = programs + ":" + environment["PATH"]
        done = subprocess.run(
            ("bash", "-c", "set -euo pipefail\n" + "\n".join(blocks)),
            cwd=service.repository,
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
        )
        service.down()
        service.verify()
    shown = (
        "M-1",
        "event: message.sent",
        "event: task.created",
        '"status":"pass"',
        "worklead_ledger_events ",
    )
    missing = [word for word in shown if word not in done.stdout]
    if done.returncode != 0 or missing:
        print(done.stdout[-3000:], done.stderr[-2000:])
        print(f"FAULT the commands ended with {done.returncode}; not shown: {missing}")
        sys.exit(1)
    print(f"the {len(blocks)} blocks of docs/gateway.md work")


if __name__ == "__main__":
    main()
