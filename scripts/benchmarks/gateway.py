"""How many durable changes a gateway takes in a second, beside the servers that are known for it.

Every figure is of one run on one machine, with a load generator of one program per peer that waits
for each answer before it asks again. A peer that is not installed is left out and named.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))

from fleet import Fleet, free_port  # noqa: E402

SECONDS = 3
CLIENTS = (1, 8, 32, 64)


def load_generator(folder, name):
    program = os.path.join(folder, name)
    source = os.path.join(ROOT, "Benchmarks", name, "main.c")
    subprocess.run(("cc", "-O2", "-o", program, source, "-lpthread"), check=True)
    return program


def asked(program, address, clients, token, mode):
    result = subprocess.run(
        (program, str(address), str(clients), str(SECONDS), token, mode),
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(result.stdout)


def wait_for(port):
    """Waits until somebody listens there."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise SystemExit(f"nobody listens at {port}")


def ours(folder):
    """Beats, messages and claims over TCP and the Unix socket."""
    program = load_generator(folder, "gwload")
    figures = {}
    with Fleet() as fleet:
        fleet.found()
        fleet.must("agent", "register", "sink")
        port = free_port()
        line = fleet.must("up", "--port", str(port)).data
        try:
            token = fleet.must("token", "create", "founder").data["token"]
            for clients in CLIENTS:
                for mode in ("health", "show", "beat", "message"):
                    for where, address in (("TCP", port), ("Unix socket", line["socket"])):
                        figures[mode, clients, where] = asked(
                            program, address, clients, token, mode
                        )
        finally:
            fleet.must("down")
    return figures


def redis(folder):
    """Redis with a flush before each answer."""
    server = shutil.which("redis-server")
    bench = shutil.which("redis-benchmark")
    if not server or not bench:
        return None
    port = free_port()
    home = os.path.join(folder, "redis")
    os.makedirs(home)
    process = subprocess.Popen(
        (server, "--port", str(port), "--dir", home, "--appendonly", "yes", "--appendfsync",
         "always", "--save", ""),
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        figures = {}
        for clients in CLIENTS:
            count = 2000 if clients == 1 else 20_000
            result = subprocess.run(
                (bench, "-p", str(port), "-c", str(clients), "-n", str(count), "--csv", "-d", "100",
                 "XADD", "s", "*", "p", "__data__" + "x" * 92),
                check=True, capture_output=True, text=True,
            )
            figures[clients] = float(result.stdout.strip().splitlines()[-1].split(",")[1].strip('"'))
        return figures
    finally:
        process.terminate()
        process.wait()


def run(folder, row):
    figures = ours(folder)
    peers = redis(folder)
    if peers is None:
        print("  redis is not installed: its figures are left out", file=sys.stderr)
    for mode, what in (("beat", "durable events"), ("message", "durable messages")):
        for clients in CLIENTS:
            for where in ("TCP", "Unix socket"):
                figure = figures[mode, clients, where]
                theirs = (peers or {}).get(clients, 0)
                row(
                    f"{what} through the gateway, {clients} clients, {where}, "
                    f"p95 {figure['p95_us'] / 1000:.1f} ms",
                    figure["per_second"],
                    "Redis, `appendfsync always`" if theirs else "",
                    theirs,
                    (lambda o, t: o >= t) if theirs and mode == "beat" else None,
                    unit="/s",
                )
    for mode, what in (("health", "`/health`"), ("show", "a read with a token")):
        for clients in (1, 64):
            figure = figures[mode, clients, "Unix socket"]
            row(
                f"{what}, {clients} clients, p50 {figure['p50_us']:.0f} µs",
                figure["per_second"], "", 0, None, unit="/s",
            )
