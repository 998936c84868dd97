#!/usr/bin/python3
"""Attacks a server, as a stranger or with another project's keys, and looks at what its victim feels.

    tests/attacks/campaign.py                       all
    tests/attacks/campaign.py --kinds otlp,flood    some
    tests/attacks/campaign.py --share 2 --of 3      every third

SJ_BINARY names the server. Ends with 1 where there was harm: memory, the victim's time, a refusal, a stop that takes long, a
server that dies, an answer that must not be.
"""
import argparse
import http.client
import json
import multiprocessing
import os
import pathlib
import resource
import sys
import threading
import time

import memory
from kinds import KINDS
from scene import Probe, Scene, p99

QUIET_S, ATTACK_S, AGAIN_S = 1.2, 3, 0.7
ARMED_WITHIN_S = 10
ONE_REQUEST_MIB, ALL_MIB = 64, 256
TIMES_SLOWER_MAX = 10
STOP_WITHIN_S = 5
# Ten times a quiet p99 of 2 ms is less than what a busy machine of two cores takes from anybody now and then. Harm that this
# campaign was made from was 300 ms to 30 s.
FLOOR_MS = 100
FORK = multiprocessing.get_context("fork")


def attacker(attack, target, stopped, armed):
    """On a machine of its own it would take nothing of the server's processors: here it runs when nobody else wants to."""
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    target.armed = armed.set
    if not attack.builds_up:
        armed.set()
    try:
        attack.run(target, stopped.is_set)
    except (OSError, EOFError):
        pass  # a server that stops is not the attacker's problem


class Result:
    def __init__(self, name, who):
        self.name, self.who, self.harm, self.figures = name, who, [], {}

    def expect(self, holds, harm):
        if not holds:
            self.harm.append(harm)


def run(attack):
    result, scene = Result(attack.name, attack.who), Scene(attack.flags, attack.limits, attack.memory_left)
    try:
        measure(attack, scene, result)
    finally:
        scene.close()
    return result


def measure(attack, scene, result):
    target = scene.target
    if attack.prepare:
        attack.prepare(target)
    quiet = Probe(target).run(QUIET_S)
    before = scene.resident()
    if attack.blow:
        judge_one_blow(attack, scene, result)
    result.harm += under_attack(attack, scene, result, quiet, before)


def judge_one_blow(attack, scene, result):
    pid, before = scene.process.pid, scene.resident()
    memory.forget_peak(pid)
    attack.blow(scene.target)
    if scene.is_running():
        grown = (memory.peak(pid) - before) / memory.MIB
        result.figures["one request MiB"] = round(grown)
        result.expect(grown <= ONE_REQUEST_MIB, f"one request took {grown:.0f} MiB")


class Attackers:
    """Processes that attack from `with` on to its end, or until the server is gone."""

    def __init__(self, attack, target):
        self.stopped, self.armed = FORK.Event(), FORK.Event()
        told = (attack, target, self.stopped, self.armed)
        self.hands = [FORK.Process(target=attacker, args=told, daemon=True) for _ in range(attack.hands)]

    def __enter__(self):
        for hand in self.hands:
            hand.start()
        self.armed.wait(ARMED_WITHIN_S)
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for hand in self.hands:
            hand.join(3)
            hand.kill()


def under_attack(attack, scene, result, quiet, before):
    """The complaints of the attack's own looks. A stop is always in the middle of an attack."""
    complaints = []
    with Attackers(attack, scene.target):
        with Watcher(attack, scene.target, complaints):
            probe = Probe(scene.target).run(ATTACK_S)
        judge_victim(attack, result, quiet, probe)
        judge_memory(scene, result, before)
        if not attack.check:
            judge_stop(attack, scene, result)
    if attack.check:
        complaints += look(attack, scene)
        with Attackers(attack, scene.target):
            time.sleep(AGAIN_S)
            judge_stop(attack, scene, result)
    return complaints


