"""kill -9 under load, in quiet, while it stops, while it starts; several times on one directory."""
import signal
import time

from judge import start_and_judge
from senders import Senders
from verdict import CLEAN

LIVES = 3


def run(trial):
    server = trial.new_server()
    for life in range(LIVES):
        server.flags = trial.some_flags()
        server.start()
        trial.dice.choice([under_load, under_load, in_quiet, while_stopping, while_starting])(trial, server, life)
        server.flags = trial.some_flags()
        start_and_judge(server, trial.ledger)
        server.kill()
    return CLEAN


def load(trial, server, life):
    return Senders(server, trial.ledger, trial.dice, f"life{life}", count=trial.dice.randint(1, 4),
                   batch_max=trial.dice.choice([1, 3, 80, 300]), sessions=trial.dice.choice([2, 60, 1500]))


def under_load(trial, server, life):
    with load(trial, server, life):
        time.sleep(trial.dice.uniform(0.02, 1))
        server.kill()


def in_quiet(trial, server, life):
    with load(trial, server, life):
        time.sleep(trial.dice.uniform(0.1, 0.6))
    time.sleep(trial.dice.choice([0, 0.1, 1.2]))
    server.kill()


def while_stopping(trial, server, life):
    with load(trial, server, life):
        time.sleep(trial.dice.uniform(0.1, 0.8))
        server.process.send_signal(signal.SIGTERM)
        time.sleep(trial.dice.random() * trial.dice.choice([0.02, 0.3, 1]))
        server.kill()


def while_starting(trial, server, life):
    under_load(trial, server, life)
    for _ in range(trial.dice.randint(1, 3)):
        server.spawn()
        time.sleep(trial.dice.random() * trial.dice.choice([0.03, 0.15, 0.4]))
        server.kill()
