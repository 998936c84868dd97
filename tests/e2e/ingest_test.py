"""POST /v1/events as a whole: forms of the body, encodings, bounds, duplicates, keys. Single fields: event_fields_test."""
import gzip
import itertools
import json
import subprocess
import threading
import unittest

import client
import journeys
import openapi
import server

BODY_BYTES_MAX = 10 * 1024 * 1024
BATCH_EVENTS_MAX = 5000
SESSION_EVENTS_MAX = 500_000
numbers = itertools.count(1)


def setUpModule():
    global running
    running = server.for_module()


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout


class IngestCase(unittest.TestCase):
    def setUp(self):
        self.api = running.client()

    def event(self, session_id=None, **fields):
        number = next(numbers)
        event = {"session_id": session_id or f"s{number}", "event_id": f"e{number}", "name": "VENDOR_PING", "source": "BE",
                 "time": journeys.now_ms() - 1000}
        event.update(fields)
        return {name: value for name, value in event.items() if value is not ...}

    def assertTaken(self, answer, accepted, duplicates=0, rejected=0):
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual((answer["accepted"], answer["duplicates"], len(answer["rejected"])), (accepted, duplicates, rejected), answer)

    def assertKept(self, *events):
        for session_id in {event["session_id"] for event in events}:
            wanted = {event["event_id"] for event in events if event["session_id"] == session_id}
            self.assertEqual({event["event_id"] for event in self.api.events(session_id)}, wanted)

    def assertProblem(self, answer, status, code, field=None):
        self.assertEqual((answer.status, answer.code), (status, code), answer)
        if field is not None:
            self.assertEqual(answer["field"], field)


class Forms(IngestCase):
    def test_one_event(self):
        event = self.event()
        self.assertTaken(self.api.post(event), 1)
        self.assertKept(event)

    def test_array(self):
        events = [self.event(), self.event()]
        self.assertTaken(self.api.post(events), 2)
        self.assertKept(*events)

    def test_batch_object(self):
        events = [self.event(), self.event()]
        for body in ({"events": events[:1]}, {"sent_at": journeys.now_ms(), "events": events[1:]}):
            self.assertTaken(self.api.post(body), 1)
        self.assertKept(*events)

    def test_ndjson(self):
        events = [self.event() for _ in range(4)]
        lines = [json.dumps(event).encode() for event in events]
        self.assertTaken(self.api.post(lines[0] + b"\n" + lines[1] + b"\r\n", content_type="application/x-ndjson"), 2)
        # neither the last line's end nor a charset makes a difference
        self.assertTaken(self.api.post(b"\n".join(lines[2:]), content_type="application/x-ndjson; charset=utf-8"), 2)
        self.assertKept(*events)

    def test_nothing(self):
        for body in (b"[]", b'{"events":[]}', b' [ ] '):
            answer = self.api.post(body)
            self.assertTaken(answer, 0)
            self.assertEqual((answer["warnings"], answer.value.get("event_ids")), ([], None))
        self.assertTaken(self.api.post(b"", content_type="application/x-ndjson"), 0)

    def test_content_types_read_as_json(self):
        for content_type in ("application/json", "application/json; charset=utf-8", "Application/JSON", "text/plain",
                             "text/plain;charset=UTF-8", "application/x-www-form-urlencoded"):
            with self.subTest(content_type):
                event = self.event()
                self.assertTaken(self.api.post([event], content_type=content_type), 1)
                self.assertKept(event)

    def test_other_content_types(self):
        for content_type in ("application/xml", "multipart/form-data; boundary=x", "application/octet-stream"):
            with self.subTest(content_type):
                event = self.event()
                self.assertProblem(self.api.post([event], content_type=content_type), 415, "unsupported_media_type")
                self.assertEqual(self.api.call("GET", "/v1/sessions/" + event["session_id"]).status, 404)

    def test_not_json(self):
        for body, least in ((b"", 0), (b"{", 1), (b'[{"session_id":"x",}]', 10), (b"[1,2", 1), (b"nonsense", 0), (b'{"a":1} x', 7)):
            with self.subTest(body):
                answer = self.api.post(body)
                self.assertProblem(answer, 400, "invalid_json")
                self.assertTrue(least <= answer["offset"] <= len(body), answer)

    def test_not_utf8(self):
        body = json.dumps([self.event(message="@@")]).encode().replace(b"@@", b"\xff\xfe")
        self.assertProblem(self.api.post(body), 400, "invalid_json")

    def test_json_that_is_no_batch(self):
        for body in (b"5", b'"text"', b"null", b"true"):
            with self.subTest(body):
                self.assertEqual(self.api.post(body).status, 400)

    def test_wrong_members_of_a_batch_object(self):
        event = self.event()
        for body, field in (({"events": 5}, "events"), ({"events": {"a": 1}}, "events"),
                            ({"events": [event], "sent_at": "soon"}, "sent_at"), ({"events": [event], "sent_at": 1.5}, "sent_at")):
            with self.subTest(body=body):
                self.assertProblem(self.api.post(body), 400, "invalid_field", field)
        self.assertEqual(self.api.call("GET", "/v1/sessions/" + event["session_id"]).status, 404)

    def test_chunked(self):
        events = [self.event() for _ in range(50)]
        body = json.dumps(events).encode()
        pieces = [body[start:start + 700] for start in range(0, len(body), 700)]
        self.assertTaken(self.api.post(pieces, chunked=True), 50)
        packed = gzip.compress(json.dumps([self.event()]).encode())
        pieces = [packed[:5], packed[5:6], packed[6:]]
        self.assertTaken(self.api.post(pieces, chunked=True, headers={"Content-Encoding": "gzip"}), 1)
        self.assertKept(*events)


