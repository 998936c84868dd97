"""GET /v1/sessions and a session's events: every filter on a small cast of known sessions, search, order, cursors."""
import time
import unittest

import client
import journeys
import server
from journeys import Session

NOW = journeys.now_ms()
BASE = NOW - 6 * journeys.HOUR_MS - NOW % 1000  # everybody of the cast who is not still here left long ago


def cast():
    """Name -> session; one minute apart, in this order."""
    people = [
        Session("approved", 0).begin().document().submitted(submission_id="sub-1", email="Ann@Example.com", user_id="u-1")
        .face().decided("APPROVED").result_page(),
        Session("approved-retake", 0).begin().view("/id/guide").add("ID_CAPTURED").add("ID_OCR_CHECK", result="FAIL")
        .add("ID_CAPTURED").add("ID_OCR_CHECK", result="PASS").submitted(email="bob@example.com", submission_id="sub-2")
        .face().decided("APPROVED"),
        Session("approved-warning", 0).begin().document().add("GOVERNMENT_CHECK", result="WARN").submitted().face()
        .decided("APPROVED").result_page(),
        Session("rejected", 0).begin().document().add("DUPLICATE_USER_CHECK", result="FAIL").submitted(user_id="u-4")
        .decided("REJECTED", "duplicate_user").result_page(),
        Session("rejected-silently", 0).begin().document().submitted().decided("REJECTED").result_page(),
        Session("pending", 0).begin().document().submitted().face().add("AML_SCREENING_CHECK", result="FAIL")
        .decided("PENDING", "aml_match").result_page(),
        Session("reviewed", 0).begin().document().submitted().face().decided("PENDING", "custom_policy")
        .decided("REJECTED", "custom reason / verbatim").result_page(),
        Session("blocked", 0).begin().add("IP_RISK_CHECK", result="FAIL", error_code="DE-20000")
        .add("ERROR_PAGE_VIEWED", error_code="DE-30000", attributes={"path": "/error-page/service-blocked"}),
        Session("looping", 0).begin().view("/id/guide").add("ID_CAPTURED").add("ID_QUALITY_CHECK", result="FAIL")
        .add("ERROR_PAGE_VIEWED", error_code="LO-30005", attributes={"path": "/error-page/LO-30005"}),
        Session("hidden", 0).begin().view("/id/guide").add("PAGE_HIDDEN"),
        Session("offline", 0).begin().document().submitted().view("/account/transfer").add("NETWORK_OFFLINE", error_code="NF-10000"),
        Session("gave-up", 0).begin().view("/id/guide").add("ID_CAPTURED").add("ID_QUALITY_CHECK", result="FAIL", error_code="LO-30001")
        .view("/id/retry"),
        Session("no-camera", 0).begin().view("/face/guide").add("CAMERA_DENIED", error_code="project-closed"),
        Session("unopened", 0).add("SESSION_CREATED", 0),
        Session("by-api", 0).add("SESSION_CREATED", 0).add("ID_EXPIRY_CHECK", result="FAIL").submitted()
        .decided("REJECTED", "expired_id"),
        Session("own-event", 0).begin().view("/terms").add("MY_OWN_THING", source="BE", impact="BLOCKED", stage="STEP1"),
        Session("still-here", 0).begin().view("/face/guide"),
        Session("still-retaking", 0).begin().view("/id/guide").add("ID_CAPTURED").add("ID_OCR_CHECK", result="ERROR"),
    ]
    for number, person in enumerate(people):
        start = BASE + number * journeys.MINUTE_MS
        if person.id.startswith("still"):
            start = NOW - 60_000 + number * 1000
        for event in person.events:
            event["time"] += start
        person.start_ms = start
    return {person.id: person for person in people}


CAST = cast()
EVERYBODY = set(CAST)
APPROVED = {"approved", "approved-retake", "approved-warning"}
REJECTED = {"rejected", "rejected-silently", "reviewed", "by-api"}
HERE = {"still-here", "still-retaking"}
COMPLETED = {"approved", "approved-warning", "rejected", "rejected-silently", "pending", "reviewed", "by-api"}
ERROR = {"blocked", "looping", "own-event"}
DROPPED = EVERYBODY - COMPLETED - ERROR - HERE
DECIDED = APPROVED | REJECTED | {"pending"}

