"""Measures all who can be measured in turns, and keeps what came out."""

import sqlite3
import statistics
import subprocess
import sys
import time

from .beanstalkd import Beanstalkd
from .cao import CAO
from .ground import Skipped
from .hcom import Hcom
from .nats import NATS
from .nginx import Nginx
from .postgresql import PostgreSQL
from .procrastinate import Procrastinate
from .redis import Redis
from .worklead import Worklead

PEERS = (Worklead, Redis, NATS, Beanstalkd, PostgreSQL, Procrastinate, CAO, Hcom, Nginx)
CLIENTS = (1, 8, 32, 64)


class Results:
    """Every figure that was taken, and why there is none of others."""

    def __init__(self, rounds, seconds):
        self.rounds, self.seconds = rounds, seconds
        self.taken = {}
        self.idle = []
        self.versions = []
        self.skipped = {}
        self.failed = {}

    def keep(self, kind, name, clients, figure):
        self.taken.setdefault((kind, name), {}).setdefault(clients, []).append(figure)

    def names(self, kind):
        return [name for of_kind, name in self.taken if of_kind == kind]

    def median(self, kind, name, clients, field="per_second"):
        """The median of the rounds, or `None` where nothing was measured."""
        figures = self.taken.get((kind, name), {}).get(clients)
        return statistics.median(figure[field] for figure in figures) if figures else None


def say(text):
    print(f"  {text}", file=sys.stderr, flush=True)


def processor_time():
    """The processors' time so far, all of it and that in which they had nothing to do."""
    with open("/proc/stat") as file:
        times = [int(word) for word in file.readline().split()[1:9]]
    return sum(times), times[3] + times[4]


def idle_share(seconds=0.3):
    """How much of the processors' time nobody wanted, before we ask for it."""
    all_before, idle_before = processor_time()
    time.sleep(seconds)
    all_after, idle_after = processor_time()
    return (idle_after - idle_before) / max(1, all_after - all_before)


def wait_for_rest(patience):
    """Waits until the machine rests, as long as the patience lasts; how idle it was at last."""
    end = time.monotonic() + patience
    share = idle_share()
    while share < 0.9 and time.monotonic() < end:
        share = idle_share(1)
    return share


def started(only, results):
    """The peers that can be measured, all of them running.

    They all run from the start, so that each round compares what was taken close together; who is
    not asked has next to nothing to do.
    """
    peers = []
    try:
        for make in PEERS:
            if only and make is not Worklead and make.__name__.lower() not in only:
                results.skipped[make.name] = "not asked for"
                continue
            try:
                peer = make()
                peers.append(peer)
                say(f"starting {peer.version}")
                peer.start()
            except (Skipped, OSError, sqlite3.Error, subprocess.CalledProcessError) as reason:
                if make is Worklead:
                    raise SystemExit(f"Worklead does not start: {reason}") from None
                results.skipped[make.name] = str(reason)
                say(f"{make.name} is skipped: {reason}")
    except BaseException:
        stop(peers)
        raise
    for peer in [peer for peer in peers if peer.name in results.skipped]:
        peers.remove(peer)
        peer.stop()
    results.versions = [peer.version for peer in peers]
    return peers


def stop(peers):
    for peer in peers:
        say(f"stopping {peer.name}")
        peer.stop()


def ask(peer, results, count, seconds):
    """Asks one peer with so many clients; one that fails is told of and asked no more."""
    try:
        for kind, name, figure in peer.measure(count, seconds):
            results.keep(kind, name, count, figure)
            say(
                f"{name}: {kind}, {count} clients: {figure['per_second']:,.0f}/s, "
                f"p95 {figure['p95_us'] / 1000:.2f} ms"
            )
    except (RuntimeError, AssertionError, subprocess.CalledProcessError) as failure:
        results.failed[peer.name] = f"with {count} clients: {failure}"
        say(f"{peer.name} failed {results.failed[peer.name]}")


def measure(rounds, seconds, patience=0, only=(), clients=CLIENTS):
    """Asks every peer once in each round; every second round begins with the last one."""
    results = Results(rounds, seconds)
    peers = started(only, results)
    try:
        for turn in range(rounds):
            for count in clients:
                say(f"round {turn + 1} of {rounds}, {count} clients")
                for peer in peers if turn % 2 == 0 else reversed(peers):
                    if peer.name not in results.failed:
                        results.idle.append(wait_for_rest(patience))
                        ask(peer, results, count, seconds)
    finally:
        stop(peers)
    return results
