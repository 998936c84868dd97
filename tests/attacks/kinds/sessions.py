"""A browser's key fills a session, so that there is no room for what the server knows; or keeps large ones refolding, so that
nobody is told anything any more."""
import http.client
import socket
import time

from attack import Attack

BASE_MS = 1_782_032_400_000
BATCH = 5_000
FILL_MAX, FILL_WITHIN_S = 505_000, 40
LARGE, LARGE_EVENTS = 4, 60_000
TOLD_WITHIN_S = 3


def screens(session, begin, count, prefix="e", shift=0):
    return [{"session_id": session, "event_id": f"{prefix}{number}", "name": "STEP_VIEW", "time": BASE_MS + shift + number}
            for number in range(begin, begin + count)]


def fill(target, stopped):
    """Until the browser's key is told that it is full."""
    deadline, begin = time.monotonic() + FILL_WITHIN_S, 0
    while begin < FILL_MAX and time.monotonic() < deadline and not stopped():
        try:
            status, told = target.post(screens("full", begin, BATCH), target.attacker["publishable"])
        except (OSError, http.client.HTTPException):
            continue
        if status == 422 or told.get("rejected"):
            return
        begin += BATCH if status == 200 else 0


def fill_all(target):
    fill(target, lambda: False)


def go_on(target, stopped):
    while not stopped():
        target.try_to_ask("POST", "/v1/events", target.attacker["publishable"], screens("full", FILL_MAX, BATCH))


def evidence_is_taken(target):
    status, told = target.post([{"session_id": "full", "event_id": "decision", "source": "BE", "name": "REJECTED", "reason": "fraud",
                                 "time": BASE_MS + 10 * FILL_MAX}], target.attacker["server"])
    taken = status == 200 and told["accepted"] + told["duplicates"] == 1
    return [] if taken else [f"REJECTED by the server key is answered {status} {told}"]


def make_large(target):
    for session in range(LARGE):
        for begin in range(0, LARGE_EVENTS, BATCH):
            target.post(screens(f"large{session}", begin, BATCH, shift=1_000_000), target.attacker["publishable"])


def out_of_order(target, stopped):
    number = 0
    while not stopped():
        number += 1
        events = [{"session_id": f"large{session}", "event_id": f"x{number}-{target.port}", "name": "STEP_VIEW",
                   "time": BASE_MS + number % 1000}
                  for session in range(LARGE)]
        target.try_to_ask("POST", "/v1/events", target.attacker["publishable"], events)
        time.sleep(0.02)


def stream_goes_on(target, stopped):
    """The victim's own stream tells the victim's own events."""
    stream = target.connect()
    stream.sendall(f"GET /v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {target.victim['read']}\r\n\r\n".encode())
    stream.settimeout(0.05)
    sent, told, received, number = {}, {}, b"", 0
    while not stopped() or (len(told) < len(sent) and time.monotonic() - max(sent.values()) < TOLD_WITHIN_S):
        if not stopped() and (not sent or time.monotonic() - max(sent.values()) > 0.3):
            number += 1
            session = f"live-{number:04d}-end"
            event = {"session_id": session, "name": "SESSION_CREATED", "time": BASE_MS + number}
            if target.try_to_ask("POST", "/v1/events", target.victim["server"], [event]) == 200:
                sent[session] = time.monotonic()
        try:
            received += stream.recv(65536)
        except socket.timeout:
            pass
        except OSError:
            break
        for session in sent.keys() - told.keys():
            if session.encode() in received:
                told[session] = time.monotonic() - sent[session]
    stream.close()
    late = [session for session in sent if told.get(session, TOLD_WITHIN_S) >= TOLD_WITHIN_S]
    return [f"{len(late)} of {len(sent)} events were not told on the victim's stream within {TOLD_WITHIN_S} s"] if late else []


ATTACKS = [
    Attack("a session filled by a browser", "publishable key", prepare=fill_all, strike=go_on, check=evidence_is_taken, hands=1),
    Attack("large sessions that keep refolding", "publishable key", prepare=make_large, strike=out_of_order, watch=stream_goes_on, hands=1),
]
