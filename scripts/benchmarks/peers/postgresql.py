"""PostgreSQL, asked by its own pgbench over its Unix socket."""

import glob
import os
import subprocess

from .database import Database
from .ground import Folder, Peer, percentiles, program

SCHEMA = """
CREATE TABLE message (id BIGSERIAL PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE task (id BIGINT PRIMARY KEY, title TEXT NOT NULL, agent INT, fence INT NOT NULL);
"""
MESSAGE = f"INSERT INTO message (body) VALUES ('{'x' * 100}');\n"
# Each client takes tasks that no other asks for: a named claim. SKIP LOCKED lets it go by a task
# that somebody takes at the same time, where it would wait otherwise.
CLAIM = """
\\set turn :turn + 1
\\set task :first + (:turn - 1) * :clients + :client_id
UPDATE task SET agent = :client_id, fence = fence + 1 WHERE id = (
    SELECT id FROM task WHERE id = :task AND agent IS NULL FOR UPDATE SKIP LOCKED);
"""
TASKS = 400_000


class PostgreSQL(Peer):
    name = "PostgreSQL"

    def __init__(self):
        self.database = Database()
        self.version = self.database.version
        self.pgbench = self.database.program("pgbench")
        if not os.path.exists(self.pgbench):
            self.pgbench = program("pgbench", "postgresql-contrib")

    def start(self):
        self.database.start()
        self.database.sql(SCHEMA)
        self.database.sql(
            "INSERT INTO task SELECT n, 'Task ' || n, NULL, 0 "
            f"FROM generate_series(1, {TASKS}) AS n"
        )
        self.database.sql("VACUUM ANALYZE task")
        self.database.sql("CHECKPOINT")
        self.first, self.claimed = 1, 0

    def measure(self, clients, seconds):
        yield "message", self.name, self.bench(MESSAGE, clients, seconds)
        figure = self.bench(CLAIM, clients, seconds)
        # The clients differ in how far they get: the next run starts behind all of them.
        self.first = 1 + int(self.database.sql("SELECT max(id) FROM task WHERE agent IS NOT NULL"))
        held = int(self.database.sql("SELECT coalesce(sum(fence), 0) FROM task WHERE fence = 1"))
        self.claimed += figure["count"]
        if self.first > TASKS:
            raise RuntimeError("the tasks did not last")
        if held < self.claimed:
            raise RuntimeError(f"{self.claimed} claims were told and {held} are there")
        yield "claim", self.name, figure

    def bench(self, script, clients, seconds):
        """Runs a script of pgbench; percentiles come from its log of every transaction."""
        folder = Folder()
        path = folder.write("script.sql", script)
        # pgbench counts in whole seconds.
        seconds = max(1, round(seconds))
        result = subprocess.run(
            (
                self.pgbench,
                "-n",
                "-M",
                "prepared",
                "-c",
                str(clients),
                "-j",
                str(min(clients, 2)),
                "-T",
                str(seconds),
                "-f",
                path,
                "-l",
                "--log-prefix",
                folder / "times",
                "-D",
                "turn=0",
                "-D",
                f"clients={clients}",
                "-D",
                f"first={self.first}",
            ),
            env=self.database.place,
            capture_output=True,
            text=True,
        )
        if result.returncode != 0:
            raise RuntimeError(result.stderr[-400:])
        micros = []
        for log in glob.glob(folder / "times*"):
            with open(log) as lines:
                micros += [int(line.split()[2]) for line in lines]
        folder.remove()
        rate = next(
            float(line.split()[2]) for line in result.stdout.splitlines() if line.startswith("tps")
        )
        return dict(percentiles(micros, seconds), per_second=rate)

    def stop(self):
        self.database.stop()
