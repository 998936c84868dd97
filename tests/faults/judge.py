"""Looks at a server after a trial: is all there that must be there, and does it work?"""
import random
import time

from senders import event, post
from server import Refused
from verdict import CLEAN, LOST, SILENT, STUCK, Bad

TAKES_WITHIN_S = 20
ROWS_REST_AFTER_S = 1.5  # an export walks rows, which may move under it for a moment after the last event
MAY = {"read": 200, "admin": 200, "server": 403, "publishable": 403}  # what a list answers to each kind of key


def start_and_judge(server, ledger, owed=None):
    """Nothing was destroyed: it has to start, and everything has to be there."""
    try:
        server.start()
    except Refused as refusal:
        raise Bad(STUCK, f"does not start: {refusal}") from None
    judge_whole(server, ledger, owed)
    return CLEAN


def judge_whole(server, ledger, owed=None):
    """What is lost or doubled is so a moment later too."""
    found = server.everything()
    try:
        ledger.judge(found, owed)
    except Bad:
        time.sleep(ROWS_REST_AFTER_S)
        found = server.everything()
        ledger.judge(found, owed)
    sessions = len({session for session, _ in found})
    deadline = time.monotonic() + TAKES_WITHIN_S
    while (counted := server.session_count()) != sessions and time.monotonic() < deadline:
        time.sleep(0.05)  # the list may lag
    if counted != sessions:
        raise Bad(LOST, f"the list counts {counted} sessions, the export has {sessions}")


def judge_keys(server, keys):
    """Every key that was given out still does what it may, and no more."""
    for kind, allowed in MAY.items():
        if (status := server.status_of("/v1/sessions?limit=1", keys[kind])) != allowed:
            raise Bad(SILENT, f"a {kind} key is answered {status} instead of {allowed}, and the start said {server.said()[-200:]!r}")
    status, body = server.ask("POST", "/v1/events", keys["publishable"], b"[]")
    if status != 200:
        raise Bad(SILENT, f"a publishable key cannot send any more: {status} {body[:200]}")


def judge_that_it_takes(server, ledger, tag="after", within_s=TAKES_WITHIN_S):
    """A new event for a new session is taken, after some tries, and /readyz agrees. False where the server has ended."""
    batch = [event(tag, tag, random.Random(tag))]
    connection, deadline, status = server.connect(), time.monotonic() + within_s, None
    while time.monotonic() < deadline and server.is_running():
        status = post(connection, server.keys["server"], batch, ledger)
        if status == 200 and server.status_of("/readyz") == 200:
            connection.close()
            return True
        time.sleep(0.1)
    connection.close()
    if server.is_running():
        raise Bad(STUCK, f"{within_s} s after the fault events are answered {status} and /readyz {server.status_of('/readyz')}: "
                         f"{server.said()[-400:]}")
    return False
