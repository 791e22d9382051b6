#!/usr/bin/env python3
"""Drives real agents' programs: each does a piece of work, asks for leave, and is cancelled.

    play.py DRIVE [DIRECTORY...]

DRIVE is the built program of Sources/Testing/drive. The directories are virtual environments that
may have Claude Code, Codex or fast-agent; what none of them has is skipped, and said to be. A model
on the loopback plays a script, so no key is needed and nothing leaves the machine.
"""

import json
import os
import subprocess
import sys
import tempfile
from functools import partial

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "agents"))

from model import Model  # noqa: E402
from programs import found, require, tell  # noqa: E402

PATIENCE = 180


class Desk:
    """A repository to work in, a home without settings, and a model."""

    def __init__(self, drive):
        self.drive = drive
        self.root = tempfile.mkdtemp(prefix="drivers-")
        for name in ("place", "home", "codex"):
            os.makedirs(os.path.join(self.root, name))
        self.place = os.path.join(self.root, "place")
        subprocess.run(["git", "init", "-q", self.place], check=True)
        self.model = Model()
        self.runs = 0

    def made(self):
        return os.path.exists(os.path.join(self.place, "made"))

    def run(self, dialect, words, *options, **variables):
        """The events and, last, the result."""
        self.runs += 1
        record = os.path.join(self.root, f"record-{self.runs}")
        os.makedirs(record)
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "DRIVE_RECORD": record,
            "HOME": os.path.join(self.root, "home"), **variables,
        }
        done = subprocess.run(
            [self.drive, dialect, "Make the file.", *options, "--", *words], cwd=self.place,
            env=environment, capture_output=True, text=True, timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
        )
        try:
            lines = [json.loads(line) for line in done.stdout.splitlines()]
            result = lines[-1]
        except (ValueError, IndexError):
            raise AssertionError(f"{done}") from None
        require(result["kind"] == "result", f"{done}")
        require(result["gone"] and os.path.getsize(os.path.join(record, "output.raw")), result)
        return lines[:-1], result

    def three(self, dialect, words, **variables):
        """The same work allowed, denied, and cancelled when it asks; and taken up again."""
        _, allowed = self.run(dialect, words, **variables)
        require(allowed["ending"] == "completed", allowed)
        require(allowed["counts"].get("permissionAsked"), f"it has not asked: {allowed}")
        require(self.made(), f"it has not worked: {allowed}")
        require(allowed["session"] and allowed["output_tokens"], allowed)
        os.remove(os.path.join(self.place, "made"))
        _, denied = self.run(dialect, words, "--deny", **variables)
        require(denied["ending"] == "completed" and not self.made(), denied)
        events, cancelled = self.run(dialect, words, "--cancel", **variables)
        require((cancelled["stop"], cancelled["ending"]) == ("cancelled", "interrupted"), cancelled)
        require(cancelled["process"].startswith("exit") and not self.made(), (cancelled, events[-3:]))
        _, again = self.run(dialect, words, "--deny", "--resume", allowed["session"], **variables)
        require(again["ending"] == "completed", again)
        require(again["session"] == allowed["session"], again)
        kinds = {**allowed["unknown"], **denied["unknown"], **cancelled["unknown"]}
        return f"asked, allowed, denied, cancelled and resumed; not understood: {kinds or 'nothing'}"


def claude(drive, program):
    desk = Desk(drive)
    step = {"tool": "Bash", "input": {"command": "touch made", "description": "Make it"}}
    desk.model.play([step, {"text": "Done."}])
    return desk.three(
        "claude",
        [program, "--setting-sources", "project"],
        ANTHROPIC_BASE_URL=f"http://127.0.0.1:{desk.model.port}",
        ANTHROPIC_API_KEY="none",
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC="1",
    )


def codex_desk(drive):
    desk = Desk(drive)
    home = os.path.join(desk.root, "codex")
    with open(os.path.join(home, "config.toml"), "w") as file:
        file.write(
            f"""model = "gpt-5-codex"
model_provider = "loopback"
[model_providers.loopback]
name = "loopback"
base_url = "http://127.0.0.1:{desk.model.port}/v1"
wire_api = "responses"
env_key = "NO_KEY"
[projects."{desk.place}"]
trust_level = "trusted"
"""
        )
    desk.model.play([{"tool": "exec_command", "input": {"cmd": "touch made"}}, {"text": "Done."}])
    return desk, {"CODEX_HOME": home, "NO_KEY": "none"}


def codex_server(drive, program):
    desk, variables = codex_desk(drive)
    return desk.three("codex-server", [program], **variables)


def codex_exec(drive, program):
    desk, variables = codex_desk(drive)
    words = [program, "--dangerously-bypass-approvals-and-sandbox"]
    _, result = desk.run("codex-exec", words, **variables)
    require(result["ending"] == "completed" and desk.made(), result)
    require(result["output_tokens"] and result["session"], result)
    _, again = desk.run("codex-exec", words, "--resume", result["session"], **variables)
    require(again["session"] == result["session"], again)
    return f"worked and resumed; not understood: {result['unknown'] or 'nothing'}"


def fast_agent(drive, program):
    desk = Desk(drive)
    events, result = desk.run("acp", [program, "--model", "passthrough"])
    require(result["ending"] == "completed", result)
    require(any("Make the file." in event.get("what", "") for event in events), events)
    return f"answered; not understood: {result['unknown'] or 'nothing'}"


def scripted(dialect, word):
    """An agent of a few lines, which does what the dialect asks of all of them."""
    agent = os.path.join(
        os.path.dirname(os.path.realpath(__file__)), "..", "..", "Tests/AgentKitTests/Agents/agent.py"
    )

    def play(drive, program):
        desk = Desk(drive)
        _, allowed = desk.run(dialect, [program, agent, word, "work"])
        require(allowed["word"] == "completed" and desk.made(), allowed)
        os.remove(os.path.join(desk.place, "made"))
        _, cancelled = desk.run(dialect, [program, agent, word, "work"], "--cancel")
        require(cancelled["stop"] == "cancelled" and not desk.made(), cancelled)
        return "asked, allowed and cancelled"

    return play


def main():
    drive = os.path.realpath(sys.argv[1])
    directories = [os.path.realpath(directory) for directory in sys.argv[2:]]
    plays = (
        ("a scripted agent like Claude Code", scripted("claude", "claude"), None),
        ("a scripted agent like Codex", scripted("codex-server", "server"), None),
        ("a scripted agent of the Agent Client Protocol", scripted("acp", "acp"), None),
        ("the real Claude Code", claude, "_bundled/claude"),
        ("the real Codex, both ways", codex_server, "codex_cli_bin/bin/codex"),
        ("the real Codex, one way", codex_exec, "codex_cli_bin/bin/codex"),
        ("fast-agent over the Agent Client Protocol", fast_agent, "bin/fast-agent-acp"),
    )
    return tell(
        (title, partial(play, drive), found(directories, pattern) if pattern else "python3")
        for title, play, pattern in plays
    )


sys.exit(main())
