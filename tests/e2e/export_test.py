"""Exports hold what the list and the sessions hold, in a form that spreadsheets and line readers can take."""
import csv
import io
import unittest

import client
import journeys
import server
from journeys import Session

BASE = journeys.now_ms() - journeys.DAY_MS
VARIED = journeys.varied(3, 70, BASE, journeys.HOUR_MS)
FORMULAS = ["=1+1", "+82-10-1234", "-5", "@SUM(A1)", "\tx", "\rx", "'already",
            "a,b", 'say "hi"', "two\nlines", "=\"a\",\nb", "한글", " =1", "\n=1", "\u00a0=1", "＝1+1", "＠SUM(A1)"]
FILTERS = [{}, {"decision": "REJECTED"}, {"status": ["DROPPED", "ERROR"], "passed": "PRE_CHECKS"}, {"q": "formula-", "field": "session_id"},
           {"from": BASE, "to": BASE + journeys.HOUR_MS // 2}, {"reason": "nobody has this"}]


def setUpModule():
    global running, api
    running = server.for_module()
    api = running.client()
    sessions = list(VARIED)
    for number, text in enumerate(FORMULAS):
        session = Session(f"formula-{number:02}", BASE - journeys.MINUTE_MS * (number + 1)).begin()
        sessions.append(session.submitted(user_id=text, submission_id=text, email=text.replace("@", "") + "@x")
                        .decided("REJECTED", text).add("CLIENT_ERROR", error_code=text))
    sessions.append(Session("-1", BASE - journeys.HOUR_MS).begin())
    api.send_all([event for session in sessions for event in session.events])
    api.wait_for_total(len(sessions))
    count = sum(len(session.events) for session in sessions)
    client.eventually(lambda: sum(one["counts"]["events"] for one in api.sessions()), lambda got: got == count, "all events")


def row_of(session):
    """A summary as the cells that stand for it, before anything is made safe."""
    decision = session["decision"] or {"outcome": None, "reason": None, "decided_at": None, "decided_by": None}
    cells = dict(session, **session["counts"], decision=decision["outcome"], reason=decision["reason"],
                 decided_at=decision["decided_at"], decided_by=decision["decided_by"])
    return cells


# What a spreadsheet takes for a formula, or passes over before it looks for one.
RISKY = tuple("=+-@＝＋－＠ \t\r\n\u00a0\u3000\u200b\ufeff")


class Sessions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        content = api.document.operation("GET", "/v1/export/sessions")["responses"]["200"]["content"]
        cls.columns = content["text/csv"]["x-csv-columns"]

    def table(self, query):
        answer = api.get("/v1/export/sessions", dict(query, format="csv"))
        self.assertEqual(answer.headers["content-type"].split(";")[0], "text/csv")
        return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline=""), strict=True))

    def test_ndjson_is_the_list(self):
        for query in FILTERS:
            with self.subTest(query):
                exported = api.get("/v1/export/sessions", dict(query, format="ndjson")).value
                by_id = {session["session_id"]: session for session in exported}
                self.assertEqual(len(by_id), len(exported))
                self.assertEqual(by_id, {session["session_id"]: session for session in api.sessions(query)})

    def test_csv_is_the_list(self):
        for query in FILTERS:
            with self.subTest(query):
                head, *rows = self.table(query)
                self.assertEqual(head, self.columns)
                told = {row[0].removeprefix("'"): row for row in rows}
                wanted = {session["session_id"]: row_of(session) for session in api.sessions(query)}
                self.assertEqual(set(told), set(wanted))
                for session_id, row in told.items():
                    self.assertEqual(len(row), len(head))
                    for column, cell in zip(head, row):
                        value = wanted[session_id][column]
                        text = "" if value is None else str(value)
                        safe = "'" + text if text[:1] in RISKY else text
                        self.assertEqual(cell, safe, (session_id, column))

    def test_no_cell_runs_as_a_formula(self):
        head, *rows = self.table({"q": "formula-", "field": "session_id"})
        self.assertEqual(len(rows), len(FORMULAS))
        cells = [cell for row in rows for cell in row]
        self.assertEqual([cell for cell in cells if cell[:1] and cell[:1] in RISKY], [])
        self.assertIn("'=1+1", cells)

    def test_format(self):
        for query, code in (({}, "invalid_parameter"), ({"format": "xml"}, "invalid_parameter"),
                            ({"format": "csv", "limit": "1"}, "unknown_parameter"),
                            ({"format": "csv", "sort": "created"}, "unknown_parameter"),
                            ({"format": "csv", "status": "x"}, "invalid_parameter")):
            with self.subTest(query):
                answer = api.call("GET", "/v1/export/sessions", query)
                self.assertEqual((answer.status, answer.code), (400, code), answer)


class Events(unittest.TestCase):
    def test_they_are_those_of_the_sessions(self):
        for query in FILTERS:
            with self.subTest(query):
                exported = {}
                order = []
                for event in api.get("/v1/export/events", query).value:
                    if not order or order[-1] != event["session_id"]:
                        order.append(event["session_id"])
                    exported.setdefault(event["session_id"], []).append(event)
                self.assertEqual(len(order), len(set(order)), "sessions are mixed")
                self.assertEqual(exported, {session_id: api.events(session_id) for session_id in api.ids(query)})

    def test_format(self):
        query = {"q": "formula-", "field": "session_id"}
        self.assertEqual(api.get("/v1/export/events", query).body, api.get("/v1/export/events", dict(query, format="ndjson")).body)
        for query, code in (({"format": "csv"}, "invalid_parameter"), ({"limit": "5"}, "unknown_parameter"),
                            ({"source": "FE"}, "unknown_parameter")):
            with self.subTest(query):
                answer = api.call("GET", "/v1/export/events", query)
                self.assertEqual((answer.status, answer.code), (400, code), answer)

    def test_what_was_exported_can_be_sent_again(self):
        """Moving to another installation: the exported lines are events."""
        session = VARIED[5]
        lines = api.get("/v1/export/events", {"q": session.id, "match": "exact", "field": "session_id"}).body
        answer = api.post(lines, content_type="application/x-ndjson")
        self.assertEqual((answer.status, answer["accepted"], answer["duplicates"]), (200, 0, len(session.events)), answer)


if __name__ == "__main__":
    unittest.main()
