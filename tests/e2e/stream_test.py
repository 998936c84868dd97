"""Server-Sent Events: what happens is told while it happens, in order, filtered, and again to those who come back."""
import itertools
import queue
import unittest

import client
import journeys
import server
from journeys import Session

numbers = itertools.count(1)


def setUpModule():
    global running, api, leaving
    running = server.for_module()
    api = running.client()
    # Somebody who will be given up while the other tests run, and one who watches for it.
    start = journeys.now_ms() - 20 * journeys.MINUTE_MS + 2500
    leaving = Session("given-up", start).begin()
    api.send(leaving.events)
    leaving.stream = api.stream("/v1/stream", {"q": "given-up", "field": "session_id", "match": "exact", "status": "DROPPED"})
    unittest.addModuleCleanup(leaving.stream.close)


def event_ids(messages):
    return [message.value["event_id"] for message in messages if message.event == "event"]


class StreamCase(unittest.TestCase):
    def session(self, name="stream"):
        return Session(f"{name}-{next(numbers)}", journeys.now_ms() - journeys.MINUTE_MS)

    def assertQuiet(self, stream, within_s=0.6):
        with self.assertRaises(queue.Empty):
            self.fail(f"unexpected: {stream.next(within_s)}")


class OneSession(StreamCase):
    def test_events_and_summaries_as_they_come(self):
        session = self.session().begin()
        api.send(session.events)
        with api.stream(f"/v1/sessions/{session.id}/stream") as stream:
            for _ in range(3):
                sent = session.add("ID_CAPTURED", 500).events[-1]
                api.send(sent)
                got = stream.until(lambda message: message.event == "session"
                                   and message.value["counts"]["events"] == len(session.events))
                self.assertEqual(event_ids(got), [sent["event_id"]])
            # what the stream tells is what the reads tell
            last = [message for message in got if message.event == "session"][-1].value
            detail = api.session(session.id)
            self.assertEqual({member: detail[member] for member in last}, last)
            told = [message for message in got if message.event == "event"][0].value
            self.assertEqual(told, api.events(session.id)[-1])

    def test_nothing_of_other_sessions_and_nothing_of_before(self):
        session, other = self.session().begin(), self.session().begin()
        api.send(session.events)
        with api.stream(f"/v1/sessions/{session.id}/stream") as stream:
            api.send(other.events)
            sent = session.add("ID_CAPTURED").events[-1]
            api.send(sent)
            got = stream.until(lambda message: message.event == "event")
            self.assertEqual(event_ids(got), [sent["event_id"]])
            self.assertEqual({message.value["session_id"] for message in got}, {session.id})

    def test_duplicates_are_no_news(self):
        session = self.session().begin()
        api.send(session.events)
        with api.stream(f"/v1/sessions/{session.id}/stream") as stream:
            api.send(session.events)
            self.assertQuiet(stream)

    def test_of_a_session_that_does_not_exist(self):
        self.assertEqual(api.call("GET", "/v1/sessions/nobody/stream").code, "not_found")


