#!/usr/bin/env python3
"""Lets a client of the Model Context Protocol, made by others, call every tool of every role.

    clients.py KIND PROGRAM    with KIND one of sdk1, sdk1-http, sdk2, sdk2-older, fastmcp

A whole task is worked on: planned by the lead, claimed and delivered by the worker, replayed and
accepted by the validator.
"""

import asyncio
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "faults"))

from packets import packet  # noqa: E402

PACKET = packet(
    "HELLO-1",
    "Say hello.",
    "Politeness.",
    "src/",
    "test.sh",
    done="test.sh exits with 0",
    head=(
        ("DATE", "2026-01-05T09:00:00Z"), ("REQUESTOR", "founder"), ("AGENT_ID", "leo"),
        ("ROLE", "Orchestrator"),
    ),
)  # fmt: skip


class Workspace:
    """A workspace with an agent of each role, in a folder of its own."""

    def __init__(self, program):
        self.program = program
        self.address = None
        self.folder = tempfile.mkdtemp(prefix="worklead-mcp-")
        self.repository = os.path.join(self.folder, "api")
        os.makedirs(os.path.join(self.repository, "src"))
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.folder,
            "USER": "founder",
            "LC_ALL": "C.UTF-8",
            "XDG_STATE_HOME": os.path.join(self.folder, "state"),
            "XDG_CACHE_HOME": os.path.join(self.folder, "cache"),
            "XDG_RUNTIME_DIR": os.path.join(self.folder, "run"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        for person in ("AUTHOR", "COMMITTER"):
            self.environment[f"GIT_{person}_NAME"] = "A"
            self.environment[f"GIT_{person}_EMAIL"] = "a@example.org"
        self.write("src/run.sh", "echo ok\n")
        self.write("test.sh", 'sh src/run.sh | grep -q ok && echo "1 passed, 0 failed"\n')
        self.run("git", "init", "--quiet", "--initial-branch", "main")
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message", "start")
        self.run(program, "init")
        roles = {"ada": "worker", "vera": "validator", "leo": "lead", "abe": "auditor"}
        for agent, role in roles.items():
            self.run(program, "agent", "register", agent, "--role", role)
            self.run(program, "--as", agent, "session", "start", "--worktree")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.address:
            self.run(self.program, "down")
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, path, text):
        with open(os.path.join(self.repository, path), "w") as file:
            file.write(text)

    def run(self, *words, directory=None):
        done = subprocess.run(
            words,
            cwd=directory or self.repository,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        if done.returncode != 0:
            raise SystemExit(f"{words} failed: {done.stdout}{done.stderr}")
        return done.stdout

    def gateway(self):
        """The address of a gateway, which is started when it is first asked for."""
        if not self.address:
            os.makedirs(self.environment["XDG_RUNTIME_DIR"], mode=0o700)
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            self.run(self.program, "up", "--port", str(port))
            self.address = f"http://127.0.0.1:{port}/mcp"
        return self.address

    def token(self, agent):
        return self.run(
            self.program, "token", "create", agent, "--print", "token"
        ).strip()

    def directory(self, agent):
        """Where the agent's session is bound."""
        if agent == "founder":
            return self.repository
        listed = json.loads(self.run(self.program, "worktree", "list", "--json"))
        return next(line["path"] for line in listed["data"] if f"agent-{agent}" in line["path"])


def sdk_parameters(workspace, agent):
    from mcp import StdioServerParameters

    return StdioServerParameters(
        command=workspace.program,
        args=["mcp"],
        env=workspace.environment,
        cwd=workspace.directory(agent),
    )


@contextlib.asynccontextmanager
async def sdk1(workspace, agent):
    from mcp import ClientSession
    from mcp.client.stdio import stdio_client

    async with stdio_client(sdk_parameters(workspace, agent)) as streams:
        async with ClientSession(*streams) as session:
            await session.initialize()
            yield session


@contextlib.asynccontextmanager
async def sdk1_http(workspace, agent):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    headers = {"Authorization": f"Bearer {workspace.token(agent)}"}
    async with streamablehttp_client(workspace.gateway(), headers=headers) as streams:
        async with ClientSession(*streams[:2]) as session:
            await session.initialize()
            yield session


@contextlib.asynccontextmanager
async def sdk2(workspace, agent, mode="2026-07-28"):
    from mcp import Client

    async with Client(sdk_parameters(workspace, agent), mode=mode) as client:
        yield client


def sdk2_older(workspace, agent):
    return sdk2(workspace, agent, mode="legacy")


@contextlib.asynccontextmanager
async def fastmcp(workspace, agent):
    from fastmcp import Client
    from fastmcp.client.transports import StdioTransport

    transport = StdioTransport(
        workspace.program,
        ["mcp"],
        env=workspace.environment,
        cwd=workspace.directory(agent),
        keep_alive=False,
    )
    async with Client(transport) as client:
        yield Forgiving(client)


class Forgiving:
    """A client of fastmcp, which by itself raises what a tool answers as an error."""

    def __init__(self, client):
        self.client = client

    def __getattr__(self, name):
        return getattr(self.client, name)

    async def call_tool(self, tool, arguments):
        return await self.client.call_tool(tool, arguments, raise_on_error=False)


KINDS = {"sdk1": sdk1, "sdk1-http": sdk1_http, "sdk2": sdk2, "sdk2-older": sdk2_older, "fastmcp": fastmcp}


class Story:
    def __init__(self, connect, workspace):
        self.connect = connect
        self.workspace = workspace
        self.faults = []
        self.calls = 0
        self.worktree = None

    def fault(self, sentence):
        self.faults.append(sentence)

    async def act(self, agent, steps):
        """Calls all that the agent is offered; a step names the error that is right, if one is."""
        async with self.connect(self.workspace, agent) as client:
            listed = await client.list_tools()
            offered = {tool.name for tool in getattr(listed, "tools", listed)}
            called = set()
            for step in steps:
                tool, arguments, expected = (*step, None)[:3]
                if callable(arguments):
                    arguments = arguments()
                answer = await client.call_tool(tool, arguments)
                called.add(tool)
                self.calls += 1
                self.judge(agent, tool, arguments, expected, answer)
            if offered - called:
                self.fault(f"{agent} was offered {sorted(offered - called)} and did not call them")
            await self.look(agent, client)

    def judge(self, agent, tool, arguments, expected, answer):
        failed = getattr(answer, "is_error", getattr(answer, "isError", None))
        text = answer.content[0].text
        document = json.loads(text)
        code = document["error"]["code"] if failed else None
        if code != expected:
            return self.fault(f"{agent}: {tool} {arguments} gave {text[:400]}")
        structured = getattr(answer, "structured_content", getattr(answer, "structuredContent", None))
        if not failed and structured != document:
            self.fault(f"{agent}: the text of {tool} is not its structured content")
        if tool == "claim" and not failed:
            self.worktree = document["worktree"]
            with open(os.path.join(self.worktree, "src", "run.sh"), "w") as file:
                file.write("echo ok\necho hello\n")
            self.workspace.run(
                "git", "commit", "--quiet", "--all", "--message", "hello", directory=self.worktree
            )

    async def look(self, agent, client):
        """Reads each resource that is listed, and gets a prompt."""
        listed = await client.list_resources()
        for resource in getattr(listed, "resources", listed):
            await client.read_resource(resource.uri)
        await client.list_resource_templates()
        prompts = await client.list_prompts()
        names = {prompt.name for prompt in getattr(prompts, "prompts", prompts)}
        if "brief" in names:
            await client.get_prompt("brief")

    async def run(self):
        task = {"task": "HELLO-1"}
        talk = [("inbox", {}), ("ack", {}), ("wait", {"seconds": 0})]
        await self.act(
            "leo",
            [
                ("brief", {}), ("create", {"packet": PACKET, "repository": "api"}), ("create", {"title": "Other"}),
                ("change", {"action": "ready", **task}), ("status", {}), ("tasks", {"limit": 5}),
                ("task", {**task, "packet": True}),
                ("change", {"action": "acknowledge", **task}, "task.not_held"), ("replay", task, "task.not_delivered"),
                ("decide", {"action": "accept", **task}, "task.not_delivered"),
                ("send", {"to": ["ada"], "body": "Go.", "acknowledge_seconds": 600}), *talk,
            ],
        )
        await self.act(
            "ada",
            [
                ("brief", {}), ("status", {}), ("next", {"limit": 2}), ("task", task),
                ("claim", task), ("hold", {"action": "pause", "reason": "lunch", **task}),
                ("hold", {"action": "resume", **task}), ("beat", {"note": "at work"}),
                ("hold", {"action": "burn", **task}, "tool.unknown_action"),
                ("deliver", lambda: {**task, "path": self.worktree, "claims": ["all: passed"]}),
                ("send", {"to": ["vera"], "body": "Done.", **task}),
                ("ack", {"message": "M-1"}), *talk,
            ],
        )
        await self.act(
            "vera",
            [
                ("brief", {}), ("status", {}), ("tasks", {"state": "delivered"}), ("task", task),
                ("replay", task),
                ("decide", {"action": "accept", **task}), ("events", {"limit": 5}),
                ("send", {"to": ["ada"], "body": "Thank you."}), *talk,
            ],
        )
        await self.act(
            "abe",
            [
                ("status", {}), ("tasks", {}), ("task", task), ("events", {"subject": "HELLO-1"}),
                ("verify", {}), ("thread", {"thread": "HELLO-1"}),
                ("send", {"to": ["leo"], "body": "All is whole."}), *talk,
            ],
        )
        await self.act(
            "founder",
            [
                ("status", {}), ("tasks", {}), ("task", task), ("create", {"title": "More"}),
                ("change", {"action": "edit", "title": "Hello", **task}, "task.finished"),
                ("replay", task, "task.not_delivered"),
                ("decide", {"action": "reject", "reason": "late", **task}, "task.finished"),
                ("agents", {"action": "list"}),
                ("agents", {"action": "register", "agent": "brian"}),
                ("send", {"to": ["leo"], "body": "Well done."}), *talk,
            ],
        )


def main():
    kind, program = sys.argv[1:]
    with Workspace(os.path.abspath(program)) as workspace:
        story = Story(KINDS[kind], workspace)
        asyncio.run(asyncio.wait_for(story.run(), 120))
    for fault in story.faults:
        print("FAULT", fault)
    if story.faults:
        sys.exit(1)
    print(f"{story.calls} calls of all tools of five roles")


if __name__ == "__main__":
    main()
