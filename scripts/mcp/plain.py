#!/usr/bin/env python3
"""Talks to the program line by line: what a client library would hide.

    plain.py PROGRAM
"""

import json
import os
import signal
import subprocess
import sys

from clients import Workspace

META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}


class Peer:
    def __init__(self, workspace):
        self.process = subprocess.Popen(
            (workspace.program, "mcp"),
            cwd=workspace.repository,
            env=workspace.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def send(self, method, number=None, **parameters):
        message = {"jsonrpc": "2.0", "method": method, "params": {"_meta": META, **parameters}}
        if number is not None:
            message["id"] = number
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def next(self):
        return json.loads(self.process.stdout.readline())

    def end(self):
        """Closes its input; it has to end by itself, with all that was asked answered."""
        rest, errors = self.process.communicate(timeout=5)
        return rest, errors, self.process.returncode


def expect(holds, sentence):
    if not holds:
        print("FAULT", sentence)
        sys.exit(1)


def main():
    with Workspace(os.path.abspath(sys.argv[1])) as workspace:
        peer = Peer(workspace)
        wait = {"name": "wait", "arguments": {"for": "message", "seconds": 45}}
        peer.send("tools/call", 1, **wait)
        peer.send("tools/call", 2, name="status")
        expect(peer.next()["id"] == 2, "a request that waits held up another")
        workspace.run(workspace.program, "--as", "founder", "task", "create", "Greet", "--ready")
        workspace.run(workspace.program, "message", "send", "founder", "Look here")
        found = peer.next()
        expect(found["id"] == 1, "a message did not end the wait")
        expect(found["result"]["structuredContent"]["reason"] == "message", str(found))
        peer.send("tools/call", 9, name="ack")
        expect(peer.next()["id"] == 9, "the inbox could not be marked as read")
        peer.send("tools/call", 3, **wait)
        peer.send("notifications/cancelled", requestId=3)
        wanted = {"resourceSubscriptions": ["worklead://status"]}
        peer.send("subscriptions/listen", 4, notifications=wanted)
        expect(peer.next()["method"].endswith("/acknowledged"), "listening was not acknowledged")
        workspace.run(workspace.program, "task", "create", "Greet again", "--ready")
        told = peer.next()
        expect(told["params"].get("uri") == "worklead://status", f"not told of a change: {told}")
        peer.send("tools/call", 5, name="tasks")
        rest, errors, code = peer.end()
        lines = [json.loads(line) for line in rest.splitlines()]
        expect([line["id"] for line in lines] == [5], f"what was asked last: {rest}")
        expect((errors, code) == ("", 0), f"it ended with {code} and said: {errors}")

        peer = Peer(workspace)
        peer.send("tools/call", 1, **wait)
        peer.send("tools/call", 2, name="status")
        expect(peer.next()["id"] == 2, "the second conversation did not begin")
        peer.process.send_signal(signal.SIGTERM)
        code = peer.process.wait(timeout=5)
        expect(code == 130, f"a signal ended it with {code}")
    print("requests side by side, a wait, a cancellation, a subscription, the end of the input")


if __name__ == "__main__":
    main()
