"""What was sent, what was acknowledged, and what a server must therefore have."""
import collections
import threading

from verdict import ALIEN, ANSWER, DOUBLED, GHOST, LOST, Bad

SHOWN = 4  # ids that a message names


class Ledger:
    """An event is (session id, event id)."""

    def __init__(self):
        self._lock = threading.Lock()
        self.sent, self.acknowledged = set(), set()
        self._refused, self._unknown = set(), set()
        self.statuses, self.problem = collections.Counter(), None
        self.when_acknowledged = lambda events: None  # called with each batch, right after its answer

    def sending(self, events):
        with self._lock:
            self.sent.update(events)

    def acknowledge(self, events):
        self.when_acknowledged(events)
        with self._lock:
            self.statuses[200] += 1
            self.acknowledged.update(events)

    def refuse(self, events):
        """503: nothing of it taken."""
        with self._lock:
            self.statuses[503] += 1
            self._refused.update(events)

    def unanswered(self, events):
        with self._lock:
            self.statuses["none"] += 1
            self._unknown.update(events)

    def complain(self, what):
        with self._lock:
            self.problem = self.problem or what

    def count(self, status):
        with self._lock:
            return self.statuses[status]

    def judge(self, found, owed=None, missing=LOST):
        """`found`: events in a list, twice where they are there twice. `owed`: those acknowledged, if not all of them count.
        `missing`: the verdict where some are not there, or None where that is judged elsewhere. Returns those missing."""
        times = collections.Counter(found)
        with self._lock:
            lost = (self.acknowledged if owed is None else owed) - times.keys()
            if lost and missing:
                raise Bad(missing, f"{len(lost)} of {len(self.acknowledged)} acknowledged events, {_some(lost)}")
            _none(DOUBLED, {event for event, count in times.items() if count > 1})
            _none(ALIEN, times.keys() - self.sent)
            if owed is None:
                _none(GHOST, (self._refused - self._unknown - self.acknowledged) & times.keys())
            if self.problem:
                raise Bad(ANSWER, self.problem)
        return lost


def _none(verdict, events):
    if events:
        raise Bad(verdict, f"{len(events)} events, {_some(events)}")


def _some(events):
    return "like " + ", ".join("/".join(event) for event in sorted(events)[:SHOWN])
