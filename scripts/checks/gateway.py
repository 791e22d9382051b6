#!/usr/bin/env python3
"""Starts a gateway with some data in it and has it checked; ends with a line of counts.

gateway.py --tools .build/gateway-tools --seed 7 --examples 5
"""

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "faults"))

from service import Service  # noqa: E402

# Each ends what the others need: the gateway, or the answer.
NOT_FOR_STRANGERS = ("/v1/gateway/stop", "/v1/events")

# Each may end the one who asks, so they are asked last, and for themselves.
ENDS_THE_ASKER = ("/v1/session/end", "/v1/token/revoke", "/v1/agent/retire")

# What schemathesis is told beside the description.
SCHEMATHESIS = """
[generation]
# A text of one line refuses what is not shown as it is; beyond Latin-1 a schema can't say which.
codec = "latin-1"

[checks.positive_data_acceptance]
# Beside what it expects: a change that is refused for the state of the workspace.
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "412", "422", "429"]

[checks.negative_data_rejection]
# Likewise: an If-Match that names no answer is seen before the input.
expected-statuses = ["400", "401", "403", "404", "406", "409", "412", "415", "422", "428", "429"]

[[operations]]
include-path = "/v1/usage/record"
# OTLP wants 400 for a document that is none of its own, and no schema of ours describes OTLP.
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "412", "422"]
"""


class Skipped(Exception):
    """The checker is not there."""


