#!/usr/bin/env python3
"""Lets mcpscore judge the tools of a role: at least 95 of 100 points, all of them for readiness.

    score.py MCPSCORE PROGRAM ROLE
"""

import json
import os
import subprocess
import sys

from clients import Workspace

# The program listens to nobody over a network here, so there is nothing to encrypt.
CONFIGURATION = """
[rules]
security_tls_enabled = "off"

[gate]
fail_on = "high"
"""


def main():
    checker, program, role = sys.argv[1:]
    with Workspace(os.path.abspath(program)) as workspace:
        configuration = os.path.join(workspace.folder, "mcpscore.toml")
        with open(configuration, "w") as file:
            file.write(CONFIGURATION)
        workspace.run(workspace.program, "task", "create", "One thing", "--ready")
        done = subprocess.run(
            (
                os.path.abspath(checker), "--config", configuration, "--fail-under", "95",
                "--fail-under-readiness", "100", "--smoke", "--call-all", "--json",
                "--stdio", workspace.program, "mcp", "--role", role,
            ),
            cwd=workspace.repository,
            env=workspace.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
    if done.returncode != 0:
        print(done.stderr[-3000:])
        sys.exit(1)
    report = json.loads(done.stdout)
    readiness = report["readiness"]
    print(
        f"{report['score']} of {report['max_score']} points, "
        f"readiness {readiness['score']} of {readiness['max_score']}"
    )


if __name__ == "__main__":
    main()