FILTERS = [  # filter, who passes it
    ({"status": "COMPLETED"}, COMPLETED),
    ({"status": "ERROR"}, ERROR),
    ({"status": "DROPPED"}, DROPPED),
    ({"status": "IN_PROGRESS"}, HERE),
    ({"status": ["ERROR", "IN_PROGRESS"]}, ERROR | HERE),
    ({"decision": "APPROVED"}, APPROVED),
    ({"decision": "REJECTED"}, REJECTED),
    ({"decision": "PENDING"}, {"pending"}),
    ({"decision": "NONE"}, EVERYBODY - DECIDED),
    ({"decision": ["NONE", "PENDING"]}, EVERYBODY - APPROVED - REJECTED),
    ({"stage": "POST"}, COMPLETED - {"by-api"}),
    ({"stage": "PRE_CHECKS"}, {"blocked", "unopened", "own-event"}),  # an unknown BE event is no activity
    ({"stage": "STEP1"}, {"looping", "hidden", "gave-up", "by-api", "still-retaking"}),
    ({"stage": "PRE_STEP2"}, {"offline"}),
    ({"stage": "STEP2"}, {"approved-retake", "no-camera", "still-here"}),
    ({"stage": "FINAL"}, set()),
    ({"furthest_stage": "POST"}, COMPLETED - {"by-api"}),
    ({"furthest_stage": ["PRE_CHECKS", "PRE_STEP2"]}, {"blocked", "unopened", "own-event", "offline"}),
    ({"entered": "PRE_STEP2"}, {"offline"}),
    ({"entered": "FINAL"}, DECIDED),
    ({"entered": "STEP2"}, {"approved", "approved-retake", "approved-warning", "pending", "reviewed", "no-camera", "still-here"}),
    ({"entered": ["PRE_STEP2", "FINAL"]}, DECIDED | {"offline"}),
    ({"passed": "PRE_CHECKS"}, EVERYBODY - {"blocked", "unopened", "own-event"}),
    ({"passed": "STEP1"}, {"approved", "approved-retake", "approved-warning", "rejected", "rejected-silently", "pending", "reviewed",
                           "offline", "by-api"}),  # of `rejected` and `by-api` the stage's state says `rejected`
    ({"passed": "STEP2"}, APPROVED | {"pending", "reviewed"}),
    ({"passed": "PRE_STEP2"}, set()),
    ({"passed": "FINAL"}, DECIDED),
    ({"passed": "POST"}, COMPLETED - {"by-api"}),
    ({"headline": "APPROVED"}, {"approved"}),
    ({"headline": "APPROVED_AFTER_RETAKE"}, {"approved-retake"}),
    ({"headline": "APPROVED_WITH_WARNINGS"}, {"approved-warning"}),
    ({"headline": "REJECTED_BY_CHECK"}, {"rejected", "by-api"}),
    ({"headline": "REJECTED_UNEXPLAINED"}, {"rejected-silently", "reviewed"}),
    ({"headline": "PENDING_REVIEW"}, {"pending"}),
    ({"headline": ["BLOCKED_PRE_CHECKS", "BLOCKED_IN_STEP"]}, {"blocked", "own-event"}),
    ({"headline": "BLOCKED_IN_STEP"}, {"own-event"}),
    ({"headline": "ERROR_RETRY_LOOP"}, {"looping"}),
    ({"headline": "DROPPED_IN_BACKGROUND"}, {"hidden"}),
    ({"headline": "DROPPED_OFFLINE"}, {"offline"}),
    ({"headline": "DROPPED_AFTER_RETAKE"}, {"gave-up"}),
    ({"headline": "DROPPED_CAMERA_DENIED"}, {"no-camera"}),
    ({"headline": "DROPPED_NEVER_OPENED"}, {"unopened"}),
    ({"headline": "IN_PROGRESS"}, {"still-here"}),
    ({"headline": "IN_PROGRESS_RETAKE"}, {"still-retaking"}),
    ({"headline": "DROPPED_ON_SERVER"}, set()),
    ({"reason": "duplicate_user"}, {"rejected"}),
    ({"reason": "custom reason / verbatim"}, {"reviewed"}),
    ({"reason": "custom_policy"}, set()),  # no longer the current decision's
    ({"reason": "Duplicate_User"}, set()),
    ({"reason": ["aml_match", "expired_id"]}, {"pending", "by-api"}),
    ({"error_code": "DE-30000"}, {"blocked"}),
    ({"error_code": "DE-20000"}, set()),  # not the last one
    ({"error_code": ["LO-30005", "LO-30001", "project-closed"]}, {"looping", "gave-up", "no-camera"}),
    ({"error_family": "LO"}, {"looping", "gave-up"}),
    ({"error_family": ["NF", "DE"]}, {"offline", "blocked"}),
    ({"event": "MY_OWN_THING"}, {"own-event"}),
    ({"event": ["CAMERA_DENIED", "NETWORK_OFFLINE"]}, {"no-camera", "offline"}),
    ({"event": "GOVERNMENT_CHECK"}, {"approved-warning"}),
    ({"event": "NO_SUCH_EVENT"}, set()),
    ({"check": "ID_QUALITY_CHECK"}, {"looping", "gave-up"}),
    ({"check": "ID_OCR_CHECK:FAIL"}, {"approved-retake"}),
    ({"check": "ID_OCR_CHECK:ERROR"}, {"still-retaking"}),
    ({"check": ["ID_OCR_CHECK:ERROR", "IP_RISK_CHECK", "GOVERNMENT_CHECK:PASS"]}, {"still-retaking", "blocked"}),
    ({"last_path": "/id/guide"}, {"hidden", "still-retaking"}),
    ({"last_path": "/error-page/LO-30005"}, {"looping"}),
    ({"last_path": ["/id/retry", "/account/transfer"]}, {"gave-up", "offline"}),
    ({"last_path": "/id"}, set()),
    ({"last_event": "PAGE_HIDDEN"}, {"hidden"}),
    ({"last_event": ["SESSION_CREATED", "CAMERA_DENIED"]}, {"unopened", "no-camera"}),
    ({"last_event": "REJECTED"}, {"by-api"}),
    # different parameters all apply
    ({"status": "DROPPED", "stage": "STEP1"}, {"hidden", "gave-up"}),
    ({"status": "DROPPED", "decision": "APPROVED"}, {"approved-retake"}),
    ({"status": ["DROPPED", "ERROR"], "check": "ID_QUALITY_CHECK:FAIL", "error_family": "LO"}, {"looping", "gave-up"}),
    ({"decision": "REJECTED", "status": "COMPLETED", "reason": "expired_id", "event": "ID_EXPIRY_CHECK"}, {"by-api"}),
    ({"decision": "APPROVED", "stage": "STEP1"}, set()),
    # text
    ({"q": "ann@example.com"}, {"approved"}),
    ({"q": "EXAMPLE.COM"}, {"approved", "approved-retake"}),
    ({"q": "approved"}, APPROVED),  # in session ids
    ({"q": "approved", "field": "session_id", "match": "exact"}, {"approved"}),
    ({"q": "approved-", "field": "session_id", "match": "prefix"}, {"approved-retake", "approved-warning"}),
    ({"q": "-WARN", "field": "session_id"}, {"approved-warning"}),
    ({"q": "example", "field": "email", "match": "prefix"}, set()),
    ({"q": "BOB@", "field": "email", "match": "prefix"}, {"approved-retake"}),
    ({"q": "bob@example.com", "field": "email", "match": "exact"}, {"approved-retake"}),
    ({"q": "bob@example.com", "field": "user_id", "match": "exact"}, set()),
    ({"q": "U-", "field": "user_id", "match": "prefix"}, {"approved", "rejected"}),
    ({"q": "u-", "field": "user_id"}, {"approved", "rejected"}),
    ({"q": "sub-2", "field": "submission_id", "match": "exact"}, {"approved-retake"}),
    ({"q": "sub-"}, {"approved", "approved-retake"}),
    ({"q": "page_hid", "field": "last_event"}, {"hidden"}),
    ({"q": "my_own", "match": "prefix"}, {"own-event"}),  # `any` includes the last event
    ({"q": "e", "match": "exact"}, set()),
    ({"q": "%", "field": "session_id"}, set()),
    ({"q": "b_b", "field": "email"}, set()),
    ({"q": "example.com", "decision": "APPROVED", "status": "COMPLETED"}, {"approved"}),
]


