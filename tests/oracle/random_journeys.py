#!/usr/bin/env python3
"""Writes random journeys with the oracle's answers, in the shape of the conformance cases.

    random_journeys.py --seed S --count N --out DIR     one file a case
    random_journeys.py --seed S --count N --out -       NDJSON on standard output
    random_journeys.py --seed S --count N --coverage    how often each outcome of the rules occurs, writes no cases

The same seed gives the same cases, and case i does not depend on how many are asked for. `--form` says how events are
written: `plain` (integer times, source always there), `mixed` (default: some times as RFC 3339, the source left out where
the catalog knows it) or `wire` (also nulls, and fields that nobody defined, which an ingest turns into attributes).
Only Python 3.9 or newer is needed.
"""
import argparse
import json
import pathlib
import random
import string
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import journey_oracle  # noqa: E402
import journey_shapes as shapes  # noqa: E402
from catalog_tables import EVENTS, REASONS, STAGES  # noqa: E402

PATHS = shapes.PATHS
EVENTS_MAX = 190  # the runner reads one page of 200
DROP_AFTER_MS = 20 * 60_000


# --- one case -------------------------------------------------------------------------------------------------------

def make_case(seed, index, form="mixed", drop_after=DROP_AFTER_MS, completed_by="final_page"):
    rng = random.Random(f"journey/{seed}/{index}")
    events, why = make_events(rng)
    finish(rng, events)
    as_of = choose_as_of(rng, events, drop_after)
    rng.shuffle(events)
    write_as(rng, events, form)
    journey = journey_oracle.Journey(events, as_of, drop_after, completed_by)
    return dict(name=f"random-{seed}-{index}", why=why, as_of=journey_oracle.to_text(as_of), events=events,
                expect=dict(journey.answer(), finding_events=journey.finding_events()))


def make_events(rng):
    """A flow that was changed, or events drawn from a pool, or a bit of both."""
    dice = rng.random()
    if dice < 0.04:
        events, why = shapes.flow_long(rng), "flow_long"
        changes = rng.choice((0, 3, 12))
    elif dice < 0.60:
        flow = rng.choice(shapes.FLOWS)
        events, why = flow(rng), flow.__name__
        changes = rng.choice((0, 1, 2, 3, 5, 9))
    else:
        pool = rng.choice(sorted(shapes.POOLS))
        n = rng.choice((1, 2, 3, 4)) if rng.random() < 0.2 else rng.randint(5, 30) if rng.random() < 0.9 else rng.randint(31, 60)
        if rng.random() < 0.03:
            n = rng.randint(60, 150)
        events, why = shapes.random_journey(rng, pool, n), "pool " + pool
        changes = rng.choice((0, 0, 1, 3, 6))
    for _ in range(changes):
        rng.choice(shapes.CHANGES)(rng, events)
        if not events:
            events.append(shapes.random_event(rng, rng.choice(shapes.POOLS["all"]), shapes.T0))
    return events[:EVENTS_MAX], f"{why}, {changes} changes"


def finish(rng, events):
    """Sequence numbers and ids. Ids are unique over both sources and are no hint at the order."""
    with_seq = rng.random()
    if with_seq < 0.4:
        for e in events:
            if rng.random() < (1.0 if with_seq < 0.1 else 0.5):
                e["seq"] = rng.choice((0, 1, 2, 3, 9, 10, rng.randrange(50), 2 ** 53 - 1))
    alphabet = rng.choice(("0123456789", "abAB", string.ascii_letters + string.digits + "._:-~!#+/@"))
    seen = {}
    for i, e in enumerate(events):
        style = rng.random()
        event_id = f"e{i + 1:03d}" if alphabet[0] == "0" and style < 0.5 else "".join(
            rng.choice(alphabet) for _ in range(rng.randint(1, 9)))
        while event_id in seen:
            event_id += rng.choice(alphabet)
        seen[event_id] = True
        e["event_id"] = event_id


