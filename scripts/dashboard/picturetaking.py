"""Takes the pictures of the README."""

import os

from browser import DESKTOP, PHONE, opened
from workspace import Workspace

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
FOLDER = os.path.join(ROOT, "docs", "pictures")
PICTURES = (
    ("now", "/", DESKTOP, "light"),
    ("now-phone", "/", PHONE, "dark"),
    ("task", "/tasks/T-102", DESKTOP, "light"),
    ("graph", "/tasks?view=graph", DESKTOP, "dark"),
    ("timeline", "/timeline", DESKTOP, "light"),
    ("evidence", "/evidence", DESKTOP, "light"),
)


def take(browser):
    """Six pages are as the README shows them."""
    os.makedirs(FOLDER, exist_ok=True)
    with Workspace() as site:
        site.fill()
        with browser.person() as person:
            person.new_page().goto(site.link())
            cookies = person.cookies()
        for name, path, size, scheme in PICTURES:
            with browser.person(viewport=size, color_scheme=scheme) as person:
                person.add_cookies(cookies)
                page = opened(person, site.url + path)
                page.wait_for_timeout(500)
                page.screenshot(path=os.path.join(FOLDER, name + ".png"))
    return f"{len(PICTURES)} pictures in docs/pictures"
