#!/usr/bin/env python3
"""Has a sealed bundle and the ledger checked by programs that others made.

  outsiders.py            all checks that the packages at hand allow
  outsiders.py --plain    those that need no package from PyPI

Each check is made to accept what is right, and to refuse each thing that is wrong with it.
"""

import argparse
import base64
import json
import os
import shutil
import sys

from stand import HERE, NAMESPACE, ROOT, SIGNER, Stand

CHECKER = os.path.join(ROOT, "Tests", "LedgerChecker", "ledger_checker.py")
MANIFESTS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")


class Refused(Exception):
    """A checker of ours or of others has refused."""


def ours(stand):
    answer = stand.run("evidence", "verify", "E-1")
    if answer.code != 0:
        raise Refused(answer.error)


def by_sums(stand):
    """sha256sum over both manifests."""
    attempt(stand, "sha256sum", "-c", "--strict", "--quiet", *MANIFESTS, directory=stand.bundle)


def by_ssh(stand):
    """ssh-keygen over the tag manifest."""
    with open(os.path.join(stand.bundle, "tagmanifest-sha256.txt")) as file:
        attempt(
            stand, "ssh-keygen", "-Y", "verify", "-f", stand.policy, "-I", SIGNER,
            "-n", NAMESPACE, "-s", os.path.join(stand.bundle, "tagmanifest-sha256.txt.sig"),
            stdin=file,
        )  # fmt: skip


def by_bagit(stand):
    """The Library of Congress's validator."""
    program = os.path.join(os.path.dirname(sys.executable), "bagit.py")
    attempt(stand, sys.executable, program, "--validate", "--quiet", stand.bundle)


def attempt(stand, *words, **options):
    try:
        stand.shell(*words, **options)
    except AssertionError as error:
        raise Refused(str(error)) from error


def expect(refuses, check, stand, what):
    """Requires that a check accepts or refuses what there is."""
    try:
        check(stand)
    except Refused as refused:
        if not refuses:
            raise AssertionError(f"{check.__name__} refuses {what}: {refused}") from refused
        return
    if refuses:
        raise AssertionError(f"{check.__name__} accepts {what}")


class Bundles:
    """Tries each tampering on a copy of the bundle's place."""

    def __init__(self, stand, checks):
        self.stand = stand
        self.checks = checks
        self.count = 0
        shutil.copytree(stand.bundle, stand.path("good"), symlinks=True)
        with open(stand.policy) as file:
            self.policy = file.read()
        for check in [ours, *checks]:
            expect(False, check, stand, "a sealed bundle")

    def tamper(self, what, change, seen_by):
        """Makes one change; ours refuses it, and so does each of `seen_by`, and then undoes it."""
        change()
        expect(True, ours, self.stand, what)
        for check in self.checks:
            if check in seen_by:
                expect(True, check, self.stand, what)
        self.restore()
        self.count += 1

    def restore(self):
        shutil.rmtree(self.stand.bundle)
        shutil.copytree(self.stand.path("good"), self.stand.bundle, symlinks=True)
        with open(self.stand.policy, "w") as file:
            file.write(self.policy)

    def file(self, name):
        return os.path.join(self.stand.bundle, name)


