#!/usr/bin/env python3
"""Plays the gateway to the dashboard's script: a few pages, a stream, actions, and faults to order.

mock.py --port 37999        then open http://127.0.0.1:37999/
"""

import argparse
import html
import json
import os
import queue
import select
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
FILES = os.path.join(ROOT, "Sources", "Surfaces", "CDashboard")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
NAVIGATION = ["", "tasks", "agents", "inbox", "reviews", "evidence", "gates", "timeline"]


def asset(name):
    """The file that assets.c would put together."""
    parts, found = {"": []}, ""
    names = {"style": "worklead.css", "script": "worklead.js", "graph": "graph.js",
             "layout": "layout.js", "chart": "chart.js", "icon": "icon.svg"}
    for line in open(os.path.join(FILES, "assets.c")):
        if line.startswith("static const unsigned char "):
            found = names[line.split()[4].split("[")[0]]
            parts[found] = []
        elif line.startswith("#embed"):
            parts[found].append(open(os.path.join(FILES, line.split('"')[1])).read())
    return "".join(parts[name]).encode()


class State:
    """What the pages show."""

    def __init__(self):
        self.lock = threading.Condition()
        self.revision = 100
        self.cards = {"q-1": "Which database for the retention job?", "q-2": "T-104 Cancel endpoint"}
        self.listeners = []
        self.streams = 0
        self.streamed = 0
        self.faults = {}
        self.posts = []

    def change(self, kind="task.changed", subject="T-104"):
        with self.lock:
            self.revision += 1
            event = {"type": kind, "subject": subject, "seq": self.revision}
            for listener in self.listeners:
                listener.put((self.revision, "change", event))


STATE = State()


def page(name):
    """A page as the server writes it."""
    body = {"": now, "tasks": tasks, "metrics": metrics}.get(name, other)(name)
    links = "".join(
        f'<a href="/{each}"{" aria-current=page" if each == name else ""}>'
        f'{(each or "now").title()}'
        + (f' <span class="badge">{len(STATE.cards)}</span>' if each == "" else "")
        + "</a>"
        for each in NAVIGATION
    )
    more = '<details class="more"><summary>More</summary><ul><li><a href="/metrics">Trends</a></li></ul></details>'
    return f"""<!DOCTYPE html>
<html lang="en" data-page="{name or 'now'}" data-revision="{STATE.revision}">
<head><meta charset="utf-8"><title>{len(STATE.cards)} · {(name or 'now').title()} · demo</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/worklead.css?d=1">
<script type="module" src="/assets/worklead.js?d=1"></script>
<meta name="worklead-assets" content="/assets/graph.js?d=1 /assets/layout.js?d=1 /assets/chart.js?d=1">
<meta name="worklead-csrf" content="token"></head>
<body><a class="skip" href="#main">Skip to the content</a>
<header class="top"><a class="brand" href="/">demo</a><nav aria-label="Pages">{links}{more}</nav>
<form class="search" role="search" action="/search">
<input type="search" name="q" aria-label="Search" placeholder="Search  /"></form>
<output id="freshness" data-state="still">Read at 14:02:11 UTC</output></header>
<div id="notice" role="status"></div>
{main(body)}
<footer>same as the command <code>worklead status</code> · <a href="/.json">JSON</a></footer>
</body></html>"""


def main(body):
    return f'<main id="main" tabindex="-1" data-revision="{STATE.revision}">{body}</main>'


def form(operation, label, tone="", extra="", fields="", **hidden):
    inputs = "".join(
        f'<input type="hidden" name="{key}" value="{html.escape(value)}">'
        for key, value in {"csrf": "token", "revision": str(STATE.revision), "back": "/", **hidden}.items()
    )
    return (
        f'<form class="action" method="post" action="/act/{operation}"{extra}>{inputs}{fields}'
        f'<button{f" data-tone={tone}" if tone else ""}>{label}</button></form>'
    )


def ago(seconds):
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - seconds))
    return f'<time datetime="{moment}" data-ago>{seconds // 60}m ago</time>'


