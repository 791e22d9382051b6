"""A PostgreSQL server of our own."""

import glob
import os
import pwd
import subprocess
import time

from .ground import Folder, Peer, Server, Skipped, first_line

USER = "postgres"


class Database(Peer):
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