class Encodings(IngestCase):
    def send(self, pack, headers, content_type="application/json"):
        events = [self.event() for _ in range(3)]
        body = json.dumps(events).encode()
        if content_type == "application/x-ndjson":
            body = b"".join(json.dumps(event).encode() + b"\n" for event in events)
        self.assertTaken(self.api.post(pack(body), headers=headers, content_type=content_type), 3)
        self.assertKept(*events)

    def test_known_ones(self):
        for content_type in ("application/json", "text/plain", "application/x-www-form-urlencoded", "application/x-ndjson"):
            with self.subTest(content_type):
                self.send(bytes, {"Content-Encoding": "identity"}, content_type)
                self.send(gzip.compress, {"Content-Encoding": "gzip"}, content_type)
                self.send(zstd, {"Content-Encoding": "zstd"}, content_type)
                self.send(gzip.compress, {}, content_type)  # known by its first bytes

    def test_several_gzip_members(self):
        self.send(lambda body: gzip.compress(body[:40]) + gzip.compress(body[40:]), {"Content-Encoding": "gzip"})

    def test_unknown_ones(self):
        for encoding in ("br", "compress", "x-whatever"):
            with self.subTest(encoding):
                answer = self.api.post([self.event()], headers={"Content-Encoding": encoding})
                self.assertProblem(answer, 415, "unsupported_encoding")

    def test_what_does_not_unpack(self):
        packed, body = gzip.compress(json.dumps([self.event()]).encode()), b"[]"
        wrong_sum = packed[:-8] + bytes(8)
        for name, data, encoding in (("cut", packed[:-12], "gzip"), ("no gzip", body, "gzip"), ("no zstd", body, "zstd"),
                                     ("wrong sum", wrong_sum, "gzip"), ("cut zstd", zstd(b"[" + b" " * 9999 + b"]")[:-3], "zstd")):
            with self.subTest(name):
                self.assertProblem(self.api.post(data, headers={"Content-Encoding": encoding}), 400, "invalid_encoding")