def now(_):
    cards = "".join(
        f"""<article class="card" id="{key}" data-tone="attention"><h3><a href="/tasks/T-104">{html.escape(text)}</a></h3>
<p class="meta"><span class="state" data-tone="attention"><span class="glyph" aria-hidden="true">◆</span>
Decision</span> · claude-1 · core · T-108 · {ago(372)}</p>
<dl><dt>Blocks</dt><dd>T-107, T-108</dd><dt>Default</dt><dd>SQLite at 14:30</dd></dl>
<div class="actions">{form("decision.answer", "SQLite", "primary", subject=key, option="a")}
{form("decision.answer", "PostgreSQL", subject=key, option="b")}
<details class="act"><summary>Reply…</summary>{form("message.send", "Send", "primary", fields='<label>Message<textarea name="body"></textarea></label>', subject=key)}</details>
{form("task.release", "Release", "bad", ' data-confirm="Release the task? Its worktree is parked."', subject=key)}</div></article>"""
        for key, text in STATE.cards.items()
    )
    agents = "".join(
        f'<tr id="agent-{name}"><th scope="row" data-label="Agent"><a href="/agents/{name}">{name}</a></th>'
        f'<td data-label="State"><span class="state" data-tone="{tone}"><span class="glyph" aria-hidden="true">'
        f'{glyph}</span> {word}</span></td><td data-label="Worked">{ago(worked)}</td></tr>'
        for name, tone, glyph, word, worked in [
            ("claude-1", "attention", "◆", "needs you", 372), ("codex-2", "active", "●", "in review", 60),
            ("cursor-3", "bad", "■", "stuck", 660), ("codex-9", "quiet", "○", "idle", 3000)]
    )
    return f"""<h1>Now</h1><p id="verdict" class="verdict" data-tone="attention" aria-live="polite">
{len(STATE.cards)} things need you. 4 agents working, 1 stuck, 0 gates failing.</p>
<dl class="figures"><div><dt>Longest wait</dt><dd>6m12s</dd></div><div><dt>Today</dt><dd>$4.18</dd></div>
<div><dt>Accepted</dt><dd>7</dd></div><div><dt>Sent back</dt><dd>1</dd></div></dl>
<section id="queue" aria-labelledby="queue-h" class="part wide"><h2 id="queue-h">Needs you</h2>
{cards or '<p class="empty">Nothing needs you. 3 agents are working.</p>'}</section>
<section id="agents" aria-labelledby="agents-h" class="part aside"><h2 id="agents-h">Agents</h2>
<div class="wide" role="region" tabindex="0" aria-labelledby="agents-h"><table><thead><tr><th scope="col">Agent</th>
<th scope="col">State</th><th scope="col">Worked</th></tr></thead><tbody>{agents}</tbody></table></div></section>
<section id="wave" aria-labelledby="wave-h" class="part wide"><h2 id="wave-h">Wave 4</h2>
<p><progress max="14" value="9" aria-label="9 of 14 tasks of the wave">9 of 14</progress> 9 of 14</p></section>"""


def tasks(_):
    columns = "".join(
        f'<section class="column" id="column-{name}"><h3>{name.title()} <span>3</span></h3><ol>'
        + "".join(
            f'<li class="card" id="card-{name}-{at}" data-tone="{tone}"><h4><a href="/tasks/T-{at}">T-{at} Do it</a></h4>'
            f'<p class="meta">core · {ago(200)}</p></li>' for at in range(3))
        + "</ol></section>"
        for name, tone in [("ready", "quiet"), ("claimed", "active"), ("delivered", "attention"), ("accepted", "good")]
    )
    rows = "".join(
        f'<tr id="row-T-{at}" data-node="T-{at}" data-needs="{" ".join(f"T-{n}" for n in (at // 2, at - 3) if 0 < n < at)}" '
        f'data-title="Step {at} of the retention job" data-state="{"accepted" if at < 8 else "ready"}" data-tone="{"good" if at < 8 else "quiet"}"'
        f'{" data-critical" if at in (1, 2, 4, 8, 16) else ""}><td data-label="Task"><a href="/tasks/T-{at}">T-{at}</a></td>'
        f'<td data-label="State">{"accepted" if at < 8 else "ready"}</td><td data-label="Depends on">T-{at // 2}</td></tr>'
        for at in range(1, 24)
    )
    return f"""<h1>Tasks</h1><p id="verdict" class="verdict" data-tone="quiet">23 tasks, 7 accepted.</p>
<ul class="facets"><li><a href="?state=ready" aria-current="true">ready</a></li><li><a href="?lane=core">core</a></li></ul>
<section class="part" aria-labelledby="b-h"><h2 id="b-h">Board</h2><div class="board">{columns}</div></section>
<section class="part" aria-labelledby="g-h"><h2 id="g-h">Graph</h2>
<figure class="graph" id="graph" data-graph><figcaption>23 tasks; the critical path has 5.</figcaption>
<details><summary>Table</summary><div class="wide" role="region" tabindex="0" aria-label="Tasks"><table>
<thead><tr><th scope="col">Task</th><th scope="col">State</th><th scope="col">Depends on</th></tr></thead>
<tbody>{rows}</tbody></table></div></details></figure></section>
<section class="part" aria-labelledby="d-h"><h2 id="d-h">Diff</h2><pre class="diff" tabindex="0"><span class="at">@@ -1,3 +1,4 @@</span>
<span> let a = 1</span>
<span class="del">-let b = 2</span>
<span class="add">+let b = 3</span>
<span class="finding" data-tone="bad">high: unwrap on user input</span>
</pre></section>"""


