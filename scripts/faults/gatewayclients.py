#!/usr/bin/env python3
"""Bad clients of a gateway: slow, silent, malformed, from elsewhere, without a right.

While they are at it, an ordinary client is answered, and at the end the gateway is the same
process, and well.

  gatewayclients.py --idle 1000 --fuzz 5 --seed 7
"""

import argparse
import http.client
import json
import os
import random
import resource
import shutil
import socket
import subprocess
import sys
import threading
import time

from service import Service, is_gateway, until

FAULTS = []

# Within this, in seconds, whoever waits for nobody is answered: the gateway gives a slow client ten
# to send its head, so that a later answer has waited for one. A loaded machine takes up to two.
SOON = 9

# Seeds of malformed requests, of long runs and of faults that were mended; the first requests of
# each are tried again in each run.
KEPT_SEEDS = [20261126]


def expect(what, holds, detail=""):
    if not holds:
        FAULTS.append(f"{what}: {detail}" if detail else what)


def exchange(service, request, seconds=30, stay=False):
    """Sends bytes and reads what comes until the end, or until an answer is whole."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=30) as client:
        client.settimeout(seconds)
        answer = b""
        try:
            client.sendall(request)
            if not stay:
                client.shutdown(socket.SHUT_WR)
            while piece := client.recv(65536):
                answer += piece
        except OSError:
            # Cut, or nothing came in time.
            pass
        return answer


def answered(service, token):
    """An ordinary client is answered soon."""
    start = time.monotonic()
    try:
        connection = service.connection(SOON)
        reply = service.ask("GET", "/v1/task/list", token=token, connection=connection)
        expect("an ordinary client is answered", reply.status == 200, str(reply))
    except TimeoutError:
        expect("an ordinary client is answered soon", False, f"nothing came in {SOON} s")
    return time.monotonic() - start


def rights(service, token):
    """Who has no right is refused, whatever they ask."""
    host = f"127.0.0.1:{service.port}"
    for name in (
        "evil.example",
        f"evil.example:{service.port}",
        "127.0.0.1:1",
        "",
        f"{host}.evil.example",
    ):
        reply = service.ask("GET", "/v1/task/list", token=token, headers={"Host": name})
        expect(f"the Host '{name}' is refused", reply.status in (400, 421), str(reply))
    for origin in (
        "http://evil.example",
        "null",
        f"https://{host}",
        "http://127.0.0.1:1",
        f"http://{host}.evil.example",
    ):
        for method, path, body in (
            ("POST", "/v1/message/send", {"to": ["ada"], "body": "from a page"}),
            ("GET", "/v1/events", None),
            ("OPTIONS", "/v1/message/send", None),
        ):
            reply = service.ask(method, path, body, token, headers={"Origin": origin})
            expect(f"{method} from '{origin}' is refused", reply.status == 403, str(reply))
            expect("no page is let in", reply.headers["Access-Control-Allow-Origin"] is None)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    reply = service.ask(
        "POST", "/v1/message/send", {"to": ["ada"], "body": "form"}, token, headers=form
    )
    expect("a form is refused", reply.status == 415, str(reply))
    session, secret = token.split(".")
    for wrong in (
        "",
        ".",
        session,
        session + ".",
        "." + secret,
        session + "." + secret[:-1],
        session + "." + "0" * 64,
        "S-999." + secret,
        secret,
        token + "x",
        "S-1." + secret,
        "é.é",
    ):
        shown = ("Bearer " + wrong).encode().decode("latin-1")
        reply = service.ask("GET", "/v1/task/list", headers={"Authorization": shown})
        expect(f"the token {wrong[:12]}… is refused", reply.status == 401, str(reply))
        # What is one transaction asks there who calls.
        reply = service.ask("POST", "/v1/session/beat", {}, headers={"Authorization": shown})
        expect(f"the token {wrong[:12]}… changes nothing", reply.status == 401, str(reply))
    for scheme in ("Basic " + secret, "Bearer", token, "bearer"):
        reply = service.ask("GET", "/v1/task/list", headers={"Authorization": scheme})
        expect(f"'{scheme[:8]}' is refused", reply.status == 401, str(reply))
    revoked = service.must("token", "create", "ada").data
    stream = service.connection()
    stream.request("GET", "/v1/events", headers={"Authorization": "Bearer " + revoked["token"]})
    events = stream.getresponse()
    expect("a token opens the stream", events.status == 200)
    service.must("token", "revoke", revoked["session"], "--reason", "lost")
    reply = service.ask("GET", "/v1/task/list", token=revoked["token"])
    expect("a revoked token is refused", reply.status == 401, str(reply))
    try:
        rest = events.read()
    except (OSError, http.client.HTTPException) as error:
        rest = repr(error).encode()
    expect("and its stream ends", b"gateway.bad_token" in rest, rest[-200:].decode())


def other_user(service, token):
    """Another user of the machine can't reach the socket, and needs a token on the port."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        print("another user is not tried: that needs root and setpriv")
        return
    path = service.record()["socket"]
    script = (
        "import socket,sys; s = socket.socket(socket.AF_UNIX); s.settimeout(30); s.connect(sys.argv[1]);"
        "s.sendall(b'GET /v1/task/list HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n');"
        "print(s.recv(4096).decode())"
    )
    user = ("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups")

    def ask():
        return subprocess.run(
            (*user, "/usr/bin/python3", "-c", script, path), capture_output=True, text=True
        )

    done = ask()
    expect(
        "another user can't connect",
        done.returncode != 0 and "PermissionError" in done.stderr,
        done.stdout + done.stderr[-300:],
    )
    # And where the modes are lost, the kernel still says who asks.
    modes = [
        (part, os.stat(part).st_mode & 0o777)
        for part in (service.directory, service.runtime, os.path.dirname(path), path)
    ]
    for part, _ in modes:
        os.chmod(part, 0o777)
    done = ask()
    expect(
        "another user is refused by name",
        "403" in done.stdout and "gateway.foreign_user" in done.stdout,
        done.stdout + done.stderr[-300:],
    )
    for part, mode in modes:
        os.chmod(part, mode)
    for name, mode in (("gateway.json", 0o600), ("gateway.log", 0o600)):
        found = os.stat(os.path.join(service.state, name)).st_mode & 0o777
        expect(f"{name} is its owner's alone", found == mode, oct(found))
    expect("the socket is its owner's alone", os.stat(path).st_mode & 0o777 == 0o600)


