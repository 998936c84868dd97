"""The power goes, at any moment from `init` on: of what was not synced, anything may be on the disk. The server starts, and
has every event that it had acknowledged before."""
import time

from judge import judge_keys, start_and_judge
from recording import BY_DIRECTORY, ORDERED, WAYS, Disk, changes
from senders import Senders
from server import NARROW, USUAL, make_directory
from verdict import CLEAN

CUTS = 4
INTERESTING = (1, 5, 6, 7, 8)  # changes of names: the steps of rolling, dropping, replacing


class Life:
    """One process, and what was certain at which byte of its recording."""

    def __init__(self, trial, number):
        self.log, self.acknowledged = trial.directory / f"recording.{number}", []

    def position(self):
        return self.log.stat().st_size if self.log.exists() else 0


def run(trial):
    shim = trial.shim()
    keys, lives = record_lives(trial, shim)
    for number in range(CUTS):
        cut_and_judge(trial, keys, lives, number)
    return CLEAN


def record_lives(trial, shim):
    """`init`, then servers that end in different ways; in half of the trials one that nobody gave time to settle."""
    first = Life(trial, 0)
    keys = make_directory(trial.data, environment=shim.environment(first.log))
    first.acknowledged.append((first.position(), None))
    lives = [first]
    for number in range(1, trial.dice.randint(2, 3)):
        lives.append(record_life(trial, shim, keys, number, trial.dice.choice([NARROW, NARROW, USUAL])))
    return keys, lives


def record_life(trial, shim, keys, number, flags):
    life, ledger = Life(trial, number), trial.ledger
    ledger.when_acknowledged = lambda events: life.acknowledged.append((life.position(), events))
    server = trial.server(keys, flags, shim.environment(life.log)).start()
    with Senders(server, ledger, trial.dice, f"life{number}", sessions=200) as senders:
        time.sleep(trial.dice.uniform(0.1, 1.2))
        if trial.dice.random() < 0.3:
            senders.stop()
            server.terminate()
        else:
            shim.kill_at_next_change()
            server.killed_by_shim()
            shim.heal()
    return life


def cut_and_judge(trial, keys, lives, number):
    last = trial.dice.randrange(len(lives))
    until = moment(lives[last], trial.dice)
    disk = Disk(trial.data)
    for life in lives[:last]:
        disk.follow(life.log, life.position())
    disk.follow(lives[last].log, until)
    owed = {event for life in lives[:last] for _, events in life.acknowledged for event in events or ()}
    owed |= {event for position, events in lives[last].acknowledged if position <= until for event in events or ()}
    if last == 0 and until < lives[0].acknowledged[0][0]:
        return  # `init` had not answered: nothing was promised

    model, way = trial.dice.choice([ORDERED, BY_DIRECTORY]), trial.dice.choice(WAYS)
    target = trial.directory / f"cut{number}"
    disk.write_cut(target, model, way, trial.dice)
    trial.note = f"cut {number} at byte {until} of life {last}, names {model}, of what was not synced {way}, {len(owed)} owed"
    server = trial.server(keys, trial.dice.choice([NARROW, USUAL]), data=target)
    start_and_judge(server, trial.ledger, owed)
    judge_keys(server, keys)
    server.kill()


def moment(life, dice):
    """Anywhere, just after a promise, or at a change of names."""
    ends = [(change.end, change.kind) for change in changes(life.log)]
    how = dice.choice(["anywhere", "anywhere", "promise", "promise", "names"])
    if how == "promise" and life.acknowledged:
        return dice.choice(life.acknowledged)[0]
    if how == "names" and (steps := [end for end, kind in ends if kind in INTERESTING]):
        return dice.choice(steps)
    return dice.choice(ends)[0]
