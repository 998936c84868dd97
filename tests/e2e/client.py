"""The one way in which these tests talk to the server: every answer is judged by the OpenAPI document first."""
import http.client
import json
import queue
import socket
import threading
import time
import urllib.parse

import openapi

TIMEOUT_S = 30
VISIBLE_WITHIN_S = 5  # lists promise 250 ms; this is when a busy machine has had its chance


class Answer:
    def __init__(self, status, headers, body, value):
        self.status, self.headers, self.body, self.value = status, headers, body, value

    def __getitem__(self, member):
        return self.value[member]

    @property
    def code(self):
        """The problem's code, or None."""
        return self.value.get("code") if self.headers.get("content-type", "").startswith("application/problem") else None

    def __repr__(self):
        return f"<{self.status} {self.body[:400]!r}>"


class Client:
    """`key` of the calls is one of the project's key kinds, a key itself, or None for no key."""

    def __init__(self, url, keys):
        self.url, self.keys = url, keys
        self.address = (urllib.parse.urlsplit(url).hostname, urllib.parse.urlsplit(url).port)
        self.document = openapi.document()

    # --- requests

    def call(self, method, path, query=None, key="read", body=None, headers=None, chunked=False):
        """`query` a dict (a list as value repeats the parameter) or pairs; `body` bytes, or a list of them to be chunked."""
        pairs = _pairs(query)
        target = path + ("?" + urllib.parse.urlencode(pairs) if pairs else "")
        connection = http.client.HTTPConnection(*self.address, timeout=TIMEOUT_S)
        try:
            try:
                connection.request(method, target, body=iter(body) if chunked else body,
                                   headers=self._headers(key, headers), encode_chunked=chunked)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the server has seen enough of a body that is too large: its answer is on the way
            response = connection.getresponse()
            told, data = _lower(response.getheaders()), response.read()
        finally:
            connection.close()
        if method == "OPTIONS":
            return Answer(response.status, told, data, None)
        value = self.document.judge(method, path, response.status, told, data, {name for name, _ in pairs})
        return Answer(response.status, told, data, value)

    def raw(self, request, path="/", method="GET"):
        """Sends bytes as they are; for what no well-behaved client would send."""
        with socket.create_connection(self.address, timeout=TIMEOUT_S) as connection:
            try:
                connection.sendall(request)
            except (BrokenPipeError, ConnectionResetError):
                pass
            response = http.client.HTTPResponse(connection, method=method)
            response.begin()
            told, data = _lower(response.getheaders()), response.read()
        value = self.document.judge(method, path, response.status, told, data)
        return Answer(response.status, told, data, value)

    def get(self, path, query=None, **more):
        """A read that has to succeed."""
        answer = self.call("GET", path, query, **more)
        if answer.status != 200:
            raise AssertionError(f"GET {path} {query}: {answer}")
        return answer

    def _headers(self, key, more):
        headers = {}
        if key is not None:
            headers["Authorization"] = "Bearer " + self.keys.get(key, key)
        headers.update(more or {})
        return headers

    # --- events

    def post(self, body, key="server", content_type="application/json", headers=None, query=None, chunked=False):
        """`body` bytes (a list of bytes with `chunked`), or anything else to be written as JSON."""
        data = body if isinstance(body, bytes) or chunked else json.dumps(body, ensure_ascii=False).encode()
        told = {"Content-Type": content_type}
        told.update(headers or {})
        answer = self.call("POST", "/v1/events", query, key, data, told, chunked)
        if answer.status == 200 and data is not body and not answer["rejected"]:
            self.document.judge_sent(body)
        return answer

    def send(self, body, **more):
        """Events that have to be accepted, all of them."""
        answer = self.post(body, **more)
        if answer.status != 200 or answer["rejected"]:
            raise AssertionError(f"not accepted: {answer}")
        return answer

    def send_all(self, events, batch=500):
        for start in range(0, len(events), batch):
            self.send(events[start:start + batch])

    # --- sessions

    def session(self, session_id, **query):
        return self.get("/v1/sessions/" + urllib.parse.quote(session_id, safe=""), query).value

    def events(self, session_id, limit=200, **query):
        """All events of a session, page by page."""
        path = "/v1/sessions/" + urllib.parse.quote(session_id, safe="") + "/events"
        return list(self._walk(path, dict(query, limit=limit)))

    def sessions(self, query=None, limit=200):
        """All sessions of a list, page by page, newest first unless the query says otherwise."""
        return list(self._walk("/v1/sessions", _pairs(query) + [("limit", limit)]))

    def ids(self, query=None):
        return [session["session_id"] for session in self.sessions(query)]

    def total(self, query=None):
        return self.get("/v1/sessions", _pairs(query) + [("limit", 1), ("count", "exact")])["total"]

    def _walk(self, path, query):
        cursor = []
        while True:
            page = self.get(path, _pairs(query) + cursor)
            yield from page["data"]
            if page["next_cursor"] is None:
                return
            cursor = [("cursor", page["next_cursor"])]

    def wait_for_total(self, total, query=None):
        """Until the list has this many sessions."""
        eventually(lambda: self.total(query), lambda got: got == total, f"total of {query} to be {total}")

    # --- streams

    def stream(self, path, query=None, key="read", last_event_id=None):
        return Stream(self, path, _pairs(query), key, last_event_id)


