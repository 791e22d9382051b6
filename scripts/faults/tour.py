#!/usr/bin/env python3
"""Runs every command of the README's tour, in its order, as a new user would."""

import os
import re
import shutil
import subprocess
import sys

from fleet import Fleet


def main():
    readme = os.path.join(os.path.dirname(__file__), "..", "..", "README.md")
    with open(readme) as file:
        blocks = re.findall(r"^```sh\n(.*?)^```", file.read(), re.MULTILINE | re.DOTALL)
    if len(blocks) < 4:
        print(f"the README has only {len(blocks)} blocks of commands")
        sys.exit(1)
    with Fleet() as fleet:
        fleet.make_repository()
        for name in ("greet.sh", "test.sh"):
            os.remove(os.path.join(fleet.repository, name))
        with open(os.path.join(fleet.repository, "README"), "w") as file:
            file.write("A repository of one's own.\n")
        fleet.git("add", "--all")
        fleet.git("commit", "--quiet", "--message", "start")
        programs = os.path.join(fleet.directory, "bin")
        os.makedirs(programs)
        os.symlink(fleet.program, os.path.join(programs, "worklead"))
        environment = fleet.environment()
        environment["PATH"] = programs + ":" + environment["PATH"]
        script = "set -eu\n" + "\n".join(blocks)
        done = subprocess.run(
            ("bash", "-c", script),
            cwd=fleet.repository,
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
        )
    accepted = "T-GREETING accepted" in done.stdout and "verified" in done.stdout
    if done.returncode != 0 or not accepted:
        print(done.stdout[-3000:], done.stderr[-3000:])
        print(f"FAULT the tour ended with exit code {done.returncode}")
        sys.exit(1)
    print(f"the {len(blocks)} blocks of the README's tour work")


if __name__ == "__main__":
    main()
