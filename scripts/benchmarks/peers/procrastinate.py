"""procrastinate over PostgreSQL: jobs are deferred, and fetched by workers that then hold them.

It is a library of Python, so its callers are Python's too: two processes, which is what the two
cores of a small machine can run, with the clients shared out between them.
"""

import os

from .database import Database
from .ground import Peer, figures, from_pypi, version_of

CALLER = os.path.join(os.path.dirname(__file__), "procrastinate_caller.py")


class Procrastinate(Peer):
    name = "procrastinate over PostgreSQL"

    def __init__(self):
        self.database = Database()
        folder = from_pypi("procrastinate", "psycopg[binary,pool]")
        self.python = os.path.join(folder, "python")
        self.version = "procrastinate " + version_of(folder, "procrastinate")

    def start(self):
        self.database.start()
        self.call("schema", 1, 0)

    def call(self, what, clients, seconds, most=0):
        place = f"host={self.database.folder.path} port={self.database.port} user=postgres"
        # -I keeps the folder of the script from being searched for modules.
        return figures(self.python, "-I", CALLER, what, place, clients, seconds, most)

    def measure(self, clients, seconds):
        deferred = self.call("defer", clients, seconds)
        yield "message", self.name, deferred
        # What was deferred is what can be fetched.
        yield "claim", self.name, self.call("fetch", clients, seconds, deferred["count"])

    def stop(self):
        self.database.stop()
