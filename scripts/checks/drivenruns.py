#!/usr/bin/env python3
"""Lets real agents' programs work on runs that `worklead run drive` drives.

    drivenruns.py [DIRECTORY...]

The directories are virtual environments that may have Claude Code, Codex, fast-agent or Vibe; what
none of them has is skipped, and said to be. A model on the loopback plays a script, so no key is
needed and nothing leaves the machine.

Each program gets a repository, a workspace and a run of one slice. The first driver is ended while
the program works, the second one drives it to its end: the program asks for leave, a founder gives
it by a decision, the work is handed in, checked again and accepted. What came of it is read from
the ledger and from the table of processes.
"""

import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))
sys.path.insert(0, os.path.join(ROOT, "scripts", "agents"))

from fleet import Fleet  # noqa: E402
from model import Model  # noqa: E402
from packets import packet  # noqa: E402
from programs import found, require, tell  # noqa: E402

# All plays together take no longer than this, in seconds.
PATIENCE = 175
BEGAN = time.monotonic()
# What an agent's program may take to end once its driver is told to.
END_WITHIN = 30

MORE = """attempts = 2

[capacity]
freshness = "aligned"
"""
# For a program that forgets what it was told when it is ended: that costs no attempt.
ONCE = MORE.replace("2", "1")

WORK = (
    "mkdir -p notes && echo 'a note' > notes/in.txt"
    " && git add notes && git commit -q -m 'The note'"
)
# Done twice: that it was allowed once says nothing of the second time.
PREPARE = "touch prepared && rm prepared"
HAND_IN = "worklead deliver T-1"
STEPS = (PREPARE, PREPARE, WORK, HAND_IN)


def left(most):
    """How long something may take that may take that long, in seconds."""
    return max(1, min(most, PATIENCE - (time.monotonic() - BEGAN)))


def wait(what, most, condition):
    """What the condition gives once it gives something."""
    end = time.monotonic() + left(most)
    while not (value := condition()):
        require(time.monotonic() < end, f"not within {most} s: {what}")
        time.sleep(0.1)
    return value


class Stage(Model):
    """A model that can keep a program waiting, and plays its script again in one conversation."""

    def __init__(self):
        self.first = None
        self.begun = threading.Event()
        self.going = threading.Event()
        super().__init__()
        # A program that is ended in the middle of an answer is what is tried here.
        self.server.handle_error = lambda *_: None

    def anew(self):
        """From here on the script is played from its beginning, whatever was said before."""
        self.first = None
        self.going.set()

    def step(self, turns):
        self.begun.set()
        if not self.going.is_set():
            # The program is ended while it waits, so nobody hears this.
            self.going.wait()
            return super().step(0)
        if self.first is None:
            self.first = turns
        return super().step(turns - self.first)


