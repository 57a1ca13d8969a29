# SPDX-FileCopyrightText: Tokenmeter contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two peers: how they are called, and what they say in our classes."""

import collections
import json
import os
import subprocess

CLASSES = ("input", "cache_read", "cache_write", "output")


class Peers:
    def __init__(self, modules, work):
        self.ccusage = os.path.join(modules, "@ccusage/ccusage-linux-x64/bin/ccusage")
        self.tokscale = os.path.join(modules, "@tokscale/cli-linux-x64-gnu/bin/tokscale")
        self.work = work

    def ccusage_command(self, kind):
        return [self.ccusage, "codex" if kind == "codex" else "claude", "daily", "--json", "--offline", "-z", "UTC"]

    def ccusage_env(self, home):
        return environment(home)

    def tokscale_command(self, home, kind, view=()):
        return [self.tokscale, *view, "--home", home, *([] if view else ["--json"]), "--no-spinner", "-c",
                "codex" if kind == "codex" else "claude"]

    def tokscale_env(self, name):
        """Its cache lives in its own home, so that a fresh name is a run without cache."""
        own = os.path.join(self.work, "tokscale-" + name)
        os.makedirs(own, exist_ok=True)
        return environment(own)

    def ccusage_cells(self, home, kind):
        """(day, model) to tokens. What belongs to no model is under the empty name."""
        document = run_json(self.ccusage_command(kind), self.ccusage_env(home))
        cells = collections.defaultdict(lambda: dict.fromkeys(CLASSES, 0))
        for day in document["daily"]:
            parts = day.get("modelBreakdowns")
            if parts is None:
                parts = [dict(part, modelName=model) for model, part in day["models"].items()]
            rest = ccusage_tokens(day)
            for part in parts:
                tokens = ccusage_tokens(part)
                for name in CLASSES:
                    cells[day["date"], part["modelName"]][name] += tokens[name]
                    rest[name] -= tokens[name]
            if any(rest.values()):
                cells[day["date"], ""] = rest
        return dict(cells)

    def tokscale_cells(self, home, kind, name="check"):
        """(day, model), models as tokscale shortens them. Its output leaves reasoning out; it is added here."""
        document = run_json(self.tokscale_command(home, kind, ("graph",)), self.tokscale_env(name))
        cells = collections.defaultdict(lambda: dict.fromkeys(CLASSES, 0))
        for day in document["contributions"]:
            for client in day["clients"]:
                tokens = client["tokens"]
                cell = cells[day["date"], client["modelId"]]
                cell["input"] += tokens["input"]
                cell["cache_read"] += tokens["cacheRead"]
                cell["cache_write"] += tokens["cacheWrite"]
                cell["output"] += tokens["output"] + tokens.get("reasoning", 0)
        return dict(cells)


def ccusage_tokens(row):
    return {"input": row["inputTokens"], "cache_read": row["cacheReadTokens"],
            "cache_write": row["cacheCreationTokens"], "output": row["outputTokens"]}


def environment(home):
    env = {key: value for key, value in os.environ.items()
           if key not in ("CLAUDE_CONFIG_DIR", "CODEX_HOME", "TOKENMETER_LEDGER") and not key.startswith("XDG_")}
    env.update(HOME=home, TZ="UTC", LC_ALL="C.UTF-8", TOKSCALE_PRICING_CACHE_ONLY="1", QT_QPA_PLATFORM="offscreen")
    return env


def run_json(command, env):
    result = subprocess.run(command, env=env, capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(f"{os.path.basename(command[0])} ended with {result.returncode}: {result.stderr.strip()[:300]}")
    return json.loads(result.stdout)


def total(cells):
    return {name: sum(cell[name] for cell in cells.values()) for name in CLASSES}


def in_peer_classes(tokens):
    """The generator's classes in the peers' (one kind of cache write)."""
    return {"input": tokens["input"], "cache_read": tokens["cache_read"],
            "cache_write": tokens["cache_write_5m"] + tokens["cache_write_1h"], "output": tokens["output"]}


def short_name(model):
    """As tokscale writes it: without the date."""
    head, _, tail = model.rpartition("-")
    return head if len(tail) == 8 and tail.isdigit() else model


def explain(peer, cells, totals, rename=lambda model: model):
    """Lines that say where a peer differs and what is left when every known cause is taken away."""
    ours = {}
    for cell in totals["cells"]:
        key = cell["day"], rename(cell["model"])
        tokens = in_peer_classes(cell)
        ours[key] = {name: ours.get(key, {}).get(name, 0) + tokens[name] for name in CLASSES}
    mine, theirs = in_peer_classes(totals["total"]), total(cells)
    left = {name: theirs[name] - mine[name] for name in CLASSES}
    keys = {key for key, cell in cells.items() if any(cell.values())} | set(ours)
    different = sum(1 for key in keys if cells.get(key) != ours.get(key))
    share = ", ".join(f"{name} {100 * left[name] / mine[name]:+.2f} %" if mine[name] else f"{name} 0" for name in CLASSES)
    lines = [f"{peer}: {share}; cells that differ {different} / {len(keys)}"]
    for cause, effect in totals["peers"].get(peer, {}).items():
        effect = in_peer_classes(effect)
        left = {name: left[name] - effect[name] for name in CLASSES}
        lines.append(f"  {cause}: " + ", ".join(f"{name} {effect[name]:+d}" for name in CLASSES))
    lines.append("  unexplained: " + ("nothing" if not any(left.values()) else str(left)))
    return lines, not any(left.values())
