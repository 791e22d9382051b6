"""The results of all rounds as Markdown."""

import statistics

from .beanstalkd import Beanstalkd
from .cao import CAO
from .hcom import Hcom
from .nats import NATS
from .nginx import Nginx
from .postgresql import PostgreSQL
from .procrastinate import Procrastinate
from .redis import Redis
from .rounds import CLIENTS
from .worklead import WAYS

KINDS = (
    ("message", "durable messages a second"),
    ("claim", "durable claims a second"),
    ("health", "answers a second without a change"),
)
# How many times as fast as a peer Worklead is to be. "Level" allows for the noise of a tenth.
FIELD, AHEAD, LEVEL = 10, 1, 0.9
GOALS = (
    ("message", Hcom.name, FIELD),
    ("message", CAO.name, FIELD),
    ("message", Procrastinate.name, FIELD),
    ("message", PostgreSQL.name, AHEAD),
    ("message", NATS.name, AHEAD),
    ("message", Beanstalkd.name, AHEAD),
    ("message", Redis.name, LEVEL),
    ("claim", Procrastinate.name, FIELD),
    ("claim", PostgreSQL.name, AHEAD),
    ("claim", NATS.name, AHEAD),
    ("claim", Beanstalkd.name, AHEAD),
    ("claim", Redis.name, LEVEL),
    ("health", Nginx.name, None),
)
P95_MOST_MS, P95_CLIENTS = 25, 32


def ours(kind):
    """The rows of Worklead that goals are about."""
    if kind == "health":
        return ["Worklead, `/health`, TCP, by wrk"]
    what = {"message": "Worklead, a message, ", "claim": "Worklead, "}[kind]
    return [what + way for way in WAYS]


def header(first):
    return [
        f"| {first} | " + " | ".join(clients_of(count) for count in CLIENTS) + " |",
        "| --- " * (len(CLIENTS) + 1) + "|",
    ]


def clients_of(count):
    return "1 client" if count == 1 else f"{count} clients"


def milliseconds(micros):
    value = micros / 1000
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def cell(results, kind, name, clients):
    rate = results.median(kind, name, clients)
    if rate is None:
        return "—"
    fields = ("p50_us", "p95_us", "p99_us")
    times = (milliseconds(results.median(kind, name, clients, field)) for field in fields)
    failed = sum(f.get("failed", 0) for f in results.taken[kind, name][clients])
    return f"{rate:,.0f} ({' / '.join(times)})" + (f", {failed} failed" if failed else "")


def rates(results, kind, title):
    lines = header(f"{title} (p50 / p95 / p99 ms)")
    # Worklead first, and then as fast as they are with most clients.
    names = sorted(
        results.names(kind),
        key=lambda name: ("orklead" not in name, -(results.median(kind, name, CLIENTS[-1]) or 0)),
    )
    for name in names:
        cells = (cell(results, kind, name, count) for count in CLIENTS)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def slower(results, kind, clients, field="per_second"):
    """Worklead's figure by the worse of its ways."""
    figures = [results.median(kind, name, clients, field) for name in ours(kind)]
    figures = [figure for figure in figures if figure is not None]
    worst = min if field == "per_second" else max
    return worst(figures) if figures else None


def goal_cell(results, kind, peer, times, clients):
    mine, theirs = slower(results, kind, clients), results.median(kind, peer, clients)
    if mine is None or not theirs:
        return "—"
    ratio = mine / theirs
    met = "" if times is None else " met" if ratio >= times else " **missed**"
    return f"{ratio:.2f}{met}"


def goals(results):
    words = {
        FIELD: f"{FIELD} times as fast as",
        AHEAD: "ahead of",
        LEVEL: f"level with (at least {LEVEL})",
        None: "beside",
    }
    lines = header("Worklead, by the slower of its ways, and its goal")
    for kind, peer, times in GOALS:
        cells = (goal_cell(results, kind, peer, times, count) for count in CLIENTS)
        what = {"message": "messages", "claim": "claims", "health": "`/health`"}[kind]
        lines.append(f"| {what}: {words[times]} {peer} | {' | '.join(cells)} |")
    for kind in ("message", "claim"):
        cells = []
        for count in CLIENTS:
            micros = slower(results, kind, count, "p95_us")
            if micros is None:
                cells.append("—")
                continue
            kept = micros <= P95_MOST_MS * 1000
            judged = (" met" if kept else " **missed**") if count == P95_CLIENTS else ""
            cells.append(f"{milliseconds(micros)} ms{judged}")
        what = f"{kind}s: p95 of at most {P95_MOST_MS} ms with {P95_CLIENTS} clients"
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return lines


def conditions(results):
    times = "once" if results.rounds == 1 else f"the median of {results.rounds} rounds"
    idle = statistics.median(results.idle) if results.idle else 0
    rest = (
        f"Before the figures the processors were idle for {idle:.0%} of their time (median; "
        f"{min(results.idle, default=0):.0%} at least)."
    )
    busy = " **The machine was busy with other work: the figures are low and noisy.**"
    warning = busy if idle < 0.9 else ""
    lines = [
        f"Each figure is {times} of {results.seconds:g} s. {rest}{warning}",
        "",
        f"Versions: {', '.join(results.versions)}.",
    ]
    for name, reason in results.skipped.items():
        lines += ["", f"Skipped: {name}: {reason}."]
    for name, reason in results.failed.items():
        lines += ["", f"**Failed**: {name} {reason}"]
    return lines


def markdown(results):
    parts = [conditions(results), goals(results)]
    parts += [rates(results, kind, title) for kind, title in KINDS if results.names(kind)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


BEGIN = "<!-- scripts/bench --peers --write writes what follows -->"
END = "<!-- scripts/bench --peers --write wrote what precedes -->"


def write_into(path, text):
    """Puts the tables between the two marks of a document."""
    with open(path) as file:
        document = file.read()
    before, found, rest = document.partition(BEGIN)
    _, found_end, after = rest.partition(END)
    if not found or not found_end:
        raise SystemExit(f"{path} has no marks to write between: {BEGIN}")
    with open(path, "w") as file:
        file.write(f"{before}{BEGIN}\n\n{text}\n{END}{after}")
