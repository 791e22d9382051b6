#!/usr/bin/env python3
"""Lets agents' programs work with Worklead as `worklead setup` ties them to it.

The settings are always read as the programs read them, and each hook line is run. The real Claude
Code and Codex are run too where a directory of them is given:

    play.py [DIRECTORY]    with bin/python3, whose packages have the two programs

A model on the loopback plays a worker who takes up a task, edits out of its scope and within it,
stops too early, and is sent back to hand it in. Nothing is done for the program: it gets a worktree
and the name of its agent. What came of it is read from the ledger.
"""

import json
import os
import subprocess
import sys
import tomllib

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "faults"))
sys.path.insert(0, os.path.dirname(__file__))

from fleet import Fleet  # noqa: E402
from model import Model  # noqa: E402
from packets import packet  # noqa: E402
from programs import found, require, tell  # noqa: E402

PACKET = packet(
    "T-1", "Write a note.", "Somebody asks for it.", "notes/", "greet.sh", "sh check.sh",
    "the note is there",
)  # fmt: skip
COMMIT = "git add notes && git commit --quiet --message 'The note'"
CHECK = 'grep -q note notes/in.txt && echo "1 passed, 0 failed"\n'
CLAIM = "sh check.sh: 1 passed"
EVENTS = [
    "SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "PreCompact", "Stop",
    "SessionEnd",
]
# Longer than any conversation that the model plays.
PATIENCE = 90


class Desk:
    """A worktree of a worker, and a task that is ready; the programs are set up there."""

    def __init__(self, fleet, program):
        fleet.found()
        self.fleet = fleet
        programs = os.path.join(fleet.directory, "bin")
        os.makedirs(programs, exist_ok=True)
        os.symlink(fleet.program, os.path.join(programs, "worklead"))
        self.environment = fleet.environment()
        self.environment["PATH"] = programs + ":" + self.environment["PATH"]
        # Codex runs commands in a login shell, which sets the path anew.
        with open(os.path.join(fleet.directory, "home", ".profile"), "w") as file:
            file.write(f'PATH="{programs}:$PATH"\n')
        fleet.must("agent", "register", "ada", "--role", "worker")
        # Committed, for Codex takes a linked worktree's hooks from the main one, if both have them.
        fleet.must("setup", program)
        with open(os.path.join(fleet.repository, "check.sh"), "w") as file:
            file.write(CHECK)
        fleet.git("add", "--all")
        fleet.git("commit", "--quiet", "--message", "settings")
        with open(os.path.join(fleet.directory, "packet.md"), "w") as file:
            file.write(PACKET)
        packet = os.path.join(fleet.directory, "packet.md")
        fleet.must("task", "create", "--task", "T-1", "--packet", packet, "--ready")
        self.place = os.path.join(fleet.directory, "ada")
        fleet.git("worktree", "add", "-q", self.place, "-b", "agent/ada/work")
        fleet.must("message", "send", "ada", "Mind the gap.", "--ack", "15m")

    def take_up(self):
        """Starts ada's session and claims the task, where no program does it."""
        self.fleet.must("--as", "ada", "session", "start", "--no-sync", directory=self.place)
        self.fleet.must("claim", "T-1", "--no-worktree", directory=self.place)

    def file(self, *names):
        return os.path.join(self.place, *names)

    def is_there(self, *names):
        return os.path.exists(self.file(*names))

    def run(self, words, **more):
        """Runs a program; all that it is told about Worklead is whose it is."""
        return subprocess.run(
            words, cwd=self.place, env={**self.environment, "WORKLEAD_ACTOR": "ada", **more},
            capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL,
        )

    def events(self):
        return [event for event in self.fleet.must("event", "list", "-n", "500").data["events"]]


def settings(program):
    """The settings are read as the program reads them, and each line answers."""
    with Fleet() as fleet:
        desk = Desk(fleet, program)
        desk.take_up()
        if program == "claude":
            with open(desk.file(".claude", "settings.json")) as file:
                hooks = json.load(file)["hooks"]
            with open(desk.file(".mcp.json")) as file:
                servers = json.load(file)["mcpServers"]
        else:
            with open(desk.file(".codex", "config.toml"), "rb") as file:
                config = tomllib.load(file)
            hooks, servers = config["hooks"], config["mcp_servers"]
        require(servers["worklead"]["command"] == "worklead", servers)
        require(sorted(hooks) == sorted(EVENTS), sorted(hooks))
        for event in EVENTS:
            for line in (hook for group in hooks[event] for hook in group["hooks"]):
                spoken = {
                    "session_id": "s", "cwd": desk.place, "hook_event_name": event,
                    "tool_name": "Write", "tool_input": {"file_path": desk.file("out.txt")},
                }
                done = subprocess.run(
                    line["command"], shell=True, cwd=desk.place, env=desk.environment,
                    input=json.dumps(spoken), capture_output=True, text=True,
                    timeout=line["timeout"],
                )
                require(done.returncode == 0, done)
                if event in ("SessionStart", "UserPromptSubmit", "PreToolUse", "Stop"):
                    require(json.loads(done.stdout), done)
        return f"{len(EVENTS)} hooks answer"


def heard(model):
    return json.dumps(model.requests)


