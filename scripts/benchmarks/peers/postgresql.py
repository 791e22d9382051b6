"""PostgreSQL, asked by its own pgbench over its Unix socket."""

import glob
import os
import pwd
import subprocess
import time

from .ground import Folder, Server, Skipped, first_line, percentiles, program

USER = "postgres"
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


class Database:
    """A server of our own with `fsync` on, at a Unix socket alone."""

    def __init__(self):
        found = sorted(
            glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4])
        )
        if not found:
            raise Skipped("no server is here: apt-get install postgresql")
        self.programs = found[-1]
        # "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        self.version = "PostgreSQL " + first_line(self.program("postgres"), "--version").split()[2]

    def program(self, name):
        return os.path.join(self.programs, name)

    @property
    def account(self):
        """The server refuses to be run by root."""
        if os.geteuid() != 0:
            return {}
        try:
            user = pwd.getpwnam(USER)
        except KeyError:
            raise Skipped(f"there is no user `{USER}` to run the server") from None
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def start(self):
        self.folder = Folder(USER if self.account else None)
        self.port = 5432
        data = self.folder / "data"
        subprocess.run(
            (
                self.program("initdb"),
                "--auth=trust",
                f"--username={USER}",
                "--encoding=UTF8",
                "--locale=C",
                "-D",
                data,
            ),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder.path,
            **self.account,
        )
        self.server = Server(
            self.folder,
            (
                self.program("postgres"),
                "-D",
                data,
                "-k",
                self.folder.path,
                "-p",
                str(self.port),
                "-c",
                "listen_addresses=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "max_connections=200",
                # No checkpoint by the clock: it would write while others are measured.
                "-c",
                "max_wal_size=8GB",
                "-c",
                "checkpoint_timeout=1h",
            ),
            self.folder / f".s.PGSQL.{self.port}",
            cwd=self.folder.path,
            **self.account,
        )
        # It listens before it serves.
        end = time.monotonic() + 60
        while subprocess.run((self.program("pg_isready"), "-q"), env=self.place).returncode != 0:
            if time.monotonic() > end:
                raise Skipped("PostgreSQL is not ready after a minute")
            time.sleep(0.05)

    @property
    def place(self):
        return {
            "PATH": os.environ["PATH"],
            "PGHOST": self.folder.path,
            "PGPORT": str(self.port),
            "PGUSER": USER,
            "PGDATABASE": "postgres",
        }

    def sql(self, text):
        result = subprocess.run(
            (self.program("psql"), "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", text),
            check=True,
            capture_output=True,
            text=True,
            env=self.place,
        )
        return result.stdout.strip()

    def stop(self):
        self.server.stop()
        self.folder.remove()


class PostgreSQL:
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
