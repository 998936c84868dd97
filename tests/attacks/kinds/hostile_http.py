"""Requests that no client sends: each has to be refused, or answered as what it is, and nothing else may happen."""
import random
import re

from attack import Attack

OK = (200,)
NO = (400,)
CASES = {
    "two blanks before the version": (b"GET /healthz  HTTP/1.1\r\nHost: x\r\n\r\n", NO),
    "no Host": (b"GET /healthz HTTP/1.1\r\n\r\n", NO),
    "two Hosts": (b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", NO),
    "a Host with a blank": (b"GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n", NO),
    "a Host with markup": (b"GET /healthz HTTP/1.1\r\nHost: <script>\r\n\r\n", NO),
    "a Host with a path": (b"GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n", NO),
    "absolute form without a host": (b"GET http:///healthz HTTP/1.1\r\nHost: x\r\n\r\n", NO),
    "absolute form": (b"GET http://x/healthz HTTP/1.1\r\nHost: x\r\n\r\n", OK),
    "a blank before the colon": (b"GET /healthz HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n", NO),
    "a folded header": (b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", NO),
    "a bare LF in a header": (b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\nC: d\r\n\r\n", (200, 400)),
    "a zero byte": (b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n", NO),
    "two lengths": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]x", NO),
    "length and chunks": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", NO),
    "a negative length": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", NO),
    "an enormous length": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", (400, 413)),
    "a chunk of no size": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", (400, 401)),
    "an unknown coding": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", (400, 401, 501)),
    "an endless target": (b"GET /" + b"a" * 60_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", (400, 414, 431)),
    "endless headers": (b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 20_000 + b"\r\n", (400, 431)),
    "HTTP/2 preface": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400, 505)),
    "two blanks after the method": (b"GET  /healthz HTTP/1.1\r\nHost: x\r\n\r\n", NO),
    "a tab between": (b"GET\t/healthz\tHTTP/1.1\r\nHost: x\r\n\r\n", NO),
    "no version": (b"GET /healthz\r\n\r\n", NO),
    "a version in small letters": (b"GET /healthz http/1.1\r\nHost: x\r\n\r\n", NO),
    "a name without a colon": (b"GET /healthz HTTP/1.1\r\nHost: x\r\nABC\r\n\r\n", NO),
    "an empty name": (b"GET /healthz HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n", NO),
    "a bare CR in a value": (b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n", NO),
    "a blank after the length's name": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length : 2\r\n\r\n[]", NO),
    "a length with a sign": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: +2\r\n\r\n[]", NO),
    "a length in hexadecimal": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 0x2\r\n\r\n[]", NO),
    "chunks twice": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", (400, 501)),
    "chunks by HTTP/1.0": (b"POST /v1/events HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", NO),
    "an endless chunk size": (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + b"f" * 20_000,
                              (400, 401, 413)),
    "a zero byte in the target": (b"GET /heal\0thz HTTP/1.1\r\nHost: x\r\n\r\n", NO),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200, NO),
    "a path that climbs": (b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", (400, 404)),
    "an unknown method": (b"BREW /healthz HTTP/1.1\r\nHost: x\r\n\r\n", (400, 405, 501)),
}


def exchange(target, request):
    """The first status, or None for a connection that was closed without an answer."""
    connection = target.connect(timeout_s=3)
    received = b""
    try:
        connection.sendall(request)
        while len(received) < 64:
            piece = connection.recv(65536)
            if not piece:
                break
            received += piece
    except OSError:
        pass
    finally:
        connection.close()
    found = re.match(rb"HTTP/1\.1 (\d{3})", received)
    return int(found.group(1)) if found else None


def each_case(target):
    said = []
    for name, (request, allowed) in CASES.items():
        status = exchange(target, request)
        if status not in allowed and not (status is None and allowed != OK):
            said.append(f"{name} is answered {status}")
    return said


def mutated(target):
    """Cases with some bytes changed."""
    request = bytearray(random.choice(list(CASES.values()))[0][:2000])
    for _ in range(random.randint(1, 8)):
        request[random.randrange(len(request))] = random.randrange(256)
    connection = target.connect(timeout_s=0.05)
    try:
        connection.sendall(bytes(request))
        connection.recv(4096)
    except OSError:
        pass
    finally:
        connection.close()


ATTACKS = [Attack("hostile HTTP", "no key", blow=mutated, check=each_case)]