def setUpModule():
    global running
    running = server.for_module()
    api = running.client()
    events = [event for person in CAST.values() for event in person.events]
    api.send_all(events)
    api.wait_for_total(len(CAST))
    for person in CAST.values():
        client.eventually(lambda: api.sessions({"q": person.id, "field": "session_id", "match": "exact"}),
                          lambda got: got and got[0]["counts"]["events"] == len(person.events), f"all of {person.id}")


class ListCase(unittest.TestCase):
    def setUp(self):
        self.api = running.client()

    def assertProblem(self, query, code, field, path="/v1/sessions"):
        answer = self.api.call("GET", path, query)
        self.assertEqual((answer.status, answer.code, answer.value.get("field")), (400, code, field), answer)


class Filters(ListCase):
    def test_each_finds_exactly_its_sessions(self):
        cast_only = set(CAST)
        for query, wanted in FILTERS:
            with self.subTest(query=query):
                got = self.api.ids(query)
                self.assertEqual(len(got), len(set(got)))
                self.assertEqual(set(got) & cast_only, wanted)

    def test_a_list_tells_what_the_session_tells(self):
        for summary in self.api.sessions():
            detail = self.api.session(summary["session_id"])
            self.assertEqual({member: detail[member] for member in summary}, summary)

    def test_every_word_of_the_enumerations_is_taken(self):
        for (place, name), parameter in self.api.document.parameters("GET", "/v1/sessions").items():
            schema = parameter["schema"]
            for word in schema.get("items", schema).get("enum", []):
                with self.subTest(f"{name}={word}"):
                    self.api.get("/v1/sessions", {name: word})

    def test_words_that_do_not_exist(self):
        for name, value in (("status", "DONE"), ("status", "completed"), ("status", ""), ("decision", "MAYBE"), ("stage", "STEP9"),
                            ("furthest_stage", "NONE"), ("entered", "x"), ("passed", "x"), ("headline", "FINE"),
                            ("check", "ID_OCR_CHECK:MAYBE"), ("time_field", "seen"), ("field", "name"), ("match", "regex"),
                            ("sort", "status"), ("sort", "+created"), ("count", "all"), ("limit", "0"), ("limit", "201"),
                            ("limit", "-1"), ("limit", "ten"), ("limit", "1.5"), ("limit", ""), ("from", "yesterday"),
                            ("to", "2026-06-21"), ("from", "2026-06-21T00:00:00"), ("from", ""), ("to", "1.5")):
            with self.subTest(f"{name}={value}"):
                query = {name: value, "q": "x"} if name in ("field", "match") else {name: value}
                self.assertProblem(query, "invalid_parameter", name)
        self.assertProblem({"status": ["DROPPED", "NONE"]}, "invalid_parameter", "status")

    def test_unknown_parameters(self):
        for name in ("colour", "Status", "as_of", "offset", "page", "interval"):
            with self.subTest(name):
                self.assertProblem({name: "1"}, "unknown_parameter", name)

    def test_search_finds_aliases(self):
        self.api.send(Session("renamed", NOW - 3 * journeys.HOUR_MS).begin()
                      .submitted(email="First@Corp.test", user_id="first", submission_id="s-first")
                      .submitted(email="second@corp.test", user_id="second", submission_id="s-second").events)
        client.eventually(lambda: self.api.ids({"q": "second@"}), lambda got: got == ["renamed"], "the second name")
        for field, value in (("email", "first@corp.test"), ("user_id", "FIRST"), ("submission_id", "s-first")):
            with self.subTest(field):
                for query in ({"q": value, "field": field, "match": "exact"}, {"q": value[:4], "field": field, "match": "prefix"},
                              {"q": value, "match": "exact"}):
                    self.assertIn("renamed", self.api.ids(query), query)


