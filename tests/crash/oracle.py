"""What a server may and must have, known from what was sent to it and what it acknowledged."""
import threading


class Broken(AssertionError):
    """The server broke its promise."""


class Oracle:
    """Sent: at most once there. Acknowledged: exactly once there. Anything else: not there."""

    def __init__(self):
        self._lock = threading.Lock()
        self._session_of = {}  # of every event id that was ever sent
        self._acknowledged = set()

    def sending(self, batch):
        with self._lock:
            self._session_of.update((event["event_id"], event["session_id"]) for event in batch)

    def answered(self, batch, told, may_be_there):
        """`may_be_there`: the batch had been sent before, and nobody knows what became of it."""
        ids = [event["event_id"] for event in batch]
        with self._lock:
            before = sum(id in self._acknowledged for id in ids)
            self._acknowledged.update(ids)
        whole = told["accepted"] + told["duplicates"] == len(ids) and not told["rejected"]
        right = told["duplicates"] >= before if may_be_there else told["duplicates"] == before
        if not whole or not right:
            raise Broken(f"of {len(ids)} events {before} had been acknowledged before; the answer was {told}; ids {ids}")

    def counts(self):
        with self._lock:
            return len(self._session_of), len(self._acknowledged)

    def judge(self, found):
        """`found`: (event id, session id) of everything that the server has. Returns the sessions among them."""
        times = {}
        for event, session in found:
            times[event] = times.get(event, 0) + 1
        with self._lock:
            self._tell("acknowledged and lost", self._acknowledged - times.keys())
            self._tell("never sent", times.keys() - self._session_of.keys())
            self._tell("there more than once", {event for event, count in times.items() if count > 1})
            self._tell("in another session", {event for event, session in found if self._session_of[event] != session})
        return {session for _, session in found}

    def judge_session(self, session, found):
        """`found`: the event ids that the server tells for this session."""
        with self._lock:
            owed = {event for event in self._acknowledged if self._session_of[event] == session}
            allowed = {event for event, of in self._session_of.items() if of == session}
            self._tell(f"acknowledged, and not in session {session}", owed - set(found))
            self._tell(f"never sent to session {session}", set(found) - allowed)
            self._tell(f"more than once in session {session}", {event for event in found if found.count(event) > 1})

    def _tell(self, what, events):
        if events:
            some = ", ".join(f"{event} of {self._session_of.get(event)}" for event in sorted(events)[:20])
            raise Broken(f"{len(events)} events are {what}: {some}")
