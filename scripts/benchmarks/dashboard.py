"""How quick the dashboard is with a large workspace: what the server takes, and what a person sees.

Needs what the stage `dashboard` needs, in .build/dashboard-tools.
"""

import glob
import gzip
import os
import site as site_packages
import statistics
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "dashboard"))

from largeworkspace import AGENTS, FOUNDER, TASKS, LargeWorkspace  # noqa: E402

ROUNDS = 30
# Each with the operation that it rests on, which it is held against.
PAGES = (
    ("/", "now/show", {}),
    ("/tasks", "task/list", {"limit": 100}),
    ("/tasks?view=board", "task/list", {"limit": 500}),
    ("/tasks?view=graph", "plan/graph", {}),
    ("/agents", "agent/presence", {"limit": 100}),
    ("/inbox", "message/inbox", {}),
    ("/decisions", "decision/list", {"limit": 100}),
    ("/timeline", "report/timeline", {}),
    ("/evidence", "evidence/latency", {}),
    ("/trends", "trend/show", {}),
)
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# What the page does when a change is shown, told by the browser's own clock.
WATCH = """() => {
    window.shownAt = {};
    new MutationObserver(() => {
        for (const link of document.querySelectorAll('main a')) {
            window.shownAt[link.textContent.split(' ')[0]] ??= Date.now();
        }
    }).observe(document.querySelector('main'), { childList: true, subtree: true });
}"""


class Bare(BaseHTTPRequestHandler):
    """A page with nothing to load: what a browser and a line need by themselves."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        body = b"<!DOCTYPE html><html lang=en><title>Bare</title><p>Bare</p></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def served(site, method, path, body=None, **headers):
    """How long the gateway takes for something, in milliseconds: each one."""
    line, took = site.connection(), []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        reply = site.ask(method, path, body, connection=line, headers=headers)
        took.append((time.perf_counter() - start) * 1000)
        assert reply.status == 200, reply
    line.close()
    return took


def bare_paint(page):
    """When such a page is painted first, in milliseconds, the one in the middle."""
    server = HTTPServer(("127.0.0.1", 0), Bare)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    paints = []
    for _ in range(5):
        page.goto(address)
        page.wait_for_function(f"() => {FIRST_PAINT}")
        paints.append(page.evaluate(f"() => {FIRST_PAINT}"))
    server.shutdown()
    return statistics.median(paints)


def painted(page, address):
    """When something was first painted, in milliseconds, and the bytes of all that was loaded."""
    page.goto(address)
    page.wait_for_selector("html[data-fresh=live]")
    page.wait_for_function(f"() => {FIRST_PAINT}")
    return page.evaluate("""() => {
        const entries = [...performance.getEntriesByType('navigation'),
            ...performance.getEntriesByType('resource')];
        return [FIRST_PAINT,
            entries.reduce((sum, each) => sum + each.decodedBodySize, 0)];
    }""".replace("FIRST_PAINT", FIRST_PAINT))


def seen(site, page):
    """From a change to what is shown of it, in milliseconds."""
    page.goto(site.url + "/tasks?view=table&q=seen")
    page.wait_for_selector("html[data-fresh=live]")
    page.evaluate(WATCH)
    asked = {}
    for at in range(ROUNDS):
        key = f"SEEN-{at}"
        asked[key] = time.time() * 1000
        site.ask_as(FOUNDER, "task.create", key=key, title="seen")
        page.wait_for_function("(key) => window.shownAt[key]", arg=key)
        page.wait_for_timeout(300)
    shown = page.evaluate("() => window.shownAt")
    return [shown[key] - start for key, start in asked.items()]


def nearly_worst(figures):
    return statistics.quantiles(figures, n=20)[-1]


def run(row, bench):
    """Adds the figures, each with its budget."""
    for packages in glob.glob(os.path.join(ROOT, ".build/dashboard-tools/lib/*/site-packages")):
        site_packages.addsitedir(packages)
    import mock
    from browser import Browser

    script = len(gzip.compress(mock.asset("worklead.js"), 9)) / 1000
    row("first screen's script, compressed", script, "", 0, lambda ours, _: ours <= 25, "KB")
    with LargeWorkspace(bench) as site, Browser() as browser, browser.person() as person:
        site.fill()
        page = person.new_page()
        page.goto(site.link())
        cookie = "; ".join(f"{each['name']}={each['value']}" for each in person.cookies())
        token = {"Authorization": "Bearer " + site.tokens[FOUNDER]}
        bare = bare_paint(page)
        for path, operation, given in PAGES:
            figure = nearly_worst(served(site, "GET", path, Cookie=cookie, Accept="text/html"))
            beside = nearly_worst(served(site, "POST", "/v1/" + operation, given, **token))
            limit = 20 if path == "/" else 200
            row(f"page {path} served, {TASKS:,} tasks, {AGENTS} agents, p95", figure,
                f"`{operation.replace('/', '.')}` over HTTP", beside,
                lambda ours, _, limit=limit: ours <= limit)
            paints = [painted(page, site.url + path) for _ in range(5)]
            row(f"page {path}, first paint", statistics.median(each[0] for each in paints),
                "a page with nothing in it, of Python's `http.server`", bare,
                lambda ours, _: ours <= 300)
            row(f"page {path}, everything loaded", paints[-1][1] / 1000, "", 0,
                lambda ours, _: ours <= 250, "KB")
        row("from a change to the screen, p95", nearly_worst(seen(site, page)), "", 0,
            lambda ours, _: ours <= 500)
