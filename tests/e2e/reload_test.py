"""SIGHUP: the running server reads its settings, catalogs and mappings again."""
import json
import pathlib
import signal
import tempfile
import time
import unittest

import client
import journeys
import server

WITHIN_S = 20


class Reload(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="session-journey-reload-")
        self.addCleanup(folder.cleanup)
        self.settings = pathlib.Path(folder.name, "settings.yaml")
        self.mapping = pathlib.Path(folder.name, "mapping.yaml")
        self.mapping.write_text("segment: {}\n")
        self.write_settings()
        self.server = server.Server(flags=["--config", str(self.settings)])
        self.addCleanup(self.server.close)
        self.server.start()
        self.api = self.server.client()

    def write_settings(self, *more):
        self.settings.write_text("\n".join([f"mapping: {self.mapping}", *more]) + "\n")

    def hang_up_and_hear(self, text):
        """What the log says from the signal on, once it says this."""
        before = len(self.log())
        self.server.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + WITHIN_S
        while text not in self.log()[before:]:
            self.assertLess(time.monotonic(), deadline, f"the log does not say {text!r}: {self.log()[before:]}")
            self.assertIsNone(self.server.process.poll(), "the server ended")
            time.sleep(0.02)
        return self.log()[before:]

    def log(self):
        return self.server.log.read_text(errors="replace")

    def reason_of(self, session_id):
        """Of an event that comes by Segment's way in, with a word of the sender's own."""
        message = {"type": "track", "messageId": session_id, "event": "IP_RISK_CHECK", "anonymousId": session_id,
                   "timestamp": journeys.now_ms(), "properties": {"result": "FAIL", "why": "vpn"}}
        answer = self.api.call("POST", "/v1/track", key="server", body=json.dumps(message).encode(),
                               headers={"Content-Type": "application/json"})
        self.assertEqual(answer.status, 200, answer.body)
        return self.api.events(session_id)[0].get("reason")

    def test_a_mapping_takes_effect(self):
        self.assertIsNone(self.reason_of("before"))
        self.mapping.write_text("segment: {fields: {reason: [why]}}\n")
        self.hang_up_and_hear("settings, catalogs and mappings were read again")
        self.assertEqual(self.reason_of("after"), "vpn")

    def test_a_catalog_makes_the_rows_again(self):
        session = journeys.Session("asked", journeys.now_ms() - journeys.HOUR_MS).begin()
        self.api.send(session.add("VENDOR_LIST_CHECK", source="BE", result="FAIL").events)
        self.api.wait_for_total(1)
        self.assertEqual(self.api.get("/v1/sessions/asked")["status"], "DROPPED")
        catalog = pathlib.Path(self.server.data, "projects", self.server.project.id, "catalog.yaml")
        catalog.parent.mkdir(parents=True, exist_ok=True)
        catalog.write_text("events:\n"
                           "  VENDOR_LIST_CHECK: {source: BE, stage: PRE_CHECKS, kind: check, impact: BLOCKED, title: vendor's list}\n")
        self.hang_up_and_hear("all 1 rows are made by the rules of now")
        self.assertEqual(self.api.get("/v1/sessions/asked")["status"], "ERROR")
        self.assertEqual(self.api.get("/v1/sessions", {"status": "ERROR", "count": "exact"})["total"], 1)
        self.assertIsNone(self.reason_of("later"), "events are taken again")

    def test_a_start_with_other_rules_makes_the_rows_again_while_it_answers(self):
        session = journeys.Session("left", journeys.now_ms() - journeys.HOUR_MS).begin()
        self.api.send(session.add("REJECTED", reason="expired_id").events)
        self.api.wait_for_total(1)
        self.assertEqual(self.api.get("/v1/sessions", {"status": "DROPPED", "count": "exact"})["total"], 1)
        self.server.stop()
        self.write_settings("completed_by: decision")
        self.server.start()
        api = self.server.client()
        self.assertEqual(api.get("/v1/sessions/left")["status"], "COMPLETED", "told by its events at once")
        api.wait_for_total(1, {"status": "COMPLETED"})
        client.eventually(self.log, lambda said: "all 1 rows are made by the rules of now" in said, "the log to tell the end")

    def test_a_wrong_file_is_told_and_changes_nothing(self):
        self.mapping.write_text("segment: {fields: {reason: [why]}}\n")
        self.hang_up_and_hear("were read again")
        self.mapping.write_text("segment: {felds: {}}\n")
        self.assertIn("mapping.yaml:1", self.hang_up_and_hear("all stays as it was"))
        self.write_settings("drop_afer: 3m")
        self.assertIn("settings.yaml:2", self.hang_up_and_hear("all stays as it was"))
        self.assertEqual(self.reason_of("still"), "vpn")

    def test_each_changed_setting_is_told(self):
        self.write_settings("log_level: debug", "drop_after: 3m", "open_memory: 64MiB")
        said = self.hang_up_and_hear("were read again")
        self.assertIn("log_level is debug now, before info", said)
        self.assertIn("drop_after is 3m now, before 20m", said)
        self.assertIn("open_memory stays 192MiB: 64MiB needs a restart", said)
        said = self.hang_up_and_hear("were read again")
        self.assertNotIn("drop_after", said)
        self.assertIn("open_memory stays 192MiB", said, "it still differs")


if __name__ == "__main__":
    unittest.main()
