"""The demonstration as somebody in a browser sees it: checks against `worklead demo` itself."""

import os
import re
import shutil
import subprocess
import tempfile
import threading

from browser import opened

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.environ.get("WORKLEAD_PROGRAM") or os.path.join(ROOT, ".build", "debug", "worklead")

# How the page stands, and how it says that the agents do.
STANDING = """() => [
    document.documentElement.dataset.fresh,
    ...[...document.querySelectorAll('#agents tbody tr')].map((row) => row.cells[1].innerText),
]"""


class Demonstration:
    """A run of it, with its dashboard served and no browser started; the lines as they come."""

    def __enter__(self):
        self.directory = tempfile.mkdtemp(prefix="worklead-demo-")
        self.environment = {**os.environ, "XDG_STATE_HOME": self.directory}
        self.lines, self.has_link = [], threading.Event()
        self.process = subprocess.Popen(
            [PROGRAM, "demo", "--serve", "--no-browser", "--format", "text"],
            env=self.environment, cwd=self.directory, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        self.reader = threading.Thread(target=self.read)
        self.reader.start()
        return self

    def __exit__(self, *_):
        # It ends by itself; what a fault leaves of it is ended.
        self.process.kill()
        self.reader.join()
        self.call("demo", "clean")
        shutil.rmtree(self.directory, ignore_errors=True)

    def read(self):
        for line in self.process.stdout:
            self.lines.append(line)
            if "the dashboard is at" in line:
                self.has_link.set()
        self.has_link.set()

    def call(self, *words):
        return subprocess.run(
            [PROGRAM, *words], env=self.environment, cwd=self.directory, capture_output=True,
            text=True, timeout=60,
        ).stdout.strip()

    def link(self):
        """The one that it said, worth one login."""
        assert self.has_link.wait(30), self.lines
        [link] = re.findall(r"the dashboard is at (\S+)", "".join(self.lines))
        return link

    @property
    def summary(self):
        return "".join(self.lines)


def as_it_happens(browser, demo, told):
    """Whoever watches sees agents come and work, the gateway go and come back, without a reload."""
    with browser.person() as context:
        page = context.new_page()
        page.goto(demo.link())
        told["site"] = page.url.rstrip("/")
        page.evaluate("() => { window.isFirst = true; }")
        while demo.process.poll() is None:
            told["seen"].update(page.evaluate(STANDING))
            page.wait_for_timeout(50)
        demo.reader.join()
        assert demo.process.returncode == 0, demo.summary
        assert page.evaluate("() => window.isFirst"), "the page was loaded again"
        page.wait_for_selector("html[data-fresh=live]")
        page.wait_for_selector("main dd:has-text('9')")
        assert not context.faults, context.faults
        told["cookies"] = context.cookies()
    words = {re.sub(r"^\W+", "", each) for each in told["seen"]}
    assert {"live", "working"} <= words, words
    assert words & {"gone", "disconnected", "stale"}, f"the gateway was killed, unseen: {words}"
    assert words & {"stuck", "silent"}, f"an agent was killed, unseen: {words}"
    return ", ".join(sorted(words))


def afterwards(browser, demo, told):
    """What it says that happened stands on the pages."""
    assert "9 accepted" in demo.summary and "0 lost" in demo.summary, demo.summary
    with browser.person() as context:
        context.add_cookies(told["cookies"])
        for address, expected in (
            ("/", ("Accepted\n9", "Sent back\n1")),
            ("/tasks?all=1", ("9 tasks in all.",)),
            ("/tasks/WEB-1", ("Accepted.", "Attempts\n2", "cal")),
            ("/timeline", ("9 accepted, 1 sent back or rejected",)),
            ("/decisions/D-1", ("Nobody answered: the default was taken",)),
            ("/evidence", ("E-1", "sealed")),
            ("/changes", ("Nobody is in another's way",)),
        ):
            page = opened(context, told["site"] + address)
            words = page.locator("main").inner_text()
            for each in expected:
                assert each in words, (address, each, words[:2000])
            page.close()
        assert not context.faults, context.faults


def report(browser, demo, told):
    """Its report is one file that opens without a network and looks as the page does."""
    [path] = re.findall(r"read it:? +(\S+)", demo.summary)
    asked, shapes = [], []
    with browser.person(offline=True) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto("file://" + path.strip('"'))
        shapes.append(shape(page))
        assert not context.faults, context.faults
    assert len(asked) == 1, asked
    with browser.person() as context:
        context.add_cookies(told["cookies"])
        shapes.append(shape(opened(context, told["site"] + "/reports/coordination")))
    kept, shown = shapes
    assert kept == shown and len(kept) > 10, (kept, shown)
    return f"{len(kept)} things, each of the same font, size and colour"


# What is read, with how it looks; ages and what can only be done live are none of it.
SHAPE = """() => [...document.querySelectorAll('main h1, main h2, main h3, main th, main td')]
    .filter((each) => !each.querySelector('time') && each.innerText.trim())
    .map((each) => {
        const { fontSize, fontFamily, fontWeight, color } = getComputedStyle(each);
        return [each.tagName, each.innerText.trim(), fontSize, fontFamily, fontWeight, color];
    })"""


def shape(page):
    return page.evaluate(SHAPE)


ALL = (as_it_happens, afterwards, report)
