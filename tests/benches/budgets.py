#!/usr/bin/env python3
# SPDX-FileCopyrightText: Tokenmeter contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""budgets.py PROGRAMS LEDGER [--at TIME] [--most N]: what `tokenmeter budget check` costs on a large ledger.

PROGRAMS is a folder with tokenmeter and measure_process. Works on a copy of LEDGER beside it and removes the copy. CPU time of whole
processes, medians of seven; also as a multiple of `tokenmeter --version`, measured in turn, since the clock of a shared machine lies.
Exit status 1 when a thousand budgets cost more than ten times as much as one, or a second question on effective cost more than
three times as much as one on list cost.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

ROUNDS = 7


def main():
    options = argparse.ArgumentParser()
    options.add_argument("programs", type=pathlib.Path)
    options.add_argument("ledger", type=pathlib.Path)
    options.add_argument("--at", default="2026-10-31T20:00:00Z")
    options.add_argument("--most", type=int, default=1000)
    given = options.parse_args()
    program = str(given.programs / "tokenmeter")
    with tempfile.TemporaryDirectory(dir=given.ledger.resolve().parent) as folder:
        os.environ.update(HOME=folder, XDG_DATA_HOME=folder, XDG_CONFIG_HOME=folder)
        ledger = os.path.join(folder, "ledger.db")
        shutil.copy(given.ledger, ledger)
        figures = os.path.join(folder, "figures")

        def run(*arguments):
            subprocess.run([program, "--ledger", ledger, *arguments], check=True, stdout=subprocess.DEVNULL)

        def cpu(*arguments):
            subprocess.run([str(given.programs / "measure_process"), figures, program, *arguments], stdout=subprocess.DEVNULL, check=False)
            exit_status, _, seconds, _ = pathlib.Path(figures).read_text().split()
            if exit_status not in ("0", "3"):
                sys.exit(f"tokenmeter {' '.join(arguments)}: exit status {exit_status}")
            return float(seconds) * 1000

        def compare(name, *more):
            arguments = ["--ledger", ledger, "budget", "check", "--json", "--at", given.at, *more]
            cpu(*arguments)  # the first one is thrown away
            pairs = [(cpu("--version"), cpu(*arguments)) for _ in range(ROUNDS)]
            time = statistics.median(each for _, each in pairs)
            times = statistics.median(each / start for start, each in pairs)
            print(f"| {name} | {time:.0f} | {times:.1f} |", flush=True)
            return times

        print("| budget check | CPU ms | times the start of the program |\n|---|---|---|", flush=True)
        run("budget", "add", "--name", "all", "--limit", "1000", "--period", "month", "--basis", "list")
        one = compare("1 budget, with a look at the logs")
        one = compare("1 budget, --cached", "--cached")
        for number in range(1, given.most):
            scope = [["--model", f"claude-{number % 7}*"], ["--project", f"project-{number % 50}"], ["--source", "claude-code"]][number % 3]
            period = ["day", "week", "month", "quarter"][number % 4]
            run("budget", "add", "--name", f"b{number}", "--limit", "100", "--period", period, "--basis", "list", *scope)
        many = compare(f"{given.most} budgets, --cached", "--cached")
        shutil.copy(given.ledger, ledger)
        run("plans", "add", "pack", "--name", "credit", "--from", "2026-01-01", "--credit", "20000", "--paid", "15000")
        run("plans", "add", "discount", "--name", "deal", "--from", "2026-03-01", "--multiplier", "0.9")
        run("budget", "add", "--name", "paid", "--limit", "1000", "--period", "month", "--basis", "effective")
        first = cpu("--ledger", ledger, "budget", "check", "--json", "--at", given.at)
        print(f"| 1 budget on effective cost, the first time | {first:.0f} | |")
        effective = compare("the same again, --cached", "--cached")
        return 0 if many <= 10 * one and effective <= 3 * one else 1


if __name__ == "__main__":
    sys.exit(main())
