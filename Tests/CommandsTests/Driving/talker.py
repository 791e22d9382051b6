#!/usr/bin/env python3
"""An agent of a run that speaks as Claude Code does, and does well what it is told.

What it was told, and in which conversation, is kept in the file `told` of $BEHAVIOURS. Where a file
`deaf` is there, it does not compact.
"""

import json
import os
import sys
from pathlib import Path

PLACE = Path(os.environ["BEHAVIOURS"])
TASK = os.environ["WORKLEAD_TASK"]
SESSION = sys.argv[sys.argv.index("--resume") + 1] if "--resume" in sys.argv else ""


def say(message):
    print(json.dumps(message), flush=True)


def text(content):
    return content if isinstance(content, str) else content[0]["text"]


def work(words):
    compacts = words.startswith("/compact")
    with (PLACE / "told").open("a") as told:
        told.write(f"{TASK} {'compact' if compacts else 'work'} {SESSION or 'fresh'}\n")
    name = SESSION or f"conversation-of-{TASK}"
    say({"type": "system", "subtype": "init", "session_id": name})
    if compacts and (PLACE / "deaf").exists():
        say({"type": "result", "subtype": "error_during_execution", "is_error": True})
        return
    if not compacts:
        Path(f"src/{TASK}.txt").write_text("right\n")
    say({"type": "result", "subtype": "success", "session_id": name})


for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "control_request":
        answer = {"subtype": "success", "request_id": message["request_id"]}
        say({"type": "control_response", "response": answer})
    elif message["type"] == "user":
        work(text(message["message"]["content"]))
