"""hcom, whose messages are sent by a command each: it has no server and no library to call.

Each command opens its SQLite file, writes, and closes it with a checkpoint, which flushes.
"""

import os

from .ground import Folder, Peer, from_pypi, spawnload, version_of


class Hcom(Peer):
    name = "`hcom send`, a command each"

    def __init__(self):
        folder = from_pypi("hcom")
        self.program = os.path.join(folder, "hcom")
        self.version = "hcom " + version_of(folder, "hcom")

    def start(self):
        self.folder = Folder()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.folder.path,
            "HCOM_DIR": self.folder.path,
        }
        # The first command makes the database.
        self.send(1, 0.01)

    def send(self, clients, seconds):
        # The number makes each message another; with it they have some 100 bytes.
        return spawnload(
            clients,
            seconds,
            (self.program, "send", "--from", "bench", "--", "x" * 90 + "%"),
            env=self.environment,
            cwd=self.folder.path,
        )

    def measure(self, clients, seconds):
        yield "message", self.name, self.send(clients, seconds)