class Bounds(IngestCase):
    def padded(self, size):
        """A body of exactly this size with one event in it."""
        event = self.event()
        body = json.dumps([event]).encode()
        return event, body[:-1] + b" " * (size - len(body)) + b"]"

    def test_ten_mebibytes_after_decoding(self):
        for pack, headers in ((bytes, {}), (gzip.compress, {"Content-Encoding": "gzip"}), (zstd, {"Content-Encoding": "zstd"})):
            with self.subTest(headers):
                event, body = self.padded(BODY_BYTES_MAX)
                self.assertTaken(self.api.post(pack(body), headers=headers), 1)
                self.assertKept(event)
                event, body = self.padded(BODY_BYTES_MAX + 1)
                self.assertProblem(self.api.post(pack(body), headers=headers), 413, "too_large")
                self.assertEqual(self.api.call("GET", "/v1/sessions/" + event["session_id"]).status, 404)

    def test_a_chunked_body_that_grows_too_large(self):
        event, body = self.padded(BODY_BYTES_MAX + 1)
        pieces = [body[start:start + 1_000_000] for start in range(0, len(body), 1_000_000)]
        self.assertProblem(self.api.post(pieces, chunked=True), 413, "too_large")

    def test_a_bomb(self):
        self.assertProblem(self.api.post(gzip.compress(bytes(64 * 1024 * 1024), 1)), 413, "too_large")

    def test_five_thousand_events(self):
        def lines(count, session_id):
            return [f'{{"session_id":"{session_id}","event_id":"m{n}","name":"EMAIL_SENT","time":1782000000000}}'
                    for n in range(count)]
        self.assertTaken(self.api.post(("[" + ",".join(lines(BATCH_EVENTS_MAX, "many")) + "]").encode()), BATCH_EVENTS_MAX)
        self.assertEqual(self.api.session("many")["counts"]["events"], BATCH_EVENTS_MAX)
        too_many = lines(BATCH_EVENTS_MAX + 1, "too-many")
        for body, content_type in (("[" + ",".join(too_many) + "]", "application/json"),
                                   ('{"events":[' + ",".join(too_many) + "]}", "application/json"),
                                   ("\n".join(too_many), "application/x-ndjson")):
            self.assertProblem(self.api.post(body.encode(), content_type=content_type), 413, "too_large")
        self.assertEqual(self.api.call("GET", "/v1/sessions/too-many").status, 404)

    def test_a_full_session(self):
        """Half a million events, then one more."""
        for start in range(0, SESSION_EVENTS_MAX, BATCH_EVENTS_MAX):
            body = ",".join(f'{{"session_id":"full","event_id":"{n}","name":"EMAIL_SENT","time":{1_782_000_000_000 + n}}}'
                            for n in range(start, start + BATCH_EVENTS_MAX))
            self.assertTaken(self.api.post(f"[{body}]".encode()), BATCH_EVENTS_MAX)
        more, other = self.event("full"), self.event()
        answer = self.api.post([more, other])
        self.assertTaken(answer, 1, rejected=1)
        self.assertEqual((answer["rejected"][0]["index"], answer["rejected"][0]["code"]), (0, "session_full"))
        self.assertEqual(self.api.post(more).status, 422)
        again = dict(self.event("full"), event_id="0")
        self.assertTaken(self.api.post(again), 0, duplicates=1)
        self.assertEqual(self.api.session("full")["counts"]["events"], SESSION_EVENTS_MAX)
        first = self.api.get("/v1/sessions/full/events", {"limit": 2})
        self.assertEqual([event["event_id"] for event in first["data"]], ["0", "1"])


class Judgement(IngestCase):
    def test_good_events_of_a_bad_batch_are_kept(self):
        good = [self.event(), self.event()]
        bad = self.event(time="yesterday")
        answer = self.api.post([good[0], bad, 5, good[1]])
        self.assertTaken(answer, 2, rejected=2)
        self.assertEqual([rejection["index"] for rejection in answer["rejected"]], [1, 2])
        self.assertEqual(answer["rejected"][0]["event_id"], bad["event_id"])
        self.assertEqual((answer["rejected"][0]["code"], answer["rejected"][0]["field"]), ("invalid_field", "time"))
        self.assertKept(*good)
        self.assertEqual(self.api.call("GET", "/v1/sessions/" + bad["session_id"]).status, 404)

    def test_a_bad_line_of_ndjson(self):
        good = [self.event(), self.event()]
        body = json.dumps(good[0]) + "\n{broken\n" + json.dumps(good[1]) + "\n"
        answer = self.api.post(body.encode(), content_type="application/x-ndjson")
        self.assertTaken(answer, 2, rejected=1)
        self.assertEqual((answer["rejected"][0]["index"], answer["rejected"][0]["code"]), (1, "invalid_json"))
        self.assertIsNone(answer["rejected"][0]["event_id"])
        self.assertKept(*good)

    def test_all_rejected(self):
        answer = self.api.post([self.event(name="not a name"), self.event(session_id="no session")])
        self.assertProblem(answer, 422, "nothing_accepted")
        self.assertEqual((answer["accepted"], answer["duplicates"]), (0, 0))
        self.assertEqual([(rejection["index"], rejection["field"]) for rejection in answer["rejected"]],
                         [(0, "name"), (1, "session_id")])
        self.assertProblem(self.api.post(b"{\n{\n", content_type="application/x-ndjson"), 422, "nothing_accepted")

    def test_rejected_and_duplicate_is_no_422(self):
        event = self.event()
        self.api.send(event)
        self.assertTaken(self.api.post([event, self.event(name="")]), 0, duplicates=1, rejected=1)

    def test_unknown_parameter(self):
        answer = self.api.post([self.event()], query={"colour": "red"})
        self.assertProblem(answer, 400, "unknown_parameter", "colour")


