"""Systems take turns, and each round begins with another one, so that none always runs first or after the same."""
import time

from systems.system import Failed


def in_turns(items, rounds):
    """(round, item)"""
    for turn in range(rounds):
        first = turn % len(items)
        for item in items[first:] + items[:first]:
            yield turn, item


def require(is_so, what):
    """A mismatch ends the run: times of wrong answers do not count."""
    if not is_so:
        raise Failed("wrong: " + what)


def require_stored(system, content, within_s=10):
    """Lists and exports may lag behind what was acknowledged."""
    sent = (content.events, len(content.session_ids))
    end = time.monotonic() + within_s
    while (stored := system.stored()) != sent:
        require(time.monotonic() < end, f"{system.name} has (events, sessions) {stored}; sent were {sent}")
        time.sleep(0.1)


class Alone:
    """One system runs; the processes of the others stand still, so that none pays for what another does by itself."""

    def __init__(self, system, systems):
        self.system, self.others = system, [other for other in systems if other is not system]

    def __enter__(self):
        for other in self.others:
            other.pause()
        self.system.resume()
        return self.system

    def __exit__(self, *_):
        for other in self.others:
            other.resume()
