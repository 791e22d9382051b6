"""What each peer needs: programs, folders, servers of ours that end with us, load generators."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))


class Skipped(Exception):
    """A peer that can't be measured here, and why."""


def program(name, package, *elsewhere):
    """Where a program of the system is; `package` is what Debian calls its package."""
    path = shutil.which(name, path=os.pathsep.join((os.environ["PATH"], "/usr/sbin", *elsewhere)))
    if not path:
        raise Skipped(f"`{name}` is not here: apt-get install {package}")
    return path


def from_pypi(*packages):
    """The folder of programs of an environment that has these packages; kept between runs."""
    home = os.path.join(ROOT, ".build", "peers", packages[0])
    folder = os.path.join(home, "bin")
    if os.path.exists(os.path.join(home, "complete")):
        return folder
    print(f"  installing {packages[0]} from PyPI", file=sys.stderr, flush=True)
    shutil.rmtree(home, ignore_errors=True)
    for command in (
        (sys.executable, "-m", "venv", home),
        (os.path.join(folder, "pip"), "install", "--quiet", *packages),
    ):
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            last = (result.stderr or result.stdout).strip().splitlines()[-1:]
            raise Skipped(f"{packages[0]} does not install from PyPI: {' '.join(last)}")
    with open(os.path.join(home, "complete"), "w"):
        pass
    return folder


def version_of(folder, package):
    """The version of a package in an environment from PyPI."""
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return last_word(os.path.join(folder, "python"), "-I", "-c", code)


def first_line(*command):
    """The first line that a program prints, wherever it prints it."""
    result = subprocess.run(command, capture_output=True, text=True)
    return ((result.stdout + result.stderr).strip().splitlines() or ["?"])[0]


def last_word(*command):
    """The last word of that line: a version, mostly."""
    return first_line(*command).split()[-1]


class Folder:
    """A folder for one server's files, removed at the end; `owner` is the user that it runs as."""

    def __init__(self, owner=None):
        self.path = tempfile.mkdtemp(prefix="worklead-peer-")
        if owner:
            shutil.chown(self.path, owner)

    def __truediv__(self, name):
        return os.path.join(self.path, name)

    def write(self, name, text):
        with open(self / name, "w") as file:
            file.write(text)
        return self / name

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


class Server:
    """A process of ours that listens; what it prints is kept in its folder."""

    def __init__(self, folder, command, listens, **options):
        self.log = open(folder / "log", "wb")
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            # As the gateway has one: Linux shares the processors out among sessions.
            start_new_session=True,
            **options,
        )
        end = time.monotonic() + 60
        while not answers(listens):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                with open(folder / "log", errors="replace") as log:
                    raise Skipped(f"{command[0]} did not start: {log.read()[-300:].strip()}")
            time.sleep(0.02)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Peer:
    """Who is measured: made where it can be had, started, asked by more and more clients, stopped.

    `measure` yields what kind of figure it is, whose, and the figure.
    """

    name = version = ""
    server = folder = None

    def start(self):
        raise NotImplementedError

    def measure(self, clients, seconds):
        raise NotImplementedError

    def stop(self):
        """Ends what was started, also where starting broke off."""
        if self.server:
            self.server.stop()
        if self.folder:
            self.folder.remove()


def answers(listens):
    """Whether somebody listens at a port of 127.0.0.1, or at the path of a Unix socket."""
    kind = socket.AF_UNIX if isinstance(listens, str) else socket.AF_INET
    with socket.socket(kind) as probe:
        where = listens if isinstance(listens, str) else ("127.0.0.1", listens)
        return probe.connect_ex(where) == 0


def generator(name, *sources):
    """Compiles a load generator of Benchmarks, unless it is newer than its sources."""
    folder = os.path.join(ROOT, ".build", "peers")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name)
    benchmarks = os.path.join(ROOT, "Benchmarks")
    files = [os.path.join(benchmarks, "load", source) for source in sources]
    own = os.path.join(benchmarks, name)
    files += [os.path.join(own, file) for file in sorted(os.listdir(own)) if file.endswith(".c")]
    if not os.path.exists(path) or any(
        os.path.getmtime(file) > os.path.getmtime(path) for file in files
    ):
        compiler = program("cc", "g++")
        subprocess.run((compiler, "-O2", "-o", path, *files), check=True)
    return path


def figures(*command, **options):
    """The one JSON document that a load generator prints."""
    words = [str(word) for word in command]
    result = subprocess.run(words, capture_output=True, text=True, **options)
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(words)[:200]}: {result.stderr.strip()[-400:]}")
    return json.loads(result.stdout.splitlines()[-1])


def peerload(protocol, address, clients, seconds, most=0):
    """Asks a peer in its own protocol."""
    tool = generator("peerload", "connections.c", "samples.c")
    return figures(tool, protocol, address, clients, seconds, most)


def spawnload(clients, seconds, command, **options):
    """Calls a command over and over."""
    tool = generator("spawnload", "samples.c")
    return figures(tool, clients, seconds, *command, **options)


def percentiles(micros, took):
    """The figures of times in microseconds."""
    micros = sorted(micros)
    count = len(micros)
    return {
        "count": count,
        "per_second": count / took,
        "p50_us": micros[count // 2],
        "p95_us": micros[count * 95 // 100],
        "p99_us": micros[count * 99 // 100],
    }