class Checks:
    def __init__(self, service, tools, options):
        self.service = service
        self.tools = tools
        self.options = options
        self.token = service.token_of("checker")
        self.folder = os.path.join(service.directory, "checks")
        os.makedirs(self.folder)
        self.document = os.path.join(self.folder, "openapi.json")
        with open(self.document, "wb") as file:
            file.write(service.ask("GET", "/openapi.json").body)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.service.port}"

    def tool(self, name):
        path = os.path.join(self.tools, "bin", name)
        if not os.path.exists(path):
            raise Skipped(f"{name} is not here")
        return path

    def run(self, *words, **options):
        """Runs a checker, and fails with its words when it finds something."""
        done = subprocess.run(words, capture_output=True, cwd=self.folder, timeout=300, **options)
        output = (done.stdout + done.stderr).decode(errors="replace")
        if done.returncode != 0:
            # What schemathesis has found stands before pages of summary.
            found = output[max(output.find("= FAILURES ="), 0) :]
            raise AssertionError(f"exit code {done.returncode}\n{found[:4000]}\n{found[-1000:]}")
        return output

    # What needs nothing but Python.

    def plain(self):
        """HEAD says what GET says, ETags save a body, and what is not there is a problem."""
        service, token = self.service, self.token
        for path in ("/health", "/openapi.json", "/v1/task/list"):
            got, head = service.ask("GET", path, token=token), service.ask(
                "HEAD", path, token=token
            )
            assert got.status == 200 == head.status, f"{path}: {got.status}, {head.status}"
            assert head.body == b"", path
            for name in ("Content-Type", "Content-Length", "Cache-Control", "ETag"):
                assert got.headers[name] == head.headers[name], f"{path}: HEAD differs in {name}"
            if got.headers["ETag"]:
                again = service.ask(
                    "GET", path, token=token, headers={"If-None-Match": got.headers["ETag"]}
                )
                assert again.status == 304 and again.body == b"", f"{path}: {again}"
        for method in ("TRACE", "QUERY", "DELETE", "OPTIONS", "PUT"):
            refused = service.ask(method, "/v1/task/list", token=token)
            assert refused.status == 405, f"{method}: {refused}"
            assert refused.headers["Allow"] == "GET, HEAD, POST", refused.headers["Allow"]
        for path, status in (("/v1/task/lst", 404), ("/v1/task/list?limit=x", 400), ("/%zz", 400)):
            refused = service.ask("GET", path, token=token)
            assert refused.status == status, f"{path}: {refused}"
            assert refused.headers["Content-Type"] == "application/problem+json", path
            assert refused.code, path

    def compressed(self):
        """gzip: the same answer for GET and HEAD, smaller, and only for who takes it."""
        path, token = "/v1/event/list?limit=50", self.token
        plain = self.service.ask("GET", path, token=token)
        accept = {"Accept-Encoding": "gzip"}
        got = self.service.ask("GET", path, token=token, headers=accept)
        head = self.service.ask("HEAD", path, token=token, headers=accept)
        assert gzip.decompress(got.body) == plain.body and len(got.body) < len(plain.body) / 2
        for name in ("Content-Encoding", "Content-Length", "ETag", "Vary"):
            assert got.headers[name] == head.headers[name], f"HEAD differs in {name}"
        assert got.headers["Content-Encoding"] == "gzip" and head.body == b""
        assert plain.headers["Vary"] == got.headers["Vary"] == "Accept-Encoding"
        refused = self.service.ask(
            "GET", path, token=token, headers={"Accept-Encoding": "gzip;q=0"}
        )
        assert refused.headers["Content-Encoding"] is None and refused.body == plain.body

    def unproven(self):
        """Every operation asks for a token."""
        paths = self.service.ask("GET", "/openapi.json").json["paths"]
        assert len(paths) > 50, len(paths)
        for path, methods in paths.items():
            for method, operation in methods.items():
                if operation.get("security") == []:
                    continue
                body = {} if method == "post" else None
                refused = self.service.ask(method.upper(), path, body)
                assert refused.status == 401, f"{method} {path}: {refused}"
                assert refused.headers["WWW-Authenticate"] == "Bearer", path

    def session_end(self):
        """A token's session can be ended, and the token is then none."""
        token = self.service.token_of("checker")
        ended = self.service.ask("POST", "/v1/session/end", {}, token)
        assert ended.status == 200, ended
        assert self.service.ask("GET", "/v1/task/list", token=token).status == 401

    def unit(self):
        """systemd finds nothing wrong with the unit."""
        if not shutil.which("systemd-analyze"):
            raise Skipped("systemd-analyze is not here")
        unit = os.path.join(self.folder, "worklead@.service")
        with open(os.path.join(ROOT, "docs", "gateway.md")) as file:
            found = re.search(r"```ini\n(.*?)```", file.read(), re.DOTALL)
        with open(unit, "w") as file:
            # The program need not be installed where this runs.
            file.write(found.group(1).replace("%h/.local/bin/worklead", self.service.program))
        environment = self.service.environment()
        output = self.run("systemd-analyze", "--user", "verify", unit, env=environment)
        assert "worklead@" not in output, output

    # Checkers of others.

    def openapi(self):
        """openapi-spec-validator: the description is OpenAPI 3.1."""
        self.run(self.tool("openapi-spec-validator"), self.document)

    def schemathesis(self):
        """schemathesis: what is described is what is answered, and nothing breaks."""
        program = self.tool("schemathesis")
        configuration = os.path.join(self.folder, "schemathesis.toml")
        with open(configuration, "w") as file:
            file.write(SCHEMATHESIS)
        excluded = NOT_FOR_STRANGERS + ENDS_THE_ASKER
        selection = [word for path in excluded for word in ("--exclude-path", path)]
        output = self.fuzz(program, configuration, self.token, selection)
        counts = re.search(r"(\d+) generated, (\d+) passed", output)
        assert counts and int(counts.group(2)) > 1000, output[-3000:]
        # Otherwise everything was refused, and nothing was tried.
        listed = self.service.ask("GET", "/v1/task/list", token=self.token)
        assert listed.status == 200, f"the asker was ended: {listed}"
        for path in ENDS_THE_ASKER:
            token = self.service.token_of("leaver")
            self.fuzz(program, configuration, token, ("--include-path", path))
        return f"{counts.group(2)} cases, seed {self.options.seed}"

    def fuzz(self, program, configuration, token, selection):
        """Has schemathesis ask what is selected; returns what it says."""
        return self.run(
            program,
            "--config-file",
            configuration,
            "run",
            self.url + "/openapi.json",
            "--header",
            "Authorization: Bearer " + token,
            "--seed",
            str(self.options.seed),
            "--max-examples",
            str(self.options.examples),
            "--continue-on-failure",
            "--request-timeout",
            "30",
            "--no-color",
            *selection,
        )

    def redbot(self):
        """redbot: the answers are good HTTP."""
        python = self.tool("python")
        if not os.path.exists(self.tool("redbot")):
            raise Skipped("redbot is not here")
        bearer = ("Authorization", "Bearer " + self.token)
        for path, header in (
            ("/health", bearer), ("/openapi.json", bearer), ("/v1/task/list", bearer),
            ("/tasks", ("Cookie", self.cookie())),
        ):
            script = os.path.join(ROOT, "scripts", "checks", "redbot_notes.py")
            self.run(python, script, self.url + path, *header)

    def cookie(self):
        """What a browser shows that was logged in by a link."""
        link = self.service.must("open").data["address"]
        answer = self.service.ask("GET", link.removeprefix(self.url))
        assert answer.status == 303, answer
        return answer.headers["Set-Cookie"].split(";")[0]

    def metrics(self):
        """promtool, or else Prometheus' parser: the figures are well formed."""
        text = self.service.ask("GET", "/metrics", token=self.token)
        assert text.status == 200, text
        here = os.path.join(self.tools, "promtool")
        promtool = shutil.which("promtool") or (here if os.path.exists(here) else None)
        if promtool:
            self.run(promtool, "check", "metrics", input=text.body)
            return "promtool"
        script = (
            "import sys; from prometheus_client.parser import text_string_to_metric_families as f;"
            "found = list(f(sys.stdin.read())); assert len(found) > 3, found"
        )
        self.run(self.tool("python"), "-c", script, input=text.body)
        return "promtool is not here; prometheus_client's parser"

    def all(self):
        return (
            self.plain,
            self.compressed,
            self.unproven,
            self.session_end,
            self.unit,
            self.openapi,
            self.redbot,
            self.metrics,
            self.schemathesis,
        )