class Duplicates(IngestCase):
    def test_in_one_batch_the_first_stays(self):
        event = self.event(message="first")
        answer = self.api.post([event, dict(event, message="second"), dict(event, message="third")])
        self.assertTaken(answer, 1, duplicates=2)
        self.assertEqual([kept["message"] for kept in self.api.events(event["session_id"])], ["first"])

    def test_in_another_request(self):
        event = self.event(message="first")
        self.api.send(event)
        self.assertTaken(self.api.post(dict(event, message="second", time=event["time"] + 500)), 0, duplicates=1)
        kept = self.api.events(event["session_id"])
        self.assertEqual([(one["message"], one["time"]) for one in kept], [("first", journeys.text_of(event["time"]))])

    def test_at_the_same_time(self):
        events = [self.event(f"race-{number % 7}") for number in range(200)]
        answers = []
        def send():
            answers.append(running.client().post(events))
        threads = [threading.Thread(target=send) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(answers), 8)
        self.assertEqual(sum(answer["accepted"] for answer in answers), 200)
        self.assertEqual(sum(answer["duplicates"] for answer in answers), 1400)
        self.assertKept(*events)

    def test_both_sides_may_use_one_id(self):
        backend = self.event(name="SESSION_CREATED")
        screen = dict(backend, name="FRONT_SESSION_START", source="FE", time=backend["time"] + 40)
        self.assertTaken(self.api.post([screen, backend]), 2)
        self.assertTaken(self.api.post([screen, backend]), 0, duplicates=2)
        session = self.api.session(backend["session_id"])
        self.assertEqual([event["source"] for event in self.api.events(backend["session_id"])], ["BE", "FE"])
        self.assertEqual((session["counts"]["fe"], session["counts"]["be"]), (1, 1))
        self.assertEqual(session["pairs"]["matched"], [{"fe": backend["event_id"], "be": backend["event_id"], "delta_ms": -40}])

    def test_the_same_id_in_another_session(self):
        events = [self.event(event_id="same"), self.event(event_id="same")]
        self.assertTaken(self.api.post(events), 2)

    def test_after_a_restart_and_after_a_crash(self):
        events = [self.event("lasting") for _ in range(40)]
        derived = self.event("lasting", event_id=...)
        self.api.send(events[:20])
        told = self.api.send(derived)["event_ids"][0]["event_id"]
        before = self.api.events("lasting")
        running.stop()
        running.start()
        self.api = running.client()
        self.assertEqual(self.api.events("lasting"), before)
        self.assertTaken(self.api.post(events[:20]), 0, duplicates=20)
        answer = self.api.post([derived] + events[20:])
        self.assertTaken(answer, 20, duplicates=1)
        self.assertEqual(answer["event_ids"], [{"index": 0, "event_id": told}])
        before = self.api.events("lasting")
        running.kill()  # right after the 200: every accepted event has to be there
        running.start()
        self.api = running.client()
        self.assertEqual(self.api.events("lasting"), before)
        self.assertTaken(self.api.post(events), 0, duplicates=40)
        self.assertEqual(self.api.session("lasting")["counts"]["events"], 41)
        self.api.wait_for_total(1, {"q": "lasting", "field": "session_id", "match": "exact"})


