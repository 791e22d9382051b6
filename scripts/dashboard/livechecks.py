"""What the dashboard's script does with a page that is open: checks against the mock gateway."""

import time

from browser import opened, until

CARD = "#q-2"
BUTTON = "#q-1 form.action button"


def freshness(page):
    return page.locator("#freshness").inner_text()


def posts(site):
    return site.state()["posts"]


def changes(browser, site):
    """A change is shown without a reload: in the page, the bar, the title and the verdict."""
    with browser.page(site.url) as page:
        page.evaluate("window.same = true")
        site.do(add={"q-9": "<b>Another</b> question"})
        page.wait_for_selector("#q-9")
        assert page.locator("#q-9 h3").inner_text() == "<b>Another</b> question"
        assert page.locator("#q-9[data-new]").count() == 1
        assert page.locator(".badge").inner_text() == "3" and page.title().startswith("3 ")
        assert "3 things" in page.locator("#verdict").inner_text()
        until(lambda: "3 things" in page.locator(".aloud").inner_text(), "the verdict, aloud")
        assert page.evaluate("window.same"), "the page was loaded again"
        site.do(remove=["q-9"])
        page.wait_for_selector("#q-9", state="detached")


def keeps(browser, site):
    """What a person does stays through a change: focus, text, what is folded open, scrolling."""
    with browser.page(site.url, viewport={"width": 700, "height": 300}) as page:
        page.locator(f"{CARD} details.act summary").click()
        page.locator(f"{CARD} textarea").press_sequentially("half a sent")
        page.evaluate("document.activeElement.setSelectionRange(2, 5)")
        before = page.evaluate("scrollY")
        site.do(add={"q-9": "Another"})
        page.wait_for_selector("#q-9")
        assert page.evaluate("document.activeElement.name") == "in.body", "the focus is gone"
        selected = "[document.activeElement.selectionStart, document.activeElement.selectionEnd]"
        assert page.evaluate(selected) == [2, 5]
        assert page.locator(f"{CARD} textarea").input_value() == "half a sent"
        assert page.locator(f"{CARD} details.act").get_attribute("open") is not None
        assert abs(page.evaluate("scrollY") - before) < 2
        revision = page.locator(f"{CARD} [name=shown]").first.input_value()
        assert int(revision) > 100, "a form that stays has the new revision"
        site.do(remove=["q-9"])
        page.wait_for_selector("#q-9", state="detached")


def keeps_typed(browser, site):
    """What goes while somebody types into it stays, says so, and can't be sent."""
    site.do(add={"q-9": "Another"})
    with browser.page(site.url) as page:
        page.locator("#q-9 details.act summary").click()
        page.locator("#q-9 textarea").fill("my answer")
        site.do(remove=["q-9"])
        page.wait_for_selector("#q-9[data-left]")
        assert "settled elsewhere" in page.locator("#q-9").inner_text()
        assert page.locator("#q-9 textarea").input_value() == "my answer"
        assert page.locator("#q-9 button:not([disabled])").count() == 0
        site.do()
        until(lambda: page.locator("#q-1").count() == 1, "the others")


def focus_goes_on(browser, site):
    """Where the focused card goes, the focus goes to what follows it."""
    site.do(add={"q-0": "Zero"})
    with browser.page(site.url) as page:
        site.do(add={"q-9": "Another"})
        page.wait_for_selector("#q-9")
        page.locator("#q-0 button").first.focus()
        site.do(remove=["q-0"])
        page.wait_for_selector("#q-0", state="detached")
        assert page.evaluate("document.activeElement.id") == "q-9"
        site.do(remove=["q-9"])
        page.wait_for_selector("#q-9", state="detached")


def twelve_tabs(browser, site):
    """Twelve tabs have one stream over HTTP/1.1; where its tab is closed another takes over."""
    with browser.person() as context:
        pages = [opened(context, site.url) for _ in range(12)]
        until(lambda: site.state()["streams"] == 1, "one stream")
        site.do(add={"q-9": "Another"})
        for page in pages:
            page.wait_for_selector("#q-9")
        pages.pop(0).close()
        until(lambda: site.state()["streams"] == 1, "one stream")
        site.do(remove=["q-9"])
        for page in pages:
            page.wait_for_selector("#q-9", state="detached")
        assert not context.faults, context.faults


def hidden(browser, site):
    """A tab that nobody sees reads nothing, and is read again when it is seen."""
    with browser.page(site.url) as page:
        show = """(isHidden) => {
            Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
            document.dispatchEvent(new Event('visibilitychange'));
        }"""
        page.evaluate(show, True)
        until(lambda: site.state()["streams"] == 0, "the stream's end")
        # Somebody else sees the change: by then a tab that still read would have it too.
        with browser.page(site.url) as other:
            site.do(add={"q-9": "Another"})
            other.wait_for_selector("#q-9")
            site.do(add={"q-8": "One more"})
            other.wait_for_selector("#q-8")
        assert page.locator("#q-9").count() == 0, "a tab that nobody sees was read again"
        page.evaluate(show, False)
        page.wait_for_selector("#q-9")
        site.do(remove=["q-8", "q-9"])


