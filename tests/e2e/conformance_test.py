"""The published cases: whatever way the events of a session come in, its journey is the one of the rules."""
import json
import pathlib
import random
import unittest

import server

CASES = sorted((pathlib.Path(__file__).resolve().parents[1] / "conformance" / "cases").glob("*.json"))
EXPECTED_OF_SESSION = ("status", "status_rule", "status_evidence", "decision", "stage", "furthest_stage", "last_event",
                       "created_at", "updated_at", "email", "user_id", "submission_id", "last_error_code", "headline",
                       "counts", "wall_ms", "active_ms")


def setUpModule():
    global running
    running = server.for_module()


def sent_in_pieces(api, events, draw):
    """Every event at least once, a third of them twice, in any order, in pieces of any size and form."""
    parcel = events + draw.sample(events, len(events) // 3)
    draw.shuffle(parcel)
    accepted = duplicates = 0
    while parcel:
        size = draw.choice([1, 1, 2, 3, 5, 8, 13])
        piece, parcel = parcel[:size], parcel[size:]
        form = draw.randrange(3)
        if form == 0 and len(piece) == 1:
            answer = api.send(piece[0])
        elif form == 1:
            lines = b"".join(json.dumps(event).encode() + b"\n" for event in piece)
            answer = api.send(lines, content_type="application/x-ndjson")
        else:
            answer = api.send(piece if form == 0 else {"events": piece})
        accepted += answer["accepted"]
        duplicates += answer["duplicates"]
    return accepted, duplicates


def journey_of(api, session_id, as_of):
    """What the server tells of a session, in the words of a case's `expect`."""
    session, events = api.session(session_id, as_of=as_of), api.events(session_id, limit=7, as_of=as_of)
    explanation = session["explanation"]
    roles = {"cause": [], "contributing": [], "observation": [], "decision": []}
    for item in explanation["evidence"]:
        roles[item["role"]].append(item["event_id"])
    together = {}
    for event in events:
        if event["group"] is not None:
            together.setdefault((event["stage"], event["group"]), []).append(event["event_id"])
    order_of_stages = [visit["stage"] for visit in session["stages"]]
    told = {member: session[member] for member in EXPECTED_OF_SESSION}
    told.update(
        confidence=explanation["confidence"],
        causes=sorted(roles["cause"]), contributing=sorted(roles["contributing"]), observations=sorted(roles["observation"]),
        findings=sorted(finding["code"] for finding in explanation["findings"]),
        finding_events={finding["code"]: finding["event_ids"] for finding in explanation["findings"]},
        stage_states={visit["stage"]: visit["state"] for visit in session["stages"]},
        pairs={"matched": sorted(session["pairs"]["matched"], key=lambda pair: pair["fe"]),
               "unmatched": sorted(session["pairs"]["unmatched"])},
        order=[event["event_id"] for event in events],
        event_stage={event["event_id"]: event["stage"] for event in events},
        event_impact={event["event_id"]: event["effective_impact"] for event in events},
        resolved={event["event_id"]: event["resolved"] for event in events if event["resolved"] is not None},
        groups=[{"stage": stage, "group": number, "events": sorted(together[stage, number])}
                for stage, number in sorted(together, key=lambda key: (order_of_stages.index(key[0]), key[1]))],
    )
    return told


class PublishedCases(unittest.TestCase):
    def hold(self, api):
        for path in CASES:
            case = json.loads(path.read_text(encoding="utf-8"))
            with self.subTest(case["name"]):
                told = journey_of(api, "case-" + case["name"], case["as_of"])
                self.assertLessEqual(set(case["expect"]), set(told))
                for member, wanted in case["expect"].items():
                    self.assertEqual(told[member], wanted, member)

    def test_all(self):
        self.assertGreaterEqual(len(CASES), 20)
        api = running.client()
        for number, path in enumerate(CASES):
            case = json.loads(path.read_text(encoding="utf-8"))
            events = [dict(event, session_id="case-" + case["name"]) for event in case["events"]]
            with self.subTest(case["name"]):
                self.assertEqual(sent_in_pieces(api, events, random.Random(number)), (len(events), len(events) // 3))
        self.hold(api)
        # the answers rest on what was sent, not on what a running process remembers
        running.stop()
        running.start()
        self.hold(running.client())

    def test_totals_and_sides_of_an_explanation(self):
        api = running.client()
        for path in CASES:
            case = json.loads(path.read_text(encoding="utf-8"))
            name = "parts-" + case["name"]
            api.send([dict(event, session_id=name) for event in case["events"]])
            session = api.session(name, as_of=case["as_of"])
            explanation = session["explanation"]
            source_of = {event["event_id"]: event["source"] for event in api.events(name, as_of=case["as_of"])}
            count_of = {role: 0 for role in explanation["evidence_totals"]}
            with self.subTest(case["name"]):
                self.assertEqual(explanation["headline"], session["headline"])
                for item in explanation["evidence"]:
                    self.assertEqual(item["source"], source_of[item["event_id"]])
                    count_of[item["role"]] += 1
                self.assertEqual(explanation["evidence_totals"], count_of)
                for finding in explanation["findings"]:
                    self.assertEqual(finding["total"], len(finding["event_ids"]))
                self.assertNotEqual(explanation["sentence"]["en"], explanation["sentence"]["ko"])
                visited = [visit for visit in session["stages"] if visit["entered_at"] is not None]
                self.assertEqual(sum(visit["events"] for visit in session["stages"]), session["counts"]["events"])
                self.assertEqual(len(visited), sum(visit["events"] > 0 for visit in session["stages"]))


if __name__ == "__main__":
    unittest.main()
