#!/usr/bin/env python3
"""Closes a phase of this very project by its own closing gate, on a clone of it.

The clone gets a temporary workspace, a person's key, agents and tasks. docs/spec.md is locked, each
MUST of it is tied to the line of the test that shows it, the work is delivered, replayed, accepted,
bundled, sealed and pinned, and the phase is closed. On the way the gate has to refuse what is
missing, and after it what was moved.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))
sys.path.insert(0, os.path.join(ROOT, "scripts", "agents"))

from fleet import Fleet  # noqa: E402
from packets import packet  # noqa: E402
from programs import require, tell  # noqa: E402

SIGNER = "owner@example.org"

# Each clause by its words, and the test by which it is shown.
EVIDENCE = {
    "The tables MUST be what": ("EngineTests/Histories/HistoryTests.swift", "Tables are folds of the ledger"),
    "A row that was altered": ("StoreTests/Ledger/TamperingTests.swift", "An altered and a lost row"),
    "An event MUST be read back": ("ModelTests/Ledger/FactTests.swift", "Each kind of event is read"),
    "A lease MUST end": ("EngineTests/Claims/ClaimTests.swift", "A lease ends at its expiry"),
    "Nobody MUST be able": ("EngineTests/Verdicts/VerdictTests.swift", "Nothing is accepted without"),
    "A commit that is delivered": ("EngineTests/Claims/ClaimTests.swift", "A former holder can neither"),
    "A locked packet MUST NOT": ("EngineTests/Packets/PacketLockTests.swift", "A locked packet is not"),
    "The bytes that are signed": ("EngineTests/Packets/PacketLockTests.swift", "The bytes that are signed"),
    "The anchor of a clause": ("DocumentsTests/Specs/SpecificationReaderTests.swift", "An anchor stays"),
    "A regression check MUST": ("EngineTests/Specs/SpecTests.swift", "The regression check fails"),
    "A phase MUST NOT be closed": ("EngineTests/Phases/PhaseTests.swift", "The closing gate lists"),
    "A waiver that is expired": ("EngineTests/Waivers/WaiverTests.swift", "waives nothing"),
    "A dependency that a lock": ("EngineTests/Supply/SupplyTests.swift", "is a finding with its line"),
    "Each gate MUST have": ("EngineTests/Gates/GateSelftestTests.swift", "Every built-in gate refuses"),
}

def checked_in(key, check):
    """The packet of the task that writes the check-ins."""
    return packet(
        key,
        "Write the check-ins of the phase into the repository.",
        "Who takes over reads them first.",
        "docs/checkins/",
        "Sources/",
        check,
        "The checks exit with 0",
    )


class Stage(Fleet):
    """A clone of this project with a workspace, and a person's key."""

    def tool(self, *words, code=0, directory=None, stdin=None):
        """What a program writes that is not ours."""
        done = subprocess.run(
            words,
            cwd=directory or self.repository,
            env=self.environment(),
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            text=True,
        )
        require(done.returncode == code, f"{words}: {done}")
        return done.stdout

    def worklead(self, *words, code=0, directory=None, stdin=None):
        """Runs the program and answers with the data of its document."""
        answer = self.run(*words, directory=directory, stdin=stdin)
        require(answer.code == code, answer)
        return answer.data

    def write(self, name, text):
        path = self.path(name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def say(self, text):
        print(f"  {text}", flush=True)

    def prepare(self):
        """A clone with a workspace, a key that counts, and two agents."""
        # Its main branch is the one at hand, whatever that is called here.
        self.clone(ROOT, "worklead")
        self.worklead("init")
        self.tool("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", self.path("key"))
        with open(self.path("key.pub")) as file:
            public = file.read().strip()
        state = self.path("state", "worklead")
        (workspace,) = os.listdir(state)
        self.policy = os.path.join(state, workspace, "allowed_signers")
        with open(self.policy, "w") as file:
            file.write(f'{SIGNER} namespaces="packet@worklead,evidence@worklead" {public}\n')
        self.seats = {}
        for agent, role in (("ada", "worker"), ("vera", "validator")):
            self.worklead("agent", "register", agent, "--role", role)
            session = self.worklead("--as", agent, "session", "start", "--worktree")
            self.seats[agent] = session["worktree"]

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def lock_spec(self):
        """The spec is locked, and each clause of it tied to the line of its test."""
        self.worklead("spec", "register", "promises", "docs/spec.md")
        self.worklead("spec", "lock", "promises")
        clauses = self.worklead("spec", "clauses", "promises")
        for clause in clauses:
            found = [value for words, value in EVIDENCE.items() if clause["text"].startswith(words)]
            if len(found) != 1:
                raise AssertionError(f"no test is named for: {clause['text']}")
            path, title = found[0]
            path = os.path.join("Tests", path)
            self.worklead(
                "spec", "map", "promises", clause["clause"], "--evidence", self.line(path, title)
            )
        if len(clauses) != len(EVIDENCE):
            raise AssertionError("a test is named for a clause that is not there")
        return len(clauses)

    def line(self, path, title):
        with open(os.path.join(self.repository, path)) as file:
            lines = [
                number
                for number, text in enumerate(file, 1)
                if title in text and ('@Test("' in text or text.strip().startswith('"'))
            ]
        if len(lines) != 1:
            raise AssertionError(f"{path} has {len(lines)} tests called '{title}'")
        return f"{path}:{lines[0]}"

    def lock_packet(self, key, check):
        """A task with a packet that a person locks; outsiders agree, a change is refused."""
        sheet = self.write(f"{key}.md", checked_in(key, check))
        self.worklead("task", "create", "--packet", sheet, "--phase", "P04", "--ready")
        self.worklead("packet", "lock", key, "--signing-key", self.path("key"))
        self.worklead("packet", "verify", key)
        exported = self.path(f"{key}.json")
        self.worklead("packet", "export", key, exported)
        with open(exported) as file:
            signed = file.read()
        words = (
            "ssh-keygen", "-Y", "verify", "-f", self.policy, "-I", SIGNER,
            "-n", "packet@worklead", "-s", exported + ".sig",
        )  # fmt: skip
        self.tool(*words, stdin=signed)
        self.tool(*words, stdin=signed.replace("check-ins", "check-outs"), code=255)
        other = self.write(f"{key}-other.md", checked_in(key, "true"))
        self.worklead("task", "edit", key, "--packet", other, code=4)
        return other

    def do(self, key):
        """The task is claimed, delivered, replayed, accepted, bundled, sealed and pinned."""
        seat = self.seats["ada"]
        tree = self.worklead("claim", key, directory=seat)["worktree"]
        folder = os.path.join("docs", "checkins", "P04")
        self.worklead("phase", "report", "P04", "--to", os.path.join(tree, folder), directory=tree)
        self.git("add", "--all", directory=tree)
        self.git("commit", "--quiet", "--message", "docs: check-ins", directory=tree)
        self.worklead(
            "deliver", key, "--artifact", f"{folder}/STATUS.md", "--claim", "all: passed",
            "--report", "-", directory=tree, stdin="# Report\n\nThe check-ins are written.\n",
        )  # fmt: skip
        self.worklead("replay", key, directory=self.seats["vera"])
        self.worklead("accept", key, "--gaps", "no counts", directory=self.seats["vera"])
        self.worklead("evidence", "bundle", key)
        bundle = self.worklead("evidence", "list", "--task", key)[0]["bundle"]
        self.worklead("evidence", "seal", bundle, "--signing-key", self.path("key"))
        self.worklead("evidence", "verify", bundle)
        pinned = self.worklead("evidence", "pin", bundle, "--for", "final-done")
        return pinned["bundle"], pinned.get("pin_line")

    def missing(self):
        return [lack["kind"] for lack in self.worklead("phase", "show", "P04")["missing"]]

    def close(self, bundle, line):
        """The phase is closed, and afterwards what moved is seen."""
        waiver = self.worklead("waiver", "grant", "scope", "--phase", "P04", "--reason", "a trial")
        if self.missing() != ["waiver"]:
            raise AssertionError(f"missing: {self.missing()}")
        self.worklead("phase", "close", "P04", code=5)
        self.worklead("waiver", "revoke", waiver["waiver"], "--reason", "the trial is over")
        self.worklead("phase", "check", "P04")
        self.worklead("phase", "close", "P04")
        answers = self.worklead("gate", "history", "phase_close")
        if [answer["result"]["verdict"] for answer in answers[:2]] != ["pass", "fail"]:
            raise AssertionError(f"the closing gate said: {answers}")
        self.worklead("task", "create", "Too late", "--phase", "P04", code=4)
        with open(os.path.join(self.repository, "docs", "spec.md"), "a") as file:
            file.write("\nMore MUST follow.\n")
        self.git("commit", "--quiet", "--all", "--message", "spec: more")
        self.worklead("spec", "regress", "promises", code=5)
        self.worklead("ledger", "verify")
        self.say(f"{bundle['bundle']} of {bundle['task']}, signed by {bundle['signer']}: {line}")


def close_phase(_):
    with Stage() as stage:
        stage.prepare()
        count = stage.lock_spec()
        stage.worklead("phase", "open", "P04", "--title", "Trust", "--spec", "promises")
        check = "python3 Tests/LedgerChecker/ledger_checker.py selftest 1"
        other = stage.lock_packet("WP-4", check)
        stage.worklead("packet", "variant", "WP-4", "WP-4-B", "--packet", other)
        require(stage.missing() == ["empty", "task", "task"], f"missing: {stage.missing()}")
        stage.worklead("phase", "close", "P04", code=5)
        stage.worklead("task", "cancel", "WP-4-B", "--reason", "a trial")
        bundle, line = stage.do("WP-4")
        stage.close(bundle, line)
    return f"closed over {count} clauses, each with a test"


sys.exit(tell([("a phase of this project", close_phase, True)]))
