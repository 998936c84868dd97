"""The disk is full, or fails, for moments: the store's writes are refused a few times, again and again, under load; then
kill -9. What a store believes to have saved after such a moment shows only then."""
import errno
import time

from judge import judge_that_it_takes, start_and_judge
from patience import wait_for
from senders import Senders
from server import NARROW, SMALL
from shim import Rule
from verdict import CLEAN, IDLE, STOPPED

# RocksDB looks for room again after some 5 s; the loss that this kind found came after its recovery.
PAUSES_S = [0.2, 0.6, 1.2, 5.6]
MET_WITHIN_S = 3  # a pulse that meets its calls later, in the pause after it, counts too
STORE = ["table", "manifest"]


def run(trial):
    shim = trial.shim()
    server = trial.new_server(trial.dice.choice([NARROW, NARROW, SMALL]), shim.environment()).start()
    hit = 0
    with Senders(server, trial.ledger, trial.dice, "load"):
        time.sleep(trial.dice.uniform(0.2, 1.2))
        for _ in range(trial.dice.randint(1, 4)):
            shim.inject(pulse(trial.dice))
            wait_for(shim.hits, MET_WITHIN_S)
            time.sleep(trial.dice.choice(PAUSES_S) * trial.dice.uniform(0.5, 1.1))
            hit += shim.hits() > 0
        shim.heal()
        recovered = trial.dice.random() < 0.5 and judge_that_it_takes(server, trial.ledger)
        stopped = not server.is_running()
        trial.note = f"{hit} pulses met a call{', taken again' if recovered else ''}"
        server.kill()
    server.environment = None
    start_and_judge(server, trial.ledger)
    return IDLE if hit == 0 else STOPPED if stopped else CLEAN


def pulse(dice):
    calls = dice.choice([["write"], ["write"], ["sync"], ["create"], ["write", "sync", "create"]])
    classes = dice.choice([["table"], ["table"], ["manifest"], STORE])
    error = dice.choice([errno.ENOSPC, errno.ENOSPC, errno.EIO])
    return Rule("fail", calls, classes, error, skip=dice.choice([0, 0, 1, 2, 5]), count=dice.randint(1, 5))
