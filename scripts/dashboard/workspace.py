"""A workspace with something for every page of the dashboard, and its gateway."""

import json
import os
import signal
import subprocess
import sys
import time

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))

from packets import packet  # noqa: E402
from service import Service  # noqa: E402
from words import Words  # noqa: E402

AGENTS = {
    "lee": "lead", "ada": "worker", "bea": "worker", "cal": "worker", "vera": "validator",
}
DELIVERED = ("T-101", "T-102", "T-103", "T-111")
RUN = """
[run]
name = "retention"
title = {title}
acceptance = ["Old rows are gone each morning."]
gates = ["scope"]

[capacity]
target = 2
max = 2

[limits]
slice = "30m"

[[agents]]
agent = "ada"
scope = "the job"

[[agents]]
agent = "bea"
scope = "the endpoint"

[[stages]]
name = "core"
title = "The job"

[[slices]]
task = "R-1"
stage = "core"
owner = "ada"
packet = '''
{first}'''

[[slices]]
task = "R-2"
stage = "core"
owner = "bea"
after = ["R-1"]
packet = '''
{second}'''
"""


class Workspace(Service):
    """Most of it is asked of the gateway, which is quicker than a command each."""

    def __init__(self, harmful=False):
        super().__init__()
        self.words = Words(harmful)
        self.tokens = {}

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def link(self, *words):
        """A link that logs one browser in."""
        return self.must("open", "--no-browser", *words).data["address"]

    def text(self, *words, **surroundings):
        """What a command writes for people."""
        done = subprocess.run(
            (self.program, *words), cwd=self.repository, env=self.environment(**surroundings),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=True,
        )
        return done.stdout

    def ask_as(self, asker, operation, /, **given):
        """Carries out an operation. What is refused is shown nowhere, so nothing may be."""
        if asker not in self.tokens:
            self.tokens[asker] = self.token_of(asker)
        path = "/v1/" + operation.replace(".", "/", 1)
        reply = self.ask("POST", path, given, token=self.tokens[asker])
        assert reply.status < 300, f"{operation}: {reply}"
        return reply.data

    def hold(self):
        os.kill(self.record()["pid"], signal.SIGSTOP)

    def let_go(self):
        os.kill(self.record()["pid"], signal.SIGCONT)

    # What is in it.

    def fill(self):
        self.found()
        for agent, role in AGENTS.items():
            self.must("agent", "register", agent, "--role", role)
        self.start()
        say = self.words
        for lane, owner in (("core", "ada"), ("web", "bea")):
            self.ask_as(
                "lee", "lane.add", lane=lane, owner=owner, function=say.line(f"the {lane}", 200)
            )
        self.ask_as("lee", "phase.open", phase="P07", title=say.line("Retention"))
        self.tasks()
        self.work()
        self.talk()
        self.review()
        self.plans()
        self.notices()
        return self

    def tasks(self):
        say = self.words
        titles = {
            "T-104": "Cancel endpoint", "T-105": "Retention job", "T-106": "Routes",
            "T-107": "Retry policy", "T-108": "Migration", "T-109": "Metrics", "T-110": "Docs",
        }
        needs = {"T-106": ["T-105"], "T-107": ["T-106"], "T-108": ["T-105"]}
        for at, (key, title) in enumerate(titles.items()):
            self.ask_as(
                "lee", "task.create", key=key, title=say.line(title), phase="P07",
                lane="core" if at % 2 else "web", depends_on=needs.get(key, []),
                ready=key != "T-110",
            )
        self.ask_as("lee", "task.block", task="T-108", reason=say.line("no schema yet", 500))
        self.ask_as("lee", "task.park", task="T-109", reason=say.line("after the release", 500))
        self.ask_as("ada", "task.claim", task="T-105", worktree=False)
        self.ask_as("ada", "session.beat", note=say.text("at the index"))

    def work(self):
        """Some that were handed in and replayed: sent back, to be judged, and looked at."""
        say = self.words
        for key in DELIVERED:
            path = os.path.join(self.directory, key + ".md")
            with open(path, "w") as file:
                text = packet(key, say.line("Say more", 80), "The report needs it.", key + ".txt")
                file.write(text)
            self.must("task", "create", "--packet", path, "--ready", "--lane", "core")
        elsewhere = os.path.join(self.directory, "elsewhere")
        os.makedirs(elsewhere, exist_ok=True)
        place = {"directory": elsewhere}
        seats = {}
        for agent in ("cal", "vera"):
            started = self.must("--workspace", "fleet", "--as", agent, "session", "start",
                                WORKLEAD_TOKEN_FILE=self.token(agent), **place)
            assert started.data["session"], started
            seats[agent] = {"WORKLEAD_TOKEN_FILE": self.token(agent)}
        for key in DELIVERED:
            tree = self.must("--workspace", "fleet", "claim", key, **seats["cal"], **place)
            tree = tree.data["worktree"]
            with open(os.path.join(tree, key + ".txt"), "w") as file:
                file.write((say.huge if key == "T-103" else say.text)("more") + "\n")
            self.git("add", "--all", directory=tree)
            self.git("commit", "--quiet", "--message", say.line("more", 100), directory=tree)
            self.must("deliver", key, "--report", "-", "--claim", "sh test.sh: 1 passed",
                      directory=tree, stdin=say.text("# Report\n\nIt says more."), **seats["cal"])
            self.must("--workspace", "fleet", "replay", key, **seats["vera"], **place)
        self.must("evidence", "bundle", "T-101")
        self.seal("T-102")
        self.ask_as("vera", "task.rework", task="T-101", findings=[say.text("it says too much")])

    def seal(self, task):
        """What a delivery rests on, signed by who the ledger's folder says may sign."""
        key = os.path.join(self.directory, "signer")
        subprocess.run(
            ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key), check=True
        )
        with open(key + ".pub") as public:
            line = f'founder namespaces="evidence@worklead" {public.read()}'
        with open(os.path.join(self.state, "allowed_signers"), "w") as file:
            file.write(line)
        bundle = self.must("evidence", "bundle", task).data["bundle"]["bundle"]
        self.must("evidence", "seal", bundle, "--signing-key", key)

    def talk(self):
        say = self.words
        founder = "founder"
        first = self.ask_as(
            "ada", "message.send", to=[founder, "lee"], kind="question", task="T-105",
            subject=say.line("Which index?", 120), body=say.text("By day or by job?"),
            acknowledge_seconds=900,
        )
        self.ask_as("lee", "message.send", reply_to=first["message"], body=say.text("By day."))
        log = say.huge("A log, in whole.", 60_000)
        self.ask_as("bea", "message.send", to=[founder], body=log)
        self.ask_as("bea", "message.send", to=[founder], kind="blocker", task="T-104",
                    body=say.text("The key has run out."))
        options = [
            {"option": "a", "text": say.line("SQLite", 150)},
            {"option": "b", "text": say.line("PostgreSQL", 150)},
        ]
        questions = (("Which database for the retention job?", 7200), ("Which day?", 900))
        for text, deadline in questions:
            self.ask_as("ada", "decision.ask", kind="strategy", text=say.text(text, 3000),
                        default="a", options=options, deadline_seconds=deadline, tasks=["T-107"])
        self.ask_as("lee", "followup.open", agent="bea", text=say.text("Release T-104."))
        self.ask_as("lee", "followup.open", agent=founder, text=say.text("Name the licence."))
        self.ask_as("ada", "memory.keep", kind="observation", text=say.text("Rows grow by day."),
                    title=say.line("Growth"))
        self.ask_as("lee", "agent.nudge", agent="cal", reason=say.text("T-101 waits for you."))

    def review(self):
        say = self.words
        started = self.ask_as("vera", "review.start", task="T-103", focus=say.line("structure", 80))
        for severity in ("high", "low"):
            self.ask_as("vera", "finding.add", review=started["review"], severity=severity,
                        text=say.line("It says more than it should.", 1000),
                        place="T-103.txt:1")

    def plans(self):
        say = self.words
        self.ask_as("lee", "plan.create", plan="retention", summary=say.line("Old rows go"),
                    steps=[say.line("Measure"), say.line("Write it")], tasks=["T-105", "T-106"],
                    checkpoint=say.line("The table is small", 300), owner="lee")
        # As TOML has strings: what JSON escapes, it escapes alike.
        title = json.dumps(say.line("Old rows are deleted each night"))
        slices = {
            place: packet(key, what, "The table grows.", f"{key}/", "greet.sh", head=head)
            for place, key, what, head in (
                ("first", "R-1", "Write retention.sh, the nightly job", (("AGENT_ID", "ada"),)),
                ("second", "R-2", "Add the endpoint /retention", (("AGENT_ID", "bea"),)),
            )
        }
        self.ask_as("lee", "run.draft", text=RUN.format(title=title, **slices))

    def notices(self):
        """One that nothing is wrong with, and one that fails with words of a program."""
        self.must("notify", "add", "desk", "command", "--quiet", "22:00-07:00", "--digest", "10m",
                  "--", "/bin/true")
        self.must("notify", "add", "lamp", "command", "--", "/bin/sh", "-c",
                  'printf "%s\\n" "$0" >&2; exit 1', self.words.line("there is no lamp", 2000))


def until_read(service, seconds=20):
    """Waits until the gateway answers again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if service.ask("GET", "/health").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the gateway did not come back")
