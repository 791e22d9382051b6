#!/usr/bin/env python3
"""Lets mcpscore judge the tools of a role: at least 95 of 100 points, all of them for readiness.

    score.py MCPSCORE PROGRAM ROLE    over standard input and output
    score.py MCPSCORE PROGRAM http    the founder's, over HTTP
"""

import json
import os
import subprocess
import sys

from clients import Workspace

# The gateway listens to this machine alone, so there is nothing to encrypt; and its tokens are made
# on the command line, so there is no server that gives them out and could be told of.
CONFIGURATION = """
[rules]
security_tls_enabled = "off"
auth_protected_resource_metadata = "off"

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
        if role == "http":
            target = (workspace.gateway(), "--token", workspace.token("founder"))
        else:
            target = ("--stdio", workspace.program, "mcp", "--role", role)
        done = subprocess.run(
            (
                os.path.abspath(checker), "--config", configuration, "--fail-under", "95",
                "--fail-under-readiness", "100", "--smoke", "--call-all", "--json", *target,
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
