#!/usr/bin/env python3
"""The gateway under a service manager: readiness, watchdog, passed sockets, and its end.

Plays systemd's part by its documented protocols (sd_notify, sd_watchdog_enabled, sd_listen_fds);
systemd-socket-activate is asked too, where it is here.
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

from fleet import free_port
from service import Service, UnixConnection, until

FAULTS = []


def expect(what, holds, detail=""):
    if not holds:
        FAULTS.append(f"{what}: {detail}" if detail else what)


class Manager:
    """A socket that hears what a service says."""

    def __init__(self, directory):
        self.path = os.path.join(directory, "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.settimeout(20)

    def hear(self):
        return self.socket.recv(4096).decode()

    def hear_until(self, word):
        said = ""
        while word not in said:
            said = self.hear()
        return said


def run(service, sockets=(), **variables):
    """Becomes the gateway in a child, with descriptors from 3 on, and gives its process."""
    environment = service.environment(**variables)
    process = os.fork()
    if process:
        return process
    for index, passed in enumerate(sockets):
        os.dup2(passed.fileno(), 100 + index)
    for index in range(len(sockets)):
        os.dup2(100 + index, 3 + index)
    os.closerange(3 + len(sockets), 200)
    if sockets:
        environment["LISTEN_PID"] = str(os.getpid())
        environment["LISTEN_FDS"] = str(len(sockets))
    os.chdir(service.repository)
    os.execve(
        service.program,
        [service.program, "gateway", "run", "--port", str(service.port)],
        environment,
    )


def ended(process):
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)


def notified(service):
    """Type=notify with a watchdog."""
    manager = Manager(service.directory)
    process = run(service, NOTIFY_SOCKET=manager.path, WATCHDOG_USEC=200_000)
    said = manager.hear()
    expect("readiness is the first word", "READY=1" in said, said)
    reply = service.ask("GET", "/health")
    expect("who is ready answers", reply.status == 200, str(reply))
    expect("the process is the one that was started", service.record()["pid"] == process)
    start = time.monotonic()
    for _ in range(5):
        manager.hear_until("WATCHDOG=1")
    took = time.monotonic() - start
    expect("the watchdog hears of it twice in its time", took < 5 * 0.2, f"{took:.2f} s for five")
    expect("a second one finds the first", service.up().json.get("already") is True)
    os.kill(process, signal.SIGTERM)
    expect("its end is said", "STOPPING=1" in manager.hear_until("STOPPING=1"))
    expect("SIGTERM ends it well", ended(process) == 0)


def sick(service):
    """A gateway that is not well is silent, so that its manager ends it."""
    manager = Manager(service.directory)
    process = run(service, NOTIFY_SOCKET=manager.path, WATCHDOG_USEC=100_000)
    manager.hear_until("READY=1")
    manager.hear_until("WATCHDOG=1")
    store = os.path.join(service.state, "store.db")
    os.rename(store, store + ".away")
    time.sleep(0.2)
    manager.socket.settimeout(0.5)
    words = []
    try:
        while len(words) < 20:
            words.append(manager.hear())
    except TimeoutError:
        pass
    # One may have been on its way when the file went.
    expect(
        "the watchdog hears nothing of a sick one",
        sum("WATCHDOG=1" in w for w in words) <= 2,
        str(words),
    )
    os.rename(store + ".away", store)
    os.kill(process, signal.SIGTERM)
    ended(process)


def elsewhere(service):
    """What is meant for another process is none of ours."""
    manager = Manager(service.directory)
    process = run(
        service,
        NOTIFY_SOCKET=manager.path,
        WATCHDOG_USEC=100_000,
        WATCHDOG_PID=1,
        LISTEN_PID=1,
        LISTEN_FDS=5,
    )
    manager.hear_until("READY=1")
    manager.socket.settimeout(0.5)
    try:
        said = manager.hear()
    except TimeoutError:
        said = ""
    expect("another's watchdog hears nothing", "WATCHDOG" not in said, said)
    os.kill(process, signal.SIGTERM)
    expect("it ends well", ended(process) == 0)


def activated(service):
    """Sockets that the manager has opened are served, and stay when the gateway ends."""
    path = os.path.join(service.directory, "passed.sock")
    port = free_port()
    with socket.socket(socket.AF_UNIX) as unix, socket.socket() as tcp:
        unix.bind(path)
        unix.listen()
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tcp.bind(("127.0.0.1", port))
        tcp.listen()
        # They may knock before anybody serves.
        early = UnixConnection(path)
        early.request("GET", "/health")
        process = run(service, (unix, tcp))
        expect("who came early is answered", early.getresponse().status == 200)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        reply = service.ask(
            "GET", "/v1/task/list", token=service.token_of("ada"), connection=connection
        )
        expect("the passed port is served", reply.status == 200, str(reply))
        record = service.record()
        expect("the record names the passed socket", record["socket"] == path, str(record))
        expect("commands find it", service.run("gateway", "status").code == 0)
        os.kill(process, signal.SIGTERM)
        expect("it ends well", ended(process) == 0)
        expect("the manager's socket stays", os.path.exists(path))
        # The next one takes them over.
        process = run(service, (unix, tcp))
        reply = service.ask("GET", "/health", connection=UnixConnection(path))
        expect("the next one takes over", reply.status == 200)
        os.kill(process, signal.SIGTERM)
        ended(process)


def by_systemd(service):
    """systemd's own starter of services by sockets."""
    program = shutil.which("systemd-socket-activate")
    if not program:
        print("systemd-socket-activate is not here")
        return
    port = free_port()
    words = (program, f"--listen=127.0.0.1:{port}")
    words += tuple(f"--setenv={name}={value}" for name, value in service.environment().items())
    process = subprocess.Popen(
        (*words, service.program, "gateway", "run"),
        cwd=service.repository,
        env=service.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    status = None
    for _ in range(200):
        try:
            reply = service.ask(
                "GET",
                "/health",
                connection=http.client.HTTPConnection("127.0.0.1", port, timeout=10),
            )
            status = reply.status
            break
        except OSError:
            time.sleep(0.05)
    expect("a first knock starts it", status == 200, str(status))
    process.terminate()
    code = process.wait(30)
    expect("and it ends well", code == 0, f"{code}: {process.stderr.read().decode()[-500:]}")


def main():
    with Service() as service:
        service.found()
        service.must("agent", "register", "ada")
        for test in (notified, sick, elsewhere, activated, by_systemd):
            test(service)
            notify = os.path.join(service.directory, "notify")
            if os.path.exists(notify):
                os.unlink(notify)
        service.verify()
    for fault in FAULTS:
        print(f"FAULT {fault}")
    print(f"readiness, watchdog and passed sockets, {len(FAULTS)} faults")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
