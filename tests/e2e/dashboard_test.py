"""What the dashboard's pages need of the server: their files, signing in, the catalog."""
import base64
import gzip
import hashlib
import http.client
import json
import pathlib
import re
import unittest

import journeys
import server
from journeys import Session

BASE = journeys.now_ms() - journeys.HOUR_MS


def setUpModule():
    global running, api
    running = server.for_module((None, "second"))
    api = running.client()
    api.send(Session("seen", BASE).begin().events)
    running.client(1).send(Session("not-seen", BASE).begin().events)
    api.wait_for_total(1)


def sign_in(key):
    return api.call("POST", "/v1/sign-in", key=None, body=json.dumps({"key": key}).encode(),
                    headers={"Content-Type": "application/json"})


def cookie_of(answer):
    return {"Cookie": "theme=dark; " + answer.headers["set-cookie"].split(";")[0] + "; last=1"}


class SigningIn(unittest.TestCase):
    def test_a_read_key_opens_reading_without_a_key(self):
        answer = sign_in(api.keys["read"])
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer["project"]["id"], running.project.id)
        self.assertEqual(answer["kind"], "read")
        cookie = cookie_of(answer)
        self.assertEqual(api.get("/v1/viewer", key=None, headers=cookie).value, answer.value)
        self.assertEqual([row["session_id"] for row in api.get("/v1/sessions", key=None, headers=cookie)["data"]], ["seen"])
        self.assertEqual(api.call("GET", "/v1/sessions/not-seen", key=None, headers=cookie).status, 404)

    def test_a_cookie_never_writes_or_administers(self):
        cookie = cookie_of(sign_in(api.keys["admin"]))
        cookie["Content-Type"] = "application/json"
        body = json.dumps({"session_id": "forged", "name": "SESSION_CREATED", "time": BASE}).encode()
        self.assertEqual(api.call("POST", "/v1/events", key=None, body=body, headers=cookie).status, 401)

    def test_another_sites_page_gets_nothing(self):
        cookie = cookie_of(sign_in(api.keys["read"]))
        for site, status in (("cross-site", 401), ("same-site", 401), ("same-origin", 200), ("none", 200)):
            answer = api.call("GET", "/v1/sessions", key=None, headers={**cookie, "Sec-Fetch-Site": site})
            self.assertEqual(answer.status, status, site)
        self.assertNotIn("access-control-allow-credentials", answer.headers)

    def test_wrong_keys(self):
        for key, status in (("sj_read_nonsense", 401), ("", 401), (api.keys["server"], 403), (api.keys["publishable"], 403)):
            answer = sign_in(key)
            self.assertEqual(answer.status, status, key)
            self.assertNotIn("set-cookie", answer.headers)
        for body in (b"", b"[]", b'{"key":1}', b"key=x"):
            answer = api.call("POST", "/v1/sign-in", key=None, body=body)
            self.assertEqual((answer.status, answer.code), (400, "invalid_field"), body)

    def test_another_sites_page_neither_signs_in_nor_out(self):
        cookie = cookie_of(sign_in(api.keys["read"]))
        body = json.dumps({"key": api.keys["read"]}).encode()
        own = f"http://{api.address[0]}:{api.address[1]}"
        for headers, status in (({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403),
                                ({"Origin": "http://evil.example"}, 403), ({"Origin": "null"}, 403),
                                ({"Origin": own, "Content-Type": "text/plain"}, 415), ({"Origin": own}, 200)):
            headers = {"Content-Type": "application/json", **headers}
            answer = api.call("POST", "/v1/sign-in", key=None, body=body, headers=headers)
            self.assertEqual(answer.status, status, headers)
            if status != 200:
                self.assertEqual(api.call("POST", "/v1/sign-out", key=None, headers={**cookie, **headers}).status, status)
        self.assertEqual(api.call("GET", "/v1/viewer", key=None, headers=cookie).status, 200)

    def test_what_needs_no_key_is_small(self):
        for path in ("/v1/sign-in", "/v1/sign-out"):
            answer = api.call("POST", path, key=None, body=b" " * 5000, headers={"Content-Type": "application/json"})
            self.assertEqual((answer.status, answer.code), (413, "too_large"), path)

    def test_signing_out_ends_it(self):
        cookie = cookie_of(sign_in(api.keys["read"]))
        self.assertEqual(api.call("POST", "/v1/sign-out", key=None, headers=cookie).status, 204)
        self.assertEqual(api.call("GET", "/v1/viewer", key=None, headers=cookie).status, 401)
        self.assertEqual(api.call("GET", "/v1/sessions", key=None, headers=cookie).status, 401)

    def test_a_made_up_cookie(self):
        for token in ("", "x", "0" * 43):
            headers = {"Cookie": f"sj_session={token}"}
            self.assertEqual(api.call("GET", "/v1/sessions", key=None, headers=headers).status, 401)
            self.assertEqual(api.call("GET", "/v1/viewer", key=None, headers=headers).status, 401)


class CatalogInUse(unittest.TestCase):
    def test_has_what_the_file_has(self):
        catalog = api.get("/v1/catalog").value
        source = (pathlib.Path(server.REPOSITORY) / "catalog" / "kyc.yaml").read_text(encoding="utf-8")
        import yaml
        file = yaml.safe_load(source)
        self.assertEqual([event["name"] for event in catalog["events"]], list(file["events"]))
        self.assertEqual({screen["path"]: screen["stage"] for screen in catalog["screens"]}, file["screens"])
        self.assertEqual([reason["code"] for reason in catalog["reasons"]], list(file["reasons"]))
        self.assertEqual([code["code"] for code in catalog["error_codes"]], list(file["error_codes"]))
        advice = {**file["advice"]["headlines"], **file["advice"]["reasons"]}
        self.assertEqual([one["code"] for one in catalog["advice"]], list(advice))
        for one in catalog["advice"]:
            said = {"sensitive": one["sensitive"], "next": one["next"], "tell": one["tell"]}
            self.assertEqual(said, {"sensitive": False, **advice[one["code"]]}, one["code"])
        check = next(event for event in catalog["events"] if event["name"] == "IP_RISK_CHECK")
        self.assertEqual((check["source"], check["stage"], check["kind"], check["impact"]), ("BE", "PRE_CHECKS", "check", "BLOCKED"))


class Pages(unittest.TestCase):
    def fetch(self, path, headers=None):
        connection = http.client.HTTPConnection(*api.address, timeout=10)
        try:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    def test_every_screens_address_is_the_page_under_a_strict_policy(self):
        for path in ("/", "/sign-in", "/sessions", "/sessions/a%2Fb?x=1", "/analytics", "/live", "/reference", "/first-run",
                     "/compare/a/b", "/people/email/a@example.com"):
            status, headers, body = self.fetch(path)
            self.assertEqual((status, headers["content-type"]), (200, "text/html; charset=utf-8"), path)
            self.assertIn(b"<!doctype html>", body.lower())
            policy = headers["content-security-policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertNotRegex(body.decode(), r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=")

    def test_every_file_that_the_page_names_is_there_and_lasts(self):
        _, _, page = self.fetch("/")
        for path in re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.decode()):
            status, headers, plain = self.fetch(path)
            self.assertEqual(status, 200, path)
            self.assertIn("immutable", headers["cache-control"])
            status, headers, packed = self.fetch(path, {"Accept-Encoding": "gzip"})
            if headers.get("content-encoding") == "gzip":
                self.assertEqual(gzip.decompress(packed), plain)

    def test_the_page_is_not_sent_again_when_it_did_not_change(self):
        _, headers, _ = self.fetch("/")
        status, _, body = self.fetch("/", {"If-None-Match": headers["etag"]})
        self.assertEqual((status, body), (304, b""))

    def test_any_site_may_load_the_sdk_and_pin_it(self):
        for origin in ("https://shop.example", None):
            _, headers, told = self.fetch("/sdk/integrity.json", {"Origin": origin} if origin else {})
            self.assertEqual(headers["access-control-allow-origin"], "*")
        told = json.loads(told)
        status, headers, script = self.fetch(told["src"], {"Origin": "https://shop.example"})
        self.assertEqual((status, headers["content-type"]), (200, "text/javascript; charset=utf-8"))
        self.assertEqual(headers["access-control-allow-origin"], "*")
        self.assertEqual(told["integrity"], "sha384-" + base64.b64encode(hashlib.sha384(script).digest()).decode())
        self.assertIn(b"SessionJourney", script)
        self.assertEqual(self.fetch(told["src"], {"If-None-Match": headers["etag"]})[0], 304)

    def test_what_is_not_there(self):
        for path in ("/assets/none.js", "/assets/../index.html", "/nothing", "/v1/nothing"):
            self.assertEqual(self.fetch(path)[0], 404, path)

    def test_a_person_who_goes_to_what_is_not_there_gets_a_page(self):
        status, headers, body = self.fetch("/nothing", {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        self.assertEqual((status, headers["content-type"]), (404, "text/html; charset=utf-8"))
        self.assertIn(b"<!doctype html>", body.lower())
        self.assertEqual(self.fetch("/nothing", {"Accept": "*/*"})[1]["content-type"], "application/problem+json")


if __name__ == "__main__":
    unittest.main()
