#!/usr/bin/env python3
# SPDX-FileCopyrightText: Tokenmeter contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reproduces every known difference of the peers with a log of a few lines.

    tests/benches/peer_rows.py MODULES [TOKENMETER]     MODULES: the node_modules folder with both peers
"""

import json
import os
import subprocess
import sys
import tempfile

import peers

MAIN = "11111111-aaaa-4aaa-8aaa-000000000001"
COPY = "22222222-bbbb-4bbb-8bbb-000000000002"


def usage(n=100, out=10):
    return {"input_tokens": n, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": out}


def line(message="msg_A", request="req_A", at="2026-10-05T09:00:00.000Z", session=MAIN, side=False, content=None,
         model="claude-sonnet-4-5-20250929", tokens=None, uuid="u1", **more):
    body = {"id": message, "type": "message", "role": "assistant", "model": model,
            "content": content or [{"type": "text", "text": "demo"}], "stop_reason": "end_turn", "usage": tokens or usage()}
    if model is None:
        del body["model"]
    result = {"parentUuid": None, "isSidechain": side, "cwd": "/home/dev/demo", "sessionId": session, "version": "2.1.200",
              "message": body, "requestId": request, "type": "assistant", "uuid": uuid, "timestamp": at, **more}
    if request == "":
        del result["requestId"]
    return json.dumps(result, separators=(",", ":"))


def user(at):
    return json.dumps({"type": "user", "isSidechain": False, "cwd": "/home/dev/demo", "sessionId": MAIN, "version": "2.1.200",
                       "uuid": "u0", "timestamp": at, "message": {"role": "user", "content": "demo"}}, separators=(",", ":"))


def progress():
    inner = json.loads(line())
    return json.dumps({"type": "progress", "sessionId": MAIN, "cwd": "/home/dev/demo", "uuid": "u2", "timestamp": "2026-10-05T09:00:00.000Z",
                       "data": {"type": "agent_progress", "message": inner}}, separators=(",", ":"))


AGENT = MAIN + "/subagents/agent-abc"
# row: (what, {file: lines}, tokens that are right: input + output)
ROWS = [
    ("1 no requestId, snapshots differ in time",
     {MAIN: [line(request="", tokens=usage(100, 1)), line(request="", at="2026-10-05T09:00:01.000Z", uuid="u2")]}, 110),
    ("1 the same in a resumed copy",
     {MAIN: [line(request="")], COPY: [line(request="", session=COPY)]}, 110),
    ("1 the same inside a side-chain",
     {AGENT: [line(request="", side=True, tokens=usage(100, 1)), line(request="", side=True, at="2026-10-05T09:00:01.000Z", uuid="u2")]}, 110),
    ("2 nulls in a tool's input",
     {MAIN: [line(content=[{"type": "tool_use", "id": "t", "name": "n", "input": {"id": None, "version": None, "model": None}}])]}, 110),
    ("3 lone surrogate in the text",
     {MAIN: [line(content=[{"type": "text", "text": "cut \ud83d"}])]}, 110),
    ("4 side question replays its parent",
     {MAIN: [line()], AGENT: [line(request="req_side", side=True, at="2026-10-05T09:01:00.000Z")]}, 110),
    ("4 the same under another session",
     {MAIN: [line()], COPY + "/subagents/agent-abc": [line(request="req_side", session=COPY, side=True, at="2026-10-05T09:01:00.000Z")]}, 110),
    ("5 asked before midnight, answered after (day)",
     {MAIN: [user("2026-10-05T23:59:58.000Z"), line(at="2026-10-06T00:00:03.000Z")]}, 110),
    ("6 snapshots on both sides of midnight (day)",
     {MAIN: [line(at="2026-10-05T23:59:58.000Z", tokens=usage(100, 1)), line(at="2026-10-06T00:00:03.000Z", uuid="u2")]}, 110),
    ("7 agent_progress without a copy", {MAIN: [progress()]}, 110),
    ("8 <synthetic> with counts", {MAIN: [line(model="<synthetic>")]}, 0),
    ("9 a blank after \"usage\":", {MAIN: [line().replace('"usage":{', '"usage": {')]}, 110),
    ("10 requestId is null", {MAIN: [line(request=None)]}, 110),
    ("11 no model", {MAIN: [line(model=None)]}, 110),
    ("12 bytes that are not UTF-8", {MAIN: [line().encode().replace(b"demo\"}]", b"d\xff\"}]")]}, 110),
    ("= the same response twice", {MAIN: [line(tokens=usage(100, 1)), line(at="2026-10-05T09:00:01.000Z", uuid="u2")]}, 110),
    ("= a torn line and a cut tail", {MAIN: [line()[:300], line(), line(message="msg_B", request="req_B")[:-300] + "\0"]}, 110),
]


def write(home, files):
    for name, lines in files.items():
        path = os.path.join(home, ".claude/projects/-home-dev-demo", name + ".jsonl")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            data = b"\n".join(text if isinstance(text, bytes) else text.encode() for text in lines)
            out.write(data[:-1] if data.endswith(b"\0") else data + b"\n")


def told(cells):
    if not cells:
        return "0"
    return ", ".join(f"{sum(cell.values())} on {day}" + ("" if model else " (no model)") for (day, model), cell in sorted(cells.items()))


def tokenmeter_cells(program, home, ledger):
    env = peers.environment(home)
    subprocess.run([program, "--ledger", ledger, "import", "--home", home, "--json"], env=env, capture_output=True)
    report = peers.run_json([program, "--ledger", ledger, "report", "--group-by", "day,model", "--json", "--timezone", "UTC",
                             "--raw-models"], env)
    return {(group["key"]["day"], group["key"]["model"] or ""): {"all": group["tokens"]["total"]} for group in report["groups"]}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as work:
        tools = peers.Peers(os.path.abspath(sys.argv[1]), work)
        columns = ["ccusage", "tokscale"] + (["tokenmeter"] if len(sys.argv) > 2 else [])
        print("| case | right | " + " | ".join(columns) + " |\n|---|---|" + "---|" * len(columns))
        for number, (what, files, right) in enumerate(ROWS):
            home = os.path.join(work, f"home{number}")
            write(home, files)
            cells = [tools.ccusage_cells(home, "claude"), tools.tokscale_cells(home, "claude", f"row{number}")]
            if len(sys.argv) > 2:
                cells.append(tokenmeter_cells(sys.argv[2], home, os.path.join(work, f"{number}.db")))
            print(f"| {what} | {right} | " + " | ".join(told(cell) for cell in cells) + " |")


if __name__ == "__main__":
    main()
