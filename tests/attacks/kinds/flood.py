"""Ids chosen so that a hash whose seed is known puts them all into one place."""
import functools
import os
import pathlib
import subprocess
import tempfile

from attack import Attack

SOURCE = pathlib.Path(__file__).parents[1] / "colliding_ids.c"
SESSIONS, EVENTS, BATCH = 30_000, 40_000, 5_000
NO_SEED, FE_SEED = 0, 1  # what the first versions hashed session ids and event ids of browsers with


@functools.cache
def ids(count, seed, prefix):
    with tempfile.TemporaryDirectory() as directory:
        program = os.path.join(directory, "colliding_ids")
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", program, SOURCE], check=True, timeout=120)
        return subprocess.run([program, str(count), str(seed), prefix], capture_output=True, text=True, check=True).stdout.split()


def session_flood(target, stopped):
    """Then the same again: duplicates have to be looked for too."""
    chosen = ids(SESSIONS, NO_SEED, "s")
    send(target, stopped, [{"session_id": one, "event_id": "e", "name": "STEP_VIEW", "time": "2026-06-21T09:00:00Z"} for one in chosen])


def event_flood(target, stopped):
    chosen = ids(EVENTS, FE_SEED, "e")
    send(target, stopped, [{"session_id": f"flood-{at // BATCH % 3}", "event_id": one, "name": "STEP_VIEW", "time": "2026-06-21T09:00:00Z"}
                           for at, one in enumerate(chosen)])


def send(target, stopped, events):
    while not stopped():
        for begin in range(0, len(events), BATCH):
            if stopped():
                return
            target.try_to_ask("POST", "/v1/events", target.attacker["publishable"], events[begin:begin + BATCH])


ATTACKS = [
    Attack("session ids of one hash", "publishable key", strike=session_flood, prepare=lambda _: ids(SESSIONS, NO_SEED, "s"), hands=1),
    Attack("event ids of one hash", "publishable key", strike=event_flood, prepare=lambda _: ids(EVENTS, FE_SEED, "e"), hands=1),
]
