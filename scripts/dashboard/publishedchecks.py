"""A phone that comes through a proxy: checks against the real gateway."""

import json
import ssl
import urllib.error
import urllib.request

import screen
from actionchecks import take
from browser import PHONE, too_wide
from front import NAME

ADDRESS = f"https://{NAME}"


def publish(site):
    site.must("restart", "--port", str(site.port), "--published", ADDRESS)


def link_of(site, *words, **surroundings):
    """What a camera reads off the terminal, with what stands there."""
    shown = site.text("open", "--qr", "--format", "text", *words, **surroundings)
    return screen.codes(shown), shown


def only_here(_, site, __):
    """Without an address elsewhere the code holds the link of this machine, and the text says so."""
    site.must("restart", "--port", str(site.port), "--unpublished")
    [link], shown = link_of(site, "--color", "always")
    assert link.startswith(site.url + "/login?code=") and link in shown, shown
    assert "on this machine only" in shown, shown


def read_everywhere(_, site, __):
    """The code is read off a dark and a light terminal, with colours, without, and in ASCII."""
    publish(site)
    for words, surroundings in (
        (("--color", "always"), {}),
        (("--color", "never"), {}),
        (("--color", "always"), {"LC_ALL": "C"}),
        (("--color", "never"), {"LC_ALL": "C"}),
    ):
        _, shown = link_of(site, *words, **surroundings)
        for ink, ground in ((screen.LIGHT, screen.DARK), (screen.DARK, screen.LIGHT)):
            found = screen.codes(shown, ink, ground)
            assert len(found) == 1, (words, surroundings, ink, found)
            assert found[0].startswith(ADDRESS + "/login?code="), found
            assert found[0] in shown, shown


def phone(browser, site, _):
    """A phone logs in by the code through the proxy, is live, and answers a decision."""
    publish(site)
    options = [{"option": "a", "text": "SQLite"}, {"option": "b", "text": "PostgreSQL"}]
    site.ask_as("ada", "decision.ask", kind="strategy", text="Which database?",
                options=options, default="a", deadline_seconds=7200)
    [link], _ = link_of(site, "--color", "always")
    with browser.person(viewport=PHONE, is_mobile=True, has_touch=True,
                        ignore_https_errors=True) as context:
        page = context.new_page()
        page.goto(link)
        page.wait_for_selector("html[data-fresh=live]")
        assert page.url == ADDRESS + "/", page.url
        [cookie] = context.cookies()
        assert cookie["secure"] and cookie["httpOnly"], cookie
        assert cookie["sameSite"] == "Strict" and cookie["domain"] == NAME, cookie
        assert too_wide(page) <= 0, too_wide(page)
        tone, words = take(page, "decision.answer")
        assert tone == "good", words
        shown = site.must("decision", "show", "D-1").data["decision"]
        assert shown["state"] == "answered", shown
        # News come through the proxy as they happen.
        page.goto(ADDRESS + "/tasks?view=table")
        page.wait_for_selector("html[data-fresh=live]")
        site.must("task", "create", "Seen on the phone", "--ready")
        page.wait_for_selector("main td:has-text('Seen on the phone')")
        assert not context.faults, context.faults
    with browser.person(ignore_https_errors=True) as context:
        page = context.new_page()
        assert page.goto(link).status == 403, "a link is worth one login"


def asked(front, path, host=NAME, **headers):
    """Status and JSON of a path, through the proxy."""
    blind = ssl._create_unverified_context()
    request = urllib.request.Request(
        f"https://127.0.0.1:{front.port}{path}", headers={"Host": host, **headers}
    )
    try:
        with urllib.request.urlopen(request, timeout=10, context=blind) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def tokens(_, site, front):
    """Through the proxy a token is as good as here; another name, and who has none, are refused."""
    publish(site)
    token = {"Authorization": "Bearer " + site.token_of("ada")}
    assert asked(front, "/v1/workspace/status", **token)[0] == 200
    assert asked(front, "/v1/workspace/status", Origin=ADDRESS, **token)[0] == 200
    assert asked(front, "/v1/workspace/status")[0] == 401
    assert asked(front, "/v1/workspace/status", host="evil.example", **token)[0] == 421
    status, told = asked(front, "/v1/workspace/status", Origin="https://evil.example", **token)
    assert (status, told["code"]) == (403, "gateway.foreign_origin"), told


def taken_back(_, site, front):
    """A gateway that is published no more knows that name no more."""
    publish(site)
    token = {"Authorization": "Bearer " + site.token_of("ada")}
    site.must("restart", "--port", str(site.port), "--unpublished")
    status, told = asked(front, "/v1/workspace/status", **token)
    assert (status, told["code"]) == (421, "gateway.foreign_host"), told


ALL = (only_here, read_everywhere, phone, tokens, taken_back)
