"""The six analytics: every number of sessions is the `total` of the list with the matching filter, and the rest is
counted again here from what was sent."""
import datetime
import math
import unittest
import zoneinfo

import client
import journeys
import server

STAGES = ["PRE_CHECKS", "STEP1", "PRE_STEP2", "STEP2", "FINAL", "POST"]
# Ten days in which New York put its clocks forward (8 March 2026) and Seoul did not.
FROM, TO = 1_772_668_800_000, 1_772_668_800_000 + 10 * journeys.DAY_MS  # 2026-03-05T00:00Z to 2026-03-15T00:00Z
RANGE = {"from": FROM, "to": TO}
PAST = journeys.varied(1, 320, FROM, TO - FROM)
RECENT = journeys.varied(2, 40, journeys.now_ms() - 2 * journeys.HOUR_MS, 2 * journeys.HOUR_MS - 60_000, prefix="now")
FILTERS = [{}, {"status": "DROPPED"}, {"decision": ["REJECTED", "NONE"]},
           {"check": "ID_OCR_CHECK:FAIL", "furthest_stage": ["STEP2", "POST"]},
           {"q": "User1", "field": "email", "match": "prefix"}]


def setUpModule():
    global running, api
    running = server.for_module()
    api = running.client()
    api.send_all([event for session in PAST + RECENT for event in session.events if event["time"] < journeys.now_ms()])
    # what the past sessions sent last is shown when the list's last events are theirs
    for session in PAST[-1], RECENT[-1]:
        client.eventually(lambda: api.sessions({"q": session.id, "match": "exact"}),
                          lambda got: got and got[0]["counts"]["events"] > 0, session.id)
    api.wait_for_total(len(PAST), RANGE)
    client.eventually(lambda: sum(one["counts"]["events"] for one in api.sessions(RANGE)),
                      lambda got: got == sum(len(session.events) for session in PAST), "all events of the past")
    api.wait_for_total(len(RECENT), {"q": "now-", "field": "session_id"})


def numbers(name, **query):
    return api.get("/v1/analytics/" + name, query).value


def total(*filters):
    query = {}
    for part in filters:
        for name, value in part.items():
            assert name not in query or query[name] == value or name in ("from", "to"), name
            query[name] = value
    return api.total(query)


def both(filter_, **more):
    """The filter and one more; None where they cannot be told in one query because they share a parameter."""
    return None if set(filter_) & set(more) else dict(filter_, **more)


def candidates(values, share):
    """The least and the greatest that any usual definition of a percentile gives."""
    values, place = sorted(values), share * (len(values) - 1)
    nearest = values[max(0, math.ceil(share * len(values)) - 1)]
    near = [nearest, values[math.floor(place)], values[math.ceil(place)]]
    return min(near), max(near)


class AnalyticsCase(unittest.TestCase):
    def assertSessions(self, number, filter_, **more):
        """A number of sessions is what the list says."""
        query = both(filter_, **more)
        if query is not None:
            self.assertEqual(number, total(RANGE, query), query)

    def assertPercentile(self, told, values, share, what):
        if not values:
            return self.assertIsNone(told, what)
        low, high = candidates(values, share)
        self.assertTrue(low * 0.98 - 1 <= told <= high * 1.02 + 1, f"{what}: {told}, should be {low}..{high}")

    def assertSorted(self, items, count, *names):
        self.assertEqual(items, sorted(items, key=lambda item: (-item[count], *((item[name] is not None, item[name]) for name in names))))


