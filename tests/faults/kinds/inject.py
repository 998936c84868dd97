"""Every call on every class of file fails, in every way, once, some times or for a while: under load, while it starts, while
it stops. The server may refuse events meanwhile, or end in order; afterwards it works, and has everything."""
import errno
import itertools
import random
import time

from judge import judge_that_it_takes, start_and_judge
from patience import wait_for
from senders import Senders
from server import NARROW, Refused
from shim import CLASS, EVERY_CHANGE, WHAT_TAKES_ROOM, Rule
from verdict import CLEAN, IDLE, STOPPED

FAULT_S = 1.5
MET_WITHIN_S = 4  # until the first call that fails
EVERY_CLASS = list(CLASS)


# What is done to each class of file, and when. A case that meets no call is no harm: it counts as idle.
HAPPENS = {
    "load": {
        "journal": ["open", "create", "write", "sync", "sync_directory", "rename", "truncate", "allocate", "remove"],
        "journal_note": ["open", "create", "write", "sync", "rename"],
        "table": ["open", "create", "write", "sync", "read", "allocate", "remove"],
        "manifest": ["open", "create", "write", "sync", "sync_directory", "rename", "remove"],
    },
    "start": {
        "journal": ["open", "create", "read", "write", "sync", "sync_directory", "truncate", "allocate", "remove"],
        "journal_note": ["open", "create", "read", "write", "sync", "rename"],
        "table": ["open", "create", "read", "write", "sync"],
        "manifest": ["open", "create", "read", "write", "sync", "sync_directory", "rename", "remove"],
        "kept_tables": ["open", "read"],
        "access": ["open", "read"],
        "other": ["open", "read", "sync", "sync_directory"],
    },
    "stop": {
        "journal": ["write", "sync", "truncate", "remove", "sync_directory"],
        "journal_note": ["create", "write", "sync", "rename"],
        "table": ["create", "write", "sync"],
        "manifest": ["create", "write", "sync", "sync_directory", "rename"],
        "kept_tables": ["open", "create", "write", "sync", "rename"],
    },
}


def single_faults():
    """(rules, moment): once, three times, and for as long as the fault lasts."""
    for moment, classes in HAPPENS.items():
        for name, calls in classes.items():
            for call, count in itertools.product(calls, (1, 3, -1)):
                for error in [errno.EIO, errno.ENOSPC] if call in WHAT_TAKES_ROOM + ["sync"] else [errno.EIO]:
                    yield [Rule("fail", [call], [name], error, count=count)], moment


CHANGED_UNDER_LOAD = {
    "journal": ["write", "sync", "rename", "truncate"],
    "journal_note": ["write", "sync", "rename"],
    "table": ["write", "sync"],
    "manifest": ["write", "sync", "rename"],
}


def other_ways():
    """What is not simply an error."""
    for name, calls in CHANGED_UNDER_LOAD.items():
        for call in calls:
            yield [Rule("do_and_fail", [call], [name], count=3)]
            yield [Rule("do_and_die", [call], [name], count=1)]
            yield [Rule("fail", [call], [name], errno.EINTR, count=4)]
        yield [Rule("short", ["write"], [name])]
        yield [Rule("short", ["write"], [name], count=40, amount=100)]
        yield [Rule("zero", ["write"], [name], count=1)]
        yield [Rule("delay", ["sync"], [name], amount=300)]
        yield [Rule("fail", ["create", "open"], [name], errno.EMFILE, count=3)]
        yield [Rule("fail", ["open"], [name], errno.EINTR, count=4)]
    yield [Rule("fail", ["allocate"], ["journal"], errno.EOPNOTSUPP)]
    yield [Rule("fail", ["write"], ["journal"], errno.EINVAL, count=1)]  # a file system that knows no O_DIRECT after all
    yield [Rule("fail", ["sync"], ["journal"], count=3), Rule("fail", ["truncate"], ["journal"], count=3)]
    yield [Rule("do_and_fail", ["write"], ["journal"]), Rule("fail", ["truncate"], ["journal"])]
    for error in (errno.ENOSPC, errno.EDQUOT):
        yield [Rule("fail", WHAT_TAKES_ROOM, EVERY_CLASS, error)]
    for error in (errno.EIO, errno.EROFS):
        yield [Rule("fail", EVERY_CHANGE, EVERY_CLASS, error)]


# Mixed once and for all, so that any share of the campaign meets all sorts.
CASES = [*single_faults(), *((rules, moment) for rules in other_ways() for moment in ("load", "load", "start"))]
random.Random(1).shuffle(CASES)


def run(trial):
    rules, moment = CASES[trial.case % len(CASES)]
    shim = trial.shim()
    server = trial.new_server(NARROW, shim.environment())
    trial.note = f"at {moment}: {'; '.join(map(str, rules))}"
    stopped = {"load": at_load, "start": at_start, "stop": at_stop}[moment](trial, server, shim, rules)
    hits = shim.hits()
    shim.heal()
    server.kill()
    server.environment = None
    start_and_judge(server, trial.ledger)
    return IDLE if hits == 0 else STOPPED if stopped else CLEAN


def at_load(trial, server, shim, rules):
    """True when it ended by itself."""
    server.start()
    with Senders(server, trial.ledger, trial.dice, "load"):
        time.sleep(trial.dice.uniform(0.2, 0.8))
        shim.inject(*later(rules, trial.dice))
        if wait_for(shim.hits, MET_WITHIN_S):
            wait_for(lambda: used_up(rules, shim), FAULT_S)
        shim.heal()
        goes_on = judge_that_it_takes(server, trial.ledger)
        time.sleep(0.5)
    return died_by_rule(rules, server) or not goes_on


def at_start(trial, server, shim, rules):
    """With a journal to replay."""
    server.start()
    with Senders(server, trial.ledger, trial.dice, "load"):
        time.sleep(0.5)
        server.kill()
    shim.inject(*rules)
    server.spawn()
    if wait_for(server.listens, FAULT_S):
        with Senders(server, trial.ledger, trial.dice, "first"):
            time.sleep(FAULT_S / 2)
    shim.heal()
    if died_by_rule(rules, server):
        return True
    try:
        server.wait_until_ready()
    except Refused:
        return True
    return not judge_that_it_takes(server, trial.ledger)


def at_stop(trial, server, shim, rules):
    server.start()
    with Senders(server, trial.ledger, trial.dice, "load"):
        time.sleep(0.8)
    shim.inject(*rules)
    ended_by_rule = any(rule.action == "do_and_die" for rule in rules)
    if ended_by_rule:
        server.process.terminate()
        server.killed_by_shim(within_s=8)
    else:
        server.terminate()
    return True


def used_up(rules, shim):
    """Nothing more will fail: the fault is over."""
    return all(rule.count > 0 for rule in rules) and shim.hits() >= sum(rule.count for rule in rules)


def died_by_rule(rules, server):
    """A death that a rule asked for is no abort."""
    if not any(rule.action == "do_and_die" for rule in rules):
        return False
    server.killed_by_shim(within_s=0.2)
    return True


def later(rules, dice):
    """Not always the first call that comes, where there are many."""
    for rule in rules:
        rule.skip = dice.choice([0, 0, 1, 3, 10]) if rule.calls[0] in ("write", "sync") else dice.choice([0, 0, 0, 1])
    return rules