def choose_as_of(rng, events, drop_after):
    """Never before the first event; often exactly where an answer changes by time alone."""
    first, last = min(e["time"] for e in events), max(e["time"] for e in events)
    dice = rng.random()
    pages = [e["time"] for e in events if e["name"] == "FINAL_PAGE_VIEW"]
    if pages and not any(e["name"] in shapes.DECISIONS for e in events) and rng.random() < 0.25:
        as_of = min(pages) + 60_000 + rng.choice((-1, 0, 0, 1, 1))
    elif dice < 0.14:  # in the middle, at an event or right beside it
        as_of = rng.choice(events)["time"] + rng.choice((-1, 0, 0, 1))
    elif dice < 0.18:
        as_of = rng.randint(first, last)
    elif dice < 0.36:  # exactly where a session becomes a dropped one
        whole = journey_oracle.Journey(events, last)
        as_of = whole.last_activity() + drop_after + rng.choice((-1, -1, 0, 0, 1))
    elif dice < 0.46:  # exactly where a pair is broken
        paired = [e for e in events if e["name"] in shapes.PAIRED]
        as_of = rng.choice(paired or events)["time"] + 60_000 + rng.choice((0, 0, 1, 1, -1))
    elif dice < 0.58:
        as_of = last + rng.choice((0, 1, 1000, 59_999, 60_001, 300_000))
    else:
        as_of = last + rng.choice((drop_after, 3_600_000, 86_400_000))
    return max(as_of, first)


def write_as(rng, events, form):
    """How a sender might write the same events. Nothing here changes what they mean, `path` at the top under `wire` excepted."""
    if form == "plain":
        return
    texts = rng.random() < 0.25
    sourceless = rng.random() < 0.25
    for e in events:
        if texts and rng.random() < 0.5:
            e["time"] = as_text(rng, e["time"])
        if sourceless and e["name"] in EVENTS and rng.random() < 0.5:
            del e["source"]
        if form == "wire" and rng.random() < 0.15:
            spare = [k for k in ("reason", "error_code", "seq", "result", "impact", "stage", "email", "message") if k not in e]
            e[rng.choice(spare)] = None
        if form == "wire" and rng.random() < 0.1 and (e.get("attributes") or {}).get("path", "") is not None:
            e[rng.choice(("path", "path", "browser"))] = rng.choice(PATHS)[0]


