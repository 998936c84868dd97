"""A stopped data directory to damage: an older state of it, and the newest, which a crash left with a journal to replay."""
import json
import os
import pathlib
import shutil
import threading
import time

from ledger import Ledger
from senders import Senders
from server import NARROW, Server, make_directory

PARTS = ("clean", "crash")
JOURNAL_OF_SOME_FILES = ("--journal-max", "4MiB", "--seal-after", "1h")


class Template:
    """`older`: stopped in order. `newest`: after more events and, by `ending`, another stop in order or a kill.
    Both know the project `first`; only the newest knows `second`, so that an older access file shows."""

    def __init__(self, directory):
        told = json.loads((directory / "told").read_text())
        self.older, self.newest = directory / "older", directory / "data"
        self.keys, self.second_keys = told["first"], told["second"]
        self._sent, self._acknowledged = ([tuple(event) for event in told[name]] for name in ("sent", "acknowledged"))

    def ledger(self):
        ledger = Ledger()
        ledger.sent.update(self._sent)
        ledger.acknowledged.update(self._acknowledged)
        return ledger


def template(tools, ending, dice):
    """Made once a campaign; several processes may ask at the same time."""
    target = pathlib.Path(tools) / f"template-{ending}"
    if not target.exists():
        building = target.with_name(f"{target.name}-{os.getpid()}-{threading.get_ident()}")
        build(building, ending, dice)
        try:
            building.rename(target)
        except OSError:  # another was quicker
            shutil.rmtree(building)
    return Template(target)


def build(directory, ending, dice):
    directory.mkdir()
    data, ledger = directory / "data", Ledger()
    first = make_directory(data, "first")
    live(data, first, ledger, dice, "older", 1.2, "clean", NARROW)
    shutil.copytree(data, directory / "older")
    second = make_directory(data, "second")
    live(data, first, ledger, dice, "newer", 1.2, "clean", NARROW)
    if ending == "crash":
        for number in range(3):
            live(data, first, ledger, dice, f"crash{number}", 0.5, "crash", JOURNAL_OF_SOME_FILES)
    told = {"first": first, "second": second, "sent": sorted(ledger.sent), "acknowledged": sorted(ledger.acknowledged)}
    (directory / "told").write_text(json.dumps(told))


def live(data, keys, ledger, dice, tag, seconds, ending, flags):
    server = Server(data, keys, flags).start()
    with Senders(server, ledger, dice, tag, sessions=60) as senders:
        time.sleep(seconds)
        if ending == "crash":
            server.kill()
            return
        senders.stop()
        if server.terminate() != 0:
            raise AssertionError(f"a template's server did not stop in order: {server.said()}")
