#!/usr/bin/env python3
"""Walks through documents: runs each command that they show, and compares what it writes.

  walk.py docs/playbooks/1-mayor.md            every command does what the page says
  walk.py --write docs/playbooks/1-mayor.md    puts what they write now into the page

A document's blocks of ```console are conversations with shells, in a home of their own:

  $ command                what is run; `> ` begins a line that goes on
  ada$ command             the same in another terminal, ada's, which stays where ada left it
  its output               with times, digests and folders as they were when the page was written
  (exit 5)                 at the end of the output: how a command that is refused ends

What a reader need not see stands in a comment that begins with `<!-- walk` or `<!-- walk ada`:
shell that is run there and whose output is not shown.
"""

import argparse
import difflib
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
PATIENCE = 120
BLOCK = re.compile(
    r"^```console\n(.*?)^```$|^<!-- walk ?([a-z-]*)\n(.*?)^-->$", re.MULTILINE | re.DOTALL
)
PROMPT = re.compile(r"([a-z][a-z-]*)?\$ (.*)", re.DOTALL)
MARK = "\x1e"

# What differs from one walk to the next, and how it is written instead.
VARYING = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "DIGEST"),
    (re.compile(r"\b[0-9a-f]{40}\b"), "COMMIT"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "ID"),
    # Quoted, where it could be taken for a number: 654698634e06.
    (re.compile(r'"[0-9a-f]{7,16}"'), "HEX"),
    (re.compile(r"\b(?=[0-9a-f]*[0-9])[0-9a-f]{7,16}(?:…|\b)"), "HEX"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT[\d:.]*Z?"), "TIME"),
    (re.compile(r"\b\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?(?: UTC|Z)?)?"), "TIME"),
    (re.compile(r"\b\d\d:\d\d(?::\d\d)?\b"), "TIME"),
    (re.compile(r"\bnow\b|\b(?:\d+(?:\.\d+)? ?(?:ms|s|min|m|h))+(?: ago)?\b"), "AGE"),
    (re.compile(r"\b\d+(?:\.\d+)? ?(?:bytes|B|KB|kB|KiB|MB)\b"), "SIZE"),
    (re.compile(r"\b(pid|process|port)(:? \"?)\d+"), r"\1\2N"),
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:N"),
    (re.compile(r"\b(rev|revision) \d+"), r"\1 N"),
    # How many tables and checks this version has.
    (re.compile(r"\b\d+ tables agree\b"), "N tables agree"),
    (re.compile(r"\b\d+ of \d+ checks are fine\b"), "N of N checks are fine"),
    (re.compile(r"[ \t]+"), " "),
)


class Command:
    """One command of a page: what to type, what the page says that it writes."""

    def __init__(self, who, text, line, shown):
        self.who = who
        self.text = text
        self.line = line
        self.shown = shown
        self.expected = ""
        self.actual = None

    @property
    def stated_exit(self):
        found = re.search(r"^\(exit (\d+)\)\n\Z", self.expected, re.MULTILINE)
        return int(found.group(1)) if found else 0


def commands_of(text):
    """The commands of a page, and the spans of the blocks that show them."""
    blocks = []
    for found in BLOCK.finditer(text):
        first = text.count("\n", 0, found.start()) + 2
        if found.group(1) is None:
            blocks.append((None, [Command(found.group(2), found.group(3), first, shown=False)]))
            continue
        commands = []
        for number, line in enumerate(found.group(1).splitlines(keepends=True), first):
            prompt = PROMPT.fullmatch(line)
            if prompt:
                who, words = prompt.groups(default="")
                commands.append(Command(who, words, number, shown=True))
            elif line.startswith((">\n", "> ")) and commands and not commands[-1].expected:
                commands[-1].text += line[1:].removeprefix(" ")
            elif commands:
                commands[-1].expected += line
            else:
                sys.exit(f"line {number}: output before the first command")
        blocks.append((found.span(1), commands))
    return blocks


