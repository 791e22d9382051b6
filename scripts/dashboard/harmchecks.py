"""What agents have written to do harm, on every page: checks against the real gateway."""

import re

from crawl import kind_of, pages_of
from pagechecks import path_of, twin
from words import MARKUP

# Nothing of a text becomes more than text.
HARM = """() => {
    const within = (selector) => document.querySelectorAll(selector).length;
    const wrong = [];
    if (window.harmed) wrong.push('a script ran');
    if (within('#harmed, main script, main iframe, main img, main object, main style')) {
        wrong.push('an element came of a text');
    }
    for (const each of document.querySelectorAll('*')) {
        for (const { name, value } of each.attributes) {
            // What draws charts places its own elements.
            // A timeline is told how far it was scrolled.
            const isOurs = name === 'style' && (each.closest('[data-ours]')
                || each.matches('figure.lanes') && /^--passed: [\\d.]+px;$/.test(value));
            if (/^on|^style$|^srcdoc$/.test(name) && !isOurs) {
                wrong.push(`${each.localName} has ${name}`);
            }
            if (/^(href|src|action)$/.test(name) && /^\\s*(javascript|data):/i.test(value)) {
                wrong.push(`${each.localName} leads to ${value.slice(0, 40)}`);
            }
        }
    }
    return wrong;
}"""
# Overrides, isolates, what has no width, and orders to terminals.
UNSEEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad\u2028\u2029"
    "\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
BYTES_MOST = 2_000_000
# Where what agents wrote is shown in whole, or nearly.
SHOW = set("""agents/* decisions decisions/* evidence/* inbox now plans plans/* reports/* reviews
reviews/* runs runs/* search tasks tasks/* threads/* timeline""".split())


def harmless(visit):
    """Markup, scripts, hidden and steering letters, a line of a megabyte: text, on every page."""
    page = visit.context.new_page()
    pages = pages_of(page, visit.site.url, each=3, most=120).some
    wrong, shown = [], set()
    for address in pages:
        page.goto(address)
        page.wait_for_selector("html[data-fresh=live]")
        wrong += [(path_of(address), each) for each in page.evaluate(HARM)]
        text = page.evaluate("() => document.documentElement.textContent")
        if MARKUP[:20] in text:
            shown.add(kind_of(address)[0])
        if found := UNSEEN.search(text.replace("\r\n", "\n")):
            around = text[max(found.start() - 40, 0) : found.end() + 20]
            wrong.append((path_of(address), f"shown as it is: {ascii(around)}"))
        if len(page.content()) > BYTES_MOST:
            wrong.append((path_of(address), f"{len(page.content())} letters long"))
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            wrong.append((path_of(address), "too wide"))
    assert not wrong, "\n".join(map(str, wrong[:20]))
    # A refusal of the policy would be told on the console: a text that got that far is a fault.
    assert not visit.context.faults, visit.context.faults[:5]
    page.close()
    # Were it refused or left out everywhere, nothing would be seen here.
    assert SHOW <= shown, f"shows nothing of what was written: {sorted(SHOW - shown)}"
    return f"{len(pages)} pages, {len(shown)} kinds of them with markup"


def harmless_twins(visit):
    """The same texts do no harm in the files, and hide nothing in the Markdown."""
    page = visit.context.new_page()
    for address in visit.pages:
        page.goto(twin(address, "html"))
        wrong = page.evaluate(HARM.replace(", main style", ""))
        assert not wrong, f"{path_of(address)} as a file: {wrong}"
        text = page.evaluate("() => document.body.textContent")
        found = UNSEEN.search(text)
        assert not found, (address, ascii(text[found.start() - 40 : found.end() + 20]))
        _, _, body = visit.fetch(twin(address, "md"))
        found = UNSEEN.search(body.decode())
        assert not found, (address, ascii(body.decode()[found.start() - 40 : found.end() + 20]))
    page.close()


ALL = (harmless, harmless_twins)
