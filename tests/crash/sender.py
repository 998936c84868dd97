"""A client that goes on sending through every death of the server, as SDKs do: what was not acknowledged is sent again."""
import http.client
import json
import random
import threading
import time

NAMES = ["STEP_VIEW", "ID_CAPTURED", "ID_OCR_CHECK", "IP_RISK_CHECK", "PAGE_HIDDEN", "SUBMISSION_CREATED", "APPROVED"]
SESSIONS_UNDER_WAY = 40
REFUSED_PAUSE_S = 0.02  # shorter than Retry-After: the server lives for less than a second
EPOCH_MS = 1_782_000_000_000


class Line:
    """Where the server is, while there is one."""

    def __init__(self):
        self._changed = threading.Condition()
        self._port, self.closed = None, False

    def up(self, port):
        with self._changed:
            self._port = port
            self._changed.notify_all()

    def down(self):
        with self._changed:
            self._port = None
            self._changed.notify_all()

    def close(self):
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def port(self):
        """Waits for a server; None when it is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._port is not None)
            return None if self.closed else self._port

    def wait_for_another_than(self, port):
        """The server there is dead or dying."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._port != port, timeout=10)


class Sender(threading.Thread):
    def __init__(self, number, seed, line, key, oracle):
        super().__init__(daemon=True, name=f"sender-{number}")
        self.number, self.random = number, random.Random(f"{seed}/{number}")
        self.line, self.oracle, self.problem = line, oracle, None
        self.headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}
        self.made, self.answered, self.refused, self.previous, self.unknown = 0, 0, 0, None, []

    def run(self):
        try:
            while (port := self.line.port()) is not None:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                try:
                    while not self.line.closed:
                        self._send(connection, *self._choose())
                except (OSError, http.client.HTTPException):
                    self.line.wait_for_another_than(port)
                finally:
                    connection.close()
        except BaseException as problem:  # told to the test, not to the thread
            self.problem = problem

    def _choose(self):
        """A batch, and whether it may be there already although nobody acknowledged it."""
        if self.unknown and self.random.random() < 0.8:
            return self.unknown.pop(0), True
        if self.previous and self.random.random() < 0.1:
            return self.previous, False
        return [self._event() for _ in range(self.random.randint(1, 100))], False

    def _event(self):
        self.made += 1
        # All senders share the sessions; those under way move on, and now and then somebody returns to an old one.
        newest = self.made // 50 + SESSIONS_UNDER_WAY
        oldest = 0 if self.random.random() < 0.02 else newest - SESSIONS_UNDER_WAY
        return {"event_id": f"{self.number}-{self.made}", "session_id": f"s-{self.random.randint(oldest, newest)}",
                "name": self.random.choice(NAMES), "time": EPOCH_MS + self.random.randint(0, 3_600_000),
                "attributes": {"filler": "x" * self.random.randint(0, 300)}}

    def _send(self, connection, batch, may_be_there):
        self.oracle.sending(batch)
        try:
            connection.request("POST", "/v1/events", json.dumps(batch), self.headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            if self.random.random() < 0.9:  # some senders die with their server: nobody ever asks for their events again
                self.unknown.append(batch)
            raise
        if answer.status == 503:  # not taken; sent again soon, and not at once, which would only add to the load
            self.refused += 1
            self.unknown.append(batch)
            time.sleep(REFUSED_PAUSE_S)
            return
        if answer.status != 200:
            raise AssertionError(f"answered with {answer.status}: {body[:500]}")
        self.oracle.answered(batch, json.loads(body), may_be_there)
        self.answered += 1
        self.previous = batch