class Watcher:
    """Runs `watch` of an attack, if it has one, beside the victim's requests."""

    def __init__(self, attack, target, complaints):
        self._over = threading.Event()
        self._thread = attack.watch and threading.Thread(
            target=lambda: complaints.extend(attack.watch(target, self._over.is_set)), daemon=True)

    def __enter__(self):
        if self._thread:
            self._thread.start()

    def __exit__(self, *_):
        self._over.set()
        if self._thread:
            self._thread.join(30)


def look(attack, scene):
    if not scene.is_running():
        return []  # that is told already
    try:
        return attack.check(scene.target)
    except (OSError, http.client.HTTPException) as problem:
        return [f"no answer: {problem!r}"]


def judge_victim(attack, result, quiet, probe):
    for name, before, during in (("POST", quiet.posts_ms, probe.posts_ms), ("list", quiet.lists_ms, probe.lists_ms)):
        most = max(FLOOR_MS, TIMES_SLOWER_MAX * p99(before))
        result.figures[f"{name} p99 ms"] = f"{p99(before):.0f} to {p99(during):.0f}"
        if not attack.memory_left:
            result.expect(p99(during) < most, f"the victim's {name} took {p99(during):.0f} ms, quiet {p99(before):.0f} ms")
    if not attack.memory_left:
        result.expect(not probe.failed, f"{len(probe.failed)} of {len(probe.posts_ms) * 2} requests of the victim failed, "
                                        f"like {', '.join(sorted(set(probe.failed))[:3])}")


def judge_memory(scene, result, before):
    if scene.is_running():
        grown = (memory.peak(scene.process.pid) - before) / memory.MIB
        result.figures["all MiB"] = round(grown)
        result.expect(grown <= ALL_MIB, f"the server took {grown:.0f} MiB")


def judge_stop(attack, scene, result):
    if not scene.is_running():
        code = scene.process.returncode
        in_order = code == 1 and attack.memory_left and "memory" in scene.said()
        result.expect(code == 0 or in_order, f"the server ended with {code}: {scene.said()[-300:]}")
        return
    code, seconds = scene.stop()
    result.figures["stop s"] = round(seconds, 1)
    result.expect(code == 0, f"SIGTERM was answered with {code}: {scene.said()[-300:]}")
    result.expect(seconds <= STOP_WITHIN_S, f"SIGTERM took {seconds:.1f} s")


def run_and_tell(attack):
    """Twice where only time was the harm: what an attack does it does again, what the machine did it does not."""
    result = run(attack)
    if result.harm and all(harm.startswith("the victim's ") for harm in result.harm):
        again = run(attack)
        result = again if len(again.harm) < len(result.harm) else result
    figures = ", ".join(f"{name} {value}" for name, value in result.figures.items())
    print(f"{'HARM' if result.harm else 'ok':5} {result.name} ({result.who}): {figures}", flush=True)
    for harm in result.harm:
        print(f"      {harm.strip()}", flush=True)
    return result


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=list(KINDS), help="of: " + ", ".join(KINDS))
    parser.add_argument("--only", default="", help="attacks whose name contains this")
    parser.add_argument("--share", type=int, default=0, help="with --of N: attacks number SHARE, SHARE + N, ...")
    parser.add_argument("--of", type=int, default=1)
    parser.add_argument("--json", help="a file for the figures")
    return parser.parse_args()


def main():
    told, began = arguments(), time.monotonic()
    attacks = [attack for kind in told.kinds for attack in KINDS[kind].ATTACKS if told.only in attack.name]
    results = [run_and_tell(attack) for attack in attacks[told.share % told.of::told.of]]
    harmful = [result for result in results if result.harm]
    if told.json:
        pathlib.Path(told.json).write_text(json.dumps([vars(result) for result in results], indent=1) + "\n")
    print(f"{len(results)} attacks, {len(harmful)} with harm, in {time.monotonic() - began:.0f} s")
    sys.exit(1 if harmful else 0)


if __name__ == "__main__":
    main()
