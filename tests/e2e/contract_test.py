"""Every endpoint of the document gives every kind of answer that the document lists, and nothing else."""
import http.client
import json
import re
import unittest

import client
import journeys
import openapi
import server
from journeys import Session

READS = {  # path of the document -> a request that has to succeed
    "/v1/sessions": ("/v1/sessions", {}),
    "/v1/sessions/{session_id}": ("/v1/sessions/known", {}),
    "/v1/sessions/{session_id}/events": ("/v1/sessions/known/events", {}),
    "/v1/sessions/{session_id}/stream": ("/v1/sessions/known/stream", {}),
    "/v1/stream": ("/v1/stream", {}),
    "/v1/analytics/funnel": ("/v1/analytics/funnel", {}),
    "/v1/analytics/outcomes": ("/v1/analytics/outcomes", {}),
    "/v1/analytics/reasons": ("/v1/analytics/reasons", {}),
    "/v1/analytics/errors": ("/v1/analytics/errors", {}),
    "/v1/analytics/dropoffs": ("/v1/analytics/dropoffs", {}),
    "/v1/analytics/checks": ("/v1/analytics/checks", {}),
    "/v1/export/sessions": ("/v1/export/sessions", {"format": "csv"}),
    "/v1/export/events": ("/v1/export/events", {}),
    "/v1/catalog": ("/v1/catalog", {}),
}
PUBLIC = ["/healthz", "/readyz", "/metrics", "/openapi.json"]
DASHBOARD = {"/v1/sign-in", "/v1/sign-out", "/v1/viewer"}
CLIENTS = {  # path of the document -> a body that is taken, and one whose every event is refused; {key} is the sender's key
    **{f"/v1/{kind}": ('{"messageId":"m","anonymousId":"a","event":"e"}', '{"messageId":"m"}')
       for kind in ("track", "identify", "page", "screen", "group", "alias")},
    "/v1/batch": ('{"batch":[]}', '{"batch":[{}]}'),
    "/v1/logs": ("{}", '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{}]}]}]}'),
    "/v1/cloudevents": ('{"id":"1","type":"t","subject":"s"}', "{}"),
    "/batch/": ('{"api_key":"{key}","batch":[]}', '{"api_key":"{key}","batch":[{}]}'),
}
SETTINGS = "/v1/projects/{key}/settings"
# What cannot be brought about from outside at will: a damaged disk, overload, rate limits. And heads that are too long,
# tried once.
NOT_TRIED = {409, 429, 431, 503}


def setUpModule():
    global running, api
    running = server.for_module()
    api = running.client()
    api.send(Session("known", journeys.now_ms() - journeys.HOUR_MS).begin().document().submitted(email="a@b.test", user_id="u")
             .face().add("AML_SCREENING_CHECK", result="FAIL", error_code="SE-50020").decided("PENDING").decided("REJECTED", "r").events)
    api.send(Session("linked", journeys.now_ms() - journeys.HOUR_MS).begin().submitted(email="a@b.test").add("CAMERA_DENIED")
             .add("ERROR_PAGE_VIEWED", error_code="DE-20000").events)
    api.wait_for_total(2)


