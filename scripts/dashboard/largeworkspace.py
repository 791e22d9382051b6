"""A workspace of 5,000 tasks and 100 agents, and its gateway."""

import os
import subprocess
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))

from packets import packet  # noqa: E402
from service import Service  # noqa: E402

NAME = "lanes"
TASKS = 5000
AGENTS = 100
FOUNDER = "fay"
# Of ten tasks that `bench lanes` makes, the last two are ready.
OPEN = [index for index in range(TASKS) if index % 10 > 7]
DECISIONS, ANSWERED = 160, 40
MESSAGES = 400
PLANS = 60
SLICES = 200
GATE_RUNS = 20


class LargeWorkspace(Service):
    """Tasks in every state are put into its store by `bench`; the rest is asked of the gateway."""

    def __init__(self, bench=None):
        super().__init__()
        self.bench = bench or os.path.join(os.path.dirname(self.program), "bench")
        self.tokens = {}

    def __exit__(self, *words):
        if self.record():
            self.do("down", "--reason", "the end")
        super().__exit__(*words)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def state(self):
        return os.path.join(self.directory, "state", "worklead", NAME)

    def do(self, *words):
        """What the founder says by the command line."""
        return self.must("--workspace", NAME, *words, directory=self.directory,
                         WORKLEAD_TOKEN_FILE=self.token(FOUNDER))

    def link(self, *words):
        """A link that logs one browser in."""
        return self.do("open", "--no-browser", *words).data["address"]

    def ask_as(self, asker, operation, /, **given):
        path = "/v1/" + operation.replace(".", "/", 1)
        reply = self.ask("POST", path, given, self.tokens[asker], self.line)
        assert reply.status < 300, f"{operation}: {reply}"
        return reply.data

    def fill(self, tasks_alone=False):
        self.make_repository()
        os.makedirs(self.state)
        store = os.path.join(self.state, "store.db")
        subprocess.run((self.bench, "lanes", store, str(TASKS)), check=True, capture_output=True)
        self.do("--as", FOUNDER, "session", "start")
        self.do("up", "--port", str(self.port))
        self.line = self.connection()
        self.tokens[FOUNDER] = self.do("token", "create", FOUNDER).data["token"]
        self.hire()
        if not tasks_alone:
            self.talk()
            self.plan()
        # A line that nobody uses for a while is closed.
        self.line.close()
        self.line = None
        return self

    def hire(self):
        """Agents, each with a session, a beat and a task in hand."""
        known = self.ask_as(FOUNDER, "agent.list")
        holding = {each["agent"] for each in known if each["holds"]}
        self.agents = [each["agent"] for each in known if each["role"] == "worker"]
        for number in range(AGENTS - len(known)):
            self.agents.append(f"hand-{number}")
            self.ask_as(FOUNDER, "agent.register", agent=self.agents[-1])
        for agent, task in zip(self.agents, OPEN):
            self.tokens[agent] = self.ask_as(FOUNDER, "token.create", agent=agent)["token"]
            if agent not in holding:
                self.ask_as(agent, "task.claim", task=f"B-{task}", worktree=False)
            self.ask_as(agent, "session.beat", note="in the middle of it")

    def talk(self):
        """Messages to the founder and to others, some to be acknowledged; decisions; promises."""
        for number in range(MESSAGES):
            sender = self.agents[number % len(self.agents)]
            other = self.agents[(number + 1) % len(self.agents)]
            more = {"acknowledge_seconds": 900} if number % 5 == 0 else {}
            if number % 3:
                more["to"] = [FOUNDER, other]
            else:
                more.update(to=[other], task=f"B-{number}")
            self.ask_as(sender, "message.send", subject=f"How part {number} goes",
                        body=f"Part {number} is read and half of it is written.", **more)
        options = [{"option": "a", "text": "this one"}, {"option": "b", "text": "that one"}]
        for number in range(DECISIONS):
            asked = self.ask_as(
                self.agents[number % len(self.agents)], "decision.ask",
                text=f"Which of the two ways for part {number}?", kind="strategy",
                options=options, default="a", deadline_seconds=7200, tasks=[f"B-{OPEN[-1]}"],
            )
            if number < ANSWERED:
                self.ask_as(FOUNDER, "decision.answer",
                            answers=[{"decision": asked["decision"]["decision"], "option": "b"}])
        for number, agent in enumerate(self.agents):
            self.ask_as(FOUNDER, "followup.open", agent=agent, text=f"Say how part {number} went.")
        for _ in range(GATE_RUNS):
            self.ask_as(FOUNDER, "gate.run", on="workspace", set="preflight")

    def plan(self):
        for number in range(PLANS):
            self.ask_as(FOUNDER, "plan.create", plan=f"part-{number}", summary=f"Part {number}",
                        steps=["Measure", "Write"], tasks=[f"B-{OPEN[number]}"])
        self.ask_as(FOUNDER, "run.draft", text=run_file(self.agents))


def run_file(agents):
    """A run as large as its graph may be drawn, and a little larger."""
    owners = agents[:12]
    text = ['[run]\nname = "large"\ntitle = "Many slices"\nacceptance = ["All are accepted."]\n'
            'gates = ["scope"]\n\n[capacity]\ntarget = 6\nmax = 6\n']
    text += [f'[[agents]]\nagent = "{owner}"\nscope = "a part"\n' for owner in owners]
    text.append('[[stages]]\nname = "core"\ntitle = "All of it"\n')
    for number in range(SLICES):
        key = f"S-{number}"
        after = [f"S-{number - step}" for step in (3, 7) if number >= step]
        needs = ", ".join(f'"{each}"' for each in after)
        owner = owners[number % len(owners)]
        lines = packet(key, f"Write part {number}", "Others rest on it.", f"{key}/", "test.sh",
                       head=(("AGENT_ID", owner),))
        text.append(f'[[slices]]\ntask = "{key}"\nstage = "core"\nowner = "{owner}"\n'
                    f"after = [{needs}]\npacket = '''\n{lines}'''\n")
    return "\n".join(text)
