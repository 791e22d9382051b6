"""Five thousand tasks and a hundred agents in a browser: nothing gets lost, long or slow."""

import re

from browser import DESKTOP, PHONE, accessible, opened, too_wide, until
from crawl import kind_of, links_of
from largeworkspace import ANSWERED, DECISIONS, FOUNDER, TASKS
from pagechecks import Visit, path_of

# What a phone can hold without effort, and somebody can look through.
NODES_MOST = 3000
HTML_MOST = 150_000
ROWS_MOST = 100
GRAPH_MOST = 150
# Pages that the others do not lead to, or only in another state.
MORE = ("/timeline?hours=168", "/trends?days=90", "/search?q=Task", "/reports/board",
        "/reports/coordination")
# What depends on how much there is; colours are looked at in the small workspace.
RULES = [
    "aria-valid-attr-value", "duplicate-id-aria", "empty-heading", "heading-order", "link-name",
    "list", "listitem", "nested-interactive", "region", "scrollable-region-focusable",
    "td-headers-attr",
]
MAIN = ("/", "/tasks", "/tasks?view=board", "/tasks?view=graph", "/agents", "/timeline")

# What is beside a picture is its twin, and a column of the board has a bound of its own.
FIGURES = """() => {
    const rows = 'tbody > tr, article.card, li.card, .thread > *';
    const own = (each) => !each.closest('figure, .column');
    const all = (selector, inside) => [...inside.querySelectorAll(selector)].filter(own);
    const isCut = ({ textContent: words }) => {
        const [, some, all] = words.match(/: (\\d+) of (\\d+)$/) ?? [0, 0, 0];
        return Number(some) < Number(all) || /\\d+ (\\w+ )?(more|before these)\\b/.test(words);
    };
    const rest = "a[rel~=next], a[href*='.md'], a[href*='.html']";
    const sections = [...document.querySelectorAll('main > section')];
    return {
        nodes: document.querySelectorAll('*').length,
        rows: sections.map((each) => [each.id, all(rows, each).length]),
        cut: sections.filter((each) => all('caption, p', each).some(isCut)
            && !each.querySelector(rest)).map((each) => each.id),
    };
}"""


class LargeVisit(Visit):
    """Looks at a page of each kind once, in both widths, and keeps what was seen."""

    def __init__(self, browser, site):
        self.browser = browser
        self.site = site
        self.holder = browser.person()
        self.context = self.holder.__enter__()
        self.seen, self.dead, self.bad = {}, [], []
        page = self.context.new_page()
        page.goto(site.link())
        waiting, kinds = [site.url + "/"], set()
        while waiting:
            address = waiting.pop(0)
            # The view that a list has of its own is looked at already.
            if kind_of(address) not in kinds and not address.endswith(("=table", "=unread")):
                kinds.add(kind_of(address))
                self.look(page, address)
                waiting += links_of(page)
        for path in MORE:
            self.look(page, site.url + path)
        page.close()
        self.pages = list(self.seen)

    def look(self, page, address):
        before = len(self.context.faults)
        page.set_viewport_size(DESKTOP)
        answer = page.goto(address)
        figures = self.seen[address] = {"html": len(answer.body())}
        if answer.status != 200:
            self.dead.append((path_of(address), answer.status))
            return
        page.wait_for_selector("html[data-fresh=live]")
        figures.update(page.evaluate(FIGURES))
        figures["wide"] = [too_wide(page)]
        page.set_viewport_size(PHONE)
        figures["wide"].append(too_wide(page))
        faults = self.context.faults[before:]
        self.bad += [(path_of(address), fault) for fault in faults]

    def wrong(self, judge):
        """What a judgement finds at each page, told at once."""
        found = [(path_of(address), said) for address, figures in self.seen.items()
                 if "nodes" in figures and (said := judge(figures))]
        assert not found, "\n".join(f"{path}: {said}" for path, said in found)