def slow(service, token):
    """Clients that send a byte now and then are cut, and nobody waits for them."""
    clients = []
    for index in range(200):
        client = socket.create_connection(("127.0.0.1", service.port))
        client.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        clients.append(client)
    start = time.monotonic()
    cut = 0
    while clients and time.monotonic() - start < 60:
        for client in list(clients):
            try:
                client.sendall(b"a")
                client.setblocking(False)
                try:
                    if client.recv(4096) == b"":
                        raise ConnectionError
                except BlockingIOError:
                    client.setblocking(True)
                    continue
                raise ConnectionError
            except (ConnectionError, OSError):
                client.close()
                clients.remove(client)
                cut += 1
        answered(service, token)
        time.sleep(0.3)
    expect(
        "slow clients are cut at the deadline",
        not clients,
        f"{len(clients)} of 200 are still there",
    )
    return time.monotonic() - start


def idle(service, token, count):
    """Many connections that say nothing; the others are served."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    count = min(count, hard - 200)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    clients = []
    opened = time.monotonic()
    try:
        for _ in range(count):
            client = socket.create_connection(("127.0.0.1", service.port), timeout=30)
            clients.append(client)
        took = answered(service, token)
        # They may come to life.
        for client in clients[:: max(1, count // 50)]:
            try:
                client.sendall(
                    f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\n\r\n".encode()
                )
                answer = client.recv(64)
            except ConnectionError:
                answer = b""
            # It ends without a word where it was idle for longer than it may be.
            if answer or time.monotonic() - opened < 10:
                expect(
                    "an idle connection is answered", answer.startswith(b"HTTP/1.1 200"), answer
                )
    finally:
        for client in clients:
            client.close()
    return len(clients), took


def requests(generator, host, token):
    """Malformed and oversized requests, made from good ones."""
    good = (
        f"GET /v1/task/list?limit=5 HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n".encode(),
        f"POST /v1/message/send HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        'Content-Type: application/json\r\nContent-Length: 25\r\n\r\n{"to":["ada"],"body":"x"}'.encode(),
        f"POST /v1/task/claim HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        'Transfer-Encoding: chunked\r\n\r\n7\r\n{"task"\r\n7\r\n:"T-1"}\r\n0\r\n\r\n'.encode(),
    )
    pieces = (
        b"\r\n",
        b"\n",
        b"\0",
        b" ",
        b"\t",
        b":",
        b"%00",
        b"%",
        b"Content-Length: 9\r\n",
        b"Content-Length: -1\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: gzip\r\n",
        b"Host: x\r\n",
        b"HTTP/9.9",
        b"\xff" * 9,
        b"Expect: 100-continue\r\n",
        b"A" * 9000,
        b"X: " + b"y" * 40000 + b"\r\n",
        b"[" * 3000,
        b'"\\ud800"',
        b"../",
        b"Connection: Upgrade\r\nUpgrade: h2c\r\n",
        b"FFFFFFFFFFFFFFFF\r\n",
        b"1e999",
        b"9" * 400,
    )
    while True:
        request = bytearray(generator.choice(good))
        for _ in range(generator.randint(1, 4)):
            at = generator.randrange(len(request) + 1)
            match generator.randrange(5):
                case 0:
                    request[at:at] = generator.choice(pieces)
                case 1:
                    del request[at : at + generator.randint(1, 30)]
                case 2:
                    if request:
                        request[min(at, len(request) - 1)] = generator.randrange(256)
                case 3:
                    request[at:] = request[at : at + generator.randint(1, 40)] * generator.randint(
                        1, 20
                    )
                case 4:
                    request[at:at] = generator.randbytes(generator.randint(1, 64))
        yield bytes(request)


def fuzz(service, token, seconds, seed, most=None):
    """Malformed requests from four clients at once, from seeds."""
    end = time.monotonic() + seconds
    counts = [0] * 4
    statuses = {}

    def go(index):
        made = requests(random.Random(seed * 4 + index), f"127.0.0.1:{service.port}", token)
        while time.monotonic() < end and (most is None or counts[index] < most):
            request = next(made)
            answer = exchange(service, request, seconds=0.2)
            counts[index] += 1
            # Whatever comes back begins as an answer, and no fault of ours is among it.
            if answer and not answer.startswith(b"HTTP/1.1 "):
                expect(
                    "an answer is HTTP",
                    False,
                    f"seed {seed}: {request[:200]!r} gave {answer[:80]!r}",
                )
            for line in answer.split(b"\r\n"):
                if line.startswith(b"HTTP/1.1 "):
                    status = line[9:12].decode()
                    statuses[status] = statuses.get(status, 0) + 1
                    if status == "500":
                        expect(
                            "no request breaks it",
                            False,
                            f"seed {seed}: {request[:300]!r} gave {answer[-300:]!r}",
                        )

    threads = [threading.Thread(target=go, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expect("fuzzing tries many", sum(counts) > (5 * seconds if most is None else 0), str(counts))
    return sum(counts), statuses


def sized(service, token):
    """What is too large is refused at its limit, and not read to its end."""
    host = f"127.0.0.1:{service.port}"
    head = f"Host: {host}\r\nAuthorization: Bearer {token}\r\n"
    cases = (
        (f"GET /{'a' * 9000} HTTP/1.1\r\n{head}\r\n", 414),
        (f"GET /health HTTP/1.1\r\n{head}X: {'a' * 33000}\r\n\r\n", 431),
        (f"POST /v1/message/send HTTP/1.1\r\n{head}Content-Length: {9 << 20}\r\n\r\n", 413),
        (f"POST /v1/message/send HTTP/1.1\r\n{head}Content-Length: {'9' * 30}\r\n\r\n", 413),
        (
            f"POST /v1/message/send HTTP/1.1\r\n{head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}",
            400,
        ),
        (
            f"POST /v1/message/send HTTP/1.1\r\n{head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{{}}",
            400,
        ),
        (f"GET /health HTTP/1.1\r\n\r\n", 400),
        (f"GET /health HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n", 400),
        (f"GET /health HTTP/1.1\nHost: {host}\n\n", 400),
        (f"GET /health HTTP/1.1\r\nHost: {host}\r\n X: folded\r\n\r\n", 400),
        (f"GET /%2e%2e/health HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    )
    for request, status in cases:
        answer = exchange(service, request.encode(), stay=True)
        expect(
            f"{request[:40]!r} gives {status}",
            answer[9:12] == str(status).encode(),
            repr(answer[:60]),
        )
        # A length beyond 64 bits is refused by the library, in its own words.
        if answer[9:12] == str(status).encode() and "9" * 30 not in request:
            expect(
                "a refusal is a problem document",
                b"application/problem+json" in answer,
                repr(answer[:300]),
            )
    # A body in chunks that does not end is cut where it is too large.
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as client:
        sent = 0
        client.sendall(
            f"POST /v1/message/send HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\n".encode()
        )
        chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
        try:
            while sent < 64 << 20:
                client.sendall(chunk)
                sent += 65536
        except OSError:
            pass
        expect("a body without end is cut", sent < 32 << 20, f"{sent} bytes were taken")
    deep = '{"to":' + "[" * 100_000 + "]" * 100_000 + "}"
    reply = service.ask(
        "POST", "/v1/message/send", token=token, headers={"Content-Type": "application/json"}
    )
    connection = service.connection()
    connection.request(
        "POST",
        "/v1/message/send",
        body=deep,
        headers={"Authorization": "Bearer " + token, "Content-Type": "application/json"},
    )
    expect("a deep document is refused", connection.getresponse().status == 400)
    # Names of members that would fall into one bucket of a weak table.
    wide = json.dumps({f"k{index}": index for index in range(200_000)})
    start = time.monotonic()
    connection = service.connection()
    connection.request(
        "POST",
        "/v1/message/send",
        body=wide,
        headers={"Authorization": "Bearer " + token, "Content-Type": "application/json"},
    )
    expect("a wide document is refused", connection.getresponse().status == 400)
    expect("and soon", time.monotonic() - start < 20, f"{time.monotonic() - start:.1f} s")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--idle", type=int, default=1000)
    parser.add_argument("--fuzz", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    with Service() as service:
        service.found()
        service.must("agent", "register", "ada")
        service.must("task", "create", "work", "--task", "T-1", "--ready")
        process = service.start()
        token = service.token_of("ada")
        rights(service, token)
        other_user(service, token)
        sized(service, token)
        count, took = idle(service, token, options.idle)
        cut = slow(service, token)
        for kept in KEPT_SEEDS:
            fuzz(service, token, 30, kept, most=25)
        tried, statuses = fuzz(service, token, options.fuzz, options.seed)
        print(json.dumps(statuses))
        answered(service, token)
        health = service.ask("GET", "/health")
        expect("the gateway is well", health.status == 200, str(health))
        expect("and the same process", is_gateway(process) and service.record()["pid"] == process)
        until(
            lambda: len(os.listdir(f"/proc/{process}/fd")) < 100, "the end of all connections", 120
        )
        service.down()
        service.verify()
    for fault in FAULTS[:20]:
        print(f"FAULT {fault}")
    print(
        f"{count} idle connections (an answer among them {took * 1000:.0f} ms), slow ones cut after "
        f"{cut:.0f} s, {tried} malformed requests, {len(FAULTS)} faults"
    )
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
