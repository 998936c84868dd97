"""What an attacker sees: an address, and the keys that come with the part he plays."""
import http.client
import json
import socket

PATIENCE_S = 30


class Target:
    """`attacker` and `victim`: the keys of two projects on one server."""

    def __init__(self, port, victim, attacker):
        self.port, self.victim, self.attacker = port, victim, attacker
        self.armed = lambda: None  # an attacker's word that all is in place

    def ask(self, method, path, key=None, body=None, headers=(), timeout_s=PATIENCE_S, packed=False):
        """(status, headers, body). `body` as it is, or anything else as JSON."""
        told = {"Content-Type": "application/json", **dict(headers)}
        if key:
            told["Authorization"] = "Bearer " + key
        if packed:
            told["Content-Encoding"] = "gzip"
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)
        try:
            connection.request(method, path, body, told)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def try_to_ask(self, *what, **more):
        """The status, or the name of what went wrong: an attacker does not care."""
        try:
            return self.ask(*what, **more)[0]
        except (OSError, http.client.HTTPException) as problem:
            return type(problem).__name__

    def post(self, events, key, timeout_s=PATIENCE_S):
        """The answer's members; raises what the connection raises."""
        status, _, body = self.ask("POST", "/v1/events", key, events, timeout_s=timeout_s)
        return status, json.loads(body)

    def connect(self, timeout_s=5, receive_buffer=None):
        connection = socket.socket()
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.settimeout(timeout_s)
        connection.connect(("127.0.0.1", self.port))
        return connection

    def connect_many(self, count, first_bytes=b"", **more):
        """As many as can be had."""
        made = []
        for _ in range(count):
            try:
                connection = self.connect(timeout_s=1, **more)
                made.append(connection)
                if first_bytes:
                    connection.sendall(first_bytes)
            except OSError:
                pass
        return made


def send_quietly(connection, data):
    """False when the other side has ended it."""
    try:
        connection.sendall(data)
        return True
    except OSError:
        return False


def close_all(connections):
    for connection in connections:
        connection.close()