def flip(path):
    """Changes one byte in the middle of a file."""
    with open(path, "r+b") as file:
        data = bytearray(file.read())
        data[len(data) // 2] ^= 1
        file.seek(0)
        file.write(data)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def resign(stand, key, namespace):
    def change():
        path = os.path.join(stand.bundle, "tagmanifest-sha256.txt")
        os.remove(path + ".sig")
        stand.shell("ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", stand.path(key), path)

    return change


def tampering(stand, others):
    """Every tampering of the list, and who sees it."""
    bundles = Bundles(stand, [by_sums, by_ssh, *others])
    everybody = {by_sums, *others}
    for name in sorted(os.listdir(stand.bundle)):
        if os.path.isfile(bundles.file(name)):
            seen = {by_ssh} if name.endswith(".sig") else everybody
            bundles.tamper(
                f"a changed byte of {name}", lambda name=name: flip(bundles.file(name)), seen
            )
    for folder, _, names in os.walk(bundles.file("data")):
        for name in names:
            path = os.path.join(folder, name)
            bundles.tamper(f"a changed byte of {path}", lambda path=path: flip(path), everybody)
    bundles.tamper(
        "a stray file", lambda: write(bundles.file("data/stray.txt"), "stray"), set(others)
    )
    bundles.tamper("a stray tag file", lambda: write(bundles.file("stray.txt"), "stray"), set())
    bundles.tamper("a missing file", lambda: os.remove(bundles.file("data/report.md")), everybody)
    bundles.tamper("a missing tag file", lambda: os.remove(bundles.file("bag-info.txt")), everybody)
    bundles.tamper(
        "a missing signature",
        lambda: os.remove(bundles.file("tagmanifest-sha256.txt.sig")),
        {by_ssh},
    )
    bundles.tamper(
        "a link in a file's place",
        lambda: (
            os.rename(bundles.file("data/report.md"), stand.path("report.md")),
            os.symlink(stand.path("report.md"), bundles.file("data/report.md")),
        ),
        set(),
    )
    stranger = stand.key("stranger")
    bundles.tamper("a wrong signer", resign(stand, "stranger", NAMESPACE), {by_ssh})
    bundles.tamper("another namespace", resign(stand, "key", "git"), {by_ssh})
    bundles.tamper(
        "a signer whose time is over",
        lambda: stand.allow(f'{SIGNER} valid-before="20200101Z" {stand.public}'),
        {by_ssh},
    )
    bundles.tamper(
        "a signer whose time has not come",
        lambda: stand.allow(f'{SIGNER} valid-after="29990101Z" {stand.public}'),
        {by_ssh},
    )
    bundles.tamper(
        "a key that another has in the policy now",
        lambda: stand.allow(f'{SIGNER} namespaces="{NAMESPACE}" {stranger}'),
        {by_ssh},
    )
    stand.must("evidence", "add", "WP-1", stand.path("packet.md"))
    other = stand.seal("E-2")
    bundles.tamper(
        "a swapped bundle",
        lambda: (
            shutil.rmtree(stand.bundle),
            shutil.copytree(other, stand.bundle),
        ),
        set(),
    )
    return f"{bundles.count} tamperings refused"


def statements(stand):
    """The exported statements by securesystemslib and in-toto, their bytes by RFC 8785."""
    import rfc8785
    from google.protobuf import json_format
    from in_toto_attestation.v1 import statement_pb2
    from in_toto_attestation.v1.statement import Statement
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import VerificationError
    from securesystemslib.signer import SSlibKey

    path = stand.path("E-1.intoto.jsonl")
    stand.must("evidence", "export", "E-1", "--statements", path)
    shown = stand.must("ledger", "key").data
    raw = base64.b64decode(shown["key"].split("+", 2)[2])[1:]
    key = SSlibKey(shown["fingerprint"], "ed25519", "ed25519", {"public": raw.hex()})
    other = SSlibKey(shown["fingerprint"], "ed25519", "ed25519", {"public": "11" * 32})
    with open(path) as file:
        lines = [json.loads(line) for line in file]
    types = []
    for line in lines:
        envelope = Envelope.from_dict(json.loads(json.dumps(line)))
        envelope.verify([key], 1)
        document = json.loads(envelope.payload)
        assert rfc8785.dumps(document) == envelope.payload, "the payload is not canonical"
        message = json_format.ParseDict(document, statement_pb2.Statement())
        Statement.copy_from_pb(message).validate()
        types.append(document["predicateType"])
        digest = stand.shell("sha256sum", os.path.join(stand.bundle, "tagmanifest-sha256.txt"))
        assert document["subject"][0]["digest"]["sha256"] == digest.split()[0]
        for wrong_key, change in (
            (other, {}),
            (key, {"payloadType": "text/plain"}),
            (key, {"payload": base64.b64encode(envelope.payload + b" ").decode()}),
        ):
            spoilt = Envelope.from_dict({**json.loads(json.dumps(line)), **change})
            try:
                spoilt.verify([wrong_key], 1)
            except VerificationError:
                continue
            raise AssertionError(f"securesystemslib accepts {change}")
    assert types == [
        "https://in-toto.io/attestation/test-result/v0.1",
        "https://in-toto.io/attestation/svr/v0.2",
    ], types
    return f"{len(types)} statements verified"


def reports(stand):
    """The JUnit report by junitparser."""
    from junitparser import JUnitXml

    suites = JUnitXml.fromfile(os.path.join(stand.bundle, "data/replays/R-1/junit.xml"))
    assert (suites.tests, suites.failures, suites.errors) == (1, 0, 0), suites
    return "the JUnit report is read"


def reading(stand):
    """JUnit reports as junitparser writes them: a replay counts in them what junitparser counts."""
    from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

    def case(name, *results):
        made = TestCase(name, classname="a.<b> & \"\u00e9\"")
        made.result = list(results)
        made.system_out = "x < y & z ]]> \u20ac"
        return made

    outer, inner, empty = TestSuite("outer"), TestSuite("inner"), TestSuite("empty")
    for made in (case("one"), case("two", Failure("no", "E")), case("three", Skipped("later"))):
        outer.add_testcase(made)
    for made in (case("four", Error("broken")), case("five"), case("six", Failure(), Error())):
        inner.add_testcase(made)
    outer.add_testsuite(inner)
    whole = JUnitXml("all")
    whole.add_testsuite(outer)
    whole.add_testsuite(empty)
    clean = JUnitXml("clean")
    clean.add_testsuite(TestSuite("suite"))
    next(iter(clean)).add_testcase(case("only"))
    for key, suites in (("WP-J1", whole), ("WP-J2", clean)):
        suites.update_statistics()
        text = suites.tostring().decode()
        read = JUnitXml.fromstring(text.encode())
        # A suite iterates over the cases of those in it too.
        cases = [made for suite in read for made in suite]
        failed = sum(any(isinstance(r, (Failure, Error)) for r in made.result) for made in cases)
        skipped = sum(any(isinstance(r, Skipped) for r in made.result) for made in cases)
        counts = stand.counts(key, text)
        expected = (len(cases) - failed - skipped, failed, skipped)
        found = tuple(counts[name] for name in ("passed", "failed", "skipped"))
        assert found == expected, (key, found, expected)
    # What junitparser can't read is no report for us either: nothing is counted.
    spoilt = text[: len(text) // 2]
    try:
        JUnitXml.fromstring(spoilt.encode())
    except Exception:
        assert stand.counts("WP-J3", spoilt) is None, "half a report was counted"
    else:
        raise AssertionError("junitparser reads half a report")
    return "2 reports are counted alike, and half a one by nobody"


def canonical(stand):
    """The events' canonical bytes by rfc8785."""
    import rfc8785

    with open(os.path.join(stand.bundle, "data/events.jsonl"), "rb") as file:
        lines = file.read().splitlines()
    for line in lines:
        assert rfc8785.dumps(json.loads(line)) == line, line
    return f"{len(lines)} events are canonical"


def archive(stand):
    """The archive: the same bytes twice, and GNU tar unpacks the same bundle."""
    digests = set()
    for name in ("one.tar", "two.tar"):
        stand.must("evidence", "export", "E-1", "--archive", stand.path(name))
        digests.add(stand.shell("sha256sum", stand.path(name)).split()[0])
    assert len(digests) == 1, "two archives of a bundle differ"
    os.makedirs(stand.path("unpacked"))
    stand.shell("tar", "-xf", stand.path("one.tar"), "-C", stand.path("unpacked"))
    unpacked = stand.path("unpacked/E-1")
    stand.shell("diff", "-r", stand.bundle, unpacked)
    assert stand.must("evidence", "verify", unpacked).data["bundle"] == "E-1"
    return "the archive is the bundle"


def checker(stand, *words, code=0):
    return stand.shell(sys.executable, CHECKER, *words, code=code)


def ledger(stand):
    """Checkpoints, proofs and consistency by a checker that knows nothing of us."""
    checker(stand, "selftest")
    first = stand.must("ledger", "checkpoint").data
    write(stand.path("first"), first["note"])
    stand.must("task", "create", "another")
    last = stand.must("ledger", "checkpoint").data
    write(stand.path("last"), last["note"])
    key = stand.must("ledger", "key").data["key"]
    checker(stand, "note", key, stand.path("first"))
    with open(stand.path("ledger.jsonl"), "w") as file:
        file.writelines(json.dumps(event) + "\n" for event in stand.events())
    for name in ("first", "last"):
        checker(stand, "ledger", key, stand.path(name), stand.path("ledger.jsonl"))
    for number in range(1, last["size"] + 1):
        proof = stand.must("ledger", "prove", str(number)).data
        write(stand.path("proof"), proof["proof"])
        write(stand.path("event"), json.dumps(proof["event"]))
        checker(stand, "proof", key, stand.path("proof"), stand.path("event"))
    grown = stand.must("ledger", "consistency", str(first["size"]), str(last["size"])).data
    assert grown["from_checkpoint"] and grown["to_checkpoint"]
    write(stand.path("grown"), json.dumps(grown))
    checker(stand, "consistency", key, stand.path("grown"))
    refused_proofs(stand, key, proof, grown)
    return f"{last['size']} proofs hold"


def refused_proofs(stand, key, proof, grown):
    """What is wrong in one place each is refused."""
    event = {**proof["event"], "actor": "eve"}
    write(stand.path("other"), json.dumps(event))
    checker(stand, "proof", key, stand.path("proof"), stand.path("other"), code=1)
    write(stand.path("other"), proof["proof"].replace("index ", "index 1", 1))
    checker(stand, "proof", key, stand.path("other"), stand.path("event"), code=1)
    note = proof["checkpoint"]
    write(stand.path("other"), note.replace("\n" + str(proof["size"]), "\n1", 1))
    checker(stand, "note", key, stand.path("other"), code=1)
    rogue = key.split("+")[0] + "x+" + key.split("+", 1)[1]
    checker(stand, "note", rogue, stand.path("first"), code=1)
    for change in (
        {"from_root": grown["to_root"]},
        {"path": grown["path"][:-1]},
        {"path": [*grown["path"], grown["to_root"]]},
        {"from": grown["from"] - 1},
        {"from_checkpoint": grown["to_checkpoint"]},
    ):
        write(stand.path("other"), json.dumps({**grown, **change}))
        checker(stand, "consistency", key, stand.path("other"), code=1)
    with open(stand.path("ledger.jsonl")) as file:
        lines = file.read().splitlines()
    changed = json.loads(lines[2])
    changed["time"] = "2001-01-01T00:00:00Z"
    for spoilt in (
        [*lines[:2], json.dumps(changed), *lines[3:]],
        [*lines[:2], *lines[3:]],
        lines[:3],
    ):
        write(stand.path("other"), "\n".join(spoilt) + "\n")
        checker(stand, "ledger", key, stand.path("last"), stand.path("other"), code=1)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--plain", action="store_true")
    plain = parser.parse_args().plain
    steps = [lambda stand: tampering(stand, [] if plain else [by_bagit]), archive, ledger]
    if not plain:
        steps += [statements, reports, canonical, reading]
    with Stand() as stand:
        stand.prepare()
        said = [step(stand) for step in steps]
    print("; ".join(said))


if __name__ == "__main__":
    sys.path.insert(0, HERE)
    main()