class Funnel(AnalyticsCase):
    def test_numbers_of_sessions(self):
        for filter_ in FILTERS:
            funnel = numbers("funnel", **RANGE, **filter_)
            with self.subTest(filter_):
                self.assertSessions(funnel["started"], filter_)
                self.assertSessions(funnel["completed"], filter_, status="COMPLETED")
                self.assertSessions(funnel["approved"], filter_, decision="APPROVED")
                self.assertEqual([row["stage"] for row in funnel["stages"]], STAGES)
                for row in funnel["stages"]:
                    stage = row["stage"]
                    self.assertSessions(row["entered"], filter_, entered=stage)
                    self.assertSessions(row["passed"], filter_, passed=stage)
                    self.assertSessions(row["dropped_here"], filter_, status="DROPPED", stage=stage)
                    self.assertSessions(row["error_here"], filter_, status="ERROR", stage=stage)
                    self.assertSessions(row["blocked_here"], filter_, headline=["BLOCKED_PRE_CHECKS", "BLOCKED_IN_STEP"], stage=stage)

    def test_it_is_about_something(self):
        funnel = numbers("funnel", **RANGE)
        self.assertEqual(funnel["started"], len(PAST))
        for member in ("entered", "passed", "dropped_here"):
            self.assertGreater(sum(row[member] for row in funnel["stages"]), 20, member)
        for member in ("error_here", "blocked_here", "retakes"):
            self.assertGreater(sum(row[member] for row in funnel["stages"]), 3, member)

    def test_times_and_retakes(self):
        times = {stage: [] for stage in STAGES}
        for session in PAST:
            for visit in api.session(session.id)["stages"]:
                if visit["entered_at"] is not None:
                    times[visit["stage"]].append(visit["duration_ms"])
        retakes = {stage: 0 for stage in STAGES}
        for session in PAST:
            for event in session.events:
                stage, impact = journeys.CHECKS.get(event["name"], (None, None))
                retakes[stage or "POST"] += impact == "RETAKE" and event["result"] in ("FAIL", "ERROR")
        for row in numbers("funnel", **RANGE)["stages"]:
            with self.subTest(row["stage"]):
                self.assertEqual(row["retakes"], retakes[row["stage"]])
                self.assertPercentile(row["p50_ms"], times[row["stage"]], 0.5, "p50")
                self.assertPercentile(row["p90_ms"], times[row["stage"]], 0.9, "p90")

    def test_an_empty_range(self):
        funnel = numbers("funnel", **{"from": FROM - journeys.DAY_MS, "to": FROM})
        self.assertEqual((funnel["started"], funnel["completed"], funnel["approved"]), (0, 0, 0))
        for row in funnel["stages"]:
            self.assertEqual(set(row.values()) - {row["stage"]}, {0, None})


class Outcomes(AnalyticsCase):
    def assertBuckets(self, buckets, low, high):
        """They lie side by side from one end of the range to the other."""
        edges = [buckets[0]["from"]] + [bucket["to"] for bucket in buckets]
        self.assertEqual([bucket["from"] for bucket in buckets], edges[:-1])
        self.assertEqual((edges[0], edges[-1]), (journeys.text_of(low), journeys.text_of(high)))
        self.assertEqual(edges, sorted(set(edges)))

    def test_each_bucket_is_the_list_of_its_range(self):
        for time_field in ("created", "updated", "decided"):
            for filter_ in FILTERS[:3]:
                answer = numbers("outcomes", **RANGE, **filter_, time_field=time_field)
                with self.subTest(time_field=time_field, filter=filter_):
                    self.assertBuckets(answer["buckets"], FROM, TO)
                    self.assertEqual(len(answer["buckets"]), 10)
                    for bucket in answer["buckets"]:
                        within = {"from": bucket["from"], "to": bucket["to"], "time_field": time_field}
                        for member in ("status", "decision"):
                            if member in filter_:
                                continue
                            for word, number in bucket[member].items():
                                self.assertEqual(number, total(filter_, within, {member: word}), (bucket["from"], word))
                            self.assertEqual(sum(bucket[member].values()), total(filter_, within))

    def test_buckets_begin_where_the_zone_says(self):
        for interval, zone in (("day", "America/New_York"), ("day", "Asia/Seoul"), ("week", "Europe/London"), ("hour", "Asia/Kolkata"),
                               ("week", "UTC"), ("hour", "America/New_York"), ("day", "Asia/Kathmandu")):
            with self.subTest(interval=interval, zone=zone):
                low, high = FROM + 7 * journeys.MINUTE_MS, TO - 11 * journeys.MINUTE_MS
                buckets = numbers("outcomes", **{"from": low, "to": high}, interval=interval, tz=zone)["buckets"]
                self.assertBuckets(buckets, low, high)
                self.assertEqual([bucket["from"] for bucket in buckets[1:]],
                                 [journeys.text_of(edge) for edge in self.edges(low, high, interval, zone)])
                started = sum(sum(bucket["status"].values()) for bucket in buckets)
                self.assertEqual(started, total({"from": low, "to": high}))

    @staticmethod
    def edges(low, high, interval, zone):
        """Every whole hour, midnight or Monday of the zone strictly within the range: looked for minute by minute."""
        zone, found = zoneinfo.ZoneInfo(zone), []
        for ms in range(low - low % 900_000 + 900_000, high, 900_000):
            local = datetime.datetime.fromtimestamp(ms / 1000, zone)
            if local.minute == 0 and (interval == "hour" or local.hour == 0) and (interval != "week" or local.weekday() == 0):
                found.append(ms)
        return found

    def test_one_day_is_short_where_clocks_change(self):
        buckets = numbers("outcomes", **RANGE, tz="America/New_York")["buckets"]
        hours = [(journeys.ms_of(bucket["to"]) - journeys.ms_of(bucket["from"])) / journeys.HOUR_MS for bucket in buckets]
        self.assertEqual(hours, [5, 24, 24, 24, 23, 24, 24, 24, 24, 24, 20])

    def test_day_and_utc_unless_told_otherwise(self):
        self.assertEqual(numbers("outcomes", **RANGE)["buckets"], numbers("outcomes", **RANGE, interval="day", tz="UTC")["buckets"])

    def test_bad_queries(self):
        for name, value in (("interval", "month"), ("tz", "Nowhere/City"), ("tz", "+09:00"), ("tz", "../etc/passwd"), ("tz", "")):
            with self.subTest(f"{name}={value}"):
                answer = api.call("GET", "/v1/analytics/outcomes", {**RANGE, name: value})
                self.assertEqual((answer.status, answer.code, answer.value.get("field")), (400, "invalid_parameter", name), answer)
        hour = journeys.HOUR_MS
        self.assertEqual(len(numbers("outcomes", **{"from": TO - 10_000 * hour, "to": TO}, interval="hour")["buckets"]), 10_000)
        answer = api.call("GET", "/v1/analytics/outcomes", {"from": TO - 10_001 * hour, "to": TO, "interval": "hour"})
        self.assertEqual((answer.status, answer.code), (400, "invalid_parameter"))


