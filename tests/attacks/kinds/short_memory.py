"""Little memory: what does not fit is refused as busy, never as bad, and the process goes on or ends in order."""
import collections

from attack import Attack

SIZES = (600 << 20, 1000 << 20)
ALLOWED = {200, 413, 429, 503}



def large_batches(target):
    events = [{"session_id": f"m{number}", "event_id": f"{number}", "name": "IP_RISK_CHECK", "source": "BE", "result": "PASS",
               "message": "m" * 1000, "time": "2026-06-21T09:00:00Z"} for number in range(4000)]
    return target.try_to_ask("POST", "/v1/events", target.attacker["server"], events)


def answers_are_honest(target):
    """The same batches once more, looked at."""
    seen = collections.Counter(large_batches(target) for _ in range(20))
    wrong = {status: count for status, count in seen.items() if isinstance(status, int) and status not in ALLOWED}
    return [f"good events are answered {wrong}"] if wrong else []


ATTACKS = [Attack(f"{size >> 20} MiB of address space", "server key", large_batches, check=answers_are_honest, limits={"AS": size},
                  victim_may_wait=True) for size in SIZES]
