"""Small bodies that would explode: refused at once, and another project is answered meanwhile."""
import gzip
import os
import threading
import unittest

import journeys
import server

MEMORY_MAX = 64 << 20


def setUpModule():
    global running
    running = server.for_module((None, "other"))


def varint(number):
    out = b""
    while True:
        out += bytes([(number & 127) | (128 if number > 127 else 0)])
        number >>= 7
        if not number:
            return out


def field(number, value):
    return bytes([number << 3 | 2]) + varint(len(value)) + value


def members(count):
    return ",".join(f'"k{i}":1' for i in range(count))


def resource(size, records):
    attribute = field(1, b"k") + field(2, field(1, b"a" * size))
    return field(1, field(1, field(1, attribute)) + field(2, b"\x12\x00" * records))


JSON, PROTOBUF = "application/json", "application/x-protobuf"
# What, where, the body, its type, the status.
BODIES = tuple((what, path, gzip.compress(body, 6), media_type, status) for what, path, body, media_type, status in (
    ("records without content", "/v1/logs", field(1, field(2, b"\x12\x00" * 5_000_000)), PROTOBUF, 413),
    ("a resource of 5 MB", "/v1/logs", resource(5_000_000, 4000), PROTOBUF, 413),
    ("a resource in 5000 records", "/v1/logs", resource(60_000, 5000), PROTOBUF, 413),
    ("properties", "/v1/track", b'{"messageId":"m","properties":{%s}}' % members(150_000).encode(), JSON, 422),
    ("messages without content", "/v1/batch", b'{"batch":[' + b"{}," * 3_000_000 + b"{}]}", JSON, 413),
    ("events in CloudEvents", "/v1/cloudevents", b"[" + b"{}," * 3_000_000 + b"{}]",
     "application/cloudevents-batch+json", 413),
    ("brackets", "/v1/events", b"[" * 10_000_000, JSON, 400),
    ("numbers", "/v1/events", b"[" + b"1," * 5_000_000 + b"1]", JSON, 413),
    ("blank lines", "/v1/events", b"\n" * 10_000_000, "application/x-ndjson", 413),
    ("fields", "/v1/events", b'{"session_id":"s",%s}' % members(600_000).encode(), JSON, 422),
))


class SmallBodiesThatExplode(unittest.TestCase):
    def setUp(self):
        self.api, self.other = running.client(), running.client(1)

    def resident(self):
        with open(f"/proc/{running.process.pid}/statm", encoding="ascii") as counts:
            return int(counts.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def post(self, path, packed, media_type):
        headers = {"Content-Type": media_type, "Content-Encoding": "gzip"}
        return self.api.call("POST", path, None, "publishable", packed, headers)

    def test_they_are_refused_within_64_mib(self):
        for what, path, packed, media_type, status in BODIES:
            with self.subTest(what):
                before = self.resident()
                answer = self.post(path, packed, media_type)
                self.assertEqual(answer.status, status, answer)
                self.assertLess(self.resident() - before, MEMORY_MAX)

    def test_another_project_is_answered_meanwhile(self):
        stop = threading.Event()

        def shoot():
            while not stop.is_set():
                for _, path, packed, media_type, _ in BODIES[:5]:
                    self.post(path, packed, media_type)

        strangers = [threading.Thread(target=shoot) for _ in range(4)]
        for stranger in strangers:
            stranger.start()
        try:
            for number in range(20):
                event = {"session_id": f"b{number}", "name": "IP_RISK_CHECK", "time": journeys.now_ms(), "result": "PASS"}
                self.assertEqual(self.other.send([event])["accepted"], 1)
        finally:
            stop.set()
            for stranger in strangers:
                stranger.join()

    def test_the_metrics_tell_of_what_was_refused(self):
        self.post(*BODIES[0][1:4])
        text = self.api.call("GET", "/metrics", None, "read").body.decode()
        self.assertRegex(text, r'session_journey_oversized_bodies_total\{bound="events"\} [1-9]')


if __name__ == "__main__":
    unittest.main()
