"""Little memory left: what does not fit is refused as busy, never as bad, and the process goes on or ends in order."""
import collections
import gzip
import json

from attack import Attack
from kinds.otlp import PROTOBUF, protobuf

LEFT = (6 << 20, 30 << 20, 90 << 20)
ALLOWED = {200, 413, 429, 503}


def native(number):
    events = [{"session_id": f"m{number}-{i}", "event_id": f"{i}", "name": "IP_RISK_CHECK", "source": "BE", "result": "PASS",
               "message": "m" * 1000, "time": "2026-06-21T09:00:00Z"} for i in range(4000)]
    return "/v1/events", json.dumps(events).encode(), {}, False


def packed(number):
    path, body, headers, _ = native(number)
    return path, gzip.compress(body, 1), headers, True


def segment(number):
    messages = [{"type": "track", "event": "STEP_VIEW", "messageId": f"{number}-{i}", "userId": f"u{i}",
                 "timestamp": "2026-06-21T09:00:00Z",
                 "properties": {"session_id": f"g{i}", "text": "t" * 500}} for i in range(4000)]
    return "/v1/batch", json.dumps({"batch": messages}).encode(), {}, False


def telemetry(_):
    """No events in it, and good protobuf all the same: refused for what it lacks, or taken."""
    return "/v1/logs", protobuf(b"a" * 1000, b"", 4000), PROTOBUF, False


def large_requests(target):
    """The status of each."""
    statuses = collections.Counter()
    for number, make in enumerate((native, packed, segment)):
        path, body, headers, is_packed = make(number)
        statuses[target.try_to_ask("POST", path, target.attacker["server"], body, headers, packed=is_packed)] += 1
    path, body, headers, is_packed = telemetry(0)
    target.try_to_ask("POST", path, target.attacker["server"], body, headers, packed=is_packed)
    return statuses


def answers_are_honest(target):
    """The same once more, looked at."""
    seen = sum((large_requests(target) for _ in range(4)), collections.Counter())
    wrong = {status: count for status, count in seen.items() if isinstance(status, int) and status not in ALLOWED}
    return [f"good events are answered {wrong}"] if wrong else []


ATTACKS = [Attack(f"{left >> 20} MiB of memory left", "server key", large_requests, check=answers_are_honest, memory_left=left)
           for left in LEFT]