class Resume(StreamCase):
    def test_without_a_gap(self):
        session = self.session("resume").begin()
        api.send(session.events)
        with api.stream(f"/v1/sessions/{session.id}/stream") as stream:
            api.send(session.add("ID_CAPTURED", 500).events[-1])
            last = stream.until(lambda message: message.event == "event")[-1].id
        missed = [session.add("CAMERA_ACTIVATED", 300).events[-1] for _ in range(30)]
        for start in range(0, 30, 7):
            api.send(missed[start:start + 7])
        with api.stream(f"/v1/sessions/{session.id}/stream", last_event_id=last) as stream:
            got = stream.until(lambda message: event_ids([message]) == [missed[-1]["event_id"]])
            self.assertEqual(event_ids(got), [event["event_id"] for event in missed])
            # and then it goes on
            more = session.add("PAGE_HIDDEN", 300).events[-1]
            api.send(more)
            got = stream.until(lambda message: message.event == "session"
                               and message.value["counts"]["events"] == len(session.events))
            self.assertEqual(event_ids(got), [more["event_id"]])

    def test_from_the_middle_of_a_batch(self):
        """The connection may break anywhere; every message is a place to go on from."""
        session = self.session("middle").begin()
        api.send(session.events)
        batch = [session.add("CAMERA_ACTIVATED", 300).events[-1] for _ in range(12)]
        with api.stream(f"/v1/sessions/{session.id}/stream") as stream:
            api.send(batch)
            got = stream.until(lambda message: event_ids([message]) == [batch[-1]["event_id"]])
        self.assertEqual(len({message.id for message in got if message.event == "event"}), 12)
        for number in (0, 5, 10):
            told = [message for message in got if message.event == "event"][number]
            with api.stream(f"/v1/sessions/{session.id}/stream", last_event_id=told.id) as stream:
                again = stream.until(lambda message: event_ids([message]) == [batch[-1]["event_id"]])
                self.assertEqual(event_ids(again), [event["event_id"] for event in batch[number + 1:]])

    def test_all_sessions(self):
        sessions = [self.session("all") for _ in range(5)]
        query = {"q": "all-", "field": "session_id", "match": "prefix"}
        with api.stream("/v1/stream", query) as stream:
            api.send(sessions[0].add("SESSION_CREATED").events)
            last = stream.until(lambda message: message.event == "event")[-1].id
        for session in sessions[1:]:
            api.send(session.begin().events)
        wanted = {(event["session_id"], event["event_id"]) for session in sessions[1:] for event in session.events}
        with api.stream("/v1/stream", query, last_event_id=last) as stream:
            seen = set()
            def complete(message):
                if message.event == "event":
                    seen.add((message.value["session_id"], message.value["event_id"]))
                return seen >= wanted
            stream.until(complete)
            self.assertEqual(seen, wanted)


class AllSessions(StreamCase):
    def test_only_what_passes_the_filters(self):
        mine, other = self.session("mine"), self.session("other")
        with api.stream("/v1/stream", {"q": "mine-", "field": "session_id", "match": "prefix"}) as stream:
            api.send(other.begin().events + mine.begin().events)
            api.send(other.view("/id").events[-1])
            api.send(mine.view("/id").events[-1])
            got = stream.until(lambda message: message.event == "session" and message.value["counts"]["events"] == len(mine.events))
            self.assertEqual({message.value["session_id"] for message in got}, {mine.id})
            self.assertEqual(sorted(set(event_ids(got))), [event["event_id"] for event in mine.events])

    def test_a_session_appears_when_it_begins_to_pass(self):
        session = self.session("decided").begin()
        api.send(session.events)
        query = {"q": session.id, "match": "exact", "decision": ["REJECTED", "PENDING"]}
        with api.stream("/v1/stream", query) as stream:
            api.send(session.document().events[-3:])
            self.assertQuiet(stream)
            api.send(session.decided("REJECTED", "duplicate_user").events[-1])
            got = stream.until(lambda message: message.event == "session")
            self.assertEqual(got[-1].value["decision"]["outcome"], "REJECTED")

    def test_bad_queries(self):
        for query, code in (({"status": "x"}, "invalid_parameter"), ({"limit": "1"}, "unknown_parameter"),
                            ({"sort": "created"}, "unknown_parameter")):
            self.assertEqual(api.call("GET", "/v1/stream", query).code, code)

    def test_many_readers(self):
        session = self.session("crowd").begin()
        streams = [api.stream("/v1/stream", {"q": session.id, "match": "exact"}) for _ in range(30)]
        try:
            api.send(session.events)
            for stream in streams:
                got = stream.until(lambda message: message.event == "session" and message.value["counts"]["events"] == len(session.events))
                self.assertEqual(sorted(set(event_ids(got))), [event["event_id"] for event in session.events])
        finally:
            for stream in streams:
                stream.close()


class Lifetime(StreamCase):
    def test_a_stop_ends_streams_in_order(self):
        with server.Server() as other:
            streams = [other.client().stream("/v1/stream") for _ in range(3)]
            other.stop()  # raises if it does not end in time
            for stream in streams:
                self.assertIsNone(client.eventually(lambda: self.drained(stream), lambda ended: ended is None, "the stream's end"))
                stream.close()

    @staticmethod
    def drained(stream):
        try:
            return stream.next(1)
        except queue.Empty:
            return "still open"

    def test_zz_a_status_that_time_alone_changes_is_told(self):
        """Named so that it comes last: the server has 60 s for it."""
        got = leaving.stream.until(lambda message: message.event == "session", 65)
        self.assertEqual((got[-1].value["session_id"], got[-1].value["status"]), ("given-up", "DROPPED"))
        self.assertEqual(api.session("given-up")["status"], "DROPPED")


if __name__ == "__main__":
    unittest.main()
