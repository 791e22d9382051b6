"""A workspace of its own with a run that is driven by scripts, for what is done to it."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

PATIENCE = 180
AGENTS = ("ada", "bea", "cyd")
PACKET = """# Task Packet: {task}

## Metadata
- TASK_ID: {task}
- DATE: 2026-01-05T09:00:00Z
- REQUESTOR: founder
- AGENT_ID: lea
- ROLE: lead

## Scope
- **What**: Write the word right into src/{task}.txt and nothing else.
- **Why**: The words of before were wrong.
- **IN_SCOPE_PATHS**:
  * src/{task}.txt
- **OUT_OF_SCOPE**:
  * README.md

## Quality Gate
- **RISK_TIER**: LOW
- **TEST_PLAN**:
  ```bash
  {check}grep -qx right src/{task}.txt && echo "1 passed, 0 failed"
  ```
- **DONE_MEANS**:
  * grep finds the word in src/{task}.txt and exits with 0
- **ROLLBACK_HINT**:
  ```bash
  git revert HEAD
  ```
"""


class Fault(Exception):
    """Something that must not be."""


def sandboxes(parent):
    """The processes of sandboxes below a process."""
    children, found = [], []
    try:
        for thread in os.listdir(f"/proc/{parent}/task"):
            with open(f"/proc/{parent}/task/{thread}/children") as file:
                children += [int(word) for word in file.read().split()]
    except OSError:
        pass
    for child in children:
        try:
            with open(f"/proc/{child}/cmdline", "rb") as file:
                words = file.read()
        except OSError:
            continue
        if b"__sandbox" in words or b"bwrap" in words:
            found.append(child)
        found += sandboxes(child)
    return found


class DrivenRun:
    """A run in a home of its own. Its agents are the script `agent.sh` in that home."""

    # Each slice with what it waits for.
    SLICES = {}
    # What the check of each slice begins with.
    CHECK = ""

    def __init__(self, program, name):
        self.name = name
        self.path = tempfile.mkdtemp(prefix=f"run-{name}-", dir="/tmp")
        self.host = self.path + "/host"
        self.program = os.path.realpath(program)
        self.environment = {
            "PATH": os.path.dirname(self.program) + ":" + os.environ["PATH"],
            "HOME": self.path,
            "USER": "founder",
            "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        for role in ("AUTHOR", "COMMITTER"):
            self.environment[f"GIT_{role}_NAME"] = "Founder"
            self.environment[f"GIT_{role}_EMAIL"] = "founder@example.org"

    def call(self, *words, good=True):
        done = subprocess.run(
            words,
            cwd=self.host,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE,
        )
        if good and done.returncode != 0:
            raise Fault(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def data(self, *words):
        return json.loads(self.call("worklead", *words, "--json").stdout)["data"]

    def prepare(self, agent, driver="", limits=""):
        """Makes the workspace and starts the run, with what `driver` and `[limits]` shall say."""
        os.makedirs(self.host + "/src")
        open(self.host + "/README.md", "w").close()
        with open(self.path + "/agent.sh", "w") as file:
            file.write(agent)
        self.call("git", "init", "--quiet", "--initial-branch", "main")
        self.call("git", "add", "--all")
        self.call("git", "commit", "--quiet", "--message", "The beginning")
        self.call("worklead", "init", "--name", self.name)
        text = (
            f'[run]\nname = "{self.name}"\ntitle = "Write what is right"\n'
            'acceptance = ["All is right."]\ngates = ["scope"]\naccept = "with-gaps"\n'
            f'[limits]\n{limits}\n[[drivers]]\nname = "script"\nprogram = "sh"\n'
            f'arguments = ["{self.path}/agent.sh", "{self.path}"]\n{driver}\n'
            '[[stages]]\nname = "core"\n'
        )
        for agent in AGENTS:
            self.call("worklead", "agent", "register", agent)
            text += f'[[agents]]\nagent = "{agent}"\ndriver = "script"\n'
        for number, (task, after) in enumerate(self.SLICES.items()):
            packet = PACKET.format(task=task, check=self.CHECK)
            text += f'[[slices]]\ntask = "{task}"\nstage = "core"\n'
            text += f'owner = "{AGENTS[number % 3]}"\nafter = {json.dumps(after)}\n'
            text += f"packet = '''\n{packet}'''\n"
        with open(self.path + "/run.toml", "w") as file:
            file.write(text)
        self.call("worklead", "run", "new", "../run.toml")
        self.call("worklead", "run", "approve", self.name)
        self.call("worklead", "run", "start", self.name)

    def processes(self):
        """The processes of this home, by what they are."""
        found = {}
        mark = f"HOME={self.path}\0".encode()
        for name in filter(str.isdecimal, os.listdir("/proc")):
            try:
                with open(f"/proc/{name}/environ", "rb") as file:
                    if mark not in file.read():
                        continue
                with open(f"/proc/{name}/cmdline", "rb") as file:
                    words = file.read().decode(errors="replace").replace("\0", " ")
            except OSError:
                continue
            kind = "other"
            if "worklead-gateway" in words:
                kind = "gateway"
            elif "__sandbox" in words:
                kind = "replay"
            elif "agent.sh" in words:
                kind = "agent"
            elif "run drive" in words:
                kind = "driver"
            if words:
                found.setdefault(kind, []).append(int(name))
        # What runs in a sandbox has another home; it is known by who has started it.
        found.setdefault("replay", []).extend(
            number
            for kind in ("driver", "gateway")
            for parent in found.get(kind, [])
            for number in sandboxes(parent)
        )
        return {kind: numbers for kind, numbers in found.items() if numbers}

    def expect_done(self):
        """Whether the run ended as it has to; its launches."""
        status = self.data("run", "status", self.name)
        ends = {line["task"]: line["state"] for line in status["slices"]}
        if ends != dict.fromkeys(self.SLICES, "accepted"):
            raise Fault(f"the slices ended as {ends}")
        lines = self.call("worklead", "ledger", "export", "--json").stdout.splitlines()
        events = [json.loads(line) for line in lines]
        for task in self.SLICES:
            accepted = [
                event
                for event in events
                if event["type"] == "task.accepted" and event["subject"] == f"task:{task}"
            ]
            if len(accepted) != 1:
                raise Fault(f"{task} was accepted {len(accepted)} times")
        launches = self.data("run", "launches", self.name, "--limit", "1000")
        if any("outcome" not in launch for launch in launches):
            raise Fault("a launch is open")
        if any(tree.get("uncommitted") for tree in self.data("worktree", "list")):
            raise Fault("something is not committed")
        self.call("worklead", "ledger", "verify")
        self.call("worklead", "down", "--reason", "it is over", good=False)
        self.expect_quiet()
        return launches

    def expect_quiet(self):
        """Whether no process of the run is left, after a moment to end."""
        for _ in range(100):
            left = self.processes()
            if not left:
                return
            time.sleep(0.1)
        raise Fault(f"these still run: {left}")

    def end_processes(self):
        for numbers in self.processes().values():
            for number in numbers:
                try:
                    os.kill(number, signal.SIGKILL)
                except ProcessLookupError:
                    pass

    def remove(self):
        self.end_processes()
        shutil.rmtree(self.path, ignore_errors=True)
