"""Every operation of the document asks every caller for the right that its `x-rights` names, whatever else the request says."""
import http.client
import json
import unittest

import openapi
import server

MAY = {  # docs/formats/openapi.yaml, "Rights"
    "write_fe": {"publishable", "server", "admin"},
    "read": {"read", "admin"},
}
CALLERS = ("publishable", "server", "read", "admin", "unknown", "none")


def setUpModule():
    global running, api
    running = server.for_module()
    api = running.client()


def status_of(method, path, key, in_body):
    """The status alone: an answer may be a stream that does not end."""
    headers, body = {"Content-Type": "application/json"}, None
    if method == "POST":
        body = json.dumps({"api_key": key} if in_body and key else {})
    if key and not in_body:
        headers["Authorization"] = f"Bearer {key}"
    connection = http.client.HTTPConnection(*api.address, timeout=30)
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


class EveryOperation(unittest.TestCase):
    def test_has_a_rule(self):
        for method, path, operation in openapi.document().operations():
            self.assertIn(operation.get("x-rights"), {"public", *MAY}, f"{method} {path}")

    def test_asks_every_caller_for_its_right(self):
        asked = 0
        for method, path, operation in openapi.document().operations():
            right = operation["x-rights"]
            if right == "public":
                continue
            for place in (path, *operation.get("x-also-at", [])):
                target = place.replace("{session_id}", "nobody")
                in_body = operation["operationId"] == "sendPosthogBatch"
                for caller in CALLERS:
                    with self.subTest(f"{method} {place} as {caller}"):
                        key = {"none": None, "unknown": "sj_adm_nobody"}.get(caller, api.keys.get(caller))
                        status = status_of(method.upper(), target, key, in_body)
                        if caller in ("none", "unknown"):
                            self.assertEqual(status, 401)
                        elif caller not in MAY[right]:
                            self.assertEqual(status, 403)
                        else:
                            self.assertNotIn(status, (401, 403))
                        asked += 1
        self.assertGreater(asked, 200)

    def test_answers_everybody_where_it_is_public(self):
        for method, path, operation in openapi.document().operations():
            if operation["x-rights"] == "public":
                key = api.keys["publishable"]
                alone = status_of(method.upper(), path.replace("{key}", key), None, False)
                self.assertEqual(status_of(method.upper(), path.replace("{key}", key), "sj_adm_nobody", False), alone, path)


if __name__ == "__main__":
    unittest.main()