class Ranges(ListCase):
    def test_half_open_on_either_time(self):
        person = CAST["pending"]
        first, last = person.events[0]["time"], person.events[-1]["time"]
        decided = next(event["time"] for event in person.events if event["name"] == "PENDING")
        for time_field, moment in (("created", first), ("updated", last), ("decided", decided)):
            for low, high, inside in ((moment, moment + 1, True), (moment - 1, moment, False), (moment + 1, moment + 2, False),
                                      (moment, None, True), (moment + 1, None, False), (None, moment, False), (None, moment + 1, True)):
                with self.subTest(time_field=time_field, low=low, high=high):
                    query = {"from": low, "to": high, "time_field": time_field}
                    self.assertEqual("pending" in self.api.ids(query), inside)
        self.assertIn("pending", self.api.ids({"from": first, "to": first + 1}))  # created, unless told otherwise
        self.assertNotIn("pending", self.api.ids({"from": last, "to": last + 1}))

    def test_ways_to_write_a_time(self):
        first = CAST["pending"].events[0]["time"]
        seoul = journeys.text_of(first + 9 * journeys.HOUR_MS).replace("Z", "+09:00")
        wanted = self.api.ids({"from": first})
        self.assertEqual(wanted[-1], "pending")
        for text in (journeys.text_of(first), seoul, seoul.replace("+", " "), str(first)):
            with self.subTest(text):
                self.assertEqual(self.api.ids({"from": text}), wanted)

    def test_together_with_a_filter(self):
        first = CAST["pending"].events[0]["time"]
        self.assertEqual(set(self.api.ids({"from": first, "decision": "REJECTED"})) & set(CAST), {"reviewed", "by-api"})


