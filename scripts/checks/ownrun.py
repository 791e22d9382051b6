#!/usr/bin/env python3
"""Repeats the run of docs/on-itself.md: Worklead drives agents that change Worklead.

    ownrun.py [--keep FOLDER] DIRECTORY...

The directories are virtual environments that have Claude Code and Codex; without both it is
skipped, and said to be. They work on a clone of this repository, as it was before the change, in a
workspace of its own. A model on the loopback says docs/on-itself/script.toml to them, so no key is
needed and nothing leaves the machine; all the rest is theirs and Worklead's. Where they ask for
leave and no rule of docs/on-itself/run.toml answers, a founder here says yes.

What has to come of it: every slice is accepted, the review has found its fault and closed in its
second round, and the branch of the run has the scripts that this repository's history has.

With --keep the clone's branch, the report and the hand-off are left in FOLDER.
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys
import time
import tomllib

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))
sys.path.insert(0, os.path.join(ROOT, "scripts", "agents"))

from fleet import Fleet  # noqa: E402
from model import Model  # noqa: E402
from programs import found, require, tell  # noqa: E402

PAGES = os.path.join(ROOT, "docs", "on-itself")
# Where the run began, and its last commit.
BASE = "14d53da32069"
LAST = "addc39d38e5f"
PATIENCE = 300
SLICES = ["TWINS-1", "TWINS-2", "TWINS-3", "TWINS-3-R1-agent-1"]


class Speaker(Model):
    """A model that says to each agent what the script has for its slice."""

    def __init__(self, place):
        super().__init__()
        with open(os.path.join(PAGES, "script.toml"), "rb") as file:
            lines = tomllib.load(file)["steps"]
        self.parts = collections.defaultdict(list)
        for line in lines:
            self.parts[line.pop("slice"), line.pop("round", 1)].append(line)
        # Where worktrees lie.
        self.trees = re.compile(re.escape(place) + r'/[^\s"\\<]*/worktrees/worklead/([\w.-]+)')
        # How far the conversation of each worktree is, and which one it is.
        self.turns = {}
        self.rounds = collections.Counter()

    def part(self, request, turns):
        """The step that is next in the slice in whose worktree the program is."""
        tree = self.trees.search(json.dumps(request))
        require(tree, "the request does not say in which worktree it is made")
        # A worktree is called after its task and the fence.
        slice_ = tree[1].rpartition(".")[0]
        if turns == 0 and self.turns.get(slice_) != 0:
            self.rounds[slice_] += 1
        self.turns[slice_] = turns
        # There is nothing more to say where work has come back that was right.
        steps = self.parts.get((slice_, self.rounds[slice_])) or [{"say": "That is all."}]
        return steps[min(turns, len(steps) - 1)], tree[0]

    def block(self, request):
        """What Claude Code is told."""
        if not request.get("tools"):
            return {"type": "text", "text": "ok"}, "end_turn"
        turns = sum(message["role"] == "assistant" for message in request["messages"])
        step, place = self.part(request, turns)
        self.script = [claude_step(step, place)]
        return super().block({**request, "messages": []})

    def responses(self, request):
        """What Codex is told."""
        turns = sum(
            item.get("type", "").endswith("_call") or item.get("role") == "assistant"
            for item in request["input"]
        )
        step, _ = self.part(request, turns)
        self.script = [codex_step(step)]
        return super().responses({**request, "input": []})


def claude_step(step, place):
    """A step as a call of Claude Code's own tools."""
    match step:
        case {"say": text}:
            return {"text": text}
        case {"run": command}:
            return {"tool": "Bash", "input": {"command": command}}
        case {"read": path}:
            return {"tool": "Read", "input": {"file_path": f"{place}/{path}"}}
        case {"write": path, "text": text}:
            return {"tool": "Write", "input": {"file_path": f"{place}/{path}", "content": text}}
        case {"edit": path, "old": old, "new": new}:
            words = {"file_path": f"{place}/{path}", "old_string": old, "new_string": new}
            return {"tool": "Edit", "input": words}
    raise AssertionError(step)


def codex_step(step):
    """A step as a call of Codex's own tools. What writes beside the worktree needs its leave."""
    match step:
        case {"say": text}:
            return {"text": text}
        case {"patch": text}:
            return {"tool": "exec_command", "input": {"cmd": f"apply_patch <<'END'\n{text}END"}}
        case {"run": command}:
            leave = {"sandbox_permissions": "require_escalated", "justification": command}
            return {"tool": "exec_command", "input": {"cmd": command, **leave}}
    raise AssertionError(step)


