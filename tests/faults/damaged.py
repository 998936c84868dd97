"""Starts a server on a damaged directory and holds it to this: it starts with everything; or it says what is wrong; never less
without a word. A refusal changes nothing: when the damage is undone, everything is there."""
import shutil

from judge import judge_keys, judge_that_it_takes
from server import ReadFailed, Refused, knows_flag
from verdict import CLEAN, DOUBLED, REFUSED, SILENT, STUCK, TOLD, Bad

ACCEPT_LOSS = "--accept-loss"


def try_to_start(trial, template, undo, can_go_on):
    """`undo()` puts back what was taken. `can_go_on`: with what is left, once the loss is accepted; without keys or RocksDB's own
    index it may not. Returns a good verdict or raises a bad one."""
    ledger = trial.ledger = template.ledger()
    server = trial.server(template.keys)
    try:
        server.start()
    except Refused as refusal:
        require_words(server, refusal)
        accept_loss(trial, template, can_go_on)
        undo()
        start_undone(trial, template)
        return REFUSED
    verdict = judge_what_is_left(server, ledger)
    for keys in (template.keys, template.second_keys):
        judge_keys(server, keys)
    judge_that_it_takes(server, ledger)
    server.kill()
    return verdict


def require_words(server, refusal):
    if len(server.said().strip()) < 20:
        raise Bad(SILENT, f"it refused without saying why: {refusal}")


def judge_what_is_left(server, ledger):
    """The export, or where that is not whole, each session alone."""
    try:
        missing = ledger.judge(server.everything(), missing=None)
    except ReadFailed:
        return judge_session_by_session(server, ledger)
    if not missing:
        return CLEAN
    if not server.warned():
        raise Bad(SILENT, f"it started with {len(missing)} of {len(ledger.acknowledged)} acknowledged events fewer, without a word")
    return TOLD


def judge_session_by_session(server, ledger):
    """What is damaged may be refused by name; what is answered must be whole."""
    owed = {}
    for event in ledger.acknowledged:
        owed.setdefault(event[0], set()).add(event)
    answered = 0
    for session, events in sorted(owed.items()):
        try:
            found = server.events_of(session)
        except ReadFailed:
            continue
        answered += 1
        if less := events - set(found):
            raise Bad(SILENT, f"session {session} is told without {len(less)} of its {len(events)} events")
        if len(found) != len(set(found)):
            raise Bad(DOUBLED, f"session {session} has an event more than once")
    if not server.warned():
        raise Bad(SILENT, f"{len(owed) - answered} of {len(owed)} sessions cannot be read, and the log does not say so")
    return TOLD


def accept_loss(trial, template, can_go_on):
    """On a copy: it goes on with what there is, says what was lost, and needs the flag only once."""
    if not knows_flag(ACCEPT_LOSS):
        return
    copy = trial.directory / "accepted"
    shutil.copytree(trial.data, copy, symlinks=True)
    server, ledger = trial.server(template.keys, data=copy), template.ledger()
    try:
        server.start(ACCEPT_LOSS)
    except Refused as refusal:
        if can_go_on:
            raise Bad(STUCK, f"{ACCEPT_LOSS} is refused too: {refusal}") from None
        return
    if not server.warned():
        raise Bad(SILENT, f"{ACCEPT_LOSS} went on without saying what was lost")
    judge_what_is_left(server, ledger)
    judge_that_it_takes(server, ledger)
    server.kill()
    try:
        server.start()
    except Refused as refusal:
        raise Bad(STUCK, f"after {ACCEPT_LOSS} it does not start without it: {refusal}") from None
    server.kill()


def start_undone(trial, template):
    server = trial.server(template.keys)
    try:
        server.start()
    except Refused as refusal:
        raise Bad(STUCK, f"it refused, the damage was undone, and it still refuses: {refusal}") from None
    missing = trial.ledger.judge(server.everything(), missing=None)
    if missing:
        raise Bad(SILENT, f"the refused start changed the directory: {len(missing)} events are gone after the damage was undone")
    server.kill()
