"""The process dies between writing and syncing. It starts again, the client sends again and is answered 200, because the
events are there already; then the power goes. They must be there still."""
import time

from judge import start_and_judge
from recording import BY_DIRECTORY, ORDERED, Disk
from senders import Senders, event, ids, post
from server import NARROW, USUAL, make_directory
from shim import Rule
from verdict import CLEAN, IDLE


def run(trial):
    shim, logs = trial.shim(), [trial.directory / f"recording.{number}" for number in range(3)]
    keys, flags = make_directory(trial.data, environment=shim.environment(logs[0])), trial.dice.choice([NARROW, USUAL])
    batch = [event(f"last-{i % 3}", f"last.{i}", trial.dice) for i in range(trial.dice.randint(1, 60))]
    server = trial.server(keys, flags, shim.environment(logs[1])).start()
    with Senders(server, trial.ledger, trial.dice, "before", count=1):
        time.sleep(trial.dice.uniform(0.1, 0.5))
    shim.inject(Rule("do_and_die", ["write"], ["journal"], count=1))
    post(server.connect(), keys["server"], batch, trial.ledger)
    server.killed_by_shim(within_s=3)
    shim.heal()

    server.environment = shim.environment(logs[2])
    server.start()
    status = post(server.connect(), keys["server"], batch, trial.ledger)
    until = logs[2].stat().st_size if logs[2].exists() else 0
    server.kill()
    if status != 200:
        return IDLE

    disk = Disk(trial.data)
    for log in logs[:2]:
        disk.follow(log, log.stat().st_size)
    if logs[2].exists():
        disk.follow(logs[2], until)
    target, way = trial.directory / "cut", trial.dice.choice(["nothing", "nothing", "sectors"])
    disk.write_cut(target, trial.dice.choice([ORDERED, BY_DIRECTORY]), way, trial.dice)
    trial.note = f"{len(batch)} events sent again, then of what was not synced {way}"
    start_and_judge(trial.server(keys, data=target), trial.ledger, set(trial.ledger.acknowledged) | set(ids(batch)))
    return CLEAN