class Lists(AnalyticsCase):
    def test_reasons(self):
        for filter_ in FILTERS:
            data = numbers("reasons", **RANGE, **filter_)["data"]
            with self.subTest(filter_):
                self.assertSorted(data, "sessions", "reason", "outcome")
                self.assertLessEqual({row["outcome"] for row in data}, {"REJECTED", "PENDING"})
                self.assertEqual(len({(row["outcome"], row["reason"]) for row in data}), len(data))
                for row in data:
                    self.assertSessions(row["sessions"], filter_, decision=row["outcome"], reason=row["reason"] or "")
                for outcome in ("REJECTED", "PENDING"):
                    self.assertSessions(sum(row["sessions"] for row in data if row["outcome"] == outcome), filter_, decision=outcome)
        told = {(row["outcome"], row["reason"]) for row in numbers("reasons", **RANGE)["data"]}
        self.assertLessEqual({("REJECTED", "duplicate_user"), ("REJECTED", None), ("PENDING", "aml_match"),
                              ("REJECTED", "a reason, that nobody \"knows\"")}, told)

    def test_errors(self):
        for filter_ in FILTERS:
            data = numbers("errors", **RANGE, **filter_)["data"]
            with self.subTest(filter_):
                self.assertSorted(data, "sessions", "error_code")
                families = {}
                for row in data:
                    self.assertSessions(row["sessions"], filter_, error_code=row["error_code"])
                    families[row["family"]] = families.get(row["family"], 0) + row["sessions"]
                for family, sessions in families.items():
                    self.assertSessions(sessions, filter_, error_family=family)
        family = {row["error_code"]: row["family"] for row in numbers("errors", **RANGE)["data"]}
        self.assertEqual(family["LO-30005"], family["LO-30001"])
        self.assertNotEqual(family["LO-30005"], family["SE-50020"])
        self.assertEqual((family["project-closed"], family["ZZ-1"]), ("other", "other"))

    def test_dropoffs(self):
        for filter_ in FILTERS:
            answer = numbers("dropoffs", **RANGE, **filter_)
            if filter_.get("status", "DROPPED") != "DROPPED":
                continue
            dropped = total(RANGE, filter_, {"status": "DROPPED"})
            for member in ("headline", "stage", "last_path", "last_event"):
                with self.subTest(filter=filter_, member=member):
                    self.assertSorted(answer[member], "sessions", member)
                    self.assertEqual(sum(row["sessions"] for row in answer[member]), dropped)
                    for row in answer[member]:
                        if row[member] is not None:
                            wanted = total(RANGE, filter_, {"status": "DROPPED"}, {member: row[member]})
                            self.assertEqual(row["sessions"], wanted, row)
        answer = numbers("dropoffs", **RANGE)
        self.assertGreater(len(answer["headline"]), 4)
        unopened = sum(len(session.events) == 1 for session in PAST)
        self.assertIn({"last_path": None, "sessions": unopened}, answer["last_path"])

    def test_checks(self):
        for filter_ in FILTERS:
            data = numbers("checks", **RANGE, **filter_)["data"]
            inside = set(api.ids({**RANGE, **filter_}))
            events = {}
            for session in PAST:
                for event in session.events:
                    if event["name"] in journeys.CHECKS and session.id in inside:
                        events.setdefault(event["name"], []).append(event)
            with self.subTest(filter_):
                self.assertSorted(data, "runs", "check")
                self.assertEqual({row["check"] for row in data}, set(events))
                for row in data:
                    runs = events[row["check"]]
                    self.assertEqual(row["runs"], len(runs))
                    for result in ("PASS", "FAIL", "WARN", "ERROR", "SKIPPED"):
                        self.assertEqual(row[result.lower()], sum(run["result"] == result for run in runs), (row["check"], result))
                        if row[result.lower()] and "check" not in filter_:
                            ran = len({run["session_id"] for run in runs if run["result"] == result})
                            self.assertEqual(total(RANGE, filter_, {"check": f"{row['check']}:{result}"}), ran)
                    self.assertEqual(row["sessions"], len({run["session_id"] for run in runs}))
                    self.assertSessions(row["sessions"], filter_, check=row["check"])
                    again = {run["session_id"] for run in runs if run["result"] in ("FAIL", "ERROR")}
                    self.assertEqual(row["sessions_with_retake"], len(again) if journeys.CHECKS[row["check"]][1] == "RETAKE" else 0)
                    durations = [run["duration_ms"] for run in runs if "duration_ms" in run]
                    self.assertPercentile(row["p50_ms"], durations, 0.5, row["check"])
                    self.assertPercentile(row["p95_ms"], durations, 0.95, row["check"])


