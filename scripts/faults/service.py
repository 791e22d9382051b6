"""A throw-away workspace with a gateway, and plain ways to ask it."""

import http.client
import json
import os
import signal
import socket
import time

from fleet import Fleet, free_port


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path, timeout=30):
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Reply:
    """What one request was answered."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        try:
            self.json = json.loads(self.body)
        except ValueError:
            self.json = None

    @property
    def data(self):
        return (self.json or {}).get("data")

    @property
    def code(self):
        return (self.json or {}).get("code")

    def __str__(self):
        return f"status {self.status}: {self.body[:300]!r}"


class Service(Fleet):
    """A workspace whose gateway can be started, killed and asked.

    The sockets lie under the fleet's own directory, and the ports are free ones, so that nothing
    meets a gateway of whoever runs this.
    """

    def __init__(self):
        super().__init__()
        self.runtime = os.path.join(self.directory, "run")
        os.makedirs(self.runtime, mode=0o700)
        self.port = free_port()

    def __exit__(self, *words):
        self.kill()
        super().__exit__(*words)

    def environment(self, **more):
        return super().environment(XDG_RUNTIME_DIR=self.runtime, **more)

    @property
    def state(self):
        return os.path.join(self.directory, "state", "worklead", "fleet")

    def record(self):
        """What the running gateway, or a killed one, has left."""
        try:
            with open(os.path.join(self.state, "gateway.json")) as file:
                return json.load(file)
        except FileNotFoundError:
            return None

    def up(self, *words, **options):
        return self.run("up", "--port", str(self.port), *words, **options)

    def start(self, *words):
        """Starts the gateway, and answers its process."""
        answer = self.up(*words)
        if answer.code != 0:
            raise AssertionError(str(answer))
        return answer.data["pid"]

    def down(self):
        return self.run("down", "--reason", "the end")

    def kill(self, number=signal.SIGKILL):
        """Kills the gateway, if its process is one, and waits until it is gone."""
        record = self.record()
        if record and is_gateway(record["pid"]):
            os.kill(record["pid"], number)
            until(lambda: not is_gateway(record["pid"]), "the gateway's end")

    def token_of(self, agent):
        return self.must("token", "create", agent).data["token"]

    def connection(self, timeout=30):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def unix_connection(self, timeout=30):
        return UnixConnection(self.record()["socket"], timeout=timeout)

    def ask(self, method, path, body=None, token=None, connection=None, headers=()):
        """One request; over TCP unless a connection is given."""
        connection = connection or self.connection()
        headers = dict(headers)
        if token:
            headers["Authorization"] = "Bearer " + token
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            body = json.dumps(body)
        connection.request(method, path, body=body, headers=headers)
        return Reply(connection.getresponse())

    def log(self):
        with open(os.path.join(self.state, "gateway.log")) as file:
            return file.read()


def is_gateway(process):
    """Whether that process is a gateway that lives."""
    try:
        with open(f"/proc/{process}/stat") as file:
            fields = file.read().rsplit(")", 1)
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "(worklead-gatewa" in fields[0] and fields[1].split()[0] != "Z"


def until(condition, what, seconds=30, step=0.005):
    """Waits for a condition, and fails with its name when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come within {seconds} s")
        time.sleep(step)