def metrics(_):
    rows = "".join(
        f'<tr><td data-label="Day"><time datetime="2026-01-{day:02}T00:00:00Z">{day} January</time></td>'
        f'<td data-label="Accepted" class="number">{day % 7 + 3}</td><td data-label="Sent back" class="number">{day % 3}</td></tr>'
        for day in range(1, 29)
    )
    lanes = "".join(f'<tr><td data-label="Lane">{lane}</td><td data-label="Cost" class="number" data-value="{cost}">${cost:.2f}</td></tr>'
                    for lane, cost in [("core", 12.5), ("web", 7.25), ("docs", 1)])
    def chart(kind, key, caption, heads, body):
        return f"""<figure class="chart" id="{key}" data-chart="{kind}"><figcaption>{caption}</figcaption>
<details><summary>Table</summary><div class="wide" role="region" tabindex="0" aria-label="{caption}"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></details></figure>"""
    return f"""<h1>Trends</h1><p id="verdict" class="verdict" data-tone="good">6 tasks a day are accepted.</p><div class="charts">
{chart("line", "throughput", "Tasks accepted and sent back a day", '<th scope="col">Day</th><th scope="col" class="number">Accepted</th><th scope="col" class="number">Sent back</th>', rows)}
{chart("bars", "cost", "Cost by lane", '<th scope="col">Lane</th><th scope="col" class="number" data-unit="usd">Cost</th>', lanes)}</div>"""


def other(name):
    return f'<h1>{html.escape(name.title())}</h1><p class="empty">Nothing is here.</p>'


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

    def do_GET(self):
        path = urlsplit(self.path).path
        if path.startswith("/assets/"):
            name = path.split("/")[2]
            return self.answer(asset(name), TYPES[name.split(".")[1]])
        if path == "/mock/state":
            return self.answer(json.dumps({"streams": STATE.streams, "streamed": STATE.streamed, "posts": STATE.posts}), "application/json")
        if path == "/stream":
            return self.stream()
        if STATE.faults.get("page"):
            return self.answer(main('<section class="degraded" role="alert"><h2>The ledger can\'t be read</h2><p><code>ledger.away</code> Try again.</p></section>'), status=503)
        if STATE.faults.get("login"):
            return self.answer("log in", status=401)
        text = page(path.strip("/"))
        if self.headers.get("X-Worklead-Part") == "main":
            begin = text.index("<main")
            navigation = text[text.index("<nav"):text.index("</nav>") + 6]
            title = text[text.index("<title"):text.index("</title>") + 8]
            text = title + navigation + text[begin:text.index("</main>") + 7]
        self.answer(text)

    def stream(self):
        if STATE.faults.get("login"):
            return self.answer("log in", status=401)
        if STATE.faults.get("stream"):
            return self.answer("no stream", status=404)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        listener = queue.Queue()
        with STATE.lock:
            STATE.listeners.append(listener)
            STATE.streams += 1
            STATE.streamed += 1
        try:
            self.event(None, "hello", {"revision": STATE.revision})
            beats = time.monotonic() + 10
            while not self.is_left():
                try:
                    self.event(*listener.get(timeout=0.05))
                except queue.Empty:
                    if time.monotonic() > beats:
                        beats = time.monotonic() + 10
                        self.event(None, "beat", {"revision": STATE.revision})
        except OSError:
            pass
        finally:
            with STATE.lock:
                STATE.listeners.remove(listener)
                STATE.streams -= 1
        self.close_connection = True

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
            order = json.loads(body)
            STATE.faults.update(order.get("faults", {}))
            STATE.cards.update(order.get("add", {}))
            for key in order.get("remove", []):
                STATE.cards.pop(key, None)
            for _ in range(order.get("changes", 1)):
                STATE.change()
            return self.answer("{}", "application/json")
        fields = {key: values[0] for key, values in parse_qs(body).items()}
        STATE.posts.append({"path": self.path, **fields})
        if fields.get("csrf") != "token":
            return self.act(403, "The page's token is not valid.")
        if STATE.faults.get("conflict"):
            # Without a word on the stream: the answer alone must be enough.
            STATE.cards["q-2"] = "T-104 Cancel endpoint, delivered again"
            STATE.revision += 1
            return self.act(409, "T-104 has changed: it was delivered again.")
        STATE.cards.pop(fields.get("subject", ""), None)
        STATE.change()
        self.act(200, f"{fields.get('subject', 'It')} is done.")

    def act(self, status, words):
        told = {"ok": status == 200, "status": status, "notice": words, "hint": ""}
        self.answer(json.dumps(told), "application/json", status)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    server = Server(("127.0.0.1", parser.parse_args().port), Handler)
    print(server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)
