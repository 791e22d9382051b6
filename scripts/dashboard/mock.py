#!/usr/bin/env python3
"""Plays the gateway to the dashboard's script: a few pages, a stream, actions, and faults to order.

mock.py --port 37999        then open http://127.0.0.1:37999/
"""

import argparse
import json
import os
import queue
import select
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from mockpages import page

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
FILES = os.path.join(ROOT, "Sources", "Surfaces", "CDashboard")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
# The arrays of assets.c.
FILE_OF = {
    "style": "worklead.css", "script": "worklead.js", "graph": "graph.js", "layout": "layout.js",
    "chart": "chart.js", "icon": "icon.svg", "glossary": "glossary.md",
}
BEATS_EVERY = 10
DEGRADED = """<main id="main" tabindex="-1"><h1>Now</h1>
<section class="degraded" role="alert"><h2>The ledger can't be read</h2></section></main>"""


def asset(name):
    """The file that assets.c would put together."""
    parts, current = {}, None
    with open(os.path.join(FILES, "assets.c")) as source:
        for line in source:
            if line.startswith("static const unsigned char "):
                current = parts.setdefault(FILE_OF[line.split()[4].split("[")[0]], [])
            elif line.startswith("#embed"):
                with open(os.path.join(FILES, line.split('"')[1]), "rb") as part:
                    current.append(part.read())
    return b"".join(parts[name])


class State:
    """What the pages show, who listens, and what is to go wrong."""

    def __init__(self):
        self.lock = threading.Lock()
        self.revision = 100
        self.cards = {
            "q-1": "Which database for the retention job?", "q-2": "T-104 Cancel endpoint",
        }
        self.listeners = []
        self.faults = {}
        self.posts = []

    def change(self):
        with self.lock:
            self.revision += 1
            event = {"type": "task.changed", "subject": "T-104", "seq": self.revision}
            for listener in self.listeners:
                listener.put((self.revision, "change", event))


STATE = State()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, kind="text/html; charset=utf-8", status=200):
        body = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def answer_json(self, value, status=200):
        self.answer(json.dumps(value), "application/json", status)

    def do_GET(self):
        path = urlsplit(self.path).path
        if path.startswith("/assets/"):
            name = path.split("/")[2]
            self.answer(asset(name), TYPES[name.split(".")[1]])
        elif path == "/mock/state":
            self.answer_json({"streams": len(STATE.listeners), "posts": STATE.posts})
        elif STATE.faults.get("login"):
            self.answer("log in", status=401)
        elif path == "/stream" and STATE.faults.get("stream"):
            self.answer("no stream", status=404)
        elif path == "/stream":
            self.stream()
        elif STATE.faults.get("page"):
            self.answer(DEGRADED, status=503)
        else:
            text = page(path.strip("/"), STATE)
            is_part = self.headers.get("X-Worklead-Part") == "main"
            self.answer(part_of(text) if is_part else text)

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        listener = queue.Queue()
        with STATE.lock:
            STATE.listeners.append(listener)
        try:
            self.event(None, "hello", {"revision": STATE.revision})
            beats = time.monotonic() + BEATS_EVERY
            while not self.is_left():
                try:
                    self.event(*listener.get(timeout=0.05))
                except queue.Empty:
                    if time.monotonic() > beats:
                        beats = time.monotonic() + BEATS_EVERY
                        self.event(None, "beat", {"revision": STATE.revision})
        except OSError:
            pass
        finally:
            with STATE.lock:
                STATE.listeners.remove(listener)

    def is_left(self):
        """Whether the browser has closed its end."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""

    def event(self, key, kind, data):
        lines = ([f"id: {key}"] if key else []) + [f"event: {kind}", f"data: {json.dumps(data)}"]
        self.wfile.write(("\n".join(lines) + "\n\n").encode())
        self.wfile.flush()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path == "/mock/do":
            self.obey(json.loads(body))
            self.answer_json({})
        else:
            self.act({key: values[0] for key, values in parse_qs(body).items()})

    def obey(self, order):
        STATE.faults.update(order.get("faults", {}))
        STATE.cards.update(order.get("add", {}))
        for key in order.get("remove", []):
            STATE.cards.pop(key, None)
        for _ in range(order.get("changes", 1)):
            STATE.change()

    def act(self, fields):
        STATE.posts.append({"path": self.path, **fields})
        status, words = 200, f"{fields.get('subject')} is done."
        if fields.get("csrf") != "token":
            status, words = 403, "The form is not of a page of ours."
        elif STATE.faults.get("conflict"):
            # Without a word on the stream: the answer alone must be enough.
            STATE.cards["q-2"] = "T-104 Cancel endpoint, delivered again"
            STATE.revision += 1
            status, words = 409, "T-104 has changed: it was delivered again."
        else:
            STATE.cards.pop(fields.get("subject"), None)
            STATE.change()
        told = {"ok": status == 200, "status": status, "notice": words}
        self.answer_json(told, status)


def part_of(text):
    """What the script asks for: the title, the bar's links and the content."""
    pieces = (("<title", "</title>"), ("<nav", "</nav>"), ("<main", "</main>"))
    return "".join(
        text[text.index(begin) : text.index(end) + len(end)] for begin, end in pieces
    )


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--port", type=int, default=0)
    server = Server(("127.0.0.1", parser.parse_args().port), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