class EveryAnswer(unittest.TestCase):
    def expect(self, answer, status, code=None, field=None):
        self.assertEqual((answer.status, answer.code), (status, code), answer)
        if field:
            self.assertEqual(answer["field"], field)
        return answer

    def test_the_document_and_this_test_know_the_same_paths(self):
        self.assertEqual({path for _, path, _ in api.document.operations()},
                         set(READS) | set(PUBLIC) | DASHBOARD | set(CLIENTS) | {"/v1/events", SETTINGS})

    def test_reads(self):
        for path, (target, query) in READS.items():
            with self.subTest(path):
                if path.endswith("stream"):
                    with api.stream(target, query):
                        pass
                else:
                    for kind in ("read", "admin"):
                        self.expect(api.call("GET", target, query, key=kind), 200)
                    key = {"X-Api-Key": api.keys["read"]}
                    self.expect(api.call("GET", target, query, key=None, headers=key), 200)
                for kind in (None, "sj_read_nobody", "nonsense", ""):
                    self.expect(api.call("GET", target, query, key=kind), 401, "unauthorized")
                for kind in ("server", "publishable"):
                    self.expect(api.call("GET", target, query, key=kind), 403, "forbidden")
                self.expect(api.call("GET", target, dict(query, key=api.keys["read"]), key=None), 401, "unauthorized")
                self.expect(api.call("GET", target, dict(query, colour="red")), 400, "unknown_parameter", "colour")
                for method in ("POST", "PUT", "DELETE", "PATCH"):
                    if (method, path) == ("DELETE", "/v1/sessions/{session_id}"):
                        continue  # erasure has a document entry of its own when it comes
                    answer = self.expect(api.call(method, target, query, key="admin"), 405, "method_not_allowed")
                    self.assertIn("GET", answer.headers["allow"])
                if "{session_id}" in path:
                    for name in ("nobody", "%20", "n%C3%B6", "x" * 129):
                        self.expect(api.call("GET", target.replace("known", name)), 404, "not_found")

    def test_events(self):
        event = Session("sent", journeys.now_ms() - 1000).add("SESSION_CREATED").events[0]
        good = json.dumps(event).encode()
        self.expect(api.post(good), 200)
        self.expect(api.post(good, query={"colour": "red"}), 400, "unknown_parameter", "colour")
        self.expect(api.post(b"{"), 400, "invalid_json")
        self.expect(api.post({"events": 1}), 400, "invalid_field", "events")
        self.expect(api.post({"events": [event], "sent_at": "then"}), 400, "invalid_field", "sent_at")
        self.expect(api.post(good, headers={"Content-Encoding": "gzip"}), 400, "invalid_encoding")
        self.expect(api.post(good, key=None), 401, "unauthorized")
        self.expect(api.post(good, key="read"), 403, "forbidden")
        self.expect(api.post(b" " * (10 * 1024 * 1024) + good), 413, "too_large")
        self.expect(api.post(good, content_type="text/html"), 415, "unsupported_media_type")
        self.expect(api.post(good, headers={"Content-Encoding": "br"}), 415, "unsupported_encoding")
        self.expect(api.post([{}]), 422, "nothing_accepted")
        self.assertIn("POST", self.expect(api.call("GET", "/v1/events"), 405, "method_not_allowed").headers["allow"])

    def test_other_clients(self):
        for path, (good, refused) in CLIENTS.items():
            content_type = "application/cloudevents+json" if path == "/v1/cloudevents" else "application/json"

            def status(body, key="server", headers=None, path=path, content_type=content_type):
                told = api.keys.get(key, "nobody")
                data = body if isinstance(body, bytes) else body.replace("{key}", told).encode()
                headers = {"Content-Type": content_type, **(headers or {})}
                return api.call("POST", path, None, None if "api_key" in good else key, data, headers).status
            with self.subTest(path):
                self.assertEqual(status(good), 200)
                self.assertEqual(status(b"{"), 400)
                self.assertEqual(status(good, key=None), 401)
                self.assertEqual(status(good, key="read"), 403)
                self.assertEqual(status(b" " * (10 * 1024 * 1024 + 1)), 413)
                self.assertEqual(status(good, headers={"Content-Encoding": "br"}), 415)
                self.assertEqual(status(refused), 400 if path == "/v1/logs" else 422)
        for key, status in ((api.keys["publishable"], 200), ("sj_pub_nobody", 404)):
            self.assertEqual(api.call("GET", SETTINGS.replace("{key}", key), key=None).status, status)

    def test_signing_in(self):
        def sign_in(key):
            return api.call("POST", "/v1/sign-in", key=None, body=json.dumps({"key": key}).encode())
        answer = self.expect(sign_in(api.keys["read"]), 200)
        cookie = {"Cookie": answer.headers["set-cookie"].split(";")[0]}
        self.expect(api.call("GET", "/v1/viewer", key=None, headers=cookie), 200)
        self.expect(api.call("POST", "/v1/sign-out", key=None, headers=cookie), 204)
        self.expect(api.call("GET", "/v1/viewer", key=None, headers=cookie), 401, "unauthorized")
        self.expect(api.call("POST", "/v1/sign-in", key=None, body=b"[]"), 400, "invalid_field", "key")
        self.expect(sign_in("nonsense"), 401, "unauthorized")
        self.expect(sign_in(api.keys["server"]), 403, "forbidden")
        for path in ("/v1/sign-in", "/v1/sign-out"):
            def post(body=b"{}", **headers):
                return api.call("POST", path, key=None, body=body, headers={name.replace("_", "-"): text for name, text in headers.items()})
            self.expect(post(Origin="http://evil.example", Content_Type="application/json"), 403, "origin_not_allowed")
            self.expect(post(Content_Type="text/plain"), 415, "unsupported_media_type", "Content-Type")
            self.expect(post(b" " * 5000), 413, "too_large")

    def test_no_such_path(self):
        for path in ("/v1", "/v1/", "/v1/nothing", "/v1/sessions/", "/v1/sessions/known/nothing", "/v2/sessions", "/v1/analytics",
                     "/v1/analytics/everything", "/v1/../healthz", "/healthz/"):
            with self.subTest(path):
                self.expect(api.call("GET", path), 404, "not_found")

    def test_what_is_no_request(self):
        for request, status, code in ((b"nonsense\r\n\r\n", 400, "bad_request"),
                                      (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400, "bad_request"),
                                      (b"GET /v1/sessions HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 65536 + b"\r\n\r\n", 431, "head_too_large"),
                                      (b"GET /" + b"x" * 10_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "uri_too_long"),
                                      (b"GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505, "version_not_supported"),
                                      (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]",
                                       400, "bad_request"),
                                      (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nContent-Length: 2\r\n\r\n[]",
                                       417, "expectation_failed")):
            with self.subTest(request[:60]):
                self.expect(api.raw(request, path="/not-parsed"), status, code)

    def test_every_documented_answer_came(self):
        """The tests above, once more where they did not run yet, bring about every status of every operation."""
        self.test_reads()
        self.test_events()
        self.test_signing_in()
        self.test_other_clients()
        for path in PUBLIC:
            api.get(path, key=None)
        wanted = {(method, path, int(status)) for method, path, operation in api.document.operations()
                  for status in operation["responses"] if int(status) not in NOT_TRIED}
        self.assertEqual(wanted - api.document.seen, set())


class Operations(unittest.TestCase):
    def test_health(self):
        health = api.get("/healthz", key=None)
        version = health["version"]
        self.assertRegex(version, r"\A\d+\.\d+\.\d+")
        self.assertEqual(api.get("/readyz", key=None)["status"], "ready")

    def test_the_document_is_served(self):
        served = api.get("/openapi.json", key=None).value
        own = openapi.document().source
        for part in set(own) | set(served):
            if part not in ("info", "servers"):
                self.assertEqual(served.get(part), own.get(part), part)
        self.assertEqual(served["info"]["title"], own["info"]["title"])

    def test_a_client_cannot_make_the_metrics_grow(self):
        for number in range(3):
            api.raw(f"INVENTED{number} /v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        text = api.get("/metrics", key=None).value
        self.assertNotIn("INVENTED", text)
        self.assertRegex(text, r'_count\{[^}]*method="other"[^}]*\} 3\n')

    def test_metrics_are_prometheus_text(self):
        text = api.get("/metrics", key=None).value
        typed = set(re.findall(r"(?m)^# TYPE (\w+) (?:counter|gauge|histogram|summary|untyped)$", text))
        self.assertTrue(typed)
        label = r"[a-zA-Z_]\w*=\"(?:[^\"\\\n]|\\.)*\""
        line = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(\{" + label + "(?:," + label + r")*,?\})? "
                          r"(?:[-+]?(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|Inf)|NaN)\Z")
        for number, text_line in enumerate(text.splitlines()):
            if text_line and not text_line.startswith("#"):
                found = line.match(text_line)
                self.assertIsNotNone(found, f"line {number + 1}: {text_line}")
                name = found.group(1)
                self.assertTrue(name in typed or re.sub(r"_(bucket|sum|count)$", "", name) in typed, name)
        self.assertTrue(text.endswith("\n"))


class Http(unittest.TestCase):
    def test_request_ids_differ(self):
        ids = [api.get("/healthz", key=None).headers["x-request-id"] for _ in range(20)]
        self.assertEqual(len(set(ids)), 20)

    def test_one_connection_many_requests(self):
        connection = http.client.HTTPConnection(*api.address, timeout=client.TIMEOUT_S)
        headers = {"Authorization": "Bearer " + api.keys["admin"]}
        for method, path, body in [("GET", "/v1/sessions", None), ("POST", "/v1/events", "[]"), ("POST", "/v1/events", "{"),
                                   ("GET", "/v1/sessions/known", None), ("GET", "/nothing", None)] * 3:
            connection.request(method, path, body, headers)
            sock = connection.sock
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            api.document.judge(method, path, response.status, told, response.read())
            self.assertIs(connection.sock, sock, f"closed after {method} {path}")
        connection.close()

    def test_escaped_ids(self):
        api.send(Session("a:b.c_d-e", journeys.now_ms() - 1000).add("SESSION_CREATED").events)
        for path in ("/v1/sessions/a:b.c_d-e", "/v1/sessions/a%3Ab%2Ec_d-e"):
            self.assertEqual(api.get(path)["session_id"], "a:b.c_d-e")


class CrossOrigin(unittest.TestCase):
    """A page on another origin sends events; no origin is registered, so all of them may."""
    ORIGIN = "https://shop.example"

    def test_preflight(self):
        for path, method in (("/v1/events", "POST"), ("/v1/sessions", "GET")):
            answer = api.call("OPTIONS", path, key=None, headers={
                "Origin": self.ORIGIN, "Access-Control-Request-Method": method,
                "Access-Control-Request-Headers": "authorization, content-type, x-api-key"})
            self.assertIn(answer.status, (200, 204), answer)
            self.assertIn(answer.headers["access-control-allow-origin"], ("*", self.ORIGIN))
            self.assertIn(method, answer.headers["access-control-allow-methods"])
            allowed = answer.headers["access-control-allow-headers"].lower()
            for name in ("authorization", "content-type", "x-api-key"):
                self.assertIn(name, allowed)

    def test_answers_and_problems(self):
        for path, key, status in (("/v1/sessions", "read", 200), ("/v1/sessions", None, 401), ("/v1/sessions", "server", 403),
                                  ("/v1/sessions?x=1", "read", 400), ("/nothing", None, 404)):
            path, _, query = path.partition("?")
            answer = api.call("GET", path, [tuple(query.split("="))] if query else None, key=key, headers={"Origin": self.ORIGIN})
            with self.subTest(path=path, status=status):
                self.assertEqual(answer.status, status)
                self.assertIn(answer.headers.get("access-control-allow-origin"), ("*", self.ORIGIN))
                self.assertIn("retry-after", answer.headers.get("access-control-expose-headers", "").lower())


if __name__ == "__main__":
    unittest.main()
