"""The fields of an event: what is taken at each limit and what is refused beyond it, warnings, unknown fields."""
import json
import unittest

import client
import journeys
import server

NOW = journeys.now_ms()
DAY = journeys.DAY_MS
STAGES = ["PRE_CHECKS", "STEP1", "PRE_STEP2", "STEP2", "FINAL", "POST"]
IMPACTS = ["NONE", "BLOCKED", "RETAKE", "PENDING", "REJECTED", "APPROVED", "COMPLETED"]
CODES = ["r", "x" * 128, "é" * 64, "Verbatim, ÄÖ 한글 \"=1\" \t"]
NO_CODES = ["", "x" * 129, "é" * 65, 5, True, [], {}]


def nested(levels):
    """An object of so many levels."""
    return {} if levels == 1 else {"k": nested(levels - 1)}


def sized(size):
    """An object that takes exactly this many bytes as JSON."""
    return {"a": "x" * (size - len('{"a":""}'))}


TAKEN = {
    "event_id": ["!", "~", "a", "x" * 128, "{}\"'/\\%"],
    "session_id": ["x", "A.b_c:d-9", "y" * 128, "...", "-", ".a", "0"],
    "name": ["A", "_", "0", "Z" * 64, "MY_OWN_EVENT_2"],
    "seq": [0, 1, 2 ** 53 - 1],
    "result": ["PASS", "FAIL", "WARN", "ERROR", "SKIPPED"],
    "impact": IMPACTS,
    "reason": CODES, "error_code": CODES, "submission_id": CODES, "user_id": CODES,
    "message": ["m", "m" * 2048, "한" * 682 + "ab"],
    "stage": STAGES,
    "duration_ms": [0, 1, 86_400_000],
    "attempt": [1, 1000],
    "email": ["a@b", "Kim.Min@Example.com", "a" * 125 + "@" + "b" * 128, "김@예.한국"],
    "trace_id": ["0" * 32, "0123456789abcdef" * 2],
    "attributes": [{"a": 1}, {"path": "/id"}, nested(5), sized(16 * 1024), {f"k{n}": n for n in range(100)},
                   {"a": {"b": [1, 2.5, True, None, {"c": "한글 \u0000 \" \\ \U0001f600"}]}}],
}
REFUSED = {
    "event_id": ["", "x" * 129, "é", "a\nb", "a\x7f", 5, {}],
    "session_id": ["", "x" * 129, ".", "..", "a b", "a/b", "é", "a%", "a\n", 5, []],
    "name": ["", "A" * 65, "lower", "A-B", "A B", "É", 5],
    "source": ["fe", "be", "", "XX", "FE ", 1],
    "time": ["", "yesterday", "2026-06-21", "2026-06-21T00:00:00", "2026-13-01T00:00:00Z", "2026-06-21T24:30:00Z",
             "2026-02-29T00:00:00Z", "1782000000000", 1782000000000.5, True, {}, 946_684_799_999, -1,
             "1999-12-31T23:59:59.999Z", "2101-01-01T00:00:00Z", NOW + DAY + 600_000, journeys.text_of(NOW + DAY + 600_000)],
    "seq": [-1, 2 ** 53, 1.5, "1", True],
    "result": ["pass", "OK", "", 1],
    "impact": ["none", "STOPPED", "", 3],
    "reason": NO_CODES, "error_code": NO_CODES, "submission_id": NO_CODES, "user_id": NO_CODES,
    "message": ["m" * 2049, "한" * 683, 5],
    "stage": ["STEP9", "step1", "", 1],
    "duration_ms": [-1, 86_400_001, 1.5, "5"],
    "attempt": [0, 1001, "1", 1.5],
    "email": ["", "ab", "a@", "@b", "a@b@c", "ab@", "a" * 125 + "@" + "b" * 129, 3],
    "trace_id": ["0" * 31, "0" * 33, "0123456789ABCDEF" * 2, "g" * 32, "", 7],
    "attributes": ["text", [], 5, True],
}
TIMES = [  # as sent, as told
    (946_684_800_000, "2000-01-01T00:00:00.000Z"),
    ("2000-01-01T00:00:00Z", "2000-01-01T00:00:00.000Z"),
    ("1999-12-31T23:30:00-01:00", "2000-01-01T00:30:00.000Z"),
    ("2026-06-21T09:00:00.1239999+09:00", "2026-06-21T00:00:00.123Z"),
    ("2026-06-21T00:00:00.5Z", "2026-06-21T00:00:00.500Z"),
    ("2024-02-29T23:59:59.999-00:30", "2024-03-01T00:29:59.999Z"),
    (1_782_000_000_001, "2026-06-21T00:00:00.001Z"),
    (NOW + DAY - 600_000, journeys.text_of(NOW + DAY - 600_000)),
]


def setUpModule():
    global running
    running = server.for_module()


