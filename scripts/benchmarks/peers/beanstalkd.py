"""beanstalkd, which flushes its log before it answers."""

from fleet import free_port

from .ground import Folder, Peer, Server, last_word, peerload, program


class Beanstalkd(Peer):
    name = "beanstalkd `-f 0`"

    def __init__(self):
        self.program = program("beanstalkd", "beanstalkd")
        self.version = "beanstalkd " + last_word(self.program, "-v")

    def start(self):
        self.folder = Folder()
        self.port = free_port()
        self.server = Server(
            self.folder,
            (
                self.program,
                "-l",
                "127.0.0.1",
                "-p",
                str(self.port),
                "-b",
                self.folder.path,
                "-f",
                "0",
            ),
            self.port,
        )

    def measure(self, clients, seconds):
        put = peerload("beanstalk-message", self.port, clients, seconds)
        yield "message", self.name, put
        # What was put is what can be taken.
        taken = peerload("beanstalk-claim", self.port, clients, seconds, put["count"])
        yield "claim", self.name, taken
