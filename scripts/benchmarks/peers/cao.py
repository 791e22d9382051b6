"""CAO, the CLI agent orchestrator: messages are posted to the inbox of a terminal over HTTP.

The receiving terminal is a row in its database, as a session of an agent would leave it. No
program runs in it, so that messages are kept as pending and nothing is typed anywhere.
"""

import os
import sqlite3

from fleet import free_port

from .ground import Folder, Peer, Server, from_pypi, peerload, program, version_of


class CAO(Peer):
    name = "CAO's inbox"

    def __init__(self):
        program("tmux", "tmux")
        folder = from_pypi("cli-agent-orchestrator")
        self.program = os.path.join(folder, "cao-server")
        self.version = "CAO " + version_of(folder, "cli-agent-orchestrator")

    def start(self):
        self.folder = Folder()
        self.port = free_port()
        self.server = Server(
            self.folder,
            (self.program, "--host", "127.0.0.1", "--port", str(self.port), "--terminal", "tmux"),
            self.port,
            env={
                "PATH": os.environ["PATH"],
                "HOME": self.folder.path,
                "CAO_HOME_DIR": self.folder / "cao",
                "TMUX_TMPDIR": self.folder.path,
                "LANG": "C.UTF-8",
            },
            cwd=self.folder.path,
        )
        with sqlite3.connect(self.folder / "cao/db/cli-agent-orchestrator.db") as database:
            database.execute(
                "INSERT INTO terminals (id, tmux_session, tmux_window, provider) "
                "VALUES ('0000000a', 'cao-bench', 'work', 'claude_code')"
            )
        database.close()

    def measure(self, clients, seconds):
        yield "message", self.name, peerload("cao-message", self.port, clients, seconds)