class Desk:
    """A clone of this repository, and a workspace for it."""

    def __init__(self, fleet, programs):
        self.fleet = fleet
        self.home = os.path.join(fleet.directory, "home")
        tools = os.path.join(self.home, "bin")
        os.makedirs(tools)
        for name, program in programs.items():
            os.symlink(program, os.path.join(tools, name))
        self.path = f"{tools}:{os.path.dirname(fleet.program)}:{os.environ['PATH']}"
        # Codex runs commands in a login shell, which sets the path anew.
        with open(os.path.join(self.home, ".profile"), "w") as file:
            file.write(f'PATH="{self.path}"\n')
        self.speaker = Speaker(fleet.directory)
        self.variables = {
            "PATH": self.path,
            "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{self.speaker.port}",
            "ANTHROPIC_API_KEY": "none",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "CODEX_HOME": os.path.join(self.home, "codex"),
            "NO_KEY": "none",
        }
        os.makedirs(self.variables["CODEX_HOME"])
        with open(os.path.join(self.variables["CODEX_HOME"], "config.toml"), "w") as file:
            file.write(
                f"""model = "gpt-5-codex"
model_provider = "loopback"
[model_providers.loopback]
name = "loopback"
base_url = "http://127.0.0.1:{self.speaker.port}/v1"
wire_api = "responses"
env_key = "NO_KEY"
"""
            )

    def clone(self):
        """The repository as it was before the change, with three agents and the run."""
        history = subprocess.run(
            ("git", "cat-file", "-e", LAST + "^{commit}"), cwd=ROOT, stderr=subprocess.DEVNULL
        )
        require(history.returncode == 0, "this repository's history is cut: fetch all of it")
        self.fleet.clone(ROOT, "worklead", BASE)
        self.must("init")
        for agent in ("agent-1", "agent-2", "agent-3"):
            self.must("agent", "register", agent)
        self.must("run", "new", os.path.join(PAGES, "run.toml"))
        self.must("run", "approve", "twins")
        self.must("run", "start", "twins")

    def must(self, *words):
        return self.fleet.must(*words).data

    def drive(self):
        """Drives the run to its end, and says yes to what the agents ask for.

        Gives what was asked, and how long it took.
        """
        began = time.monotonic()
        log = os.path.join(self.fleet.directory, "drive.log")
        with open(log, "w") as file:
            driver = subprocess.Popen(
                (self.fleet.program, "run", "drive", "twins", "--no-wait"),
                cwd=self.fleet.repository, env=self.fleet.environment(**self.variables),
                stdin=subprocess.DEVNULL, stdout=file, stderr=file,
            )  # fmt: skip
        asked = []
        try:
            while driver.poll() is None:
                require(time.monotonic() < began + PATIENCE, "it does not end")
                for line in self.must("decision", "list", "--state", "open"):
                    require(line["kind"] == "safety", line)
                    self.must("decision", "answer", f"{line['decision']}=allow")
                    asked.append(line)
                time.sleep(0.1)
        finally:
            if driver.poll() is None:
                driver.terminate()
                driver.wait()
        with open(log) as file:
            self.log = file.read()
        require(driver.returncode == 0, f"exit {driver.returncode}\n{self.log}")
        return asked, time.monotonic() - began

    def keep(self, folder):
        """Leaves the branch of the run, what was said while it was driven, and its documents."""
        bundle = os.path.join(folder, "twins.bundle")
        self.fleet.git("bundle", "create", "-q", bundle, f"{BASE}..run/twins")
        texts = {"drive.log": self.log}
        for command, name in (("report", "REPORT.md"), ("handoff", "HANDOFF.md")):
            text = subprocess.run(
                (self.fleet.program, "run", command, "twins", "--format", "markdown"),
                cwd=self.fleet.repository, env=self.fleet.environment(), check=True,
                stdout=subprocess.PIPE, text=True,
            ).stdout  # fmt: skip
            # Where worktrees lie by themselves, rather than where they lie for once.
            texts[name] = text.replace(self.fleet.directory + "/state", "~/.local/state")
        for name, text in texts.items():
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)

    def check(self):
        """Whether the run ended as it has to."""
        status = self.must("run", "status", "twins")
        ends = {line["task"]: line["state"] for line in status["slices"]}
        require(ends == dict.fromkeys(SLICES, "accepted"), ends)
        review = self.must("review", "show", "RV-1")
        require([finding["state"] for finding in review["findings"]] == ["fixed"], review)
        self.must("ledger", "verify")
        self.fleet.git("checkout", "--quiet", "run/twins")
        subprocess.run(
            ("scripts/stages/scripts",), cwd=self.fleet.repository, check=True,
            env=self.fleet.environment(), stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self.fleet.git("diff", "--exit-code", "run/twins", LAST, "--", "scripts")


def play(programs, keep):
    with Fleet() as fleet:
        desk = Desk(fleet, programs)
        desk.clone()
        asked, took = desk.drive()
        if keep:
            os.makedirs(keep, exist_ok=True)
            desk.keep(keep)
        desk.check()
        return f"{len(SLICES)} slices accepted in {took:.0f} s, {len(asked)} requests allowed"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep")
    parser.add_argument("directories", nargs="*")
    options = parser.parse_args()
    directories = [os.path.realpath(directory) for directory in options.directories]
    programs = {
        "claude": found(directories, "_bundled/claude"),
        "codex": found(directories, "codex_cli_bin/bin/codex"),
    }
    keep = options.keep and os.path.realpath(options.keep)
    title = "a run on this repository, with the real Claude Code and Codex"
    return tell([(title, lambda _: play(programs, keep), all(programs.values()))])


sys.exit(main())
