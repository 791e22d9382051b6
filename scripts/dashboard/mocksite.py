"""The mock gateway as a process of its own, that can be killed, stopped and told what to do."""

import json
import os
import signal
import subprocess
import sys
import urllib.request


class MockSite:
    def __init__(self):
        self.port = 0
        self.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def start(self):
        script = os.path.join(os.path.dirname(__file__), "mock.py")
        self.process = subprocess.Popen(
            (sys.executable, script, "--port", str(self.port)), stdout=subprocess.PIPE, text=True
        )
        self.port = int(self.process.stdout.readline())

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def hold(self):
        self.process.send_signal(signal.SIGSTOP)

    def let_go(self):
        self.process.send_signal(signal.SIGCONT)

    def do(self, **order):
        """Adds and removes cards, orders faults, and tells of so many changes."""
        request = urllib.request.Request(self.url + "/mock/do", json.dumps(order).encode())
        urllib.request.urlopen(request, timeout=10).read()

    def mend(self):
        self.do(faults={name: None for name in ("page", "login", "stream", "conflict")})

    def state(self):
        return json.load(urllib.request.urlopen(self.url + "/mock/state", timeout=10))
