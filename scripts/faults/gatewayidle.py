#!/usr/bin/env python3
"""What a gateway costs while nobody needs it, and how soon it is there when somebody does.

gatewayidle.py --streams 1000
gatewayidle.py --json            the figures for programs
"""

import argparse
import json
import os
import resource
import select
import socket
import statistics
import sys
import threading
import time

from service import Service, UnixConnection, until


def memory(process):
    """Resident memory: all of it, and what is the process's own, in MB."""
    with open(f"/proc/{process}/status") as file:
        lines = dict(line.split(":", 1) for line in file if line.startswith(("VmRSS", "RssAnon")))
    return int(lines["VmRSS"].split()[0]) / 1024, int(lines["RssAnon"].split()[0]) / 1024


def sleeps(process):
    """How often each of its threads has gone to sleep so far."""
    counts = {}
    for task in os.listdir(f"/proc/{process}/task"):
        with open(f"/proc/{process}/task/{task}/status") as file:
            for line in file:
                if line.startswith("voluntary_ctxt_switches"):
                    counts[task] = int(line.split()[1])
    return counts


def woken(before, after):
    """How often threads have woken in between; one that has ended has not."""
    return sum(count - before.get(task, 0) for task, count in after.items())


def first_answer(service):
    """From the start of `worklead up` and from its end until a first answer, in milliseconds."""
    service.down()
    start = time.monotonic()
    service.start()
    up = time.monotonic()
    reply = service.ask("GET", "/health", connection=UnixConnection(service.record()["socket"]))
    end = time.monotonic()
    assert reply.status == 200, reply
    return (end - start) * 1000, (end - up) * 1000


