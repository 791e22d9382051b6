"""Redis, which flushes its log before it answers."""

from fleet import free_port

from .ground import Folder, Peer, Server, first_line, peerload, program


class Redis(Peer):
    name = "Redis, `appendfsync always`"

    def __init__(self):
        self.program = program("redis-server", "redis-server")
        # "Redis server v=7.0.15 sha=…"
        words = first_line(self.program, "--version").split()
        self.version = "Redis " + next(word[2:] for word in words if word.startswith("v="))

    def start(self):
        self.folder = Folder()
        self.port = free_port()
        self.server = Server(
            self.folder,
            (
                self.program,
                "--port",
                str(self.port),
                "--bind",
                "127.0.0.1",
                "--dir",
                self.folder.path,
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                "",
                "--auto-aof-rewrite-percentage",
                "0",
            ),
            self.port,
        )

    def measure(self, clients, seconds):
        yield "message", self.name, peerload("redis-message", self.port, clients, seconds)
        yield "claim", self.name, peerload("redis-claim", self.port, clients, seconds)
