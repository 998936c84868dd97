"""Two projects on one server: neither learns anything of the other, by any endpoint, filter, cursor or message."""
import queue
import unittest

import client
import journeys
import server
from journeys import Session

BASE = journeys.now_ms() - 2 * journeys.HOUR_MS
LATE = BASE + journeys.HOUR_MS + journeys.MINUTE_MS  # sessions that single tests add lie outside the range
RANGE = {"from": BASE - journeys.DAY_MS, "to": BASE + journeys.HOUR_MS}


def setUpModule():
    global running, mine, theirs
    running = server.for_module((None, "second"))
    mine, theirs = running.client(0), running.client(1)
    shared = {"email": "same@person.test", "user_id": "same", "submission_id": "same"}
    mine.send(Session("common", BASE).begin().submitted(**shared).events)
    mine.send(Session("only-mine", BASE).begin().submitted(**shared).add("CLIENT_ERROR", error_code="LO-30005").events)
    theirs.send(Session("common", BASE + 1000).begin().document().submitted(**shared).decided("REJECTED", "secret reason").events)
    theirs.send(Session("only-theirs", BASE + 2000).add("SECRET_EVENT", source="BE", email="secret@person.test").events)
    theirs.send(Session("theirs-too", BASE + 3000).begin().add("IP_RISK_CHECK", result="FAIL", error_code="DE-99999").events)
    mine.wait_for_total(2)
    theirs.wait_for_total(3)


class Isolation(unittest.TestCase):
    def test_projects_differ(self):
        first, second = running.projects
        self.assertNotEqual(first.id, second.id)
        self.assertEqual(set(first.keys.values()) & set(second.keys.values()), set())
        self.assertEqual(set(first.keys), {"server", "publishable", "read", "admin"})

    def test_the_same_id_is_two_sessions(self):
        for api, project, events, decided in ((mine, running.projects[0], 4, False), (theirs, running.projects[1], 8, True)):
            session = api.session("common")
            self.assertEqual(session["project_id"], project.id)
            self.assertEqual(session["counts"]["events"], events)
            self.assertEqual(session["decision"] is not None, decided)
            self.assertEqual(len(api.events("common")), events)

    def test_another_projects_session_is_none(self):
        for path in ("/v1/sessions/{}", "/v1/sessions/{}/events", "/v1/sessions/{}/stream"):
            for name in ("only-theirs", "theirs-too"):
                for key in ("read", "admin"):
                    other = mine.call("GET", path.format(name), key=key)
                    none = mine.call("GET", path.format("nobody-at-all"), key=key)
                    with self.subTest(path=path, name=name, key=key):
                        self.assertEqual(other.status, 404)
                        self.assertEqual({**other.value, "request_id": ""}, {**none.value, "request_id": "",
                                         "detail": none["detail"].replace("nobody-at-all", name)})

    def test_lists_and_filters(self):
        self.assertEqual(set(mine.ids(RANGE)), {"common", "only-mine"})
        self.assertEqual(set(theirs.ids(RANGE)), {"common", "only-theirs", "theirs-too"})
        for query in ({"q": "theirs"}, {"q": "secret@person.test", "field": "email", "match": "exact"}, {"event": "SECRET_EVENT"},
                      {"reason": "secret reason"}, {"decision": "REJECTED"}, {"error_code": "DE-99999"}, {"error_family": "DE"},
                      {"headline": "BLOCKED_PRE_CHECKS"}, {"check": "IP_RISK_CHECK"}, {"last_event": "SECRET_EVENT"},
                      {"from": BASE + 2000, "to": BASE + 4000}, {"entered": "FINAL"}):
            with self.subTest(query):
                self.assertEqual(mine.ids(query), [])
                self.assertEqual(mine.total(query), 0)
                self.assertNotEqual(theirs.ids(query), [])

    def test_linked_sessions(self):
        self.assertEqual([one["session_id"] for one in mine.session("common")["linked"]], ["only-mine"])
        self.assertEqual(theirs.session("common")["linked"], [])

    def test_cursors_do_not_travel(self):
        page = theirs.get("/v1/sessions", {"limit": 1})
        answer = mine.call("GET", "/v1/sessions", {"limit": 5, "cursor": page["next_cursor"]})
        self.assertEqual((answer.status, answer.code), (400, "invalid_cursor"), answer)
        page = theirs.get("/v1/sessions/common/events", {"limit": 1})
        answer = mine.call("GET", "/v1/sessions/common/events", {"limit": 5, "cursor": page["next_cursor"]})
        self.assertEqual((answer.status, answer.code), (400, "invalid_cursor"), answer)

    def test_analytics(self):
        funnel = mine.get("/v1/analytics/funnel", RANGE)
        self.assertEqual((funnel["started"], funnel["approved"]), (2, 0))
        self.assertEqual(sum(row["blocked_here"] for row in funnel["stages"]), 0)
        self.assertEqual(mine.get("/v1/analytics/reasons", RANGE)["data"], [])
        self.assertEqual([row["error_code"] for row in mine.get("/v1/analytics/errors", RANGE)["data"]], ["LO-30005"])
        self.assertEqual(mine.get("/v1/analytics/checks", RANGE)["data"], [])
        self.assertEqual(sum(row["sessions"] for row in mine.get("/v1/analytics/dropoffs", RANGE)["stage"]), 2)
        buckets = mine.get("/v1/analytics/outcomes", RANGE)["buckets"]
        self.assertEqual(sum(sum(bucket["status"].values()) for bucket in buckets), 2)

    def test_exports(self):
        lines = mine.get("/v1/export/sessions", {**RANGE, "format": "ndjson"}).value
        self.assertEqual({line["session_id"] for line in lines}, {"common", "only-mine"})
        text = mine.get("/v1/export/sessions", {"format": "csv"}).body + mine.get("/v1/export/events").body
        for secret in (b"theirs", b"ecret", b"DE-99999", running.projects[1].id.encode()):
            self.assertNotIn(secret, text)

    def test_streams(self):
        for api in (mine, theirs):
            api.send(Session("common-live", LATE).begin().events)
        with theirs.stream("/v1/stream") as stream:
            theirs.send(Session("stream-theirs", LATE).begin().events)
            last = stream.until(lambda message: message.event == "session")[-1].id
        with mine.stream("/v1/stream") as ours, mine.stream("/v1/sessions/common-live/stream") as one:
            theirs.send(Session("common-live", journeys.now_ms() - 1000).add("PAGE_VISIBLE", event_id="late").events)
            theirs.send(Session("stream-theirs-2", LATE).begin().events)
            for stream in (ours, one):
                with self.assertRaises(queue.Empty):
                    self.fail(f"leaked: {stream.next(0.6)}")
        # an id of one project's stream opens nothing in another's
        try:
            with mine.stream("/v1/stream", last_event_id=last) as stream:
                theirs.send(Session("stream-theirs-3", LATE).begin().events)
                while True:
                    self.assertNotIn("theirs", stream.next(0.6).value["session_id"])
        except (queue.Empty, AssertionError) as outcome:
            if isinstance(outcome, AssertionError) and " 400 " not in str(outcome):
                raise

    def test_the_same_event_in_both(self):
        event = Session("twice", LATE).add("SESSION_CREATED").events[0]
        self.assertEqual((mine.send(event)["accepted"], theirs.send(event)["accepted"]), (1, 1))
        self.assertEqual((mine.send(event)["duplicates"], theirs.send(event)["duplicates"]), (1, 1))
        client.eventually(lambda: mine.ids({"q": "twice"}), lambda got: got == ["twice"], "the session")


if __name__ == "__main__":
    unittest.main()