class Ranges(AnalyticsCase):
    NAMES = ("funnel", "outcomes", "reasons", "errors", "dropoffs", "checks")

    def test_the_range_is_told(self):
        for name in self.NAMES:
            answer = numbers(name, **RANGE)
            self.assertEqual((answer["from"], answer["to"]), (journeys.text_of(FROM), journeys.text_of(TO)))

    def test_the_last_seven_days_unless_told_otherwise(self):
        for name in self.NAMES:
            answer = numbers(name)
            low, high = journeys.ms_of(answer["from"]), journeys.ms_of(answer["to"])
            self.assertLess(abs(journeys.now_ms() - high), 60_000, name)
            self.assertEqual(high - low, 7 * journeys.DAY_MS, name)
        self.assertEqual(numbers("funnel")["started"], len(RECENT))
        by_day = numbers("outcomes")["buckets"]
        self.assertEqual(sum(sum(bucket["decision"].values()) for bucket in by_day), len(RECENT))

    def test_statuses_of_now(self):
        query = {"from": journeys.now_ms() - 3 * journeys.HOUR_MS, "to": journeys.now_ms()}
        buckets = numbers("outcomes", **query, interval="hour")["buckets"]
        here = sum(bucket["status"]["IN_PROGRESS"] for bucket in buckets)
        self.assertGreater(here, 0)
        self.assertEqual(here, total(query, {"status": "IN_PROGRESS"}))

    def test_one_end_alone_is_refused(self):
        for name in self.NAMES:
            for query in ({"from": FROM}, {"to": TO}):
                with self.subTest(name=name, query=query):
                    answer = api.call("GET", "/v1/analytics/" + name, query)
                    self.assertEqual((answer.status, answer.code), (400, "invalid_parameter"), answer)
            answer = api.call("GET", "/v1/analytics/" + name, {"from": TO, "to": FROM})
            self.assertEqual((answer.status, answer.code, answer["field"]), (400, "invalid_parameter", "to"))

    def test_parameters_of_pages_are_refused(self):
        for name in self.NAMES:
            for parameter, value in (("limit", "5"), ("sort", "created"), ("cursor", "x"), ("count", "exact"), ("colour", "red")):
                answer = api.call("GET", "/v1/analytics/" + name, {**RANGE, parameter: value})
                self.assertEqual((answer.status, answer.code, answer["field"]), (400, "unknown_parameter", parameter), name)
        for parameter in ("interval", "tz"):
            answer = api.call("GET", "/v1/analytics/funnel", {**RANGE, parameter: "UTC"})
            self.assertEqual((answer.status, answer.code), (400, "unknown_parameter"))


if __name__ == "__main__":
    unittest.main()