def judge(desk, model, done):
    """What both programs have to have done, by what they said and by the ledger."""
    said = heard(model)
    detail = f"exit {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-2000:]}"
    require(model.requests, f"the model was not asked: {detail}")
    require("you are ada, worker" in said, f"the brief was not heard: {detail}")
    require("Mind the gap." in said, f"the message was not heard: {detail}")
    require("outside the scope of T-1" in said, f"the refusal was not heard: {detail}")
    require(not desk.is_there("out.txt"), "the edit out of scope was made")
    require(desk.is_there("notes", "in.txt"), f"the edit in scope was not made: {detail}")
    require("You still hold T-1" in said, f"it stopped without a word: {detail}")
    events = desk.events()
    started = [event for event in events if (event["type"], event["actor"]) == ("session.started", "ada")]
    require(len(started) == 1, f"the program has not started its one session: {started} {detail}")
    session = started[0]["subject"].removeprefix("session:")
    for kind in ("task.claimed", "task.delivered"):
        found = [event for event in events if event["type"] == kind]
        require(len(found) == 1, f"{len(found)} events {kind}: {detail}")
        require((found[0]["actor"], found[0]["session"]) == ("ada", session), found)
    accept(desk)
    return f"{len(model.requests)} requests to the model, claimed, delivered and accepted"


def accept(desk):
    """Another one runs the checks again and accepts; the worker may not."""
    fleet = desk.fleet
    own = fleet.run("replay", "T-1", directory=desk.place)
    require(own.code != 0, f"the worker judges its own work: {own}")
    fleet.join("vera", "validator")
    replay = fleet.as_agent("vera", "replay", "T-1")
    require(replay.code == 0, str(replay))
    require(replay.data["grade"] == "verified", str(replay))
    accepted = fleet.as_agent("vera", "accept", "T-1")
    require(accepted.code == 0, str(accepted))
    last = [event for event in desk.events() if event["type"] == "task.accepted"]
    require([event["actor"] for event in last] == ["vera"], last)
    fleet.must("ledger", "verify")


def claude(program):
    with Fleet() as fleet:
        desk, model = Desk(fleet, "claude"), Model()
        model.play(
            [
                {"tool": "Bash", "input": {"command": "worklead next --claim --no-worktree"}},
                {"tool": "Write", "input": {"file_path": desk.file("out.txt"), "content": "x"}},
                {
                    "tool": "Write",
                    "input": {"file_path": desk.file("notes", "in.txt"), "content": "a note\n"},
                },
                {"text": "Done."},
                {"tool": "Bash", "input": {"command": COMMIT}},
                {
                    "tool": "mcp__worklead__deliver",
                    "input": {"task": "T-1", "path": desk.place, "claims": [CLAIM]},
                },
                {"text": "Handed in."},
            ]
        )
        done = desk.run(
            [
                program, "-p", "Write the note.", "--output-format", "stream-json", "--verbose",
                "--permission-mode", "acceptEdits", "--setting-sources", "project",
                "--mcp-config", ".mcp.json", "--strict-mcp-config", "--allowedTools",
                "Bash(worklead:*),Bash(git:*),mcp__worklead__deliver",
            ],
            ANTHROPIC_BASE_URL=f"http://127.0.0.1:{model.port}",
            ANTHROPIC_API_KEY="none",
            CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC="1",
        )
        first = next(json.loads(line) for line in done.stdout.splitlines() if '"init"' in line)
        servers = {server["name"]: server["status"] for server in first["mcp_servers"]}
        require(servers.get("worklead") == "connected", f"the MCP server: {servers}")
        return judge(desk, model, done)


def shell(command):
    return {"tool": "exec_command", "input": {"cmd": command}}


def patch(path):
    return f"apply_patch <<'END'\n*** Begin Patch\n*** Add File: {path}\n+a note\n*** End Patch\nEND\n"


def codex(program):
    with Fleet() as fleet:
        desk, model = Desk(fleet, "codex"), Model()
        model.play(
            [
                shell("worklead next --claim --no-worktree"),
                shell(patch("out.txt")),
                shell("echo x > out.txt"),
                shell("mkdir -p notes"),
                shell(patch("notes/in.txt")),
                {"text": "Done."},
                shell(COMMIT),
                shell(f"worklead deliver T-1 --claim '{CLAIM}'"),
                {"text": "Handed in."},
            ]
        )
        home = os.path.join(fleet.directory, "codex")
        os.makedirs(home)
        with open(os.path.join(home, "config.toml"), "w") as file:
            file.write(
                f"""model = "gpt-5-codex"
model_provider = "loopback"
[model_providers.loopback]
name = "loopback"
base_url = "http://127.0.0.1:{model.port}/v1"
wire_api = "responses"
env_key = "NO_KEY"
[projects."{desk.place}"]
trust_level = "trusted"
[projects."{fleet.repository}"]
trust_level = "trusted"
"""
            )
        done = desk.run(
            [
                program, "exec", "--json", "--dangerously-bypass-hook-trust",
                "--dangerously-bypass-approvals-and-sandbox", "Write the note.",
            ],
            CODEX_HOME=home,
            NO_KEY="none",
        )
        return judge(desk, model, done)


def main():
    # The programs are started in worktrees, so a relative path would lead nowhere.
    directories = [os.path.realpath(directory) for directory in sys.argv[1:2]]
    return tell(
        (
            ("the settings of claude", settings, "claude"),
            ("the settings of codex", settings, "codex"),
            ("the real Claude Code", claude, found(directories, "_bundled/claude")),
            ("the real Codex", codex, found(directories, "codex_cli_bin/bin/codex")),
        )
    )


sys.exit(main())
