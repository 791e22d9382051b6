"""How quick the dashboard is with a large workspace: what the server takes, and what a person sees.

Needs what the stage `dashboard` needs, in .build/dashboard-tools.
"""

import glob
import gzip
import os
import site as site_packages
import statistics
import subprocess
import sys
import time
import urllib.request

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))
sys.path.insert(0, os.path.join(ROOT, "scripts", "dashboard"))

from service import Service  # noqa: E402

TASKS = 5000
ROUNDS = 30
PAGES = ("/", "/tasks", "/tasks?view=board", "/tasks?view=graph", "/agents", "/trends")
# What the page does when a change is shown, told by the browser's own clock.
WATCH = """() => {
    window.shownAt = {};
    new MutationObserver(() => {
        for (const link of document.querySelectorAll('main a')) {
            window.shownAt[link.textContent.split(' ')[0]] ??= Date.now();
        }
    }).observe(document.querySelector('main'), { childList: true, subtree: true });
}"""


class Large(Service):
    """A workspace that `bench` has filled, with a gateway."""

    def __init__(self, bench):
        super().__init__()
        self.found()
        directory = os.path.dirname(self.state)
        os.makedirs(os.path.join(directory, "lanes"))
        store = os.path.join(directory, "lanes", "store.db")
        subprocess.run((bench, "lanes", store, str(TASKS)), check=True, capture_output=True)
        self.workspace = ("--workspace", "lanes")
        self.must(*self.workspace, "up", "--port", str(self.port))

    def __exit__(self, *words):
        self.must(*self.workspace, "down", "--reason", "the end")
        super().__exit__(*words)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def link(self):
        return self.must(*self.workspace, "open", "--no-browser").data["address"]


def served(site, cookie, path):
    """How long the gateway takes for a page, in milliseconds: each one."""
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        request = urllib.request.Request(site.url + path, headers={"Cookie": cookie})
        urllib.request.urlopen(request).read()
        took.append((time.perf_counter() - start) * 1000)
    return took


def painted(page, address):
    """When something was first painted, in milliseconds, and the bytes of all that was loaded."""
    page.goto(address)
    page.wait_for_selector("html[data-fresh=live]")
    page.wait_for_timeout(500)
    return page.evaluate("""() => {
        const entries = [...performance.getEntriesByType('navigation'),
            ...performance.getEntriesByType('resource')];
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        return [paint?.startTime ?? 0,
            entries.reduce((sum, each) => sum + each.decodedBodySize, 0)];
    }""")


def seen(site, page, token):
    """From a change to what is shown of it, in milliseconds."""
    page.goto(site.url + "/tasks?view=table&q=seen")
    page.wait_for_selector("html[data-fresh=live]")
    page.evaluate(WATCH)
    asked = {}
    for at in range(ROUNDS):
        key = f"SEEN-{at}"
        asked[key] = time.time() * 1000
        reply = site.ask("POST", "/v1/task/create", {"key": key, "title": "seen"}, token=token)
        assert reply.status < 300, reply
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
    with Large(bench) as site, Browser() as browser, browser.person() as person:
        page = person.new_page()
        page.goto(site.link())
        cookie = "; ".join(f"{each['name']}={each['value']}" for each in person.cookies())
        for path in PAGES:
            figure = nearly_worst(served(site, cookie, path))
            limit = 20 if path == "/" else 200
            row(f"page {path} served, {TASKS:,} tasks, p95", figure, "", 0,
                lambda ours, _, limit=limit: ours <= limit)
            paints = [painted(page, site.url + path) for _ in range(5)]
            row(f"page {path}, first paint", statistics.median(each[0] for each in paints), "", 0,
                lambda ours, _: ours <= 300)
            row(f"page {path}, everything loaded", paints[-1][1] / 1000, "", 0,
                lambda ours, _: ours <= 250, "KB")
        site.must(*site.workspace, "agent", "register", "watcher", "--role", "lead")
        answer = site.must(*site.workspace, "token", "create", "watcher")
        figure = nearly_worst(seen(site, page, answer.data["token"]))
        row("from a change to the screen, p95", figure, "", 0, lambda ours, _: ours <= 500)