def as_text(rng, ms):
    """RFC 3339 with some offset and some number of digits; those finer than a millisecond are there to be cut off."""
    offset = rng.choice((0, 0, 540, -330, 60, -720, 825))
    text = journey_oracle.to_text(ms + offset * 60_000)[:-1]
    digits = rng.choice((3, 3, 6, 9))
    if ms % 1000 == 0 and rng.random() < 0.5:
        text, digits = text[:-4], 0
    text += "".join(rng.choice("0123456789") for _ in range(digits - 3))
    return text + ("Z" if offset == 0 and rng.random() < 0.7 else "%s%02d:%02d" % (
        "-" if offset < 0 else "+", abs(offset) // 60, abs(offset) % 60))


# --- coverage -------------------------------------------------------------------------------------------------------

HEADLINES = ("APPROVED_WITH_WARNINGS", "APPROVED_AFTER_RETAKE", "APPROVED", "REJECTED_RETRY_LIMIT", "REJECTED_BY_CHECK",
             "REJECTED_UNEXPLAINED", "PENDING_REVIEW", "PENDING_UNEXPLAINED", "BLOCKED_PRE_CHECKS", "BLOCKED_IN_STEP",
             "COMPLETED_WITHOUT_DECISION", "ERROR_RETRY_LOOP", "ERROR_PAGE_ONLY", "DROPPED_NEVER_OPENED", "DROPPED_ON_SERVER",
             "DROPPED_CAMERA_DENIED", "DROPPED_AFTER_RETAKE", "DROPPED_OFFLINE", "DROPPED_IN_BACKGROUND", "DROPPED_ON_SCREEN",
             "IN_PROGRESS_RETAKE", "IN_PROGRESS")
FINDINGS = ("REASON_MISSING", "REASON_OUTCOME_MISMATCH", "PAIR_BROKEN", "FINAL_PAGE_WITHOUT_DECISION", "RESULT_NOT_SEEN",
            "ERROR_PAGE_WITHOUT_BLOCK", "BLOCKED_AFTER_DECISION", "APPROVED_OVER_BLOCK", "APPROVED_WITHOUT_CHECKS",
            "DECISION_CHANGED", "CLOCK_SKEW", "UNKNOWN_EVENT", "IDENTITY_CHANGED", "NO_SESSION_START")
STATES = ("blocked", "rejected", "pending", "retake", "passed", "active", "stopped", "entered", "skipped", "no_record", "not_reached")
WAYS_OUT = ("same_name_pass", "approved", "blocked_milestone", "blocked_resume", "blocked_progress", "retake_milestone", "camera_capture")


class Coverage:
    """Counts, over cases, in how many each outcome and each edge of the rules occurs."""

    def __init__(self):
        self.cases, self.events = 0, 0
        self.seen = {}
        for section, keys in (("§11 headline", HEADLINES),
                              ("§11 confidence", ("confirmed", "likely", "possible", "observed", "inferred", "none")),
                              ("§11 cause step", ("a", "a_resolved", "b", "c", "d", "e")), ("§11 finding", FINDINGS), ("§3 state", STATES),
                              ("§7 status rule", (1, 2, 3, 4)), ("§6 way out", WAYS_OUT), ("§6 only way out", WAYS_OUT),
                              ("§3 stage by way", (1, 2, 3, 4, 5, 6)),
                              ("§5 decided by", ("automatic", "review")), ("§5 reason", tuple(sorted(REASONS)) + ("unknown", "missing")),
                              ("edge", ())):
            for key in keys:
                self.seen[section, key] = 0

    def add(self, case):
        j = journey_oracle.Journey(case["events"], journey_oracle.to_ms(case["as_of"]))
        x = case["expect"]
        self.cases += 1
        self.events += len(case["events"])
        hits = {("§11 headline", x["headline"]): 1, ("§11 confidence", x["confidence"]): 1, ("§7 status rule", x["status_rule"]): 1}
        for f in x["findings"]:
            hits["§11 finding", f] = 1
        for stage in STAGES:
            hits["§3 state", x["stage_states"][stage]] = 1
            hits["§3 state of stage", f"{stage} {x['stage_states'][stage]}"] = 1
        for e in j.events:
            hits["§3 stage by way", j.stage_way(e)[0]] = 1
            if e.asked:
                ways = j.resolution_paths(e)
                for w in ways:
                    hits["§6 way out", w] = 1
                if len(ways) == 1:
                    hits["§6 only way out", ways[0]] = 1
        if j.decision():
            hits["§5 decided by", x["decision"]["decided_by"]] = 1
            if j.outcome() != "APPROVED":
                reason = j.decision().reason
                hits["§5 reason", "missing" if reason is None else reason if reason in REASONS else "unknown"] = 1
                if j.decision_causes()[0]:
                    hits["§11 cause step", j.decision_causes()[0]] = 1
        for edge in self._edges(case, j, x):
            hits["edge", edge] = 1
        for key in hits:
            self.seen[key] = self.seen.get(key, 0) + 1

    @staticmethod
    def _edges(case, j, x):
        d, asked = j.decision(), [e for e in j.events if e.asked]
        for limit in (60_000, 60_001):
            if d and any(e.time - d.time == limit for e in asked):
                yield f"asked event {limit} ms after the decision"
            if any(abs(f["delta_ms"]) == limit for f in x["pairs"]["matched"]):
                yield f"pair {limit} ms apart"
            if any(j.as_of - e.time == limit for e in j.pairs()[1]) and j.fe() and j.be():
                yield f"unmatched {limit} ms before as_of"
            if j.flagged("final_page") and not d and j.as_of - j.flagged("final_page")[0].time == limit:
                yield f"final page without decision {limit} ms before as_of"
        checks = [e for e in j.events if e.is_check]
        for gap in (1000, 1001):
            if any(a is not b and j.stage(a) == j.stage(b) and (b.time - b.duration_ms) - a.time == gap for a in checks for b in checks):
                yield f"checks of a stage {gap} ms apart"
        for gap in (-1, 0):
            if x["status_rule"] > 2 and j.as_of - j.last_activity() - DROP_AFTER_MS == gap:
                yield f"drop limit {gap:+d} ms"
        for e in asked:
            if not j.unresolved(e):
                continue
            for o in j.events:
                if o.time == e.time and o is not e:
                    if o.name == e.name and o.result == "PASS" and o.source == "BE":
                        yield "PASS in the same ms, not later"
                    if o.is_stage_milestone and e.impact in ("BLOCKED", "RETAKE"):
                        yield "milestone in the same ms, not later"
                    if "resume" in o.flags and e.impact == "BLOCKED":
                        yield "resume in the same ms, not later"
                    if "capture" in o.flags and "camera_denied" in e.flags:
                        yield "capture in the same ms, not later"
        first_be = min((e.time for e in j.be()), default=None)
        for gap in (86_400_000, 86_400_001):
            if first_be is not None and any(first_be - e.time == gap for e in j.fe()):
                yield f"FE event {gap} ms before the first BE event"
        if len(j.events) < len(case["events"]):
            yield "as_of cuts"
        if not j.activity():
            yield "no activity at all"
        if not j.fe():
            yield "no FE event"
        if x["status_rule"] == 1 and not j.flagged("final_page"):
            yield "completed by API"
        if x["status_rule"] == 2 and j.unresolved_blocked() and j.standing_error_page():
            yield "block and error page"
        if len(j.headline()[1]) > 50 or len(j.candidates()) - len(j.headline()[1]) > 50:
            yield "more than 50 of a role"
        if x["groups"] and max(g["group"] for g in x["groups"]) > 1:
            yield "several groups in a stage"
        if any(a.time == b.time and a.source == b.source for a, b in zip(j.events, j.events[1:])):
            yield "ties within a source"
        if len(j.events) > 60:
            yield "more than 60 events"

    def rare(self, least):
        return [f"{s}: {k}" for (s, k), n in sorted(self.seen.items(), key=str) if n < least and s not in ("§3 state of stage", "edge")]

    def print(self, out=sys.stdout):
        print(f"{self.cases} cases, {self.events} events; the figure is the number of cases", file=out)
        section = None
        for (s, k), n in sorted(self.seen.items(), key=lambda v: (v[0][0], -v[1], str(v[0][1]))):
            if s != section:
                print(f"\n{s}", file=out)
                section = s
            print(f"  {n:6d}  {k}", file=out)
        if self.rare(5):
            print("\nfewer than 5: " + ", ".join(self.rare(5)), file=out)


# --- command line ---------------------------------------------------------------------------------------------------

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--count", type=int, default=100)
    a.add_argument("--out", default="-", help="a folder, or - for NDJSON on standard output")
    a.add_argument("--form", choices=("plain", "mixed", "wire"), default="mixed")
    a.add_argument("--coverage", action="store_true")
    o = a.parse_args()
    cases = (make_case(o.seed, i, o.form) for i in range(o.count))
    if o.coverage:
        report = Coverage()
        for case in cases:
            report.add(case)
        report.print()
        return 1 if report.rare(5) else 0
    folder = None if o.out == "-" else pathlib.Path(o.out)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    for case in cases:
        if folder:
            (folder / (case["name"] + ".json")).write_text(json.dumps(case, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        else:
            sys.stdout.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