class FieldCase(unittest.TestCase):
    numbers = iter(range(10 ** 9))

    def setUp(self):
        self.api = running.client()

    def event(self, **fields):
        number = next(self.numbers)
        event = {"session_id": f"f{number}", "event_id": f"e{number}", "name": "VENDOR_PING", "source": "BE", "time": NOW - 5000}
        event.update(fields)
        return {name: value for name, value in event.items() if value is not ...}

    def kept(self, event):
        """The one event of its session as the server tells it."""
        items = self.api.events(event["session_id"])
        self.assertEqual(len(items), 1)
        return items[0]

    def rejection(self, event):
        """Why this event is refused while a good one beside it is taken."""
        good = self.event()
        answer = self.api.post([event, good])
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual((answer["accepted"], len(answer["rejected"])), (1, 1), answer)
        rejected = answer["rejected"][0]
        self.assertEqual(rejected["index"], 0)
        return rejected["code"], rejected["field"]

    def warnings(self, event, **more):
        answer = self.api.send([self.event(name="SESSION_CREATED"), event], **more)
        self.assertEqual({warning["index"] for warning in answer["warnings"]} - {1}, set())
        return [warning["code"] for warning in answer["warnings"]]


class Limits(FieldCase):
    def test_taken_and_told_again(self):
        for field, values in TAKEN.items():
            for value in values:
                with self.subTest(field=field, value=str(value)[:80]):
                    event = self.event(**{field: value})
                    self.api.send(event)
                    kept = self.kept(event)
                    self.assertEqual(kept[field], value)
                    if field == "impact":
                        self.assertEqual(kept["effective_impact"], value)

    def test_times(self):
        for sent, told in TIMES:
            with self.subTest(sent):
                event = self.event(time=sent)
                self.api.send(event)
                self.assertEqual(self.kept(event)["time"], told)

    def test_refused(self):
        for field, values in REFUSED.items():
            for value in values:
                with self.subTest(field=field, value=str(value)[:80]):
                    self.assertEqual(self.rejection(self.event(**{field: value})), ("invalid_field", field))

    def test_attributes_that_are_too_large(self):
        for name, value in (("bytes", sized(16 * 1024 + 1)), ("levels", nested(6)), ("levels of arrays", {"a": [[[[[]]]]]}),
                            ("keys", {f"k{n}": n for n in range(101)}),
                            ("keys below", {"a": [{f"k{n}": n for n in range(60)}, {f"k{n}": n for n in range(60)}]})):
            with self.subTest(name):
                self.assertEqual(self.rejection(self.event(attributes=value)), ("too_large", "attributes"))

    def test_white_space_does_not_count(self):
        event = self.event(attributes=sized(16 * 1024))
        self.api.send(json.dumps(event, indent=9).encode())
        self.assertEqual(self.kept(event)["attributes"], event["attributes"])

    def test_missing(self):
        for field in ("session_id", "name", "time", "source"):
            for value in (..., None):
                with self.subTest(field=field, value=value):
                    self.assertEqual(self.rejection(self.event(**{field: value})), ("missing_field", field))

    def test_source_from_the_catalog(self):
        for name, source in (("APPROVED", "BE"), ("STEP_VIEW", "FE")):
            event = self.event(name=name, source=...)
            self.api.send(event)
            self.assertEqual((self.kept(event)["source"], self.kept(event)["known"]), (source, True))

    def test_source_against_the_catalog(self):
        self.assertEqual(self.rejection(self.event(name="APPROVED", source="FE"))[0], "source_mismatch")
        self.assertEqual(self.rejection(self.event(name="STEP_VIEW", source="BE"))[0], "source_mismatch")

    def test_null_is_absent(self):
        optional = ["seq", "result", "impact", "reason", "error_code", "message", "stage", "duration_ms", "attempt",
                    "submission_id", "user_id", "email", "trace_id", "attributes", "something_else"]
        event = self.event(**{field: None for field in optional})
        self.assertEqual(self.warnings(event), ["unknown_event"])
        kept = self.kept(event)
        self.assertEqual([field for field in optional if field in kept and field != "stage"], [])
        self.assertEqual(kept["stage"], "PRE_CHECKS")

    def test_every_field_at_once(self):
        fields = {field: values[0] for field, values in TAKEN.items() if field not in ("session_id", "event_id", "name")}
        event = self.event(**fields)
        self.api.send(event)
        kept = self.kept(event)
        for field, value in fields.items():
            self.assertEqual(kept[field], value, field)
        session = self.api.session(event["session_id"])
        self.assertEqual([session[field] for field in ("submission_id", "user_id", "email", "last_error_code")],
                         [event[field] for field in ("submission_id", "user_id", "email", "error_code")])


