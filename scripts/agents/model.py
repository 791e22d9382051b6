"""A stand-in for a model on the loopback: it plays a script instead of thinking.

It speaks as much of the Anthropic Messages API and of the OpenAI Responses and Chat Completions
APIs as Claude Code, Codex and Vibe need. Each step of the script is {"tool": NAME, "input": {...}}
or {"text": TEXT}; which one is next follows from how much the request says that the model has said
already.
"""

import json
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def name(kind):
    return f"{kind}_{uuid.uuid4().hex[:20]}"


class Model:
    """A server that plays one script and keeps the requests it was sent."""

    def __init__(self):
        self.script = [{"text": "ok"}]
        self.requests = []
        model = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_HEAD(self):
                self.answer({})

            def do_GET(self):
                self.answer({"object": "list", "data": [], "models": []})

            def do_POST(self):
                request = json.loads(self.body() or b"{}")
                path = self.path.split("?")[0]
                if path.endswith("/count_tokens"):
                    self.answer({"input_tokens": 10})
                elif path.endswith("/messages"):
                    model.requests.append(request)
                    self.stream(model.messages(request)) if request.get("stream") else self.answer(
                        model.message(request)
                    )
                elif path.endswith("/responses"):
                    model.requests.append(request)
                    self.stream(model.responses(request))
                elif path.endswith("/chat/completions"):
                    model.requests.append(request)
                    self.stream(model.chunks(request))
                else:
                    self.answer({})

            def body(self):
                if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                whole = b""
                while size := int(self.rfile.readline().strip() or b"0", 16):
                    whole += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return whole

            def answer(self, value):
                body = json.dumps(value).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def stream(self, events):
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Connection", "close")
                self.end_headers()
                for event in events:
                    kind = f"event: {event['type']}\n" if "type" in event else ""
                    self.wfile.write(f"{kind}data: {json.dumps(event)}\n\n".encode())
                self.close_connection = True

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def play(self, script):
        self.script = script
        self.requests = []

    def step(self, turns):
        return self.script[min(turns, len(self.script) - 1)]

    def block(self, request):
        turns = sum(message.get("role") == "assistant" for message in request.get("messages", []))
        # Small questions beside the conversation, such as for a title, come without tools.
        step = self.step(turns) if request.get("tools") else {"text": "ok"}
        if "tool" in step:
            tool = {"type": "tool_use", "id": name("toolu"), "name": step["tool"]}
            return {**tool, "input": step["input"]}, "tool_use"
        return {"type": "text", "text": step["text"]}, "end_turn"

    def message(self, request):
        block, stop = self.block(request)
        usage = {"input_tokens": 1, "output_tokens": 1}
        head = {"id": name("msg"), "type": "message", "role": "assistant"}
        return {
            **head, "model": request.get("model"), "content": [block], "stop_reason": stop,
            "stop_sequence": None, "usage": usage,
        }

    def messages(self, request):
        whole = self.message(request)
        block = whole["content"][0]
        start = {**whole, "content": [], "stop_reason": None}
        yield {"type": "message_start", "message": start}
        if block["type"] == "tool_use":
            shell = {**block, "input": {}}
            delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
        else:
            shell = {"type": "text", "text": ""}
            delta = {"type": "text_delta", "text": block["text"]}
        yield {"type": "content_block_start", "index": 0, "content_block": shell}
        yield {"type": "content_block_delta", "index": 0, "delta": delta}
        yield {"type": "content_block_stop", "index": 0}
        stop = {"stop_reason": whole["stop_reason"], "stop_sequence": None}
        yield {"type": "message_delta", "delta": stop, "usage": whole["usage"]}
        yield {"type": "message_stop"}

    def responses(self, request):
        turns = sum(
            str(item.get("type", "")).endswith("_call") or item.get("role") == "assistant"
            for item in request.get("input") or []
            if isinstance(item, dict)
        )
        step = self.step(turns)
        if "tool" in step:
            item = {
                "type": "function_call", "id": name("fc"), "call_id": name("call"),
                "name": step["tool"], "arguments": json.dumps(step["input"]),
                "status": "completed",
            }
        else:
            text = {"type": "output_text", "text": step["text"], "annotations": []}
            item = {
                "type": "message", "id": name("msg"), "role": "assistant",
                "status": "completed", "content": [text],
            }
        usage = {
            "input_tokens": 1, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 1,
            "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 2,
        }
        whole = {
            "id": name("resp"), "object": "response", "created_at": 0, "status": "completed",
            "model": request.get("model"), "output": [item], "usage": usage,
        }
        begun = {**whole, "status": "in_progress", "output": []}
        yield {"type": "response.created", "response": begun}
        yield {"type": "response.output_item.added", "output_index": 0, "item": item}
        yield {"type": "response.output_item.done", "output_index": 0, "item": item}
        yield {"type": "response.completed", "response": whole}

    def chunks(self, request):
        turns = sum(message.get("role") == "assistant" for message in request.get("messages", []))
        step = self.step(turns) if request.get("tools") else {"text": "ok"}
        if "tool" in step:
            function = {"name": step["tool"], "arguments": json.dumps(step["input"])}
            call = {"index": 0, "id": name("call"), "type": "function", "function": function}
            delta, reason = {"tool_calls": [call]}, "tool_calls"
        else:
            delta, reason = {"content": step["text"]}, "stop"
        head = {
            "id": name("chatcmpl"), "object": "chat.completion.chunk", "created": 0,
            "model": request.get("model"),
        }
        said = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": None}
        yield {**head, "choices": [said]}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        over = {"index": 0, "delta": {}, "finish_reason": reason}
        yield {**head, "choices": [over], "usage": usage}
