#!/usr/bin/env python3
"""A scripted agent: speaks one dialect on its standard input and output.

    agent.py claude|acp|server|exec BEHAVIOUR

What it writes is kept beside it in `printed`, byte by byte, so that a test can compare. It asks for
leave to touch the file `made`, and touches it if it may.
"""

import json
import os
import signal
import subprocess
import sys

DIALECT, BEHAVIOUR = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "work"
COMMAND = "touch made"
printed = open("printed", "wb")


def write(data):
    printed.write(data)
    printed.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(message):
    write(json.dumps(message).encode() + b"\n")


def messages():
    for line in sys.stdin.buffer:
        yield json.loads(line)


def touch(allowed):
    if allowed:
        open("made", "w").close()


def misbehave():
    """What happens in the middle of the work."""
    if BEHAVIOUR == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        open("hanging", "w").close()
        while True:
            signal.pause()
    if BEHAVIOUR == "die":
        write(b'{"type":"half of a li')
        os.kill(os.getpid(), signal.SIGKILL)
    if BEHAVIOUR == "garbage":
        write(b"\xff\xfe no JSON\n\n{\"type\":\"never heard of\"}\n{\"half\":\n")
    if BEHAVIOUR == "daemon":
        # Two processes away, in a session of its own: nobody's child.
        subprocess.run(
            ["sh", "-c", "setsid sh -c 'echo $$ >daemon; exec sleep 1000' >/dev/null 2>&1 &"],
            check=True,
        )
        while not (os.path.exists("daemon") and open("daemon").read()):
            pass


def claude():
    session = "00000000-0000-4000-8000-000000000001"
    for message in messages():
        kind = message["type"]
        if kind == "control_request":
            answer = {"subtype": "success", "request_id": message["request_id"]}
            say({"type": "control_response", "response": answer})
            if message["request"]["subtype"] == "interrupt":
                if BEHAVIOUR == "deaf":
                    continue
                say({"type": "result", "subtype": "error_during_execution", "is_error": True})
        elif kind == "user":
            say({"type": "system", "subtype": "init", "session_id": session, "model": "m"})
            misbehave()
            request = {"subtype": "can_use_tool", "tool_name": "Bash", "input": {"command": COMMAND}}
            say({"type": "control_request", "request_id": "q", "request": request})
        elif kind == "control_response":
            touch(message["response"]["response"]["behavior"] == "allow")
            usage = {"input_tokens": 5, "output_tokens": 2}
            say({"type": "result", "subtype": "success", "usage": usage, "total_cost_usd": 0.01})


def acp():
    prompt = None
    for message in messages():
        method = message.get("method")
        if method == "initialize":
            say({"jsonrpc": "2.0", "id": message["id"], "result": {"protocolVersion": 1}})
        elif method == "session/new":
            say({"jsonrpc": "2.0", "id": message["id"], "result": {"sessionId": "s"}})
        elif method == "session/prompt":
            prompt = message["id"]
            misbehave()
            options = [
                {"optionId": "yes", "name": "Yes", "kind": "allow_once"},
                {"optionId": "no", "name": "No", "kind": "reject_once"},
            ]
            call = {"toolCallId": "t", "kind": "execute", "rawInput": {"command": COMMAND}}
            say(
                {
                    "jsonrpc": "2.0", "id": 0, "method": "session/request_permission",
                    "params": {"sessionId": "s", "toolCall": call, "options": options},
                }
            )
        elif method is None and "result" in message:
            outcome = message["result"]["outcome"]
            touch(outcome.get("optionId") == "yes")
            reason = "cancelled" if outcome["outcome"] == "cancelled" else "end_turn"
            say({"jsonrpc": "2.0", "id": prompt, "result": {"stopReason": reason}})


def server():
    for message in messages():
        method = message.get("method")
        if method == "initialize":
            say({"id": message["id"], "result": {}})
        elif method == "thread/start":
            say({"id": message["id"], "result": {"thread": {"id": "t"}, "model": "m"}})
        elif method == "turn/start":
            say({"id": message["id"], "result": {"turn": {"id": "u"}}})
            misbehave()
            asked = {"itemId": "i", "threadId": "t", "command": f"/bin/bash -lc '{COMMAND}'"}
            say({"id": 0, "method": "item/commandExecution/requestApproval", "params": asked})
        elif method == "turn/interrupt":
            say({"id": message["id"], "result": {}})
            ended("interrupted")
        elif method is None and message.get("id") == 0:
            touch(message["result"]["decision"] == "accept")
            if message["result"]["decision"] != "cancel":
                ended("completed")


def ended(status):
    turn = {"id": "u", "status": status, "items": []}
    say({"method": "turn/completed", "params": {"threadId": "t", "turn": turn}})


def codex_exec():
    prompt = sys.stdin.read()
    say({"type": "thread.started", "thread_id": "t"})
    misbehave()
    say({"type": "item.completed", "item": {"type": "agent_message", "id": "1", "text": prompt}})
    say({"type": "turn.completed", "usage": {"input_tokens": 5, "output_tokens": 2}})


{"claude": claude, "acp": acp, "server": server, "exec": codex_exec}[DIALECT]()
