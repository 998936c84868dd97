"""The data directory, or a part of it, is deleted while the server runs: what is acknowledged from then on must be on a disk, and not
in files that have no name any more."""
import shutil
import time

from damaged import ACCEPT_LOSS
from senders import Senders, event, ids, post
from server import Refused, knows_flag
from verdict import CLEAN, LOST, REFUSED, STOPPED, Bad

NOTICED_WITHIN_S = 1.0  # a group may be on its way
TRIES = 35


def run(trial):
    server = trial.new_server(trial.some_flags()).start()
    with Senders(server, trial.ledger, trial.dice, "load"):
        time.sleep(0.5)
    what = trial.dice.choice(["journal", "journal files", "data"])
    delete(trial.data, what)
    trial.note = f"{what} deleted"
    late = acknowledged_later(trial, server)
    stopped = not server.is_running()
    server.kill()
    if late:
        return look_for(late, trial, server)
    return STOPPED if stopped else CLEAN


def delete(data, what):
    if what == "journal files":
        for path in (data / "journal").iterdir():
            path.unlink()
    else:
        shutil.rmtree(data if what == "data" else data / what, ignore_errors=True)


def acknowledged_later(trial, server):
    """Events that were sent when it had had its time to notice."""
    deadline, connection, late = time.monotonic() + NOTICED_WITHIN_S, server.connect(), set()
    for number in range(TRIES):
        if not server.is_running():
            break
        began, batch = time.monotonic(), [event("deleted", f"deleted.{number}", trial.dice)]
        if post(connection, server.keys["server"], batch, trial.ledger) == 200 and began > deadline:
            late.update(ids(batch))
        time.sleep(0.05)
    return late


def look_for(late, trial, server):
    """A server may go on in a new file; then they are there, or it refuses to start and has them when the loss is accepted."""
    verdict = CLEAN
    try:
        server.start()
    except Refused as refusal:
        verdict = REFUSED
        try:
            server.start(*([ACCEPT_LOSS] if knows_flag(ACCEPT_LOSS) else []))
        except Refused:
            raise Bad(LOST, f"{len(late)} events were acknowledged after it; now: {refusal}") from None
    if missing := late - set(server.everything()):
        raise Bad(LOST, f"{len(missing)} of {len(late)} events that were acknowledged after it are not there")
    server.kill()
    return verdict
