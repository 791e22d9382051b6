"""The gateway of Worklead: over TCP, over its Unix socket, and by a command a message."""

import os

from fleet import PROGRAM, Fleet, free_port

from .ground import Peer, Skipped, figures, generator, spawnload
from .wrk import wrk

WAYS = ("TCP", "Unix socket")
# As many tasks are made as can be claimed in the time, but no more than this, since each can be
# claimed once and making them takes time too.
TASKS_A_SECOND = {1: 3_000, 8: 12_000}
TASKS_MOST = 20_000


class Worklead(Peer):
    name = "Worklead"
    fleet = None

    def __init__(self):
        if not os.path.exists(PROGRAM + "-gateway"):
            raise Skipped(f"{PROGRAM}-gateway was not built: scripts/build")
        self.load = generator("gwload", "connections.c", "samples.c")
        self.version = "Worklead of this tree"

    def start(self):
        self.fleet = Fleet()
        self.fleet.found()
        self.fleet.must("agent", "register", "sink")
        self.port = free_port()
        line = self.fleet.must("up", "--port", str(self.port)).data
        self.address = {"TCP": self.port, "Unix socket": line["socket"]}
        self.token = self.token_of("founder")
        self.tasks = 0

    def token_of(self, agent):
        return self.fleet.must("token", "create", agent).data["token"]

    def ask(self, way, clients, seconds, mode, *range_of_tasks, token=None):
        return figures(
            self.load,
            self.address[way],
            clients,
            seconds,
            token or self.token,
            mode,
            *range_of_tasks,
        )

    def measure(self, clients, seconds):
        for way in WAYS:
            for kind, mode, what in (
                ("message", "message", "a message"),
                ("message", "beat", "a heartbeat"),
            ):
                yield kind, f"Worklead, {what}, {way}", self.ask(way, clients, seconds, mode)
            yield "claim", f"Worklead, {way}", self.claims(way, clients, seconds)
        yield "message", "`worklead message send`, a command each", self.commands(clients, seconds)
        for mode, what in (("health", "`/health`"), ("show", "a read with a token")):
            figure = self.ask("Unix socket", clients, seconds, mode)
            yield "health", f"Worklead, {what}, Unix socket", figure
        try:
            figure = wrk(self.port, "/health", clients, seconds)
            yield "health", "Worklead, `/health`, TCP, by wrk", figure
        except Skipped:
            # The row of nginx, which is asked by the same tool, tells of it.
            return

    def claims(self, way, clients, seconds):
        """Claims tasks that nobody holds; they are made before the clock starts."""
        count = min(TASKS_MOST, int(TASKS_A_SECOND.get(clients, TASKS_MOST) * seconds))
        first = self.tasks + 1
        self.ask("Unix socket", 32, 600, "create", first, count)
        self.tasks += count
        # Somebody new each time: a heartbeat renews all that its agent holds.
        agent = f"claimant-{first}"
        self.fleet.must("agent", "register", agent)
        token = self.token_of(agent)
        return self.ask(way, clients, seconds, "claim", first, count, token=token)

    def commands(self, clients, seconds):
        return spawnload(
            clients,
            seconds,
            (self.fleet.program, "message", "send", "sink", "x" * 90 + "%"),
            env=self.fleet.environment(),
            cwd=self.fleet.repository,
        )

    def stop(self):
        if self.fleet:
            self.fleet.run("down")
            self.fleet.__exit__()