class Order(ListCase):
    @classmethod
    def setUpClass(cls):
        """Seven sessions of the same minute, some of the same millisecond."""
        api, events = running.client(), []
        for name, created, last in (("tie-b", 0, 9000), ("tie-a", 0, 5000), ("tie-d", 1, 9000), ("tie-c", 1, 5000),
                                    ("tie-E", 1, 5000), ("tie-f", 0, 5000), ("tie-0", 2, 9000)):
            session = Session(name, BASE - journeys.DAY_MS + created).add("SESSION_CREATED", 0)
            events += session.add("PROJECT_OPTIONS_FETCHED", last - created).events
        api.send(events)
        api.wait_for_total(7, {"q": "tie-", "field": "session_id"})

    def test_each_sort_with_ties_by_id(self):
        for sort, wanted in (("created", "tie-a tie-b tie-f tie-E tie-c tie-d tie-0"),
                             ("-created", "tie-0 tie-E tie-c tie-d tie-a tie-b tie-f"),
                             ("updated", "tie-E tie-a tie-c tie-f tie-0 tie-b tie-d"),
                             ("-updated", "tie-0 tie-b tie-d tie-E tie-a tie-c tie-f")):
            for limit in (1, 2, 3, 200):
                with self.subTest(sort=sort, limit=limit):
                    query = {"q": "tie-", "field": "session_id", "sort": sort}
                    self.assertEqual([one["session_id"] for one in self.api.sessions(query, limit)], wanted.split())

    def test_newest_first_unless_told_otherwise(self):
        self.assertEqual(self.api.ids(), self.api.ids({"sort": "-created"}))
        starts = [one["created_at"] for one in self.api.sessions()]
        self.assertEqual(starts, sorted(starts, reverse=True))
        self.assertEqual([one["updated_at"] for one in self.api.sessions({"sort": "updated"})],
                         sorted(one["updated_at"] for one in self.api.sessions()))


