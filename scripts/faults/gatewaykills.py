#!/usr/bin/env python3
"""Kills the gateway again and again while clients write, and reads what the clients were told.

Half of the clients are commands, half speak HTTP; each change has a key and is asked for until it
is acknowledged. Each client keeps a log of its own. At the end the ledger verifies, and the logs
say: nothing that was acknowledged is lost, and nothing is there twice.

  gatewaykills.py --kills 200 --clients 16
"""

import argparse
import collections
import http.client
import json
import os
import random
import sys
import threading
import time

from service import Service, until


class Client(threading.Thread):
    """Writes one message after another, and remembers which were asked for and which were kept."""

    def __init__(self, number, service, token, ends):
        super().__init__(daemon=True)
        self.number = number
        self.service = service
        self.token = token
        self.ends = ends
        self.log = os.path.join(service.directory, f"client-{number}.log")
        self.failures = collections.Counter()
        self.connection = None

    def run(self):
        with open(self.log, "w", buffering=1) as log:
            count = 0
            while not self.ends.is_set():
                key = f"c{self.number}-{count}"
                log.write(f"ask {key}\n")
                revision = None
                while revision is None and not self.ends.is_set():
                    revision = self.ask(key)
                if revision is not None:
                    log.write(f"kept {key} {revision}\n")
                count += 1

    def ask(self, key):
        """The revision that acknowledges it; `None` where it has to be asked for again."""
        return self.by_command(key) if self.number % 2 else self.by_http(key)

    def by_command(self, key):
        answer = self.service.as_agent("ada", "message", "send", "ada", key, "--key", key)
        if answer.code == 0:
            return answer.revision
        self.failures[answer.error or f"exit {answer.code}"] += 1
        return None

    def by_http(self, key):
        try:
            self.connection = self.connection or self.service.connection(timeout=30)
            reply = self.service.ask(
                "POST",
                "/v1/message/send",
                {"to": ["ada"], "body": key},
                self.token,
                self.connection,
                {"Idempotency-Key": f'"{key}"'},
            )
        except (OSError, ValueError, http.client.HTTPException) as error:
            self.failures[type(error).__name__] += 1
            self.connection = None
            self.ends.wait(0.01)
            return None
        if reply.status == 200:
            return reply.json["rev"]
        self.failures[reply.code] += 1
        if reply.headers.get("Connection") == "close":
            self.connection = None
        return None


def check(service, clients):
    """What the ledger has, beside what the clients were told."""
    faults = []
    written = collections.defaultdict(list)
    for event in service.events():
        if event["type"] == "message.sent":
            written[event["data"]["body"]].append(event["seq"])
    asked, kept = set(), 0
    for client in clients:
        with open(client.log) as log:
            for line in log:
                words = line.split()
                if words[0] == "ask":
                    asked.add(words[1])
                    continue
                kept += 1
                found = written.get(words[1], [])
                if not found:
                    faults.append(f"{words[1]} was acknowledged at {words[2]} and is lost")
                elif found[0] > int(words[2]):
                    faults.append(f"{words[1]} was acknowledged at {words[2]}, and is {found[0]}")
    for body, places in written.items():
        if len(places) > 1:
            faults.append(f"{body} is there {len(places)} times")
        if body not in asked:
            faults.append(f"{body} is there, and nobody asked for it")
    return kept, faults


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    generator = random.Random(options.seed)
    print(f"seed {options.seed}")
    faults = []
    with Service() as service:
        service.found()
        service.join("ada")
        service.start()
        token = service.token_of("ada")
        ends = threading.Event()
        clients = [Client(number, service, token, ends) for number in range(options.clients)]
        for client in clients:
            client.start()
        for _ in range(options.kills):
            time.sleep(generator.uniform(0.02, 0.4))
            service.kill()
            # Sometimes the commands go by the file for a while.
            time.sleep(generator.choice((0, 0, generator.uniform(0, 0.3))))
            answer = service.up()
            if answer.code != 0:
                faults.append(f"the gateway did not come back: {answer}")
                break
        before = os.stat(clients[0].log).st_size
        until(lambda: os.stat(clients[0].log).st_size > before, "another acknowledgement")
        ends.set()
        for client in clients:
            client.join(60)
            if client.is_alive():
                faults.append(f"client {client.number} hangs")
        failures = sum((client.failures for client in clients), collections.Counter())
        # A command waits for the file, or asks the gateway that took it; it is never told to wait.
        for code in ("store.locked", "store.busy", "gateway.stopping"):
            if failures[code]:
                faults.append(f"a command failed with {code}")
        down = service.down()
        if down.code != 0:
            faults.append(f"the gateway can't be stopped: {down}")
        events = service.verify()
        kept, wrong = check(service, clients)
        faults += wrong
    print(json.dumps(dict(failures)))
    for fault in faults[:20]:
        print(f"FAULT {fault}")
    print(
        f"{options.kills} kills under {options.clients} clients, {kept} acknowledged, "
        f"{events} events, {len(faults)} faults"
    )
    sys.exit(1 if faults or kept == 0 else 0)


if __name__ == "__main__":
    main()