def without_stream(browser, site):
    """Without a stream the page is asked for each few seconds."""
    site.do(faults={"stream": True})
    with browser.page(site.url) as page:
        site.do(add={"q-9": "Another"})
        page.wait_for_selector("#q-9")
        assert freshness(page).startswith("Live")
        site.do(remove=["q-9"])
    site.mend()


def logged_out(browser, site):
    """Who is logged out is told how to come in again, and can do nothing until then."""
    with browser.page(site.url) as page:
        site.do(faults={"login": True})
        page.wait_for_selector("[data-fresh=gone]")
        assert freshness(page) == "Log in again: worklead open"
        assert page.locator(BUTTON).first.is_disabled()
        site.mend()
        site.do()
        page.wait_for_selector("[data-fresh=live]")
        assert page.locator(BUTTON).first.is_enabled()


def degraded(browser, site):
    """A page whose data can't be had says so and offers nothing, and comes back by itself."""
    with browser.page(site.url) as page:
        site.do(faults={"page": True})
        page.wait_for_selector(".degraded")
        assert page.locator("form.action").count() == 0
        site.mend()
        site.do()
        page.wait_for_selector(BUTTON)
        assert page.locator(".degraded").count() == 0


def asks(browser, site):
    """What destroys asks first; the safe answer has the focus, and Escape is no."""
    with browser.page(site.url) as page:
        before = len(posts(site))
        page.locator(f"{CARD} button", has_text="Release").click()
        assert "Release the task?" in page.locator("dialog").inner_text()
        assert page.evaluate("document.activeElement.textContent") == "Cancel"
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog", state="detached")
        page.locator(f"{CARD} button", has_text="Release").click()
        page.locator("dialog button", has_text="Cancel").click()
        page.wait_for_selector("dialog", state="detached")
        assert len(posts(site)) == before
        page.locator(f"{CARD} button", has_text="Release").click()
        page.locator("dialog button", has_text="Release").click()
        page.wait_for_selector("#notice strong")
        assert "q-2 is done" in page.locator("#notice").inner_text()
        page.wait_for_selector(CARD, state="detached")
        sent = posts(site)[-1]
        assert sent["path"] == "/act/task.release" and sent["subject"] == "q-2", sent
        assert int(sent["shown"]) >= 100 and sent["csrf"] == "token", sent
        site.do(add={"q-2": "T-104 Cancel endpoint"})


def conflicts(browser, site):
    """What has changed since it was shown is not done: the page shows what it is now."""
    with browser.page(site.url) as page:
        site.do(faults={"conflict": True}, changes=0)
        page.locator(f"{CARD} button", has_text="SQLite").click()
        page.wait_for_selector("#notice[data-tone=attention]")
        assert "has changed" in page.locator("#notice").inner_text()
        page.wait_for_selector(f"{CARD} h3:has-text('delivered again')")
    site.mend()
    site.do(add={"q-2": "T-104 Cancel endpoint"})


def settles(browser, site):
    """A press on what has just come under the pointer does nothing; a moment later it does."""
    site.do(remove=["q-1"])
    with browser.page(site.url) as page:
        place = page.locator(f"{CARD} button", has_text="PostgreSQL").bounding_box()
        x, y = place["x"] + 5, place["y"] + 5
        page.mouse.move(x, y)
        # Presses by itself soon after the change: by another process it might come too late.
        page.evaluate(PRESS_SOON, [x, y])
        before = len(posts(site))
        site.do(add={"q-5": "New"}, remove=["q-2"])
        page.wait_for_selector("html[data-pressed]")
        assert page.locator("html").get_attribute("data-pressed") == "q-5", "another button"
        page.wait_for_timeout(400)
        assert len(posts(site)) == before, "a press right after the change was taken"
        page.mouse.click(x, y)
        until(lambda: len(posts(site)) == before + 1, "the press that was meant")
    site.do(add={"q-1": "Which database?", "q-2": "T-104 Cancel endpoint"}, remove=["q-5"])


PRESS_SOON = """([x, y]) => new MutationObserver((changes, seen) => {
    if (!document.querySelector('#q-5')) return;
    seen.disconnect();
    setTimeout(() => {
        const button = document.elementFromPoint(x, y);
        button.dispatchEvent(new MouseEvent('click',
            { bubbles: true, cancelable: true, detail: 1, clientX: x, clientY: y }));
        document.documentElement.dataset.pressed = button.closest('.card').id;
    }, 50);
}).observe(document.querySelector('#queue'), { childList: true })"""


