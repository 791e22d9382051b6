#!/usr/bin/env python3
"""Lets the Python SDK call every fixture of the conformance suite, over both transports.

    fixtures.py http | stdio

Over HTTP in the revision of 2026, in which the client answers questions by asking again; over
standard input and output in an older one, in which the server asks it.
"""

import asyncio
import os
import subprocess
import sys

import mcp_types
from mcp import Client, StdioServerParameters

PROGRAM = os.path.abspath(".build/debug/mcp-fixtures")


async def elicit(_, params):
    fields = params.requested_schema.get("properties", {})
    content = {
        name: True if field.get("type") == "boolean" else "Ann" for name, field in fields.items()
    }
    return mcp_types.ElicitResult(action="accept", content=content)


async def sample(_, params):
    content = mcp_types.TextContent(type="text", text="Paris")
    return mcp_types.CreateMessageResult(role="assistant", content=content, model="none")


async def roots(_):
    return mcp_types.ListRootsResult(roots=[])


# What a fixture answers where the answer shows that a question was answered.
ANSWERS = {
    "http": {
        "test_input_required_result_elicitation": "Hello, Ann!",
        "test_input_required_result_sampling": "Sampling result: Paris",
        "test_input_required_result_list_roots": "Found 0 root(s)",
        "test_input_required_result_tampered_state": "state-ok: requestState validated",
        "test_input_required_result_multiple_inputs": "Name: Ann; Greeting: Paris; Roots: 0",
        "test_input_required_result_multi_round": "Ann likes Ann",
        "test_missing_capability": "The client can sample",
    },
    "stdio": {
        "test_sampling": "LLM response: Paris",
        "test_elicitation": 'User response: action=accept, content={"response":"Ann"}',
        "test_missing_capability": "The client can sample",
    },
}


async def call_all(transport, target):
    calls = 0
    mode = "2026-07-28" if transport == "http" else "legacy"
    asks = {"elicitation_callback": elicit, "sampling_callback": sample}
    async with Client(target, mode=mode, list_roots_callback=roots, **asks) as client:
        offered = [tool.name for tool in (await client.list_tools()).tools]
        for tool in offered:
            # Each of the two ways of asking belongs to one era.
            older = tool.startswith(("test_sampling", "test_elicit", "test_streaming"))
            newer = tool.startswith("test_input_required")
            if (older and transport == "http") or (newer and transport == "stdio"):
                continue
            answer = await asyncio.wait_for(client.call_tool(tool, {}), 10)
            calls += 1
            if answer.is_error != (tool == "test_error_handling"):
                raise SystemExit(f"FAULT {tool}: {answer}")
            expected = ANSWERS[transport].get(tool)
            if expected and answer.content[0].text != expected:
                raise SystemExit(f"FAULT {tool}: {answer.content[0].text}")
        missing = set(ANSWERS[transport]) - set(offered)
        if missing:
            raise SystemExit(f"FAULT there is no {missing}")
        for resource in (await client.list_resources()).resources:
            await client.read_resource(resource.uri)
            calls += 1
        if transport == "http":
            watched = ["test://watched-resource"]
            changes = client.listen(tools_list_changed=True, resource_subscriptions=watched)
            async with changes as heard:
                await client.call_tool("test_trigger_tool_change", {})
                kinds = [type(await anext(aiter(heard))).__name__ for _ in range(2)]
            if kinds != ["ToolsListChanged", "ResourceUpdated"]:
                raise SystemExit(f"FAULT heard of {kinds}")
    print(f"{calls} fixtures answer in {mode}")


def main():
    if sys.argv[1] == "stdio":
        return asyncio.run(call_all("stdio", StdioServerParameters(command=PROGRAM, args=[])))
    server = subprocess.Popen((PROGRAM, "--http", "0"), stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().split()[-1]
        asyncio.run(asyncio.wait_for(call_all("http", address), 60))
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
