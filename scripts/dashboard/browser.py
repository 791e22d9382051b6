"""Chromium, as the checks of the dashboard use it."""

import contextlib
import os
import shutil
import time

import axe_playwright_python
from playwright.sync_api import sync_playwright

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}

# The checker that the package carries, read once.
with open(os.path.join(os.path.dirname(axe_playwright_python.__file__), "axe.min.js")) as source:
    AXE_SOURCE = source.read()


def chromium():
    """Debian's browser, or none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


class Browser:
    """One browser; a context in it is one person with some tabs."""

    def __init__(self, *words):
        self.words = words

    def __enter__(self):
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", *self.words]
        )
        return self

    def __exit__(self, *_):
        self.browser.close()
        self.playwright.stop()

    @contextlib.contextmanager
    def person(self, **options):
        context = self.browser.new_context(**{"viewport": DESKTOP, **options})
        context.set_default_timeout(8000)
        context.faults = []
        context.on("weberror", lambda event: context.faults.append(str(event.error)))
        context.on("console", lambda message: note(context.faults, message))
        try:
            yield context
        finally:
            context.close()

    @contextlib.contextmanager
    def page(self, address, **options):
        """A page that is live, and whose script has met no fault in the end."""
        with self.person(**options) as context:
            yield opened(context, address)
            assert not context.faults, context.faults


def note(faults, message):
    """A request that fails is what some checks are about; the script's own words are faults."""
    if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
        faults.append(message.text)


def opened(context, address, state="live"):
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(f"html[data-fresh={state}]")
    return page


AXE = """async (rules) => {
    const found = await axe.run(document, {
        resultTypes: ['violations'],
        ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
    });
    return found.violations.flatMap((each) =>
        each.nodes.map((node) => [each.id, node.html.slice(0, 160)]));
}"""


def accessible(page, rules=None):
    """What axe finds wrong with a page: rule, element; by some rules alone where they are named."""
    if page.evaluate("() => typeof axe") == "undefined":
        page.evaluate(AXE_SOURCE)
    return page.evaluate(AXE, rules)


def too_wide(page):
    """By how much a page is wider than its window, so that it would scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def until(condition, what, seconds=8, step=0.05):
    """Waits for a condition, and fails with its name when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what} did not come within {seconds} s"
        time.sleep(step)