class DerivedIds(IngestCase):
    def test_told_and_the_same_for_a_resend(self):
        events = [self.event(event_id=...), self.event(), self.event(event_id=None)]
        answer = self.api.send(events)
        self.assertEqual([told["index"] for told in answer["event_ids"]], [0, 2])
        again = self.api.post(events)
        self.assertTaken(again, 0, duplicates=3)
        self.assertEqual(again["event_ids"], answer["event_ids"])
        for told in answer["event_ids"]:
            kept = self.api.events(events[told["index"]]["session_id"])
            self.assertEqual([event["event_id"] for event in kept], [told["event_id"]])

    def test_other_content_is_another_event(self):
        event = self.event(event_id=...)
        variants = [event, dict(event, time=event["time"] + 1), dict(event, message="m"), dict(event, attributes={"a": 1}),
                    dict(event, attributes={"a": "1"}), dict(event, reason="m")]
        answer = self.api.send(variants)
        self.assertEqual(answer["accepted"], len(variants))
        self.assertEqual(len({told["event_id"] for told in answer["event_ids"]}), len(variants))

    def test_a_batch_of_equal_events(self):
        event = self.event(event_id=...)
        answer = self.api.post([event, event])
        self.assertTaken(answer, 1, duplicates=1)
        self.assertEqual(len({told["event_id"] for told in answer["event_ids"]}), 1)


class ClockSkew(IngestCase):
    """A phone whose clock is wrong says so by `sent_at`."""

    def batch(self, off_ms):
        now = journeys.now_ms()
        screen = self.event(source="FE", name="PAGE_VISIBLE", time=now + off_ms - 2000)
        backend = self.event(screen["session_id"], time=now - 1500)
        answer = self.api.send({"events": [screen, backend], "sent_at": now + off_ms})
        kept = {event["event_id"]: event for event in self.api.events(screen["session_id"])}
        self.assertEqual(kept[backend["event_id"]]["time"], journeys.text_of(backend["time"]))
        self.assertNotIn("claimed_time", kept[backend["event_id"]])
        session = self.api.session(screen["session_id"])
        findings = {finding["code"]: finding["event_ids"] for finding in session["explanation"]["findings"]}
        return now + off_ms, screen, kept[screen["event_id"]], findings, answer["warnings"]

    def test_small_differences_are_left_alone(self):
        for off_ms in (-2500, 3000, 0):
            with self.subTest(off_ms):
                _, sent, kept, findings, warnings = self.batch(off_ms)
                self.assertEqual(kept["time"], journeys.text_of(sent["time"]))
                self.assertNotIn("claimed_time", kept)
                self.assertNotIn("CLOCK_SKEW", findings)
                self.assertNotIn("clock_skew", [warning["code"] for warning in warnings])

    def test_differences_that_are_corrected(self):
        for off_ms in (-8000, 8000, 45 * 60_000, -23 * 3_600_000, 23 * 3_600_000):
            with self.subTest(off_ms):
                sent_at, sent, kept, findings, warnings = self.batch(off_ms)
                moved = sent["time"] + journeys.ms_of(kept["received_at"]) - sent_at
                self.assertEqual(kept["time"], journeys.text_of(moved))
                self.assertEqual(kept["claimed_time"], journeys.text_of(sent["time"]))
                self.assertEqual(findings.get("CLOCK_SKEW"), [sent["event_id"]])
                self.assertNotIn("clock_skew", [warning["code"] for warning in warnings])

    def test_differences_that_nobody_believes(self):
        _, sent, kept, findings, warnings = self.batch(-25 * 3_600_000)
        self.assertEqual(kept["time"], journeys.text_of(sent["time"]))
        self.assertNotIn("claimed_time", kept)
        self.assertEqual(findings["CLOCK_SKEW"], [sent["event_id"]], "not moved, and no word on when the session was created")
        self.assertGreater(journeys.ms_of(self.api.session(sent["session_id"])["created_at"]), sent["time"] + 24 * 3_600_000)
        self.assertIn((0, "clock_skew"), [(warning["index"], warning["code"]) for warning in warnings])

    def test_sent_at_as_text_and_as_null(self):
        event = self.event(source="FE", time=journeys.now_ms() - 60_000)
        self.api.send({"sent_at": journeys.text_of(journeys.now_ms() - 30_000), "events": [event]})
        self.assertIn("claimed_time", self.api.events(event["session_id"])[0])
        event = self.event(source="FE")
        self.api.send({"sent_at": None, "events": [event]})
        self.assertNotIn("claimed_time", self.api.events(event["session_id"])[0])

    def test_a_resend_has_the_first_correction(self):
        _, sent, kept, _, _ = self.batch(60_000)
        self.assertTaken(self.api.post({"events": [sent], "sent_at": journeys.now_ms() + 90_000}), 0, duplicates=1)
        again = [event for event in self.api.events(sent["session_id"]) if event["event_id"] == sent["event_id"]]
        self.assertEqual(again, [kept])


