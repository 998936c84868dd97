"""Connections that are there and do nothing, or do it slowly; few descriptors; streams."""
import random
import time

from attack import Attack
from target import close_all, send_quietly

IDLE = 1_100  # more than a usual `max_connections`, from one address
NARROW = ("--journal-max", "1MiB", "--open-memory", "1MiB", "--seal-after", "1s")
SLOW, READERS, STREAMS = 300, 200, 600


def keep(make, each_s=None, feed=None):
    """Connections that are made again when they are cut; `feed` is called with each, every `each_s`."""
    def strike(target, stopped):
        held = []
        while not stopped():
            held = [connection for connection in held if feed is None or feed(connection)]
            held += make(target, held)
            target.armed()
            time.sleep(each_s or 0.5)
        close_all(held)

    return strike


def idle(target, held):
    close_all(held[IDLE:])
    del held[IDLE:]
    return target.connect_many(IDLE - len(held))


def idle_after_an_answer(target, held):
    return target.connect_many(IDLE - len(held), b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")


def half_heads(target, held):
    return target.connect_many(SLOW - len(held), b"GET /v1/sessions HTTP/1.1\r\nHost: x\r\n")


def half_bodies(target, held):
    head = (f"POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {target.attacker['publishable']}\r\n"
            "Content-Length: 1000000\r\n\r\n")
    return target.connect_many(SLOW - len(held), head.encode())


def readers(target, held):
    return target.connect_many(READERS - len(held), asking(target, "/v1/export/events?format=ndjson"), receive_buffer=2048)


def streams(target, held):
    return target.connect_many(STREAMS - len(held), asking(target, "/v1/stream"))


def asking(target, path):
    return f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {target.attacker['read']}\r\n\r\n".encode()


def something_to_read(target):
    for begin in range(0, 4000, 1000):
        target.post([{"session_id": f"r{number}", "name": "IP_RISK_CHECK", "source": "BE", "result": "PASS", "message": "m" * 1500,
                      "time": "2026-06-21T09:00:00Z"} for number in range(begin, begin + 1000)], target.attacker["server"])


def a_byte(connection):
    return send_quietly(connection, b"x")


def take_a_byte(connection):
    try:
        connection.recv(1)
        return True
    except OSError:
        return False


def idle_while_files_change(target, held):
    """Each batch is some new files of journal and store, which want descriptors too."""
    target.try_to_ask("POST", "/v1/events", target.attacker["server"], batch(random.randrange(1 << 40)))
    return idle(target, held)


def batch(number):
    return [{"session_id": f"b{number}-{i}", "event_id": f"{i}", "name": "IP_RISK_CHECK", "source": "BE", "result": "PASS",
             "message": "m" * 1000, "time": "2026-06-21T09:00:00Z"} for i in range(1000)]


def still_takes_events(target):
    """Also after they have gone: nothing may be stuck for want of a descriptor."""
    deadline = time.monotonic() + 10
    while (status := target.try_to_ask("POST", "/v1/events", target.victim["server"], batch(0))) != 200 and time.monotonic() < deadline:
        time.sleep(0.2)
    return [] if status == 200 else [f"10 s after they had gone, events are answered {status}"]


ATTACKS = [
    Attack("idle connections", "no key", strike=keep(idle), check=still_takes_events, hands=1, builds_up=True),
    Attack("idle connections after one answer", "no key", strike=keep(idle_after_an_answer), check=still_takes_events, hands=1,
           builds_up=True),
    Attack("idle connections, 1 024 descriptors", "no key", strike=keep(idle_while_files_change, 0.1), check=still_takes_events, hands=1,
           builds_up=True,
           flags=NARROW, limits={"NOFILE": 1024}),
    Attack("slow heads", "no key", strike=keep(half_heads, 1, a_byte), hands=1, builds_up=True),
    Attack("slow bodies", "publishable key", strike=keep(half_bodies, 1, a_byte), hands=1, builds_up=True),
    Attack("slow readers of exports", "read key", prepare=something_to_read, strike=keep(readers, 0.5, take_a_byte), hands=1,
           builds_up=True),
    Attack("many streams", "read key", strike=keep(streams), hands=1, builds_up=True),
]
