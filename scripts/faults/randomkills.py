#!/usr/bin/env python3
"""Rounds of `kill -9` at random moments of commands that several agents run at once.

After each round the ledger verifies and has every revision that any client was told of; after the
last, every
message and task that was acknowledged is in it.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time

from fleet import Fleet

AGENTS = ["ada", "bea", "cal"]


def commands(generator, agent, number):
    key = f"K-{generator.randrange(12)}"
    return generator.choice(
        [
            [
                "task",
                "create",
                f"task {agent} {number}",
                "--task",
                f"N-{agent}-{number}",
                "--ready",
            ],
            ["message", "send", generator.choice(AGENTS), f"{agent} says {number}"],
            ["claim", key, "--no-worktree", "--lease", "1s"],
            ["next", "--claim", "--no-worktree", "--lease", "1s"],
            ["task", "release", key],
            ["beat", "--note", str(number)],
            ["inbox", "--read"],
            ["task", "edit", key, "--priority", str(generator.randrange(100))],
        ]
    )


class Client:
    """A process that is running, with where its answer goes."""

    def __init__(self, fleet, agent, arguments, number):
        self.arguments = arguments
        self.path = os.path.join(fleet.directory, f"answer-{number}")
        with open(self.path, "wb") as answer:
            self.process = subprocess.Popen(
                [fleet.program, "--workspace", "fleet", *arguments, "--json"],
                cwd=os.path.join(fleet.directory, "elsewhere"),
                env=fleet.environment(WORKLEAD_TOKEN_FILE=fleet.token(agent)),
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=subprocess.DEVNULL,
            )

    def told(self):
        """What the client was told, if it was told all of it."""
        with open(self.path, errors="replace") as answer:
            text = answer.read()
        os.remove(self.path)
        try:
            document = json.loads(text)
        except ValueError:
            return None
        return document if document.get("ok") else None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    generator = random.Random(options.seed)
    faults, acknowledged, killed, number = [], [], 0, 0
    with Fleet() as fleet:
        fleet.found()
        for agent in AGENTS:
            fleet.join(agent, role="lead")
        for index in range(12):
            fleet.must("task", "create", f"kept {index}", "--task", f"K-{index}", "--ready")
        # How long a command takes here, so that the kills fall into its whole life.
        start = time.monotonic()
        fleet.must("beat")
        usual = time.monotonic() - start
        for round_number in range(options.rounds):
            clients = []
            for agent in AGENTS:
                number += 1
                clients.append(Client(fleet, agent, commands(generator, agent, number), number))
            time.sleep(generator.random() * usual * 2)
            for client in clients:
                if client.process.poll() is None:
                    client.process.send_signal(signal.SIGKILL)
                    killed += 1
                client.process.wait()
            head = fleet.verify()
            for client in clients:
                told = client.told()
                if told is None:
                    continue
                acknowledged.append((client.arguments, told))
                if (told.get("rev") or 0) > head:
                    faults.append(
                        f"round {round_number}: {client.arguments} was told revision {told['rev']}, there are {head}"
                    )
        events = fleet.events()
        subjects = {event["subject"] for event in events}
        for arguments, told in acknowledged:
            data = told["data"]
            if (
                arguments[:2] == ["task", "create"]
                and f"task:{data['task']['task']}" not in subjects
            ):
                faults.append(f"{arguments} was acknowledged and is not in the ledger")
            if (
                arguments[:2] == ["message", "send"]
                and f"message:{data['message']}" not in subjects
            ):
                faults.append(f"{arguments} was acknowledged and is not in the ledger")
        fleet.must("beat")
    print(
        f"{options.rounds} rounds, {killed} processes killed, {len(acknowledged)} answers acknowledged, "
        f"{len(events)} events, {len(faults)} faults"
    )
    for fault in faults[:20]:
        print("FAULT", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