class Keys(IngestCase):
    def test_who_may_send_what(self):
        screen, backend = "FRONT_SESSION_START", "SESSION_CREATED"
        for key, name, status in (("publishable", screen, 200), ("publishable", backend, 422), ("server", screen, 200),
                                  ("server", backend, 200), ("admin", screen, 200), ("admin", backend, 200),
                                  ("read", screen, 403), (None, screen, 401), ("sj_srv_unknown", screen, 401), ("", screen, 401)):
            with self.subTest(key=key, name=name):
                answer = self.api.post([self.event(name=name, source=...)], key=key)
                self.assertEqual(answer.status, status, answer)

    def test_backend_events_with_a_publishable_key(self):
        good = self.event(name="PAGE_HIDDEN", source="FE")
        for bad in (self.event(), self.event(name="APPROVED", source=...), self.event(name="APPROVED", source="BE")):
            answer = self.api.post([bad, good], key="publishable")
            self.assertEqual([(one["index"], one["code"]) for one in answer["rejected"]], [(0, "source_forbidden")])
        self.assertKept(good)
        # nor does calling it a screen's event help
        answer = self.api.post([self.event(name="APPROVED", source="FE"), good], key="publishable")
        self.assertEqual(answer["rejected"][0]["code"], "source_mismatch")

    def test_a_key_in_the_address(self):
        keys = self.api.keys
        event = self.event(name="PAGE_EXITED", source="FE")
        self.assertTaken(self.api.post([event], key=None, query={"key": keys["publishable"]}, content_type="text/plain"), 1)
        self.assertKept(event)
        for kind in ("server", "admin", "read"):
            with self.subTest(kind):
                answer = self.api.post([self.event()], key=None, query={"key": keys[kind]})
                self.assertProblem(answer, 401, "unauthorized")
        self.assertProblem(self.api.post([self.event()], key=None, query={"key": "nonsense"}), 401, "unauthorized")

    def test_a_key_in_its_own_header(self):
        answer = self.api.post([self.event()], key=None, headers={"X-Api-Key": self.api.keys["server"]})
        self.assertTaken(answer, 1)


class WrittenDown(IngestCase):
    """docs/formats/event.md promises what happens to its examples."""

    def test_examples(self):
        examples = openapi.event_page_examples()
        sent = [example for example in examples if isinstance(example, list) or "rejected" not in example]
        self.assertGreaterEqual(len(sent), 4)
        for example in sent:
            warnings = self.api.send(example)["warnings"]
            self.assertLessEqual({warning["code"] for warning in warnings}, {"unknown_event", "clock_skew"})
        blocked = self.api.session("s-1042")
        self.assertEqual((blocked["headline"], blocked["explanation"]["confidence"]), ("BLOCKED_PRE_CHECKS", "confirmed"))
        rejected = self.api.session("s-7")
        self.assertEqual((rejected["headline"], rejected["email"], rejected["counts"]["fe"]), ("REJECTED_BY_CHECK", "kim@example.com", 3))
        causes = [item["event_id"] for item in rejected["explanation"]["evidence"] if item["role"] == "cause"]
        self.assertEqual(causes, ["b3"])
        self.assertEqual(self.api.session("s-8")["headline"], "BLOCKED_PRE_CHECKS")


class Visibility(IngestCase):
    def test_the_session_at_once_and_the_list_soon(self):
        for _ in range(20):
            event = self.event()
            self.api.send(event)
            self.assertEqual(self.api.session(event["session_id"])["counts"]["events"], 1)
        self.assertEqual([one["event_id"] for one in self.api.events(event["session_id"])], [event["event_id"]])
        client.eventually(lambda: self.api.ids({"q": event["session_id"], "match": "exact"}),
                          lambda got: got == [event["session_id"]], "the list to show it")


if __name__ == "__main__":
    unittest.main()