class Desk:
    """A workspace with a run of one slice, whose agent is a program."""

    def __init__(self, fleet, dialect, program, arguments=(), environment=(), more=""):
        fleet.found()
        self.fleet = fleet
        self.model = Stage()
        self.variables = {}
        with open(os.path.join(fleet.repository, "check.sh"), "w") as file:
            file.write('grep -q note notes/in.txt && echo "1 passed, 0 failed"\n')
        fleet.git("add", "--all")
        fleet.git("commit", "--quiet", "--message", "A check")
        # Codex runs commands in a login shell, which sets the path anew.
        with open(os.path.join(fleet.directory, "home", ".profile"), "w") as file:
            file.write(f'PATH="{os.path.dirname(fleet.program)}:$PATH"\n')
        fleet.must("agent", "register", "ada", "--role", "worker")
        text = packet(
            "T-1", "Write a note.", "Somebody asks for it.", "notes/", "test.sh", "sh check.sh",
            head=(
                ("DATE", "2026-01-05T09:00:00Z"), ("REQUESTOR", "founder"), ("AGENT_ID", "ada"),
                ("ROLE", "worker"),
            ),
        )  # fmt: skip
        file = os.path.join(fleet.directory, "run.toml")
        with open(file, "w") as out:
            out.write(
                f"""[run]
name = "peers"
title = "There is a note"
acceptance = ["The note is there."]
gates = ["scope"]
accept = "verified"

[limits]
slice = "2m"
{more or MORE}

[[drivers]]
name = "program"
dialect = "{dialect}"
program = "{program}"
arguments = {json.dumps(list(arguments))}
environment = {json.dumps(list(environment))}
otherwise = "ask"

[[agents]]
agent = "ada"
scope = "the note"
driver = "program"

[[stages]]
name = "core"
title = "The note"

[[slices]]
task = "T-1"
stage = "core"
owner = "ada"
packet = '''
{text}'''
"""
            )
        fleet.must("run", "new", file)
        fleet.must("run", "approve", "peers")
        fleet.must("run", "start", "peers")

    def drive(self):
        """Starts a driver, whose output goes to a file."""
        self.log = os.path.join(self.fleet.directory, "drive.log")
        with open(self.log, "a") as log:
            return subprocess.Popen(
                (self.fleet.program, "run", "drive", "peers", "--no-wait"),
                cwd=self.fleet.repository, env=self.fleet.environment(**self.variables),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def launches(self):
        return self.fleet.must("run", "launches", "peers").data

    def told(self):
        """What the program was told in the first launch so far."""
        state = os.path.join(self.fleet.directory, "state")
        told = ""
        for path in glob.glob(f"{state}/**/runs/peers/1/input.raw", recursive=True):
            with open(path, errors="replace") as file:
                told += file.read()
        return told

    def said(self):
        """What there is to say about a failure."""
        with open(self.log, errors="replace") as log:
            return f"\n{log.read()[-3000:]}\n{json.dumps(self.launches(), indent=1)}"

    def processes(self):
        """What runs with the home of this place, by number and command."""
        mark = f"HOME={self.fleet.directory}/home\0".encode()
        running = {}
        for path in glob.glob("/proc/[0-9]*"):
            try:
                with open(f"{path}/environ", "rb") as file:
                    is_ours = mark in file.read() + b"\0"
                with open(f"{path}/cmdline", "rb") as file:
                    command = file.read().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if is_ours and command:
                running[int(path.rpartition("/")[2])] = command
        return running

    def end(self, driver):
        """Ends a driver, and what may be left of it when a check has failed."""
        if driver.poll() is None:
            driver.terminate()
            try:
                driver.wait(END_WITHIN)
            except subprocess.TimeoutExpired:
                driver.kill()
                driver.wait()
        for process in self.processes():
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def cancelled(self, is_working):
        """A driver that is told to end while the program works ends it, and notes that."""
        driver = self.drive()
        try:
            wait("the program works", 60, lambda: self.over(driver) or is_working(driver))
            began = time.monotonic()
            driver.terminate()
            driver.wait(left(END_WITHIN))
            took = time.monotonic() - began
            running = self.processes()
            require(not running, f"{running} run on after {took:.1f} s{self.said()}")
            launch = self.launches()[0]
            require(launch.get("outcome") == "cancelled", f"it has not landed so{self.said()}")
            require(not self.fleet.must("run", "launches", "peers", "--open").data, "open")
            return took
        finally:
            self.end(driver)

    def over(self, driver):
        require(driver.poll() is None, f"the driver ended: {driver.returncode}{self.said()}")
        return False

    def to_its_end(self, most=75):
        """Drives until the driver ends, and allows whatever the program asks for by its decisions.

        Gives its exit code and the decisions.
        """
        driver = self.drive()
        allowed = []
        try:

            def look():
                for decision in self.asked():
                    self.fleet.must("decision", "answer", f"{decision}=allow")
                    allowed.append(decision)
                return driver.poll() is not None

            try:
                wait("the run is driven to its end", most, look)
            except AssertionError as error:
                raise AssertionError(f"{error}{self.said()}") from None
            return driver.returncode, allowed
        finally:
            self.end(driver)

    def accepted(self):
        """The slice is accepted by somebody else after a replay, with what it has used."""
        code, allowed = self.to_its_end()
        require(code == 0, f"the driver ended with {code}{self.said()}")
        launch = self.launches()[0]
        require(launch["outcome"] == "delivered", self.said())
        status = self.fleet.must("run", "status", "peers").data
        require(status["run"]["state"] == "finished", status)
        require([line["state"] for line in status["slices"]] == ["accepted"], status)
        events = self.fleet.must("event", "list", "-n", "500").data["events"]
        by = {event["type"]: event["actor"] for event in events}
        require(by["task.delivered"] == "ada", by)
        require(by["task.accepted"] != "ada", by)
        replays = [event for event in events if event["type"].startswith("replay.")]
        require(replays and all(event["actor"] != "ada" for event in replays), by)
        tokens = status["budget"]["tokens"]
        require(tokens > 0, f"no usage: {status}")
        self.fleet.must("ledger", "verify")
        return allowed, tokens

    def asked(self):
        """The requests for leave that wait for a founder."""
        lines = self.fleet.must("decision", "list", "--state", "open").data
        return [line["decision"] for line in lines if line["kind"] == "safety"]

    def worked(self, script, asks=True, memory=None):
        """The whole story of a program that a model leads: ended while it thinks and, if it asks,
        while it waits for leave, then driven to its end.

        In between it forgets the first conversation, where `memory` says what it keeps it in.
        """
        self.model.play(script)
        took = [self.cancelled(lambda driver: self.model.begun.is_set())]
        if memory:
            shutil.rmtree(os.path.join(self.fleet.directory, memory))
        self.model.anew()
        if asks:
            took.append(self.cancelled(lambda driver: self.asked()))
            require(not self.asked(), f"nobody waits for {self.asked()} any more{self.said()}")
            self.model.anew()
        allowed, tokens = self.accepted()
        requests = len(script) - 1 if asks else 0
        require(len(allowed) == requests, f"asked for {allowed}, not {requests}{self.said()}")
        outcomes = [launch["outcome"] for launch in self.launches()]
        require(outcomes == ["delivered", *("cancelled" for _ in took)], self.said())
        ended = " and ".join(f"{seconds:.1f}" for seconds in took)
        asked = f"{len(allowed)} requests allowed by decisions" if asks else "no leave asked for"
        return f"cancelled in {ended} s, {asked}, accepted, {tokens} tokens"


def claude(program):
    with Fleet() as fleet:
        desk = Desk(fleet, "claude-code", program, ("--setting-sources", "project"))
        desk.variables = {
            "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{desk.model.port}",
            "ANTHROPIC_API_KEY": "none",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        }
        tools = [{"tool": "Bash", "input": {"command": step}} for step in STEPS]
        return desk.worked([*tools, {"text": "Handed in."}], memory="home/.claude/projects")


def codex(dialect, arguments, **words):
    def play(program):
        with Fleet() as fleet:
            desk = Desk(fleet, dialect, program, arguments, ("NO_KEY",))
            home = os.path.join(fleet.directory, "codex")
            os.makedirs(home)
            with open(os.path.join(home, "config.toml"), "w") as file:
                file.write(
                    f"""model = "gpt-5-codex"
model_provider = "loopback"
[model_providers.loopback]
name = "loopback"
base_url = "http://127.0.0.1:{desk.model.port}/v1"
wire_api = "responses"
env_key = "NO_KEY"
"""
                )
            desk.variables = {"CODEX_HOME": home, "NO_KEY": "none"}
            tools = [
                {"tool": "exec_command", "input": {"cmd": step, **words}}
                for step in STEPS
            ]
            script = [*tools, {"text": "Handed in."}]
            return desk.worked(script, asks=bool(words), memory="codex/sessions")

    return play


def vibe(program):
    with Fleet() as fleet:
        desk = Desk(fleet, "acp", program, environment=("VIBE_HOME", "NO_KEY"))
        home = os.path.join(fleet.directory, "vibe")
        os.makedirs(home)
        with open(os.path.join(home, "config.toml"), "w") as file:
            file.write(
                f"""active_model = "loopback"
enable_telemetry = false
enable_update_checks = false
[[providers]]
name = "loopback"
api_base = "http://127.0.0.1:{desk.model.port}/v1"
api_key_env_var = "NO_KEY"
backend = "generic"
[[models]]
name = "loopback"
provider = "loopback"
alias = "loopback"
"""
            )
        desk.variables = {"VIBE_HOME": home, "NO_KEY": "none"}
        tools = [{"tool": "bash", "input": {"command": step}} for step in STEPS]
        return desk.worked([*tools, {"text": "Handed in."}])


def fast_agent(program):
    """A program that only repeats what it is told: it hands nothing in, and that is told so."""
    with Fleet() as fleet:
        desk = Desk(fleet, "acp", program, ("--model", "slow"), more=ONCE)
        took = desk.cancelled(lambda _: "session/prompt" in desk.told())
        code, _ = desk.to_its_end()
        launches = [launch["outcome"] for launch in desk.launches()]
        require(launches == ["undelivered", "cancelled"], f"{launches}{desk.said()}")
        require(code == 7, f"the driver ended with {code}{desk.said()}")
        asked = fleet.must("decision", "list", "--state", "open").data
        require(len(asked) == 1 and "T-1" in json.dumps(asked), f"{asked}{desk.said()}")
        return f"cancelled in {took:.1f} s, undelivered, and a founder is asked what now"


def main():
    directories = [os.path.realpath(directory) for directory in sys.argv[1:]]
    escalated = {"sandbox_permissions": "require_escalated", "justification": "It is the task."}
    bypass = ("--dangerously-bypass-approvals-and-sandbox",)
    plays = (
        ("Claude Code", claude, "_bundled/claude"),
        ("Codex, both ways", codex("codex-server", (), **escalated), "codex_cli_bin/bin/codex"),
        ("Codex, one way", codex("codex", bypass), "codex_cli_bin/bin/codex"),
        ("Vibe over the Agent Client Protocol", vibe, "bin/vibe-acp"),
        ("fast-agent over the Agent Client Protocol", fast_agent, "bin/fast-agent-acp"),
    )
    return tell((title, play, found(directories, pattern)) for title, play, pattern in plays)


sys.exit(main())
