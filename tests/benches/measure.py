# SPDX-FileCopyrightText: Tokenmeter contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called by `run`: makes the corpora, checks the totals, measures whole processes in turn, prints Markdown."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys

import peers as peers_module

CLASSES = ("requests", "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning")
MB = 1_000_000


class Figures:
    """One process from outside: seconds by the clock, seconds of CPU, MiB at the peak."""

    def __init__(self, text):
        code, wall, cpu, rss = text.split()
        self.code, self.wall, self.cpu, self.mib = int(code), float(wall), float(cpu), int(rss) / 1024


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = options.work
        self.ledger = os.path.join(self.work, "bench.db")
        self.peers = peers_module.Peers(options.peers, self.work) if options.peers else None
        self.rows = []  # of section 6: what, measured, must, aim, unit
        self.failures = []
        self.fresh = 0

    # --- processes

    def measure(self, command, env):
        runner = os.path.join(self.options.tools, "measure_process")
        told = os.path.join(self.work, "figures")
        with open(os.path.join(self.work, "stderr"), "wb") as errors:
            subprocess.run([runner, told, *command], env=env, stdout=subprocess.DEVNULL, stderr=errors, check=True)
        with open(told, encoding="ascii") as file:
            figures = Figures(file.read())
        if figures.code != 0:
            with open(os.path.join(self.work, "stderr"), encoding="utf-8", errors="replace") as errors:
                raise RuntimeError(f"{os.path.basename(command[0])} ended with {figures.code}: {errors.read().strip()[:300]}")
        return figures

    def import_command(self, corpus):
        if corpus["kind"] == "api":
            paths = [os.path.join(corpus["home"], name) for name in sorted(os.listdir(corpus["home"]))]
            return [self.options.tokenmeter, "--ledger", self.ledger, "import", *paths, "--json"]
        return [self.options.tokenmeter, "--ledger", self.ledger, "import", "--home", corpus["home"], "--json"]

    def env(self):
        home = os.path.join(self.work, "own-home")
        os.makedirs(home, exist_ok=True)
        return peers_module.environment(home)

    def forget_ledger(self):
        for name in os.listdir(self.work):
            if name.startswith("bench.db"):
                os.remove(os.path.join(self.work, name))

    def first_import(self, corpus):
        self.forget_ledger()
        return self.measure(self.import_command(corpus), self.env())

    def again(self, corpus):
        return self.measure(self.import_command(corpus), self.env())

    def ccusage(self, corpus):
        return self.measure(self.peers.ccusage_command(corpus["kind"]), self.peers.ccusage_env(corpus["home"]))

    def tokscale(self, corpus, name=None):
        if name is None:
            self.fresh += 1
            name = f"fresh{self.fresh}"
        figures = self.measure(self.peers.tokscale_command(corpus["home"], corpus["kind"]), self.peers.tokscale_env(name))
        if name.startswith("fresh"):
            shutil.rmtree(os.path.join(self.work, "tokscale-" + name))
        return figures

    def series(self, *subjects, before=None):
        """Runs the subjects in turn; the first round warms the page cache and is thrown away."""
        rounds = []
        for number in range(self.options.runs + 1):
            one = []
            for subject in subjects:
                if before:
                    before()
                one.append(subject())
            if number > 0:
                rounds.append(one)
        return list(zip(*rounds))

    # --- corpora

    def make(self, kind, size, seed=1):
        folder = os.path.join(self.work, f"{kind}-{size // MB}")
        result = subprocess.run([os.path.join(self.options.tools, "make_corpus"), "--kind", kind, "--bytes", str(size), "--seed", str(seed),
                                 "--out", folder], check=True, capture_output=True, text=True)
        with open(os.path.join(folder, "totals.json"), encoding="utf-8") as file:
            totals = json.load(file)
        print(f"\n## {kind} {size // MB} MB\n\n{result.stdout.strip()}\n", flush=True)
        return {"kind": kind, "home": os.path.join(folder, "home"), "totals": totals, "folder": folder, "name": f"{kind} {size // MB} MB"}

    def check(self, corpus):
        """Every (UTC day, model) of the report must equal what the generator meant, to the last token."""
        self.first_import(corpus)
        report = peers_module.run_json([self.options.tokenmeter, "--ledger", self.ledger, "report", "--group-by", "day,model", "--json",
                                        "--timezone", "UTC", "--raw-models"], self.env())
        told = {}
        for group in report["groups"]:
            told[group["key"]["day"], group["key"]["model"] or ""] = {"requests": group["requests"], **group["tokens"]}
        meant = {(cell["day"], cell["model"]): cell for cell in corpus["totals"]["cells"]}
        wrong = [key for key in sorted(set(told) | set(meant))
                 if any(told.get(key, {}).get(name, 0) != meant.get(key, {}).get(name, 0) for name in CLASSES)]
        if wrong:
            key = wrong[0]
            self.failures.append(f"{corpus['name']}: {len(wrong)} of {len(meant)} cells differ from the generator's")
            print(f"**Totals differ** in {len(wrong)} of {len(meant)} cells, first {key}: meant "
                  f"{ {name: meant.get(key, {}).get(name, 0) for name in CLASSES} }, told {told.get(key)}")
        else:
            print(f"Totals: all {len(meant)} cells (day, model) equal the generator's.")
        size = sum(os.path.getsize(os.path.join(self.work, name)) for name in os.listdir(self.work)
                   if name in ("bench.db", "bench.db-wal"))
        records = corpus["totals"]["total"]["requests"]
        print(f"Ledger: {size / records:.0f} bytes a record.")
        if self.peers and corpus["kind"] != "api":
            for name, cells, rename in (("ccusage", self.peers.ccusage_cells(corpus["home"], corpus["kind"]), lambda model: model),
                                        ("tokscale", self.peers.tokscale_cells(corpus["home"], corpus["kind"]), peers_module.short_name)):
                lines, explained = peers_module.explain(name, cells, corpus["totals"], rename)
                print("\n".join(lines))
                if not explained:
                    self.failures.append(f"{corpus['name']}: {name} differs for a cause we do not know")
        return size / records

    # --- what is measured

    def compare(self, corpus, must=None, aim=None, cpu_targets=False):
        names = ["tokenmeter"]
        subjects = [lambda: self.first_import(corpus)]
        if self.peers and corpus["kind"] != "api":
            names += ["ccusage", "tokscale, no cache"]
            subjects += [lambda: self.ccusage(corpus), lambda: self.tokscale(corpus)]
        runs = self.series(*subjects)
        table(["first import", "wall s", "MB/s", "CPU s", "peak MiB"],
              [[name, f"{median(run, 'wall'):.3f}", f"{corpus['totals']['bytes'] / MB / median(run, 'wall'):.0f}",
                f"{median(run, 'cpu'):.3f}", f"{median(run, 'mib'):.0f}"] for name, run in zip(names, runs)])
        print(f"Records: {corpus['totals']['total']['requests'] / median(runs[0], 'wall') / 1000:.0f} k/s of wall time.")
        if len(runs) > 1:
            wall = ratio(runs[1], runs[0], "wall")
            cpu = ratio(runs[0], runs[1], "cpu")
            print(f"ccusage / tokenmeter, wall: {wall:.2f}; tokenmeter / ccusage, CPU: {cpu:.2f}")
            self.rows.append([f"first import, {corpus['name']}: wall, times ccusage", wall, must, aim, "more"])
            if cpu_targets:
                self.rows.append([f"first import, {corpus['name']}: CPU, share of ccusage", cpu, 0.45, 0.25, "less"])
        return runs[0]

    def incremental(self, corpus, first):
        """On a ledger that knows the corpus: nothing changed, one line more in a small file, one in the largest."""
        self.first_import(corpus)
        unchanged = self.series(lambda: self.again(corpus))[0]
        files = sorted((os.path.getsize(path), path) for path in all_files(corpus["home"]))
        usual = [entry for entry in files if "subagents" not in entry[1]]
        small, big = usual[len(usual) // 2], usual[-1]
        appended = Appender()
        subjects = [lambda: self.again(corpus)]
        if self.peers:
            self.tokscale(corpus, "cached")
            subjects.append(lambda: self.tokscale(corpus, "cached"))
        after_small = self.series(*subjects, before=lambda: appended.append(small[1]))
        after_big = self.series(*subjects, before=lambda: appended.append(big[1]))
        names = ["tokenmeter"] + (["tokscale, cached"] if self.peers else [])
        rows = [["nothing changed", "tokenmeter", *figures(unchanged)]]
        rows += [[f"one line more in {small[0] / 1000:.0f} kB", name, *figures(run)] for name, run in zip(names, after_small)]
        rows += [[f"one line more in {big[0] / MB:.0f} MB", name, *figures(run)] for name, run in zip(names, after_big)]
        table(["refresh", "", "wall s", "CPU s", "peak MiB"], rows)
        self.rows.append([f"import again, nothing changed, {corpus['name']}: share of the first",
                          median(unchanged, "wall") / median(first, "wall"), 0.1, 0.03, "less"])
        if self.peers:
            self.rows.append([f"refresh after one line, {corpus['name']}: share of tokscale's cached run",
                              ratio(after_small[0], after_small[1], "wall"), 0.10, 0.05, "less"])
        self.rows.append([f"the same in the {big[0] / MB:.0f} MB file: times the small file",
                          ratio(after_big[0], after_small[0], "wall"), 2.0, 1.2, "less"])


class Appender:
    """Adds a new response to a log, as the tool would: one whole line, or the rest of a cut one and then a line."""

    def __init__(self):
        self.number = 0

    def append(self, path):
        self.number += 1
        with open(path, "rb") as log:
            log.seek(-1, os.SEEK_END)
            start = "" if log.read(1) == b"\n" else "\n"
        usage = {"input_tokens": 3, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 20_000, "output_tokens": 200}
        message = {"model": "claude-sonnet-5", "id": f"msg_bench{self.number:06d}", "type": "message", "role": "assistant",
                   "content": [{"type": "text", "text": "demo"}], "stop_reason": "end_turn", "usage": usage}
        line = {"parentUuid": None, "isSidechain": False, "cwd": "/home/dev/bench", "sessionId": "33333333-cccc-4ccc-8ccc-000000000003",
                "version": "2.1.200", "message": message, "requestId": f"req_bench{self.number:06d}", "type": "assistant",
                "uuid": f"44444444-dddd-4ddd-8ddd-{self.number:012d}", "timestamp": "2026-10-31T22:00:00.000Z"}
        with open(path, "a", encoding="utf-8") as log:
            log.write(start + json.dumps(line, separators=(",", ":")) + "\n")


def all_files(folder):
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".jsonl"):
                yield os.path.join(parent, name)


