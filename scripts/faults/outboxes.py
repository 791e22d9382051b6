#!/usr/bin/env python3
"""Senders elsewhere go on sending while their gateway is killed and started again and again.

Each sender keeps a log of what it was told: sent or queued. In the end every message that a sender
was told of has arrived once, and each sender's in their order.

  outboxes.py                             16 senders, some kills of the gateway
  outboxes.py --points 30 --seed 7        kills at system calls of a sender that queues or flushes
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

from fleet import Fleet, free_port

# System calls at which an outbox can be left in the middle of something.
CALLS = "openat,write,fsync,rename,unlink,flock,sendto,recvfrom,connect,mkdir"


class Elsewhere:
    """A workspace whose agents come over HTTP alone, and send to the founder."""

    def __init__(self, fleet, senders):
        self.fleet = fleet
        self.port = free_port()
        fleet.found()
        self.tokens = {}
        for name in senders:
            fleet.must("agent", "register", name)
            self.tokens[name] = fleet.must("token", "create", name).data["token"]
        self.far = os.path.join(fleet.directory, "far")
        os.makedirs(self.far)

    def up(self):
        self.fleet.must("up", "--port", str(self.port))

    def kill(self):
        record = os.path.join(self.fleet.directory, "state", "worklead", "fleet", "gateway.json")
        with open(record) as file:
            process = json.load(file)["pid"]
        os.kill(process, signal.SIGKILL)

    def down(self):
        self.fleet.run("down", "--reason", "the test is over")

    def run(self, name, *arguments, **options):
        return self.fleet.run(
            *arguments,
            directory=self.far,
            WORKLEAD_GATEWAY=f"http://127.0.0.1:{self.port}",
            WORKLEAD_TOKEN=self.tokens[name],
            XDG_STATE_HOME=os.path.join(self.far, "state"),
            **options,
        )

    def flush(self, name):
        answer = self.run(name, "outbox", "flush", "--wait", "30s")
        if answer.code != 0:
            raise AssertionError(f"{name}: {answer}")

    def arrived(self):
        """The messages in the ledger, in its order."""
        return [
            event["data"]["body"]
            for event in self.fleet.events()
            if event["type"] == "message.sent"
        ]


def check(arrived, told, maybe=()):
    """Compares what came with what each sender was told."""
    for name, bodies in told.items():
        mine = [body for body in arrived if body.startswith(name + " ")]
        assert len(set(mine)) == len(mine), f"{name}: twice in {mine}"
        missing = [body for body in bodies if body not in mine and body not in maybe]
        assert not missing, f"{name}: lost {missing}"
        order = [body for body in bodies if body in mine]
        assert mine == order, f"{name}: order {mine}"


def under_load(arguments):
    names = [f"agent-{number}" for number in range(arguments.senders)]
    chance = random.Random(arguments.seed)
    with Fleet() as fleet:
        elsewhere = Elsewhere(fleet, names)
        elsewhere.up()
        told = {name: [] for name in names}
        queued = [0]
        faults = []

        def send(name):
            for number in range(arguments.messages):
                body = f"{name} {number}"
                answer = elsewhere.run(name, "message", "send", "founder", body)
                if answer.code != 0:
                    faults.append(str(answer))
                    return
                told[name].append(body)
                queued[0] += bool(answer.json.get("queued"))

        threads = [threading.Thread(target=send, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        kills = 0
        while any(thread.is_alive() for thread in threads):
            time.sleep(chance.uniform(0.05, 0.4))
            elsewhere.kill()
            kills += 1
            time.sleep(chance.uniform(0.0, 0.3))
            elsewhere.up()
        for thread in threads:
            thread.join()
        assert not faults, faults[0]
        for name in names:
            elsewhere.flush(name)
        check(elsewhere.arrived(), told)
        elsewhere.down()
        fleet.verify()
        total = sum(map(len, told.values()))
        print(f"{total} messages of {len(names)} senders, {queued[0]} of them queued, {kills} kills: "
              "each arrived once and in order")


def points_of(elsewhere, arguments):
    """How often a command makes each of the calls that are looked at."""
    trace = os.path.join(elsewhere.fleet.directory, "trace")
    elsewhere.run("ada", *arguments, prefix=("strace", "-f", "-e", f"trace={CALLS}", "-o", trace))
    counts = {}
    with open(trace) as file:
        for line in file:
            found = re.match(r"\d+\s+(\w+)\(", line)
            if found:
                counts[found[1]] = counts.get(found[1], 0) + 1
    return [(call, number) for call, count in counts.items() for number in range(1, count + 1)]


def at_points(arguments):
    chance = random.Random(arguments.seed)
    with Fleet() as fleet:
        elsewhere = Elsewhere(fleet, ["ada"])
        told = []
        maybe = set()
        number = 0

        def body():
            nonlocal number
            number += 1
            return f"ada {number}"

        def send(*prefix):
            text = body()
            answer = elsewhere.run("ada", "message", "send", "founder", text, prefix=prefix)
            told.append(text)
            if answer.code != 0:
                maybe.add(text)

        def killed(call, count):
            return ("strace", "-f", "-o", "/dev/null", "-qq", "-e", f"trace={call}",
                    "-e", f"inject={call}:signal=KILL:when={count}")

        text = body()
        told.append(text)
        queueing = points_of(elsewhere, ("message", "send", "founder", text))
        for call, count in chance.sample(queueing, min(arguments.points, len(queueing))):
            send(*killed(call, count))
            send()
        elsewhere.up()
        text = body()
        told.append(text)
        flushing = points_of(elsewhere, ("message", "send", "founder", text))
        for call, count in chance.sample(flushing, min(arguments.points, len(flushing))):
            elsewhere.kill()
            send()
            send()
            elsewhere.up()
            send(*killed(call, count))
        elsewhere.flush("ada")
        check(elsewhere.arrived(), {"ada": told}, maybe)
        elsewhere.down()
        fleet.verify()
        print(f"{len(maybe)} kills, {len(told)} messages: nothing lost, nothing twice, in order")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--senders", type=int, default=16)
    parser.add_argument("--messages", type=int, default=12)
    parser.add_argument("--points", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    if arguments.points:
        at_points(arguments)
    else:
        under_load(arguments)


if __name__ == "__main__":
    sys.exit(main())
