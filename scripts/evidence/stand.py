"""A workspace with a delivery that was replayed, accepted, bundled and sealed, for the checkers."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))

from fleet import Fleet  # noqa: E402
from packets import packet  # noqa: E402

NAMESPACE = "evidence@worklead"
SIGNER = "ada@example.org"


class Stand(Fleet):
    """What each check works on; `bundle` is the path of the sealed bundle E-1."""

    def path(self, name):
        return os.path.join(self.directory, name)

    def shell(self, *words, code=0, directory=None, stdin=None):
        """Runs a program of others and requires its exit code; `None` takes any but zero."""
        process = subprocess.run(
            words,
            cwd=directory or self.directory,
            env=self.environment(),
            stdin=stdin or subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        is_right = process.returncode != 0 if code is None else process.returncode == code
        if not is_right:
            raise AssertionError(f"{words}: exit {process.returncode}, {process.stdout}{process.stderr}")
        return process.stdout

    @property
    def state(self):
        return self.path("state/worklead/fleet")

    @property
    def policy(self):
        return os.path.join(self.state, "allowed_signers")

    def key(self, name):
        """Makes an SSH key and answers with its public part."""
        self.shell("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", self.path(name))
        with open(self.path(name + ".pub")) as file:
            return file.read().strip()

    def allow(self, *lines):
        with open(self.policy, "w") as file:
            file.write("".join(line + "\n" for line in lines))

    def deliver(self):
        """A task that was delivered, replayed by another and accepted."""
        for agent, role in (("ada", "worker"), ("vera", "validator")):
            self.must("agent", "register", agent, "--role", role)
        self.seat = self.must("--as", "ada", "session", "start", "--worktree").data["worktree"]
        self.judge = self.must("--as", "vera", "session", "start", "--worktree").data["worktree"]
        tree = self.take_up("WP-1", "more.txt", "sh test.sh")
        self.commit(tree, "more", {"more.txt": "more\n"})
        report = "# Report\n\nIt says more: \u00e4\u00f6\u00fc \u20ac.\n"
        self.must(
            "deliver", "WP-1", "--artifact", "more.txt", "--claim", "sh test.sh: 1 passed",
            "--report", "-", directory=tree, stdin=report,
        )  # fmt: skip
        self.must("replay", "WP-1", directory=self.judge)
        self.must("accept", "WP-1", "--gaps", "known", directory=self.judge)

    def take_up(self, key, path, check):
        """A task with that scope and that check, claimed by the worker; answers with its tree."""
        with open(self.path("packet.md"), "w") as file:
            file.write(packet(key, "Say more.", "The report needs it.", path, check=check))
        self.must("task", "create", "--packet", self.path("packet.md"), "--ready")
        return self.must("claim", key, directory=self.seat).data["worktree"]

    def commit(self, tree, message, files):
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(tree, path)), exist_ok=True)
            with open(os.path.join(tree, path), "w") as file:
                file.write(text)
        self.git("add", "--all", directory=tree)
        self.git("commit", "--quiet", "--message", message, directory=tree)

    def counts(self, key, report):
        """What a replay counts whose check leaves this text as its report; the last of its kind."""
        tree = self.take_up(key, f"{key}/", f"sh {key}/check.sh")
        files = {"report.data": report, "check.sh": f"cp {key}/report.data {key}/report.xml\n"}
        self.commit(tree, key, {f"{key}/{name}": text for name, text in files.items()})
        self.must("deliver", key, directory=tree)
        # One that fails is recorded as well.
        self.run("replay", key, directory=self.judge)
        records = [event["data"] for event in self.events() if event["type"] == "replay.recorded"]
        assert records[-1]["task"] == key, records[-1]
        return records[-1]["record"]["results"][0].get("counts")

    def seal(self, bundle="E-1", key="key"):
        answer = self.must("evidence", "seal", bundle, "--signing-key", self.path(key))
        return answer.data["bundle"]["path"]

    def prepare(self):
        self.found()
        self.public = self.key("key")
        self.allow(f'{SIGNER} namespaces="{NAMESPACE}" {self.public}')
        self.deliver()
        self.must("evidence", "bundle", "WP-1")
        self.bundle = self.seal()
        return self