def opens(visit):
    """Every page of 5,000 tasks and 100 agents opens, is live, and its script meets no fault."""
    assert not visit.dead, visit.dead
    assert not visit.bad, visit.bad
    assert len(visit.pages) > 30, visit.pages
    return f"{len(visit.pages)} pages"


def narrow(visit):
    """None of them is wider than its window, at a desk or at 360 px."""
    visit.wrong(lambda figures: [wide for wide in figures["wide"] if wide > 0])


def harmless(visit):
    """axe finds nothing on the main ones, at 360 px where they are longest."""
    wrong = []
    with visit.browser.person(viewport=PHONE) as context:
        context.add_cookies(visit.context.cookies())
        page = context.new_page()
        for path in MAIN:
            page.goto(visit.site.url + path)
            page.wait_for_selector("html[data-fresh=live]")
            wrong += [(path, *each) for each in accessible(page, RULES)]
    assert not wrong, "\n".join(map(str, wrong[:20]))


def graph(visit):
    """The graph draws 150 tasks at most, says how many it leaves out, and is walked by keys."""
    page = visit.open(visit.site.url + "/tasks?view=graph")
    page.wait_for_selector("#task-graph .node")
    drawn = page.locator("#task-graph .node").count()
    assert 0 < drawn <= GRAPH_MOST, drawn
    assert page.locator("#task-graph .edge").count() > 0
    said = page.locator("#task-graph figcaption").inner_text()
    assert re.search(r"\d+ more are not drawn", said), said
    page.locator("#task-graph .node").first.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#task-graph .node')")
    task = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + task)
    page.close()
    return f"{drawn} drawn"


def filters(visit):
    """A filter and a search find one of 5,000 by the keyboard alone."""
    page = visit.open(visit.site.url + "/tasks")
    field = page.locator("form.filters input[name=q]")
    field.focus()
    page.keyboard.type("lane:lane-2 state:accepted 4321")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=lane*")
    assert page.locator("main tbody tr").count() == 1, page.url
    assert page.locator("main td a").first.inner_text() == "B-4321"
    page.wait_for_selector("html[data-fresh=live]")
    page.keyboard.press("/")
    page.keyboard.type("4999")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    page.wait_for_selector("html[data-fresh=live]")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/B-4999")
    page.close()


def follows(visit):
    """A change by somebody else is shown, on a list of many and on the first page."""
    site = visit.site
    tasks = visit.open(site.url + "/tasks?view=table&q=lane:lane-1")
    now = visit.open(site.url + "/")
    needs = number_in(now.locator("#verdict").inner_text())
    site.ask_as(FOUNDER, "task.create", key="A-0", title="Seen at once", lane="lane-1",
                priority=1, ready=True)
    tasks.bring_to_front()
    tasks.wait_for_selector("main a:has-text('A-0')")
    site.ask_as(site.agents[0], "message.send", to=[FOUNDER], kind="question", body="When?")
    now.bring_to_front()
    until(lambda: number_in(now.locator("#verdict").inner_text()) == needs + 1, "the question")
    tasks.close()
    now.close()


def lanes(visit):
    """On a phone the timeline is scrolled sideways by keys, its words are read, its names stay."""
    with visit.browser.person(viewport=PHONE) as context:
        context.add_cookies(visit.context.cookies())
        page = opened(context, visit.site.url + "/timeline")
        apart = """() => document.querySelector('.lanes text.lane').getBoundingClientRect().left
            - document.querySelector('figure.lanes').getBoundingClientRect().left"""
        scale = page.evaluate("""() => {
            const picture = document.querySelector('.lanes > svg');
            return picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
        }""")
        assert 12 * scale >= 11, f"words of {12 * scale:.1f} px"
        figure = page.locator("figure.lanes")
        figure.focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        until(lambda: figure.evaluate("(figure) => figure.scrollLeft") > 60, "another place")
        until(lambda: abs(page.evaluate(apart)) < 20, "a name in sight")
        # The bar of pages is scrolled to the one that is open.
        tab = page.locator(".top nav [aria-current]").bounding_box()
        assert 0 <= tab["x"] and tab["x"] + tab["width"] <= PHONE["width"], tab