def plain(text):
    """An output without what differs from one walk to the next."""
    for pattern, word in VARYING:
        text = pattern.sub(word, text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


class Home:
    """What all shells of a walk share: a home, and the programs in their path."""

    def __init__(self, program):
        # Outputs count and cut long paths, so that of the home has one length everywhere.
        self.path = tempfile.mkdtemp(prefix="walk-", dir="/tmp")
        tools = os.path.join(self.path, ".bin")
        os.mkdir(tools)
        for name in ("worklead", "worklead-gateway"):
            os.symlink(os.path.join(os.path.dirname(program), name), os.path.join(tools, name))
        self.environment = {
            "PATH": tools + ":" + os.environ["PATH"],
            "HOME": self.path,
            "XDG_STATE_HOME": os.path.join(self.path, ".state"),
            "XDG_RUNTIME_DIR": os.path.join(self.path, ".run"),
            "GIT_CONFIG_GLOBAL": os.path.join(self.path, ".gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "USER": "founder",
            "LANG": "C.UTF-8",
            "COLUMNS": "100",
            # For what a page takes from here in a comment.
            "WORKLEAD_SOURCE": ROOT,
        }
        os.mkdir(os.path.join(self.path, ".run"), 0o700)
        with open(self.environment["GIT_CONFIG_GLOBAL"], "w") as file:
            file.write("[user]\n\tname = Founder\n\temail = founder@example.org\n")
            file.write("[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n")
        self.shells = {}

    def shell(self, who):
        """The terminal of somebody, opened when it is first used."""
        if who not in self.shells:
            self.shells[who] = Shell(self)
        return self.shells[who]

    def end(self):
        for shell in self.shells.values():
            shell.end()
        # What a page started and left running has this home, and no other process has it.
        ours = f"HOME={self.path}\0".encode()
        for number in filter(str.isdecimal, os.listdir("/proc")):
            try:
                with open(f"/proc/{number}/environ", "rb") as file:
                    if ours in file.read():
                        os.kill(int(number), signal.SIGTERM)
            except OSError:
                continue
        shutil.rmtree(self.path, ignore_errors=True)


class Shell:
    """A shell that lives as long as the walk."""

    def __init__(self, home):
        self.home = home.path
        self.process = subprocess.Popen(
            ("bash", "--norc", "--noprofile"),
            cwd=home.path,
            env=home.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.decode(errors="replace"))
        self.lines.put(None)

    def run(self, text):
        """What a command wrote, and how it ended."""
        # Its input is not ours, for it would read the commands after it.
        script = f"{{ {text.rstrip()}\n}} < /dev/null\nprintf '{MARK}%s\\n' $?\n"
        self.process.stdin.write(script.encode())
        self.process.stdin.flush()
        output = ""
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                raise SystemExit(f"no end after {PATIENCE} s: {text}") from None
            if line is None:
                raise SystemExit(f"the shell ended at: {text}\n{output}")
            before, mark, status = line.partition(MARK)
            output += before
            if mark:
                break
        if output and not output.endswith("\n"):
            output += "\n"
        return output.replace(self.home, "~"), int(status)

    def end(self):
        try:
            self.process.stdin.close()
            self.process.wait(timeout=10)
        except (OSError, subprocess.TimeoutExpired):
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def walk(path, program, verbose):
    """Runs a page; the number of its commands, its faults, and its text as it is now."""
    with open(path) as file:
        text = file.read()
    blocks = commands_of(text)
    faults = []
    home = Home(program)
    try:
        for _, commands in blocks:
            for command in commands:
                output, status = home.shell(command.who).run(command.text)
                if verbose:
                    print(f"{command.who}$ {command.text}{output}({status})")
                if not command.shown:
                    if status != 0:
                        faults.append(f"{path}:{command.line}: exit {status}\n{output}")
                    continue
                command.actual = output + (f"(exit {status})\n" if status else "")
                where = f"{path}:{command.line}: {command.who}$ {command.text.rstrip()}"
                if status != command.stated_exit:
                    faults.append(f"{where}\nexit {status}\n{output}")
                elif plain(command.actual) != plain(command.expected):
                    lines = difflib.unified_diff(
                        plain(command.expected).splitlines(),
                        plain(command.actual).splitlines(),
                        "page", "now", lineterm="",
                    )  # fmt: skip
                    faults.append(where + "\n" + "\n".join(lines))
    finally:
        home.end()
    return sum(len(commands) for _, commands in blocks), faults, rewritten(text, blocks)


def rewritten(text, blocks):
    """The page with what its commands write now, where that says something else."""
    parts, end = [], 0
    for span, commands in blocks:
        if span is None:
            continue
        parts.append(text[end : span[0]])
        for command in commands:
            first, *others = command.text.splitlines()
            parts.append(f"{command.who}$ {first}\n" + "".join(f"> {line}".rstrip() + "\n" for line in others))
            same = command.actual is None or plain(command.actual) == plain(command.expected)
            parts.append(command.expected if same else command.actual)
        end = span[1]
    return "".join(parts) + text[end:]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--write", action="store_true", help="put what they write into the page")
    parser.add_argument("--verbose", action="store_true", help="show the whole walk")
    parser.add_argument("--program", default=os.path.join(ROOT, ".build/debug/worklead"))
    options = parser.parse_args()
    failed = 0
    for page in options.pages:
        count, faults, text = walk(page, os.path.realpath(options.program), options.verbose)
        if options.write:
            with open(page, "w") as file:
                file.write(text)
        for fault in faults:
            print(fault)
        failed += bool(faults)
        print(f"{page}: {count} commands, {len(faults)} differ")
    print(f"{len(options.pages) - failed} passed, {failed} failed")
    sys.exit(failed > 0 and not options.write)


main()
