#!/usr/bin/env python3
"""The server against the oracle: random journeys go in over HTTP, shuffled, in random batches, some events twice; what
comes out must be what an independent implementation of the rules says. Once with the rules' defaults and once for each setting
that changes them.

    differential.py [--count N] [--seed S]      binary: build/session-journey, or SJ_BINARY
"""
import argparse
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]

import conformance_test  # noqa: E402
import random_journeys  # noqa: E402
import server  # noqa: E402

SETTINGS = [((), {}),
            (("--completed-by", "decision"), {"completed_by": "decision"}),
            (("--drop-after", "90s"), {"drop_after": 90_000})]


def differences(api, case, draw):
    session_id = "differential-" + case["name"]
    events = [dict(event, session_id=session_id) for event in case["events"]]
    taken = conformance_test.sent_in_pieces(api, events, draw)
    if taken != (len(events), len(events) // 3):
        return [f"accepted and duplicates: {taken}, sent {len(events)} and {len(events) // 3} again"]
    told = conformance_test.journey_of(api, session_id, case["as_of"])
    return [f"{member}: the oracle says {wanted}, the server {told.get(member)}"
            for member, wanted in case["expect"].items() if told.get(member) != wanted]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=400)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    differing = 0
    for number, (flags, settings) in enumerate(SETTINGS):
        with server.Server(flags=flags) as running:
            api = running.client()
            for case_number in range(number, given.count, len(SETTINGS)):
                case = random_journeys.make_case(given.seed, case_number, **settings)
                problems = differences(api, case, random.Random(case_number))
                if problems:
                    differing += 1
                    print("DIFFERS", case["name"], *flags, *problems[:5], sep="\n    ")
    print(f"{given.count - differing} of {given.count} journeys as the oracle says, seed {given.seed}")
    return 1 if differing or not given.count else 0


if __name__ == "__main__":
    sys.exit(main())