class Warnings(FieldCase):
    def test_none_for_an_ordinary_event(self):
        self.assertEqual(self.warnings(self.event(name="ID_OCR_CHECK", result="FAIL")), [])

    def test_unknown_event(self):
        event = self.event()
        self.assertEqual(self.warnings(event), ["unknown_event"])
        self.assertFalse(self.kept(event)["known"])

    def test_unknown_fields_go_to_the_attributes(self):
        event = self.event(name="ID_OCR_CHECK", device_model="X1", nested={"a": [1]}, attributes={"path": "/id"})
        self.assertEqual(set(self.warnings(event)), {"unknown_field"})
        self.assertEqual(self.kept(event)["attributes"], {"path": "/id", "device_model": "X1", "nested": {"a": [1]}})

    def test_an_attribute_is_not_replaced_by_an_unknown_field(self):
        event = self.event(name="ID_OCR_CHECK", colour="field", attributes={"colour": "attribute"})
        self.assertEqual(set(self.warnings(event)), {"unknown_field"})
        self.assertEqual(self.kept(event)["attributes"], {"colour": "attribute"})

    def test_reason_missing(self):
        for name in ("REJECTED", "PENDING"):
            self.assertEqual(self.warnings(self.event(name=name)), ["reason_missing"])
            self.assertEqual(self.warnings(self.event(name=name, reason="custom_policy")), [])
        self.assertEqual(self.warnings(self.event(name="APPROVED")), [])

    def test_impacts_that_a_screen_cannot_claim(self):
        for impact in IMPACTS:
            with self.subTest(impact):
                event = self.event(name="CLIENT_ERROR", source="FE", impact=impact)
                warnings, kept = self.warnings(event), self.kept(event)
                if impact in ("NONE", "RETAKE", "COMPLETED"):
                    self.assertEqual(warnings, [])
                    self.assertEqual((kept["impact"], kept["effective_impact"]), (impact, impact))
                else:
                    self.assertEqual(warnings, ["impact_neutralised"])
                    self.assertEqual((kept.get("impact"), kept["effective_impact"]), (None, "NONE"))
                    self.assertEqual(kept["attributes"], {"claimed_impact": impact})

    def test_a_stage_that_a_screen_cannot_claim(self):
        event = self.event(name="CLIENT_ERROR", source="FE", stage="POST")
        self.assertEqual(self.warnings(event), ["stage_neutralised"])
        self.assertEqual((self.kept(event)["stage"], self.kept(event)["attributes"]), ("PRE_CHECKS", {"claimed_stage": "POST"}))
        event = self.event(name="GOVERNMENT_CHECK", result="PASS", stage="STEP1")
        self.assertEqual(self.warnings(event), [])
        self.assertEqual(self.kept(event)["stage"], "STEP1")

    def test_a_publishable_key_decides_nothing(self):
        self.api.send(self.event(session_id="claims", name="SESSION_CREATED"))
        claims = [self.event(session_id="claims", name="ID_CAPTURED", source="FE", impact="BLOCKED", stage="FINAL"),
                  self.event(session_id="claims", name="OWN_THING", source="FE", impact="APPROVED", result="FAIL")]
        self.api.send(claims, key="publishable")
        session = self.api.session("claims")
        self.assertIsNone(session["decision"])
        self.assertEqual((session["status"], session["headline"], session["furthest_stage"]), ("IN_PROGRESS", "IN_PROGRESS", "STEP1"))


class Identity(FieldCase):
    def test_the_server_knows_better_than_the_screen(self):
        name = "who"
        self.api.send([self.event(session_id=name, name="STEP_VIEW", source="FE", email="claimed@x.org", time=NOW - 1000),
                       self.event(session_id=name, name="SUBMISSION_CREATED", email="Old@x.org", time=NOW - 3000),
                       self.event(session_id=name, name="SUBMISSION_CREATED", email="new@x.org", user_id="u1", time=NOW - 2000)])
        session = self.api.session(name)
        self.assertEqual((session["email"], session["user_id"], session["submission_id"]), ("new@x.org", "u1", None))
        self.assertEqual(sorted(session["aliases"]["email"]), ["Old@x.org", "claimed@x.org"])
        self.assertEqual((session["aliases"]["user_id"], session["aliases"]["submission_id"]), ([], []))

    def test_linked_sessions(self):
        def submitted(session_id, minutes, name="SUBMISSION_CREATED", **identity):
            return self.event(session_id=session_id, name=name, source=..., time=NOW - 3_600_000 + minutes * 60_000, **identity)
        self.api.send([submitted("link-a", 0, email="Twin@x.org", user_id="twin"),
                       submitted("link-b", 1, email="twin@X.org"),
                       submitted("link-c", 2, email="twin@x.org", user_id="twin", submission_id="only-c"),
                       submitted("link-d", 3, email="other@x.org"),
                       submitted("link-e", 4, name="STEP_VIEW", email="twin@x.org")])  # only a screen says so
        def linked():
            return [(one["session_id"], sorted(one["shared"])) for one in self.api.session("link-a")["linked"]]
        client.eventually(linked, lambda got: got == [("link-c", ["email", "user_id"]), ("link-b", ["email"])], "linked sessions")
        self.assertEqual(self.api.session("link-d")["linked"], [])
        self.assertEqual(self.api.session("link-e")["linked"], [])

    def test_at_most_twenty_linked_sessions_and_the_newest(self):
        self.api.send([self.event(session_id=f"crowd-{n:02}", name="SUBMISSION_CREATED", user_id="crowd", time=NOW - 100_000 + n)
                       for n in range(25)])
        wanted = [f"crowd-{n:02}" for n in range(24, 4, -1)]
        client.eventually(lambda: [one["session_id"] for one in self.api.session("crowd-00")["linked"]],
                          lambda got: got == wanted, "the newest twenty")


if __name__ == "__main__":
    unittest.main()