def median(run, field):
    return statistics.median(getattr(figure, field) for figure in run)


def figures(run):
    return [f"{median(run, 'wall'):.3f}", f"{median(run, 'cpu'):.3f}", f"{median(run, 'mib'):.0f}"]


def ratio(above, below, field):
    """Median of the ratios, pair by pair."""
    return statistics.median(getattr(a, field) / getattr(b, field) for a, b in zip(above, below))


def table(head, rows):
    print("\n| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)


def verdict(value, must, aim, better, quick=False):
    if must is None or quick:
        return "-"
    reached = (lambda bound: value >= bound) if better == "more" else (lambda bound: value <= bound)
    return "aim reached" if reached(aim) else "must held, aim missed" if reached(must) else "**MUST MISSED**"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tokenmeter", required=True)
    parser.add_argument("--tools", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--peers")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    bench = Bench(options)

    # kind, size, must and aim of the wall ratio against ccusage
    plan = [("claude", 50, None, None), ("dense", 50, None, None), ("codex", 50, None, None), ("api", 10, None, None)] if options.quick else [
        ("claude", 200, 1.8, 2.8), ("dense", 200, 2.0, 3.5), ("codex", 500, 1.0, 1.4), ("api", 50, None, None), ("claude", 1024, 2.0, 3.0)]
    for kind, megabytes, must, aim in plan:
        corpus = bench.make(kind, megabytes * MB)
        per_record = bench.check(corpus)
        first = bench.compare(corpus, must, aim, cpu_targets=megabytes == 1024)
        if (kind, megabytes) == ("claude", 1024) or (options.quick and kind == "claude"):
            bench.rows.append([f"ledger size, {corpus['name']}: bytes a record", per_record, 150, 120, "less"])
            bench.rows.append([f"peak memory, import of {corpus['name']}: MiB", median(first, "mib"), 166, 80, "less"])
            bench.incremental(corpus, first)
            if options.full:
                shutil.rmtree(corpus["folder"])
                twice = bench.make(kind, 2 * megabytes * MB)
                bench.check(twice)
                larger = bench.compare(twice)
                bench.rows.append(["its growth at twice the size: times", median(larger, "mib") / median(first, "mib"), 1.3, 1.1, "less"])
                corpus = twice
        shutil.rmtree(corpus["folder"])

    print("\n## Against the targets\n")
    table(["what", "measured", "must", "aim", "verdict"],
          [[what, f"{value:.3g}", "-" if must is None else f"{must:g}", "-" if aim is None else f"{aim:g}", verdict(value, must, aim, better, options.quick)]
           for what, value, must, aim, better in bench.rows])
    for failure in bench.failures:
        print("FAILED:", failure)
    missed = any(must is not None and "MISSED" in verdict(value, must, aim, better, options.quick) for _, value, must, aim, better in bench.rows)
    return 1 if bench.failures or missed else 0


if __name__ == "__main__":
    sys.exit(main())