def keyboard(browser, site):
    """Keys alone: search, sheet, pages, rows, the menu of a card, and out of each again."""
    with browser.page(site.url) as page:
        focused = "document.activeElement"
        page.keyboard.press("Tab")
        assert page.evaluate(f"{focused}.className") == "skip"
        page.keyboard.press("Enter")
        until(lambda: page.evaluate(f"{focused}.id") == "main", "the content's focus")
        page.keyboard.press("/")
        assert page.evaluate(f"{focused}.name") == "q"
        page.keyboard.type("?g j")
        assert page.locator(".search input").input_value() == "?g j"
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert "next and previous row" in page.locator("dialog").inner_text()
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog", state="detached")
        page.keyboard.press("j")
        assert page.evaluate(f"{focused}.id") == "q-1"
        page.keyboard.press("j")
        assert page.evaluate(f"{focused}.id") == "q-2"
        page.keyboard.press("k")
        assert page.evaluate(f"{focused}.id") == "q-1", "the row before"
        page.keyboard.press("m")
        choices = page.locator("dialog.menu .choices button").all_inner_texts()
        assert choices == ["SQLite", "PostgreSQL", "Reply…", "Release"], choices
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        until(lambda: page.evaluate(f"{focused}.name") == "in.body", "the folded form's field")
        page.keyboard.press("Escape")
        assert page.locator("#q-1 details.act").get_attribute("open") is None
        page.keyboard.press("g")
        page.keyboard.press("t")
        page.wait_for_url("**/tasks")
        page.wait_for_selector("[data-fresh=live]")
        page.go_back()
        page.wait_for_selector("#q-1")
        page.wait_for_selector("[data-fresh=live]")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tasks/T-104")


def keys_off(browser, site):
    """Single keys can be turned off, but for the sheet that turns them on."""
    with browser.page(site.url) as page:
        page.keyboard.press("?")
        page.locator("dialog input[type=checkbox]").uncheck()
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog", state="detached")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") != "q-1", "the key is still on"
        page.keyboard.press("?")
        page.locator("dialog input[type=checkbox]").check()
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog", state="detached")
        page.keyboard.press("j")
        until(lambda: page.evaluate("document.activeElement.id") == "q-1", "the key's focus")


def figures(browser, site):
    """Graphs and charts are drawn from their tables, and follow them."""
    with browser.page(site.url + "/tasks") as page:
        page.wait_for_selector("#graph .node >> nth=22")
        name = page.locator("#graph .node[href='/tasks/T-4']").get_attribute("aria-label")
        expected = "T-4 Step T-4, accepted, depends on T-2, T-1"
        assert name == expected, name
        site.do(add={"q-9": "Another"})
        page.wait_for_selector("#graph .node >> nth=23")
        site.do(remove=["q-9"])
        until(lambda: page.locator("#graph .node").count() == 23, "the graph without T-24")
        page.goto(site.url + "/trends")
        page.wait_for_selector("#throughput canvas")
        page.wait_for_selector("#cost canvas")
        assert page.locator("#cost .plot").get_attribute("aria-label") == "Cost by lane"
        legend = page.locator("#cost .u-legend")
        assert "docs" in legend.inner_text(), legend.inner_text()
        site.do(add={"q-9": "Another"})
        until(lambda: "tests" in legend.inner_text(), "the chart of a lane more")
        site.do(remove=["q-9"])


def killed(browser, site):
    """With the gateway killed a page says so within 25 s, shuts its buttons, and recovers."""
    with browser.page(site.url) as page:
        site.kill()
        begun = time.monotonic()
        page.wait_for_selector("[data-fresh=gone]", timeout=25_000)
        took = time.monotonic() - begun
        assert "Disconnected since" in freshness(page), freshness(page)
        assert page.locator("form.action button:not([disabled])").count() == 0
        assert "Disconnected" in page.locator(".aloud").inner_text()
        site.start()
        page.wait_for_selector("[data-fresh=live]", timeout=15_000)
        assert page.locator("form.action button[disabled]").count() == 0
        return f"{took:.1f} s"


def falls_silent(browser, site):
    """A gateway that hangs makes a page stale within 25 s of its last word, until it is back."""
    with browser.page(site.url) as page:
        site.hold()
        begun = time.monotonic()
        page.wait_for_selector("[data-fresh=stale]", timeout=25_000)
        took = time.monotonic() - begun
        assert freshness(page).startswith("Stale"), freshness(page)
        assert page.locator("form.action button:not([disabled])").count() == 0
        site.let_go()
        page.wait_for_selector("[data-fresh=live]", timeout=15_000)
        assert page.locator("form.action button[disabled]").count() == 0
        return f"{took:.1f} s"


ALL = (
    changes, keeps, keeps_typed, focus_goes_on, twelve_tabs, hidden, without_stream, logged_out,
    degraded, asks, conflicts, settles, keyboard, keys_off, figures, killed,
    falls_silent,
)
