#!/usr/bin/env python3
"""Many processes race for tasks by the plain command line.

  race.py all   --processes N --tasks M    each task is won exactly once, nobody starves
  race.py one   --processes N --rounds R   one winner a round; losers see who holds the task
  race.py trees --agents N --commits C     each claims with a worktree in one repository and commits

What counts is what the clients were told; the ledger is asked afterwards.
"""

import argparse
import collections
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from fleet import Fleet


def agents(fleet, count):
    names = [f"worker-{index}" for index in range(count)]
    for name in names:
        fleet.join(name)
    return names


def race_for_all(fleet, processes, tasks):
    names = agents(fleet, processes)
    for index in range(tasks):
        fleet.must("task", "create", f"task {index}", "--task", f"R-{index}", "--ready")

    def work(name):
        won, waits, unexpected = [], [], []
        while True:
            start = time.monotonic()
            answer = fleet.as_agent(name, "next", "--claim", "--no-worktree")
            waits.append(time.monotonic() - start)
            if answer.code == 0:
                won.append((answer.data["task"]["task"], answer.data["fence"]))
            elif answer.error == "task.nothing_ready":
                return name, won, waits, unexpected
            else:
                unexpected.append(str(answer))
                return name, won, waits, unexpected

    start = time.monotonic()
    with ThreadPoolExecutor(processes) as pool:
        results = list(pool.map(work, names))
    took = time.monotonic() - start
    winners = collections.Counter(task for _, won, _, _ in results for task, _ in won)
    faults = [fault for *_, unexpected in results for fault in unexpected]
    faults += [f"{task} was won {count} times" for task, count in winners.items() if count != 1]
    faults += [f"R-{i} was not won" for i in range(tasks) if f"R-{i}" not in winners]
    told = {task: name for name, won, _, _ in results for task, _ in won}
    for event in fleet.events():
        if event["type"] == "task.claimed":
            task = event["subject"].split(":", 1)[1]
            if told.get(task) != event["data"]["agent"]:
                faults.append(
                    f"{task}: the ledger says {event['data']['agent']}, {told.get(task)} was told"
                )
    counts = sorted(len(won) for _, won, _, _ in results)
    waits = sorted(wait for _, _, all_waits, _ in results for wait in all_waits)
    print(
        f"{tasks} tasks, {processes} processes: {took:.1f} s, {tasks / took:.0f} claims/s, "
        f"won by each {counts[0]} to {counts[-1]}, worst wait {waits[-1] * 1000:.0f} ms, "
        f"median {waits[len(waits) // 2] * 1000:.0f} ms"
    )
    if counts[0] == 0 and tasks >= processes * 10:
        faults.append("a process won nothing at all")
    return faults


def race_for_one(fleet, processes, rounds):
    names = agents(fleet, processes)
    faults = []
    with ThreadPoolExecutor(processes) as pool:
        for number in range(rounds):
            key = f"ONE-{number}"
            fleet.must("task", "create", key, "--task", key, "--ready")
            answers = list(
                pool.map(lambda name: fleet.as_agent(name, "claim", key, "--no-worktree"), names)
            )
            winners = [name for name, answer in zip(names, answers) if answer.code == 0]
            if len(winners) != 1:
                faults.append(f"{key} has {len(winners)} winners")
                continue
            for name, answer in zip(names, answers):
                if name in winners:
                    continue
                if answer.code != 4 or answer.error != "task.held":
                    faults.append(f"a loser got {answer}")
                elif winners[0] not in answer.json["error"]["message"]:
                    faults.append(f"a loser does not see the holder: {answer}")
    print(f"{rounds} rounds of {processes} racers for one task")
    return faults


def trees(fleet, count, commits):
    names = agents(fleet, count)
    for name in names:
        key = f"TREE-{name}"
        fleet.must("task", "create", key, "--task", key, "--ready", "--repo", "repo")

    def work(name):
        answer = fleet.as_agent(name, "claim", f"TREE-{name}")
        if answer.code != 0:
            return [str(answer)]
        tree = answer.data["worktree"]
        faults = []
        for number in range(commits):
            with open(os.path.join(tree, f"{name}.txt"), "a") as file:
                file.write(f"{number}\n")
            for command in (
                ("add", "--all"),
                ("commit", "--quiet", "--message", f"{name} {number}"),
            ):
                done = subprocess.run(
                    ("git",) + command,
                    cwd=tree,
                    env=fleet.environment(),
                    capture_output=True,
                    text=True,
                )
                if done.returncode != 0:
                    faults.append(f"git {command[0]} of {name}: {done.stderr.strip()}")
        delivered = fleet.run("deliver", f"TREE-{name}", directory=tree)
        if delivered.code != 0:
            faults.append(str(delivered))
        return faults

    with ThreadPoolExecutor(count) as pool:
        faults = [fault for found in pool.map(work, names) for fault in found]
    print(f"{count} agents each with a worktree and {commits} commits")
    return faults


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("kind", choices=["all", "one", "trees"])
    parser.add_argument("--processes", type=int, default=16)
    parser.add_argument("--tasks", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--agents", type=int, default=16)
    parser.add_argument("--commits", type=int, default=5)
    options = parser.parse_args()
    with Fleet() as fleet:
        fleet.found()
        if options.kind == "all":
            faults = race_for_all(fleet, options.processes, options.tasks)
        elif options.kind == "one":
            faults = race_for_one(fleet, options.processes, options.rounds)
        else:
            faults = trees(fleet, options.agents, options.commits)
        print(f"{fleet.verify()} events verified")
    for fault in faults[:20]:
        print("FAULT", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
