#!/usr/bin/env python3
"""Starts and stops gateways at bad moments: several at once, over what dead ones left, under load.

gatewaystarts.py --rounds 20
"""

import argparse
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

from fleet import free_port
from service import Service, is_gateway, until

FAULTS = []


def expect(what, holds, detail=""):
    if not holds:
        FAULTS.append(f"{what}: {detail}" if detail else what)


def at_once(count, body):
    """Runs a body on so many threads that start together, and gives their results."""
    barrier = threading.Barrier(count)
    results = [None] * count

    def go(index):
        barrier.wait()
        results[index] = body(index)

    threads = [threading.Thread(target=go, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def gateways_of(service):
    """The processes that hold this workspace's gateway lock, by what they have open."""
    found = []
    lock = os.path.join(service.state, "gateway.lock")
    for name in os.listdir("/proc"):
        if not name.isdigit() or not is_gateway(name):
            continue
        try:
            files = [
                os.readlink(f"/proc/{name}/fd/{number}")
                for number in os.listdir(f"/proc/{name}/fd")
            ]
        except OSError:
            continue
        if lock in files:
            found.append(int(name))
    return found


def together(service, rounds):
    """Two and eight `up` at once: one gateway, the same for all."""
    for turn in range(rounds):
        count = 8 if turn % 2 else 2
        answers = at_once(count, lambda _: service.up())
        codes = {answer.code for answer in answers}
        expect(
            "an `up` beside others fails",
            codes == {0},
            "; ".join(str(a) for a in answers if a.code),
        )
        numbers = {answer.data["pid"] for answer in answers if answer.code == 0}
        expect("several `up` at once name one gateway", len(numbers) == 1, str(numbers))
        until(lambda: len(gateways_of(service)) <= 1, "one gateway")
        expect(
            "one gateway runs", gateways_of(service) == sorted(numbers), str(gateways_of(service))
        )
        fresh = [
            answer for answer in answers if answer.code == 0 and not answer.json.get("already")
        ]
        expect("one of them has started it", len(fresh) == 1, str(len(fresh)))
        if turn % 4 < 2:
            expect("`down` works", service.down().code == 0)
            expect("no gateway is left", not gateways_of(service), str(gateways_of(service)))
        else:
            service.kill()


def over_remains(service):
    """What a dead gateway left never blocks a start, nor a command."""
    service.start()
    socket_path = service.record()["socket"]
    service.kill()
    expect("a killed gateway leaves its record and socket", os.path.exists(socket_path))
    answer = service.run("status")
    expect("a command after a kill goes by the file", answer.code == 0, str(answer))
    expect(
        "`gateway status` sees no dead gateway",
        service.run("gateway", "status").error == "gateway.absent",
    )
    service.start()
    expect("a stale socket and record do not block", service.run("gateway", "status").code == 0)
    service.kill()

    # The process number may belong to somebody else by now.
    record = dict(service.record(), pid=os.getpid())
    write(service, json.dumps(record))
    expect(
        "another process of that number is no gateway", service.run("gateway", "status").code != 0
    )
    service.start()
    expect("a record with another's process does not block", service.record()["pid"] != os.getpid())
    service.kill()
    for text in ("", "{", '{"pid": "x"}', "\0" * 100):
        write(service, text)
        expect("a broken record does not block a command", service.run("status").code == 0, text)
        service.start()
        service.kill()
    # A socket that nobody listens on, of no gateway.
    os.unlink(socket_path)
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(socket_path)
    service.start()
    service.kill()


def write(service, text):
    with open(os.path.join(service.state, "gateway.json"), "w") as file:
        file.write(text)


def without_room(service):
    """Taken ports, and a runtime directory that can't be used."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        answer = service.run("up", "--port", port)
        expect(
            "a taken port leaves the socket",
            answer.code == 0 and "port" not in answer.data,
            str(answer),
        )
        expect("and it answers", service.run("gateway", "status").code == 0)
        service.down()
    usual = service.runtime
    for runtime in (service.directory + "/none", "/proc/1", usual + "/" + "long" * 30, "/dev/null"):
        service.runtime = runtime
        if "long" in runtime:
            os.makedirs(runtime)
        answer = service.run("up", "--no-port")
        expect(
            f"the runtime directory {runtime[:40]} does not block", answer.code == 0, str(answer)
        )
        expect("commands find it", service.run("gateway", "status").code == 0)
        service.down()
    service.runtime = usual


def while_asked(service, agent_token):
    """SIGTERM: what is under way is answered, and writers go on by the file."""
    process = service.start()
    ends = threading.Event()
    failures, kept, unanswered = [], [], []

    def command(number):
        count = 0
        while not ends.is_set():
            key = f"t{number}-{process}-{count}"
            answer = service.as_agent("ada", "message", "send", "ada", key, "--key", key)
            if answer.code == 0:
                kept.append(key)
            else:
                failures.append(str(answer))
            count += 1

    def by_http(number):
        connection = None
        count = 0
        while not ends.is_set():
            key = f"h{number}-{process}-{count}"
            try:
                connection = connection or service.connection()
            except OSError:
                return
            try:
                reply = service.ask(
                    "POST",
                    "/v1/message/send",
                    {"to": ["ada"], "body": key},
                    agent_token,
                    connection,
                )
            except (OSError, http.client.HTTPException):
                # A connection may be closed between two requests; what began is answered.
                unanswered.append(key)
                return
            if reply.status == 200:
                kept.append(key)
            elif reply.code != "gateway.stopping":
                failures.append(f"{key}: {reply}")
            count += 1

    threads = [threading.Thread(target=command, args=(number,)) for number in range(4)]
    threads += [threading.Thread(target=by_http, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    before = len(kept)
    until(lambda: len(kept) > before + 20, "twenty answers")
    os.kill(process, signal.SIGTERM)
    until(lambda: not is_gateway(process), "the end after SIGTERM", seconds=12)
    before = len(kept)
    until(lambda: len(kept) > before + 4, "writers that go on by the file")
    ends.set()
    for thread in threads:
        thread.join(30)
    expect("everybody is answered or goes on", not failures, "; ".join(failures[:3]))
    bodies = [e["data"]["body"] for e in service.events() if e["type"] == "message.sent"]
    done = [key for key in unanswered if key in bodies]
    expect("what was done was answered", not done, str(done))
    lost = [key for key in kept if bodies.count(key) != 1]
    expect("each acknowledged change is there once", not lost, str(lost[:3]))


def between(service, rounds, generator):
    """Commands that begin while a gateway starts or stops."""
    ends = threading.Event()
    failures, slowest, kept = [], [0.0], []

    def command(number):
        count = 0
        while not ends.is_set():
            key = f"b{number}-{count}"
            start = time.monotonic()
            answer = service.as_agent("ada", "message", "send", "ada", key, "--key", key)
            slowest[0] = max(slowest[0], time.monotonic() - start)
            if answer.code == 0:
                kept.append(key)
            else:
                failures.append(str(answer))
            count += 1

    threads = [threading.Thread(target=command, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(rounds):
        time.sleep(generator.uniform(0, 0.1))
        answer = service.up()
        expect("`up` works under load", answer.code == 0, str(answer))
        time.sleep(generator.uniform(0, 0.1))
        answer = (
            service.run("restart", "--port", str(service.port))
            if generator.random() < 0.3
            else service.down()
        )
        expect("`down` or `restart` works under load", answer.code == 0, str(answer))
    ends.set()
    for thread in threads:
        thread.join(60)
    service.down()
    expect("no command fails while gateways come and go", not failures, "; ".join(failures[:3]))
    expect("no command waits long", slowest[0] < 10, f"{slowest[0]:.1f} s")
    bodies = [e["data"]["body"] for e in service.events() if e["type"] == "message.sent"]
    wrong = [key for key in kept if bodies.count(key) != 1]
    expect("each of them is there once", not wrong, str(wrong[:3]))
    return len(kept), slowest[0]


def deleted():
    """A gateway whose workspace is gone ends when it is asked, and makes room for another one."""
    with Service() as service:
        service.found()
        process = service.start()
        shutil.rmtree(service.state)
        reply = service.ask("GET", "/health")
        expect("a gateway without a workspace is not healthy", reply.status == 503, str(reply))
        until(lambda: not is_gateway(process), "the end of a gateway without a workspace")
        service.must("init", "--name", "fleet")
        process = service.start()
        shutil.rmtree(service.state)
        service.must("init", "--name", "fleet")
        other = service.start()
        expect("a new workspace in the old one's place has its own gateway", other != process)
        until(lambda: not is_gateway(process), "the end of the old one's gateway")


def logs(service):
    """The log is kept small and has no secrets."""
    path = os.path.join(service.state, "gateway.log")
    with open(path, "a") as file:
        file.write("old line\n" * 200_000)
    service.start()
    expect("a large log is put aside", os.path.getsize(path) < 1 << 20, str(os.path.getsize(path)))
    token = service.token_of("ada")
    service.ask("GET", "/v1/task/list", token=token)
    service.ask("GET", "/v1/task/list", token="S-1.wrong")
    service.down()
    expect("no token is in the log", token.split(".")[1] not in service.log())


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    with Service() as service:
        service.found()
        service.join("ada")
        together(service, options.rounds)
        over_remains(service)
        without_room(service)
        token = service.token_of("ada")
        while_asked(service, token)
        kept, slowest = between(service, options.rounds, random.Random(options.seed))
        logs(service)
        service.verify()
    deleted()
    for fault in FAULTS[:20]:
        print(f"FAULT {fault}")
    print(
        f"{options.rounds} rounds of starts at once, {kept} commands between gateways, the slowest "
        f"{slowest * 1000:.0f} ms, {len(FAULTS)} faults"
    )
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