class Message:
    def __init__(self, id, event, value):
        self.id, self.event, self.value = id, event, value

    def __repr__(self):
        return f"<{self.event} {self.id} {str(self.value)[:200]}>"


class Stream:
    """Server-Sent Events, read in the background; every message is judged by the document."""

    def __init__(self, api, path, pairs, key, last_event_id):
        self.path, self.document, self.messages, self.heartbeats = path, api.document, queue.Queue(), 0
        self._connection = http.client.HTTPConnection(*api.address, timeout=TIMEOUT_S)
        headers = api._headers(key, {"Accept": "text/event-stream"})
        if last_event_id is not None:
            headers["Last-Event-ID"] = last_event_id
        self._connection.request("GET", path + ("?" + urllib.parse.urlencode(pairs) if pairs else ""), headers=headers)
        self._socket = self._connection.sock
        self._response = self._connection.getresponse()
        headers = _lower(self._response.getheaders())
        if self._response.status != 200:
            body = self._response.read()
            self._connection.close()
            api.document.judge("GET", path, self._response.status, headers, body, {name for name, _ in pairs})
            raise AssertionError(f"stream {path} {pairs}: {self._response.status} {body[:300]!r}")
        api.document.judge("GET", path, 200, headers, None, {name for name, _ in pairs})
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self):
        """Puts messages, then None when the stream ended; an undocumented message is put as the exception."""
        try:
            fields = {}
            for line in self._lines():
                if line.startswith(":"):
                    self.heartbeats += 1
                elif line:
                    name, _, value = line.partition(":")
                    value = value[1:] if value.startswith(" ") else value
                    fields[name] = fields[name] + "\n" + value if name == "data" and name in fields else value
                elif fields:
                    if "data" in fields:
                        self.messages.put(self._message(fields))
                    fields = {}
        except Exception as problem:  # told to the test, not to the thread
            self.messages.put(problem if isinstance(problem, AssertionError) else None)
            return
        self.messages.put(None)

    def _lines(self):
        rest = b""
        while True:
            try:
                piece = self._response.read1(65536)
            except (OSError, ValueError, http.client.HTTPException):
                return
            if not piece:
                return
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                yield line.rstrip(b"\r").decode("utf-8")

    def _message(self, fields):
        if "id" not in fields:
            raise openapi.Undocumented(f"{self.path}: a message without id: {fields}")
        value = self.document.judge_message(self.path, fields.get("event", "message"), fields["data"])
        return Message(fields["id"], fields["event"], value)

    def next(self, within_s=VISIBLE_WITHIN_S):
        """The next message; None when the stream ended; raises queue.Empty when nothing comes in time."""
        message = self.messages.get(timeout=max(0, within_s))
        if isinstance(message, Exception):
            raise message
        return message

    def until(self, holds, within_s=VISIBLE_WITHIN_S):
        """Messages up to the first for which `holds`."""
        got, deadline = [], time.monotonic() + within_s
        while True:
            try:
                message = self.next(deadline - time.monotonic())
            except queue.Empty:
                raise AssertionError(f"{self.path}: not within {within_s} s; so far {got}") from None
            if message is None:
                raise AssertionError(f"{self.path}: ended; so far {got}")
            got.append(message)
            if holds(message):
                return got

    def close(self):
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._thread.join(5)
        self._response.close()
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def eventually(get, holds, what, within_s=VISIBLE_WITHIN_S):
    """Asks again until it holds; what it holds for."""
    deadline, pause = time.monotonic() + within_s, 0.01
    while True:
        got = get()
        if holds(got):
            return got
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within_s} s for {what}; last seen: {str(got)[:600]}")
        time.sleep(pause)
        pause = min(0.2, pause * 2)


def _pairs(query):
    """Query as a list of (name, value); None values are left out."""
    if query is None:
        return []
    pairs = []
    for name, value in query.items() if isinstance(query, dict) else query:
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is not None:
                pairs.append((name, one))
    return pairs


def _lower(headers):
    return {name.lower(): value for name, value in headers}