def number_in(words):
    """The first number of a sentence."""
    return int(re.search(r"\d+", words).group())


def turns(visit):
    """Every ready task is on one of the pages of the list, once; links lead on and back."""
    asked = visit.site.ask_as(FOUNDER, "task.list", state="ready", limit=10_000)
    path, keys = "/tasks?state=ready", []
    for _ in range(TASKS // 10):
        _, _, body = visit.fetch(visit.site.url + path)
        text = body.decode()
        keys += re.findall(r'<tr id="t-([^"]+)"', text)
        ahead = re.search(r'<a [^>]*rel="next"[^>]*>', text)
        if not ahead:
            break
        path = re.search(r'href="([^"]+)"', ahead[0])[1].replace("&amp;", "&")
    assert len(keys) == len(set(keys)), "a task is on two pages"
    assert sorted(keys) == sorted(task["task"] for task in asked), f"{len(keys)} of {len(asked)}"
    assert 'rel="prev"' in text, path


def turned_by_keys(visit):
    """The next page of a list is opened by the keyboard, is live, and Back leads back."""
    page = visit.open(visit.site.url + "/tasks?state=ready")
    first = page.locator("main tbody tr").first.get_attribute("id")
    page.locator("main a[rel=next]").first.focus(timeout=1000)
    page.keyboard.press("Enter")
    until(lambda: page.locator("main tbody tr").first.get_attribute("id") != first, "a page")
    page.wait_for_selector("html[data-fresh=live]")
    assert "state=ready" in page.url, page.url
    page.go_back()
    page.wait_for_selector(f"#{first}")
    page.close()


def board(visit):
    """A column of the board counts all tasks of its state, and leads to those it does not show."""
    page = visit.open(visit.site.url + "/tasks?view=board")
    heads = page.locator(".column > h3").all_inner_texts()
    wrong = []
    for at, head in enumerate(heads):
        state, said = head.split()
        tasks = visit.site.ask_as(FOUNDER, "task.list", state=state, limit=10_000)
        column = page.locator(".column").nth(at)
        shown = column.locator("li").count()
        if int(said) != len(tasks):
            wrong.append(f"{state}: says {said}, and there are {len(tasks)}")
        if shown > 50:
            wrong.append(f"{state}: {shown} cards")
        if shown < len(tasks) and not column.locator(f"a[href*='state={state}']").count():
            wrong.append(f"{state}: no link to the rest")
    page.close()
    assert not wrong, "\n".join(wrong)


def answerable(visit):
    """A decision that waits can be answered on the first page, however many there are."""
    page = visit.open(visit.site.url + "/")
    cards = page.locator("#queue .card:has-text('Which of the two ways')")
    without = cards.filter(has_not=page.locator("form.action"))
    assert cards.count() > 0, f"none of {DECISIONS - ANSWERED}"
    assert without.count() == 0, f"{without.count()} of {cards.count()} have no button"
    page.close()


def few(visit):
    """No part of a page lists more than a hundred things at once."""
    visit.wrong(lambda figures: ", ".join(
        f"{rows} in #{part}" for part, rows in figures["rows"] if rows > ROWS_MOST))


def leads_on(visit):
    """What is cut leads to the rest by a link: the next page, or the whole in a file."""
    visit.wrong(lambda figures: ", ".join(f"#{part}" for part in figures["cut"]))


def light(visit):
    """Each page has 150 KB and 3,000 elements at most."""
    visit.wrong(lambda figures: ", ".join(
        [f"{figures['html'] // 1000} KB"] * (figures["html"] > HTML_MOST)
        + [f"{figures['nodes']} elements"] * (figures["nodes"] > NODES_MOST)))


ALL = (
    opens, narrow, harmless, graph, filters, follows, lanes,
    answerable, turns, turned_by_keys, board, few, leads_on, light,
)