def fill(service):
    """Something for each kind of question to find."""
    service.found()
    # Nobody whose name the examples of the document have, so that none of them retires it.
    service.must("agent", "register", "checker", "--role", "lead")
    service.must("agent", "register", "leaver", "--role", "lead")
    service.must("agent", "register", "worker-1")
    service.must("lane", "add", "core", "the core")
    for index in range(3):
        service.must("task", "create", f"work {index}", "--task", f"T-{index}", "--ready")
    service.must("task", "create", "later", "--task", "T-9")
    service.must("message", "send", "worker-1", "hello", "--ack", "1h")
    service.token_of("worker-1")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--tools", default=os.path.join(ROOT, ".build", "gateway-tools"))
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--examples", type=int, default=5)
    parser.add_argument("--only")
    options = parser.parse_args()
    passed = failed = skipped = 0
    with Service() as service:
        fill(service)
        process = service.start()
        checks = Checks(service, os.path.realpath(options.tools), options)
        for check in checks.all():
            if options.only not in (None, check.__name__):
                continue
            start = time.monotonic()
            try:
                note = check()
            except Skipped as reason:
                skipped += 1
                print(f"  - {check.__doc__} Skipped: {reason}.", flush=True)
                continue
            except AssertionError as fault:
                failed += 1
                print(f"  ✘ {check.__doc__}\n{fault}", flush=True)
                continue
            passed += 1
            took = time.monotonic() - start
            print(f"  ✔ {check.__doc__}{f' ({note})' if note else ''} {took:.1f} s", flush=True)
        if (service.record() or {}).get("pid") != process:
            failed += 1
            print(f"  ✘ The gateway lives through all of it.\n{service.log()[-2000:]}")
        service.verify()
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