class Cursors(ListCase):
    def test_a_walk_is_the_whole_list(self):
        for query in ({}, {"sort": "updated"}, {"status": "DROPPED"}, {"q": "e", "sort": "created"}, {"decision": ["NONE", "APPROVED"]}):
            whole = self.api.ids(query)
            for limit in (1, 3, 7):
                with self.subTest(query=query, limit=limit):
                    self.assertEqual([one["session_id"] for one in self.api.sessions(query, limit)], whole)

    def test_fifty_on_a_page_unless_told_otherwise(self):
        self.api.send([event for n in range(60) for event in Session(f"crowd-{n:02}", BASE - n).add("SESSION_CREATED", 0).events])
        self.api.wait_for_total(60, {"q": "crowd-"})
        page = self.api.get("/v1/sessions", {"q": "crowd-"})
        self.assertEqual(len(page["data"]), 50)
        page = self.api.get("/v1/sessions", {"q": "crowd-", "cursor": page["next_cursor"], "limit": 200})
        self.assertEqual((len(page["data"]), page["next_cursor"]), (10, None))

    def test_a_full_last_page_is_the_last(self):
        total = self.api.total({"decision": "REJECTED"})
        self.assertIsNone(self.api.get("/v1/sessions", {"decision": "REJECTED", "limit": total})["next_cursor"])

    def test_it_belongs_to_its_filters_and_its_sort(self):
        cursor = self.api.get("/v1/sessions", {"status": "DROPPED", "limit": 1})["next_cursor"]
        for query in ({}, {"status": "ERROR"}, {"status": ["DROPPED", "ERROR"]}, {"status": "DROPPED", "sort": "updated"},
                      {"status": "DROPPED", "q": "x"}, {"status": "DROPPED", "from": BASE}):
            with self.subTest(query):
                self.assertProblem(dict(query, cursor=cursor), "invalid_cursor", "cursor")
        self.assertEqual(self.api.call("GET", "/v1/sessions", {"status": "DROPPED", "cursor": cursor}).status, 200)
        for nonsense in ("x", cursor[:-1], cursor + "A", "%00", "0" * 500):
            with self.subTest(nonsense):
                self.assertProblem({"status": "DROPPED", "cursor": nonsense}, "invalid_cursor", "cursor")
        path = "/v1/sessions/approved/events"
        self.assertProblem({"cursor": cursor}, "invalid_cursor", "cursor", path)
        cursor = self.api.get(path, {"limit": 1})["next_cursor"]
        self.assertProblem({"cursor": cursor}, "invalid_cursor", "cursor", "/v1/sessions/rejected/events")

    def test_time_that_passes_neither_repeats_nor_skips(self):
        """Three users are about to be given up while somebody reads the list of those who are there, page by page."""
        start = journeys.now_ms() - 20 * journeys.MINUTE_MS + 2500
        self.api.send([event for n in range(3) for event in Session(f"leaving-{n}", start + n).add("SESSION_CREATED", 0).events])
        query = {"q": "leaving-", "status": "IN_PROGRESS", "limit": 1}
        self.api.wait_for_total(3, {"q": "leaving-"})
        page = self.api.get("/v1/sessions", query)
        self.assertEqual(len(page["data"]), 1, "the machine is too slow for this test")
        seen, as_of = [page["data"][0]["session_id"]], page["as_of"]
        client.eventually(lambda: self.api.ids({"q": "leaving-", "status": "IN_PROGRESS"}), lambda got: got == [], "all to be given up", 10)
        self.assertEqual(self.api.total({"q": "leaving-", "status": "DROPPED"}), 3)
        while page["next_cursor"]:
            page = self.api.get("/v1/sessions", dict(query, cursor=page["next_cursor"]))
            self.assertEqual(page["as_of"], as_of)
            self.assertEqual([one["status"] for one in page["data"]], ["IN_PROGRESS"])
            seen += [one["session_id"] for one in page["data"]]
        self.assertEqual(seen, ["leaving-2", "leaving-1", "leaving-0"])

    def test_new_sessions_do_not_disturb_a_walk(self):
        wanted = self.api.ids({"q": "approved"})
        page = self.api.get("/v1/sessions", {"q": "approved", "limit": 2})
        seen = [one["session_id"] for one in page["data"]]
        self.api.send(Session("approved-later", NOW - 1000).begin().events)
        self.api.wait_for_total(len(wanted) + 1, {"q": "approved"})
        page = self.api.get("/v1/sessions", {"q": "approved", "limit": 2, "cursor": page["next_cursor"]})
        self.assertEqual(seen + [one["session_id"] for one in page["data"]], wanted)


class Count(ListCase):
    def test_exact(self):
        for query in ({}, {"status": "DROPPED"}, {"q": "approved", "match": "exact"}, {"decision": "REJECTED"}, {"stage": "FINAL"},
                      {"from": BASE, "to": BASE + 1}, {"event": "STEP_VIEW", "status": ["ERROR", "COMPLETED"]}):
            with self.subTest(query):
                whole = self.api.ids(query)
                page = self.api.get("/v1/sessions", dict(query, count="exact", limit=1))
                self.assertEqual(page["total"], len(whole))
                if page["next_cursor"]:
                    page = self.api.get("/v1/sessions", dict(query, count="exact", limit=1, cursor=page["next_cursor"]))
                    self.assertEqual(page["total"], len(whole))

    def test_only_when_asked_for(self):
        for query in ({}, {"count": "none"}):
            self.assertNotIn("total", self.api.get("/v1/sessions", query).value)


