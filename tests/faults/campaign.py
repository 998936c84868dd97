#!/usr/bin/python3
"""Breaks what the server stands on, in many ways, and looks whether every acknowledged event is there afterwards.

    tests/faults/campaign.py --trials 200 --seed 1             all kinds, in a fixed mix
    tests/faults/campaign.py --trials 1 --seed 17 --kinds cut  one trial again

SJ_BINARY names the server. Each trial is told by its kind and its number alone. Ends with 1 if anything was bad.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import device
import shim
from kinds import KINDS
from server import BINARY
from trial import Trial
from verdict import BAD, BROKEN, CLEAN, GOOD, SKIPPED, Bad, Skip

TRIALS_PER_PROCESS = 25  # threads and descriptors of trials that went wrong do not pile up


def plan(kinds, trials, seed):
    """(kind, number) of each trial: kinds by their share, evenly mixed; each kind counts its own from the seed on."""
    done, planned = collections.Counter(), []
    for _ in range(trials):
        kind = min(kinds, key=lambda name: ((done[name] + 0.5) / KINDS[name][1], name))
        planned.append((kind, seed + done[kind]))
        done[kind] += 1
    return planned


def run_trial(kind, number, work, keep):
    """In a process of its own that runs a few. (verdict, detail, note, seconds)"""
    directory = pathlib.Path(work) / f"{kind}-{number}"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    trial, began, detail = Trial(kind, number, directory, pathlib.Path(work)), time.monotonic(), ""
    try:
        verdict = KINDS[kind][0](trial)
    except Bad as bad:
        verdict, detail = bad.verdict, bad.detail
    except Skip as skip:
        verdict, detail = SKIPPED, str(skip)
    except Exception as problem:  # told as what it is: a test that is broken is no proof
        verdict, detail = BROKEN, f"{type(problem).__name__}: {problem} at {place_of(problem)}"
    finally:
        trial.close()
    if verdict in GOOD or not keep:
        shutil.rmtree(directory, ignore_errors=True)
    return verdict, detail, trial.note, time.monotonic() - began


def place_of(problem):
    trace = problem.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    return f"{pathlib.Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


class Tally:
    def __init__(self, told):
        self.told, self.began = told, time.monotonic()
        self.counts, self.seconds = collections.defaultdict(collections.Counter), collections.Counter()
        self.bad = []

    def add(self, kind, number, verdict, detail, note, seconds):
        self.counts[kind][verdict] += 1
        self.seconds[kind] += seconds
        if self.told.verbose and verdict in GOOD:
            print(f"{verdict}: {kind} {number} [{note}] {seconds:.1f} s", flush=True)
        if verdict in BAD or (verdict == SKIPPED and self.counts[kind][SKIPPED] == 1):
            print(f"{verdict}: --kinds {kind} --seed {number} --trials 1 [{note}] {detail}", flush=True)
        if verdict in BAD:
            self.bad.append({"kind": kind, "seed": number, "verdict": verdict, "note": note, "detail": detail})

    def table(self):
        shown = [verdict for verdict in BAD + GOOD if verdict == CLEAN or any(count[verdict] for count in self.counts.values())]
        width = max(map(len, self.counts), default=4) + 1
        lines = ["kind".ljust(width) + "trials" + "".join(f"{verdict:>9}" for verdict in shown) + "  s each"]
        for kind, count in self.counts.items():
            each = self.seconds[kind] / count.total()
            lines.append(kind.ljust(width) + f"{count.total():6}" + "".join(f"{count[verdict]:9}" for verdict in shown) + f"{each:8.1f}")
        return "\n".join(lines)

    def write(self, path):
        trials = sum(count.total() for count in self.counts.values())
        told = {"binary": subprocess.run([BINARY, "--version"], capture_output=True, text=True).stdout.strip(),
                "seed": self.told.seed, "trials": trials, "seconds": round(time.monotonic() - self.began),
                "kinds": {kind: dict(count) for kind, count in self.counts.items()}, "bad": self.bad}
        pathlib.Path(path).write_text(json.dumps(told, indent=1) + "\n")


def run(told, work, tally):
    """As many at a time as was asked for; stops handing out trials when the time is over."""
    planned = plan(told.kinds, told.trials, told.seed)
    deadline = time.monotonic() + told.seconds if told.seconds else None
    with concurrent.futures.ProcessPoolExecutor(told.jobs, max_tasks_per_child=TRIALS_PER_PROCESS) as pool:
        running = {}
        while planned or running:
            while planned and len(running) < told.jobs:
                if deadline and time.monotonic() > deadline:
                    planned = []
                    break
                kind, number = planned.pop(0)
                running[pool.submit(run_trial, kind, number, work, told.keep is not None)] = (kind, number)
            done, _ = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                tally.add(*running.pop(future), *future.result())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="number of the first trial of each kind")
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=list(KINDS), help="of: " + ", ".join(KINDS))
    parser.add_argument("--jobs", type=int, default=1, help="trials at the same time")
    parser.add_argument("--seconds", type=float, help="no new trial after this long")
    parser.add_argument("--json", help="a file for the counts")
    parser.add_argument("--verbose", action="store_true", help="a line for good trials too")
    parser.add_argument("--keep", help="a directory that does not exist: what bad trials leave stays there")
    told = parser.parse_args()
    if unknown := set(told.kinds) - set(KINDS):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    return told


def mounts_of_our_own():
    """What trials mount goes with the campaign, however it ends."""
    inside = "SJ_FAULTS_MOUNTS"
    if os.geteuid() == 0 and inside not in os.environ and shutil.which("unshare"):
        if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0:
            os.execvpe("unshare", ["unshare", "-m", sys.executable, *sys.argv], dict(os.environ, **{inside: "1"}))


def main():
    told = arguments()
    mounts_of_our_own()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # and tidy up
    if told.keep:
        os.makedirs(told.keep)
    work, tally = told.keep or tempfile.mkdtemp(prefix="session-journey-faults-"), Tally(told)
    try:
        shim.build(work)
        device.build(work)
        run(told, work, tally)
    finally:
        print(tally.table())
        if told.json:
            tally.write(told.json)
        if not told.keep:
            shutil.rmtree(work, ignore_errors=True)
    print(f"{len(tally.bad)} bad trials" if tally.bad else "nothing bad", f"in {time.monotonic() - tally.began:.0f} s")
    sys.exit(1 if tally.bad else 0)


if __name__ == "__main__":
    main()
