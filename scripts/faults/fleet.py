"""A throw-away workspace that is driven by nothing but the command line.

What a client was told is kept here, outside of the program's own memory, so that a checker can
compare the two.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile

PROGRAM = os.environ.get("WORKLEAD_PROGRAM") or os.path.join(
    os.path.dirname(__file__), "..", "..", ".build", "debug", "worklead"
)


def free_port():
    """A port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    """What one call of the program gave."""

    def __init__(self, arguments, process):
        self.arguments = arguments
        self.code = process.returncode
        self.output = process.stdout
        self.errors = process.stderr
        try:
            self.json = json.loads(process.stdout)
        except ValueError:
            self.json = None

    @property
    def data(self):
        return (self.json or {}).get("data")

    @property
    def revision(self):
        return (self.json or {}).get("rev")

    @property
    def error(self):
        return ((self.json or {}).get("error") or {}).get("code")

    def __str__(self):
        return f"{' '.join(self.arguments)}: exit {self.code}, {self.output[:300]!r} {self.errors[:300]!r}"


class Fleet:
    """A workspace with one git repository, below one directory that is removed at the end."""

    def __init__(self, directory=None):
        self.directory = directory or tempfile.mkdtemp(prefix="worklead-fault-")
        self.repository = os.path.join(self.directory, "repo")
        self.program = os.path.realpath(PROGRAM)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.directory, ignore_errors=True)

    def environment(self, **more):
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.path.join(self.directory, "home"),
            "XDG_STATE_HOME": os.path.join(self.directory, "state"),
            "XDG_CACHE_HOME": os.path.join(self.directory, "cache"),
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "fleet",
            "GIT_AUTHOR_EMAIL": "fleet@localhost",
            "GIT_COMMITTER_NAME": "fleet",
            "GIT_COMMITTER_EMAIL": "fleet@localhost",
            "USER": "founder",
            "LANG": "C.UTF-8",
        }
        environment.update({name: str(value) for name, value in more.items()})
        return environment

    def git(self, *arguments, directory=None):
        """What git writes; it has to succeed."""
        return subprocess.run(
            ("git",) + arguments,
            cwd=directory or self.repository,
            check=True,
            env=self.environment(),
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
        ).stdout

    def make_repository(self):
        os.makedirs(self.repository)
        os.makedirs(os.path.join(self.directory, "home"), exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        with open(os.path.join(self.repository, "test.sh"), "w") as file:
            file.write('sh greet.sh | grep -q hello && echo "1 passed, 0 failed"\n')
        with open(os.path.join(self.repository, "greet.sh"), "w") as file:
            file.write("echo hello\n")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "first")

    def clone(self, source, name, commit="HEAD"):
        """Takes a clone of that name for the repository, whose main branch is that commit."""
        os.makedirs(os.path.join(self.directory, "home"), exist_ok=True)
        self.repository = os.path.join(self.directory, name)
        words = ("--quiet", "--no-hardlinks", source, self.repository)
        self.git("clone", *words, directory=self.directory)
        self.git("checkout", "--quiet", "-B", "main", commit)
        self.git("remote", "remove", "origin")

    def run(self, *arguments, directory=None, prefix=(), stdin=None, timeout=120, **environment):
        """Calls the program with `--json` and keeps what it answered."""
        process = subprocess.run(
            tuple(prefix) + (self.program,) + arguments + ("--json",),
            cwd=directory or self.repository,
            env=self.environment(**environment),
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
        )
        return Answer(arguments, process)

    def must(self, *arguments, **options):
        answer = self.run(*arguments, **options)
        if answer.code != 0:
            raise AssertionError(str(answer))
        return answer

    def found(self):
        self.make_repository()
        self.must("init", "--name", "fleet")

    def token(self, agent):
        return os.path.join(self.directory, f"token-{agent}")

    def join(self, agent, role="worker"):
        """Registers an agent and starts a session of theirs whose credential lies in a file."""
        self.must("agent", "register", agent, "--role", role)
        elsewhere = os.path.join(self.directory, "elsewhere")
        os.makedirs(elsewhere, exist_ok=True)
        self.must(
            "--workspace",
            "fleet",
            "--as",
            agent,
            "session",
            "start",
            directory=elsewhere,
            WORKLEAD_TOKEN_FILE=self.token(agent),
        )

    def as_agent(self, agent, *arguments, **options):
        """Calls the program as an agent, from outside of any repository."""
        return self.run(
            "--workspace",
            "fleet",
            *arguments,
            directory=options.pop("directory", os.path.join(self.directory, "elsewhere")),
            WORKLEAD_TOKEN_FILE=self.token(agent),
            **options,
        )

    def verify(self):
        answer = self.run("ledger", "verify", timeout=600)
        if answer.code != 0:
            raise AssertionError("the ledger does not verify: " + str(answer))
        return answer.data["events"]

    def events(self):
        process = subprocess.run(
            (self.program, "ledger", "export", "--format", "ndjson"),
            cwd=self.repository,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return [json.loads(line) for line in process.stdout.splitlines()]
