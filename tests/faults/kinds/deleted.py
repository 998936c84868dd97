"""The data directory, or a part of it, is deleted while the server runs: what is acknowledged from then on would be on no disk."""
import shutil
import time

from senders import Senders, event, post
from verdict import CLEAN, LOST, STOPPED, Bad

NOTICED_WITHIN_S = 1.0  # a group may be on its way
TRIES = 35


def run(trial):
    server = trial.new_server(trial.some_flags()).start()
    with Senders(server, trial.ledger, trial.dice, "load"):
        time.sleep(0.5)
    what = trial.dice.choice(["journal", "journal files", "data"])
    delete(trial.data, what)
    trial.note = f"{what} deleted"
    deadline = time.monotonic() + NOTICED_WITHIN_S
    connection, number, late = server.connect(), 0, 0
    while number < TRIES and server.is_running():
        number += 1
        began = time.monotonic()
        batch = [event("deleted", f"deleted.{number}", trial.dice)]
        if post(connection, server.keys["server"], batch, trial.ledger) == 200 and began > deadline:
            late += 1
        time.sleep(0.05)
    stopped = not server.is_running()
    server.kill()
    if late:
        raise Bad(LOST, f"{late} of {number} events were acknowledged after the {what} had been deleted")
    return STOPPED if stopped else CLEAN


def delete(data, what):
    if what == "journal files":
        for path in (data / "journal").iterdir():
            path.unlink()
    else:
        shutil.rmtree(data if what == "data" else data / what, ignore_errors=True)