def wait(service, token, what, answered):
    """A call of the tool that waits; notes when it was answered, and why."""
    call = {"name": "wait", "arguments": {"for": what, "seconds": 45}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    headers = {"Accept": "application/json", "MCP-Protocol-Version": "2025-06-18"}
    connection = service.connection(60)
    reply = service.ask("POST", "/mcp", body, token, connection, headers.items())
    document = reply.json["result"].get("structuredContent") or {}
    answered.append((time.monotonic(), document.get("reason")))


def start_waits(service, token, what, count):
    answered = []
    words = (service, token, what, answered)
    threads = [threading.Thread(target=wait, args=words) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, answered


def waiting(service, process, count, seconds):
    """Agents that wait over MCP: wake-ups meanwhile, and how late the last hears of a message."""
    service.must("agent", "register", "bea")
    token, sender = service.token_of("bea"), service.token_of("ada")
    threads, answered = start_waits(service, token, "message", count)
    # The requests before are tidied up meanwhile.
    time.sleep(11)
    before = sleeps(process)
    time.sleep(seconds)
    wakes = woken(before, sleeps(process))
    assert not answered, "a wait ended before anything happened"
    connection = service.connection()
    connection.connect()
    sent = time.monotonic()
    message = {"to": ["bea"], "body": "now"}
    reply = service.ask("POST", "/v1/message/send", message, sender, connection)
    assert reply.status == 200, reply
    for thread in threads:
        thread.join(60)
    reasons = [reason for _, reason in answered]
    assert reasons == ["message"] * count, reasons
    return wakes, (max(moment for moment, _ in answered) - sent) * 1000


def lease_end(service):
    """A lease that ends is no event, and who waits for a task hears of it all the same.

    Answers how late, in milliseconds.
    """
    service.must("task", "create", "work", "--task", "T-1", "--ready")
    holder, other = service.token_of("ada"), service.token_of("bea")
    claim = {"task": "T-1", "worktree": False, "lease_seconds": 2}
    reply = service.ask("POST", "/v1/task/claim", claim, holder)
    ends = time.monotonic() + 2
    assert reply.status == 200, reply
    threads, answered = start_waits(service, other, "task", 1)
    threads[0].join(60)
    assert [reason for _, reason in answered] == ["task"], answered
    late = (answered[0][0] - ends) * 1000
    assert late > -100, f"told {-late:.0f} ms before it was true"
    return late


def end_with_waits(service):
    """How long `down` takes while agents wait, in seconds."""
    service.must("agent", "register", "cal")
    threads, answered = start_waits(service, service.token_of("cal"), "message", 4)
    time.sleep(1)
    assert not answered, answered
    start = time.monotonic()
    service.down()
    took = time.monotonic() - start
    for thread in threads:
        thread.join(60)
    return took


def fan_out(service, token, count, rounds):
    """From an event's change until it has reached the last of many streams, in milliseconds."""
    head = (
        f"GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\n"
        f"Authorization: Bearer {token}\r\n\r\n"
    ).encode()
    poll = select.epoll()
    clients = {}
    for _ in range(count):
        client = socket.create_connection(("127.0.0.1", service.port), timeout=30)
        client.sendall(head)
        poll.register(client, select.EPOLLIN)
        clients[client.fileno()] = client

    def arrive(mark, seconds=30):
        """Waits until each stream has got a text that the others need not have."""
        got = {number: b"" for number in clients}
        waiting = set(clients)
        end = time.monotonic() + seconds
        while waiting:
            assert time.monotonic() < end, f"{len(waiting)} streams have nothing"
            for number, _ in poll.poll(1):
                got[number] += clients[number].recv(65536)
                if mark in got[number]:
                    waiting.discard(number)
        return time.monotonic()

    arrive(b"retry: 1000\n\n")
    connection = service.connection()
    times = []
    for turn in range(rounds):
        body = f"news-{turn}-end"
        words = (service, {"to": ["ada"], "body": body}, token, connection)
        sender = threading.Timer(0.2, send, words)
        sender.start()
        arrived = arrive(body.encode())
        sender.join()
        times.append((arrived - connection.sent) * 1000)
    for client in clients.values():
        client.close()
    return times


def send(service, message, token, connection):
    connection.sent = time.monotonic()
    reply = service.ask("POST", "/v1/message/send", message, token, connection)
    assert reply.status == 200, reply


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--waits", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--json", action="store_true")
    # What a debug build on a loaded machine keeps too; docs/benchmarks.md holds the budgets. How
    # many pages of the program's file count as resident is the page cache's choice, so the limit
    # is on the process's own memory.
    parser.add_argument("--own-memory-max", type=float, default=10)
    parser.add_argument("--answer-max", type=float, default=200)
    parser.add_argument("--heard-max", type=float, default=500)
    parser.add_argument("--fan-out-max", type=float, default=500)
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with Service() as service:
        service.found()
        service.must("agent", "register", "ada")
        service.start()
        starts = [first_answer(service) for _ in range(5)]
        process = service.record()["pid"]
        token = service.token_of("ada")
        service.ask("GET", "/v1/task/list", token=token)
        # Connections that were closed are forgotten first, and what serving them took.
        time.sleep(11)
        fresh, own = memory(process)
        before = sleeps(process)
        time.sleep(options.seconds)
        wakes = woken(before, sleeps(process))
        wakes_waiting, heard = waiting(service, process, options.waits, options.seconds)
        times = fan_out(service, token, options.streams, 5)
        until(lambda: len(os.listdir(f"/proc/{process}/fd")) < 150, "the end of the streams")
        # What they have left is tidied up a moment later.
        time.sleep(11)
        after, own_after = memory(process)
        late = lease_end(service)
        ended = end_with_waits(service)
        service.verify()
    figures = {
        "idle_memory_mb": round(fresh, 1),
        "idle_memory_own_mb": round(own, 1),
        "memory_after_streams_mb": round(after, 1),
        "memory_after_streams_own_mb": round(own_after, 1),
        "wakes": wakes,
        "wakes_seconds": options.seconds,
        "start_ms": round(statistics.median(whole for whole, _ in starts), 1),
        "first_answer_ms": round(statistics.median(first for _, first in starts), 1),
        "waits": options.waits,
        "wakes_waiting": wakes_waiting,
        "message_to_last_wait_ms": round(heard, 1),
        "lease_end_to_wait_ms": round(late, 1),
        "stop_with_waits_s": round(ended, 2),
        "streams": options.streams,
        "event_to_last_stream_ms": round(statistics.median(times), 1),
        "event_to_last_stream_worst_ms": round(max(times), 1),
    }
    if options.json:
        print(json.dumps(figures))
        return
    faults = []
    if own > options.own_memory_max:
        faults.append(f"it keeps {own:.1f} MB of its own")
    # One may be the deadline of a connection that has gone since.
    if wakes > 1:
        faults.append(f"it woke {wakes} times while nothing happened")
    if wakes_waiting > 1:
        faults.append(f"it woke {wakes_waiting} times while agents only waited")
    if heard > options.heard_max:
        faults.append(f"a message took {heard:.0f} ms to the last agent that waited for it")
    if late > options.heard_max:
        faults.append(f"the end of a lease was heard of {late:.0f} ms late")
    if ended > 5:
        faults.append(f"agents that wait held up its end for {ended:.1f} s")
    if figures["first_answer_ms"] > options.answer_max:
        faults.append(f"its first answer took {figures['first_answer_ms']} ms")
    if figures["event_to_last_stream_ms"] > options.fan_out_max:
        faults.append(f"an event took {figures['event_to_last_stream_ms']} ms to the last stream")
    for fault in faults:
        print(f"FAULT {fault}")
    print(
        f"{fresh:.1f} MB idle ({own:.1f} its own), {wakes} wake-ups in {options.seconds:.0f} s, up in "
        f"{figures['start_ms']} ms, first answer {figures['first_answer_ms']} ms, event to the last of "
        f"{options.streams} streams {figures['event_to_last_stream_ms']} ms, then {after:.1f} MB "
        f"({own_after:.1f} its own)"
    )
    print(
        f"{options.waits} agents waiting over MCP: {wakes_waiting} wake-ups in "
        f"{options.seconds:.0f} s, a message at the last of them after {heard:.1f} ms, "
        f"the end of a lease after {late:.1f} ms, stopped in {ended:.2f} s"
    )
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
