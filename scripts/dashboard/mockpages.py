"""The pages that the mock gateway shows: as the dashboard writes them, with less on them."""

import html
import time

PAGE = """<!DOCTYPE html>
<html lang="en" data-page="{name}" data-revision="{revision}">
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="worklead-assets" content="/assets/graph.js /assets/layout.js /assets/chart.js">
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/worklead.css">
<script type="module" src="/assets/worklead.js"></script></head>
<body><a class="skip" href="#main">Skip to the content</a>
<header class="top"><a class="brand" href="/">demo</a>
<nav aria-label="Pages">{links}</nav>
<form class="search" role="search" action="/search">
<input type="search" name="q" aria-label="Search"></form>
<output id="freshness" data-state="still">Read at 14:02:11 UTC</output></header>
<div id="notice" role="status"></div>
<main id="main" tabindex="-1" data-revision="{revision}">
{content}
</main>
<footer>Same as the command <code>worklead status</code></footer>
</body></html>"""

NOW = """<h1>Now</h1>
<p id="verdict" class="verdict" data-tone="attention" aria-live="polite">
{count} things need you.</p>
<section id="queue" aria-labelledby="queue-h" class="part half"><h2 id="queue-h">Needs you</h2>
{cards}</section>
<section id="work" aria-labelledby="work-h" class="part wide"><h2 id="work-h">Work</h2>
<dl class="facts"><div><dt>ready</dt><dd>3</dd></div></dl></section>"""

CARD = """<article class="card" id="{key}" data-tone="attention">
<h3><a href="/tasks/T-104">{title}</a></h3>
<p class="meta">claude-1 · <time datetime="{moment}" data-ago="">6m ago</time></p>
<div class="actions">{actions}</div></article>"""

FORM = """<form class="action" method="post" action="/act/{operation}"{question}>
<input type="hidden" name="csrf" value="token"><input type="hidden" name="back" value="/">
<input type="hidden" name="shown" value="{revision}">
<input type="hidden" name="subject" value="{key}"><input type="hidden" name="in.x" value="{given}">
{fields}<button type="submit" data-tone="{tone}">{label}</button></form>"""

FIGURE = """<figure class="{sort}" id="{key}" data-{sort}="{form}" data-unit="{unit}">
<figcaption>{caption}</figcaption><details><summary>Table</summary>
<div class="wide" role="group" tabindex="0" aria-label="{caption}"><table><thead><tr>{heads}</tr>
</thead><tbody>{rows}</tbody></table></div></details></figure>"""

NODE = """<tr id="row-{id}" data-node="{id}" data-needs="{needs}" data-title="Step {id}"
data-state="{state}" data-tone="{tone}"><td data-label="Task"><a href="/tasks/{id}">{id}</a></td>
<td data-label="State">{state}</td></tr>"""

LANES = (("core", 12.5), ("web", 7.25), ("docs", 1), ("tests", 3))
REPLY = '<label>Message <textarea name="in.body"></textarea></label>'


def page(name, state):
    """A page as the gateway writes it."""
    content = {"": now, "tasks": tasks, "trends": trends}.get(name, other)(name, state)
    names = ["", "tasks", "agents", "inbox", "reviews", "evidence", "gates", "timeline"]
    links = "".join(link(each, each == name, state) for each in names)
    title = f"{len(state.cards)} {(name or 'now').title()} - demo"
    return PAGE.format(
        name=name or "now", revision=state.revision, title=title, links=links, content=content
    )


def link(name, is_current, state):
    current = ' aria-current="page"' if is_current else ""
    badge = "" if name else f' <span class="badge">{len(state.cards)}</span>'
    return f'<a href="/{name}"{current}>{(name or "now").title()}{badge}</a>'


def now(_, state):
    cards = "".join(card(key, title, state) for key, title in state.cards.items())
    return NOW.format(count=len(state.cards), cards=cards)


def card(key, title, state):
    def form(operation, label, tone="quiet", given="", question="", fields=""):
        return FORM.format(
            operation=operation, label=label, tone=tone, given=given, fields=fields, key=key,
            revision=state.revision, question=f' data-confirm="{question}"' if question else "",
        )

    reply = form("message.send", "Send", fields=REPLY)
    actions = (
        form("decision.answer", "SQLite", "active", given="a")
        + form("decision.answer", "PostgreSQL", given="b")
        + f'<details class="act"><summary>Reply…</summary>{reply}</details>'
        + form("task.release", "Release", "bad", question="Release the task? Its tree is parked.")
    )
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 372))
    return CARD.format(key=key, title=html.escape(title), moment=moment, actions=actions)


def tasks(_, state):
    """A task more for each card more than there are at first."""
    rows = "".join(
        NODE.format(
            id=f"T-{at}", needs=" ".join(f"T-{n}" for n in (at // 2, at - 3) if 0 < n < at),
            state="accepted" if at < 8 else "ready", tone="good" if at < 8 else "quiet",
        )
        for at in range(1, 22 + len(state.cards))
    )
    figure = FIGURE.format(
        sort="graph", key="graph", form="", unit="", caption="All tasks", rows=rows,
        heads=heads("Task", "State"),
    )
    return f'<h1>Tasks</h1><section class="part wide" aria-label="Graph">{figure}</section>'


def trends(_, state):
    """A lane more where there are more cards than at first."""
    days = "".join(
        f'<tr><td><time datetime="2026-01-{day:02}T00:00:00Z">{day} January</time></td>'
        f"<td>{day % 7 + 3}</td><td>{day % 3}</td></tr>"
        for day in range(1, 29)
    )
    lanes = "".join(
        f'<tr><td>{lane}</td><td data-value="{cost}">${cost:.2f}</td></tr>'
        for lane, cost in LANES[: 3 if len(state.cards) < 3 else 4]
    )
    throughput = FIGURE.format(
        sort="chart", key="throughput", form="line", unit="", caption="Accepted and sent back",
        heads=heads("Day", "Accepted", "Sent back"), rows=days,
    )
    cost = FIGURE.format(
        sort="chart", key="cost", form="bars", unit="usd", caption="Cost by lane",
        heads=heads("Lane", "Cost"), rows=lanes,
    )
    return f'<h1>Trends</h1><div class="charts">{throughput}{cost}</div>'


def heads(*names):
    return "".join(f'<th scope="col">{name}</th>' for name in names)


def other(name, _):
    return f'<h1>{html.escape(name.title())}</h1><p class="empty">Nothing is here.</p>'