class SessionEvents(ListCase):
    def ids_of(self, **query):
        return [event["event_id"] for event in self.api.events("looping", **query)]

    def test_pages(self):
        whole = self.ids_of()
        self.assertEqual(whole, [event["event_id"] for event in CAST["looping"].events])
        for limit in (1, 2, 3):
            self.assertEqual(self.ids_of(limit=limit), whole)

    def test_filters_leave_out_and_change_nothing_else(self):
        whole = self.api.events("looping")
        for query, keep in (({"source": "FE"}, lambda event: event["source"] == "FE"),
                            ({"source": "BE"}, lambda event: event["source"] == "BE"),
                            ({"impact": "RETAKE"}, lambda event: event["effective_impact"] == "RETAKE"),
                            ({"impact": "BLOCKED"}, lambda event: event["effective_impact"] == "BLOCKED"),
                            ({"impact": ["RETAKE", "NONE"], "source": "BE"}, lambda event: event["source"] == "BE"),
                            ({"q": "quality"}, lambda event: event["name"] == "ID_QUALITY_CHECK"),
                            ({"q": "lo-30005"}, lambda event: event["name"] == "ERROR_PAGE_VIEWED"),
                            ({"q": "/ID/GUIDE"}, lambda event: event.get("attributes") == {"path": "/id/guide"})):
            for limit in (1, 200):
                with self.subTest(query=query, limit=limit):
                    wanted = [event for event in whole if keep(event)]
                    self.assertEqual(self.api.events("looping", limit=limit, **query), wanted)

    def test_as_of(self):
        events = CAST["looping"].events
        for number in (1, 4, len(events)):
            moment = events[number - 1]["time"]
            self.assertEqual(self.ids_of(as_of=moment), [event["event_id"] for event in events[:number]])
            detail = self.api.session("looping", as_of=journeys.text_of(moment))
            self.assertEqual((detail["counts"]["events"], detail["as_of"]), (number, journeys.text_of(moment)))
        before = {"as_of": events[0]["time"] - 1}
        for path in ("/v1/sessions/looping", "/v1/sessions/looping/events"):
            self.assertEqual(self.api.call("GET", path, before).status, 404)

    def test_bad_queries(self):
        path = "/v1/sessions/looping/events"
        for name, value in (("source", "fe"), ("impact", "BAD"), ("limit", "0"), ("limit", "201"), ("as_of", "now")):
            with self.subTest(f"{name}={value}"):
                self.assertProblem({name: value}, "invalid_parameter", name, path)
        self.assertProblem({"status": "ERROR"}, "unknown_parameter", "status", path)
        self.assertProblem({"limit": "5"}, "unknown_parameter", "limit", "/v1/sessions/looping")
        self.assertProblem({"as_of": "soon"}, "invalid_parameter", "as_of", "/v1/sessions/looping")


class Dropping(ListCase):
    def test_a_status_changes_with_time_and_back(self):
        start = journeys.now_ms() - 20 * journeys.MINUTE_MS + 1200
        session = Session("wavering", start).add("SESSION_CREATED", 0)
        self.api.send(session.events)
        self.assertEqual(self.api.session("wavering")["status"], "IN_PROGRESS")
        client.eventually(lambda: self.api.session("wavering")["status"], lambda got: got == "DROPPED", "being given up", 10)
        self.assertEqual(self.api.session("wavering")["headline"], "DROPPED_NEVER_OPENED")
        client.eventually(lambda: self.api.ids({"q": "wavering", "status": "DROPPED"}), lambda got: got == ["wavering"], "the list")
        time.sleep(0.01)
        self.api.send(session.add("SESSION_REUSED", journeys.now_ms() - start).events[-1])
        self.assertEqual(self.api.session("wavering")["status"], "IN_PROGRESS")
        self.assertEqual(self.api.session("wavering", as_of=start + 1000)["status"], "IN_PROGRESS")
        client.eventually(lambda: self.api.ids({"q": "wavering", "status": "IN_PROGRESS"}), lambda got: got == ["wavering"], "the list")


if __name__ == "__main__":
    unittest.main()
