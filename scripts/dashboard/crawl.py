"""Finds the pages of a dashboard by its own links."""

from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

TWINS = (".json", ".md", ".html")


# Links of a picture have their address in another form.
LINKS = """() => [...document.querySelectorAll('nav a, main a')]
    .map((link) => String(link.href.baseVal ?? link.href))"""


class Pages(NamedTuple):
    """What a walk has found."""

    some: list  # So many of each kind.
    dead: list  # Those that were not there, with what was answered.
    links: dict  # All that is led to, and the first page that leads there.


def kind_of(address):
    """What pages of one sort have in common: their first word, their depth, their view."""
    parts = urlsplit(address)
    words = parts.path.strip("/").split("/")
    view = parse_qs(parts.query).get("view", [""])[0]
    return ("/".join([words[0]] + ["*"] * (len(words) - 1)) or "now", view)


def links_of(page):
    """The pages that a page leads to, without what stands behind `#`."""
    origin = page.evaluate("location.origin")
    found = {}
    for address in page.evaluate(LINKS):
        address = address.split("#")[0]
        if address.startswith(origin) and not urlsplit(address).path.endswith(TWINS):
            found[address] = True
    return list(found)


def pages_of(page, url, each=1, most=80):
    """Addresses of so many pages of each kind, found from the first one on, and all that they lead
    to. What is found by a form has to be named.
    """
    found, dead, waiting, seen = {}, [], [url + "/", url + "/search?q=more"], set()
    all_links = {}
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or len(found.get(kind, [])) >= each:
            continue
        seen.add(address)
        answer = page.goto(address)
        if answer.status != 200:
            dead.append((address, answer.status))
            continue
        found.setdefault(kind, []).append(address)
        for link in links_of(page):
            all_links.setdefault(link, address)
            if link not in seen:
                waiting.append(link)
    return Pages([address for some in found.values() for address in some], dead, all_links)
