"""The protocols of other clients, as far as plain requests go; their real libraries are in tests/clients."""
import base64
import gzip
import itertools
import json
import unittest

import journeys
import server

numbers = itertools.count(1)


def setUpModule():
    global running
    running = server.for_module()


def otlp(*records):
    return {"resourceLogs": [{"resource": {"attributes": []}, "scopeLogs": [{"logRecords": list(records)}]}]}


def log_record(session_id, **more):
    return {"timeUnixNano": str(journeys.now_ms() * 1_000_000), "eventName": "ip_risk_check",
            "attributes": [{"key": "session.id", "value": {"stringValue": session_id}},
                           {"key": "result", "value": {"stringValue": "FAIL"}}], **more}


class WaysIn(unittest.TestCase):
    def setUp(self):
        self.api = running.client()
        self.session = f"w{next(numbers)}"

    def post(self, path, body, key="server", headers=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.api.call("POST", path, None, key, data, {"Content-Type": "application/json", **(headers or {})})

    def names(self):
        return [event["name"] for event in self.api.events(self.session)]

    def track(self, **more):
        return {"type": "track", "event": "Ip Risk Check", "messageId": f"m{next(numbers)}", "timestamp": journeys.now_ms(),
                "properties": {"session_id": self.session, "result": "FAIL"}, **more}

    def test_a_journey_through_each(self):
        basic = {"Authorization": "Basic " + base64.b64encode(f"{self.api.keys['server']}:".encode()).decode()}
        binary = {"ce-specversion": "1.0", "ce-id": "c1", "ce-source": "/kyc", "ce-type": "ip.risk.check", "ce-sessionid": "w-ce"}
        posthog = {"api_key": self.api.keys["server"], "batch": [
            {"event": "ip risk check", "uuid": "u1", "distinct_id": "w-ph", "timestamp": journeys.now_ms(),
             "properties": {"result": "FAIL"}}]}
        self.assertEqual(self.post("/v1/batch", {"batch": [self.track()]}, None, basic).value["success"], True)
        self.assertEqual(self.post("/v1/logs", otlp(log_record("w-otlp"))).value, {})
        self.assertEqual(self.post("/v1/cloudevents", {"result": "FAIL"}, headers=binary).value["accepted"], 1)
        self.assertEqual(self.post("/batch/", posthog, None).value["status"], 1)
        for session_id in (self.session, "w-otlp", "w-ce", "w-ph"):
            with self.subTest(session_id):
                self.assertEqual(self.api.get(f"/v1/sessions/{session_id}")["headline"], "BLOCKED_PRE_CHECKS")

    def test_short_paths_and_types_by_path(self):
        for path, name in (("/v1/t", "IP_RISK_CHECK"), ("/v1/p/", "STEP_VIEW"), ("/v1/identify", "IDENTIFY"), ("/v1/b", "IP_RISK_CHECK")):
            message = self.track()
            if name != "IP_RISK_CHECK":
                del message["event"]
            self.assertEqual(self.post(path, {"batch": [message]} if path == "/v1/b" else message).status, 200, path)
            self.assertIn(name, self.names())

    def test_a_bad_message_does_not_take_the_good_ones_with_it(self):
        lost = self.track(properties={})
        answer = self.post("/v1/batch", {"batch": [lost, self.track(), 7]})
        self.assertEqual((answer.status, answer.value["accepted"], [one["code"] for one in answer.value["rejected"]]),
                         (200, 1, ["missing_field", "invalid_field"]))
        answer = self.post("/v1/batch", {"batch": [lost]})
        self.assertEqual((answer.status, answer.code), (422, "nothing_accepted"))

    def test_a_page_cannot_send_evidence(self):
        answer = self.post("/v1/batch", {"batch": [self.track()]}, "publishable")
        self.assertEqual([one["code"] for one in answer.value["rejected"]], ["source_forbidden"])
        known = {"event": "$pageview", "uuid": "u9", "distinct_id": self.session, "properties": {"$pathname": "/face"}}
        answer = self.post("/batch/", {"api_key": self.api.keys["publishable"], "batch": [known]}, None)
        self.assertEqual(answer.value["accepted"], 1)
        self.assertEqual(self.names(), ["STEP_VIEW"])

    def test_the_same_again_is_a_duplicate(self):
        body = otlp(log_record(self.session))
        for _ in range(2):
            self.assertEqual(self.post("/v1/logs", gzip.compress(json.dumps(body).encode()), headers={"Content-Encoding": "gzip"}).status,
                             200)
        self.assertEqual(len(self.names()), 1)

    def test_otlp_answers_in_its_own_words(self):
        partly = self.post("/v1/logs", otlp(log_record(self.session), {"timeUnixNano": "1"}))
        self.assertEqual((partly.status, partly.value["partialSuccess"]["rejectedLogRecords"]), (200, "1"))
        for status, code, body, key, content_type in (
                (400, 3, b"{", "server", "application/json"), (400, 3, otlp({"timeUnixNano": "1"}), "server", "application/json"),
                (401, 16, otlp(), None, "application/json"), (403, 7, otlp(), "read", "application/json"),
                (415, 3, b"", "server", "text/plain")):
            with self.subTest(status=status, body=body):
                answer = self.post("/v1/logs", body, key, {"Content-Type": content_type})
                self.assertEqual((answer.status, answer.value["code"]), (status, code))
        refused = self.post("/v1/logs", b"\x0a\x7f", headers={"Content-Type": "application/x-protobuf; charset=binary"})
        self.assertEqual((refused.status, refused.headers["content-type"], refused.body[:2]), (400, "application/x-protobuf", b"\x08\x03"))
        empty = self.post("/v1/logs", b"", headers={"Content-Type": "application/x-protobuf"})
        self.assertEqual((empty.status, empty.body), (200, b""))

    def test_cloudevents_are_known_by_type_or_headers(self):
        answer = self.post("/v1/cloudevents", {"id": "1"})
        self.assertEqual((answer.status, answer.code), (415, "unsupported_media_type"))
        event = {"specversion": "1.0", "id": "a", "source": "/kyc", "type": "ID_CAPTURED", "subject": self.session}
        batch = self.post("/v1/cloudevents", [event, {**event, "id": "b"}], headers={"Content-Type": "application/cloudevents-batch+json"})
        self.assertEqual(batch.value["accepted"], 2)
        self.assertEqual(self.names(), ["ID_CAPTURED", "ID_CAPTURED"])

    def test_posthog_keys(self):
        for body, status in ((b"{", 400), ({"batch": []}, 401), ({"api_key": "sj_srv_nobody", "batch": []}, 401),
                             ({"api_key": self.api.keys["read"], "batch": []}, 403), ({"api_key": self.api.keys["server"], "batch": 1},
                                                                                      400)):
            with self.subTest(body=body):
                self.assertEqual(self.post("/batch/", body, None).status, status)

    def test_settings_for_segments_browser_library(self):
        key = self.api.keys["publishable"]
        told = self.api.call("GET", f"/v1/projects/{key}/settings", key=None).value
        self.assertEqual(told["integrations"]["Segment.io"]["apiKey"], key)
        self.assertTrue(told["integrations"]["Segment.io"]["apiHost"].endswith("/v1"))
        for other in (self.api.keys["server"], "sj_pub_nobody"):
            self.assertEqual(self.api.call("GET", f"/v1/projects/{other}/settings", key=None).status, 404)


if __name__ == "__main__":
    unittest.main()
