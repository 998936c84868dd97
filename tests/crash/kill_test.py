#!/usr/bin/python3
"""Kills the server at random moments while four clients send, on one data directory all along, and looks after every
restart whether all that was acknowledged is there, exactly once, and nothing that was never sent.

    SJ_BINARY=build/session-journey tests/crash/kill_test.py [--kills 50] [--seed N] [--keep DIR]
"""
import argparse
import http.client
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time

from mortal_server import MortalServer
from oracle import Oracle
from sender import Line, Sender

SENDERS = 4
LOOKED_AT_ONE_BY_ONE = 10  # sessions whose own pages are read, each time
ALL_TIME = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"
EVENT_ID, SESSION_ID = re.compile(rb'"event_id":"([^"]+)"'), re.compile(rb'"session_id":"([^"]+)"')


class Reader:
    def __init__(self, port, key):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Authorization": "Bearer " + key}

    def get(self, target):
        self.connection.request("GET", target, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise AssertionError(f"GET {target}: {answer.status} {body[:500]}")
        return body

    def everything(self):
        """(event id, session id) of each line of the export."""
        lines = self.get("/v1/export/events?format=ndjson&" + ALL_TIME).splitlines()
        return [(EVENT_ID.search(line).group(1).decode(), SESSION_ID.search(line).group(1).decode()) for line in lines]

    def session_total(self):
        return json.loads(self.get("/v1/sessions?limit=1&count=exact&" + ALL_TIME))["total"]

    def events_of(self, session):
        found, cursor = [], ""
        while cursor is not None:
            page = json.loads(self.get(f"/v1/sessions/{session}/events?limit=200" + cursor))
            found += [event["event_id"] for event in page["data"]]
            cursor = page["next_cursor"] and "&cursor=" + page["next_cursor"]
        return found


class KillTest:
    def __init__(self, directory, seed, start_within_s):
        self.server, self.oracle, self.line = MortalServer(directory, start_within_s), Oracle(), Line()
        self.random, self.starts, self.looks, self.events = random.Random(seed), [], 0, 0
        self.senders = [Sender(i, seed, self.line, self.server.keys["server"], self.oracle) for i in range(SENDERS)]

    def run(self, kills):
        for sender in self.senders:
            sender.start()
        for _ in range(kills):
            self.live_and_die()
            for sender in self.senders:
                if sender.problem:
                    raise sender.problem
        self.line.close()
        self.server.spawn(narrow=False)
        self.look(self.up())

    def live_and_die(self):
        self.server.spawn(narrow=self.random.random() < 0.7)
        kind = self.random.random()
        if kind < 0.1:  # while it starts
            time.sleep(self.random.uniform(0.001, 0.1))
            return self.server.kill()
        port = self.up()
        if kind > 0.2:  # else nobody looks: it dies as soon as it can be reached
            self.look(port)
        self.line.up(port)
        time.sleep(self.random.uniform(0.01, 0.8) if kind > 0.2 else self.random.uniform(0, 0.01))
        self.line.down()
        self.server.kill()

    def up(self):
        port, took = self.server.wait_until_up()
        self.starts.append(took)
        return port

    def look(self, port):
        """While nobody sends."""
        reader = Reader(port, self.server.keys["read"])
        found = reader.everything()
        sessions = sorted(self.oracle.judge(found))
        if reader.session_total() != len(sessions):
            raise AssertionError(f"the list counts {reader.session_total()} sessions, the export has {len(sessions)}")
        for session in self.random.sample(sessions, min(LOOKED_AT_ONE_BY_ONE, len(sessions))):
            self.oracle.judge_session(session, reader.events_of(session))
        self.looks, self.events = self.looks + 1, len(found)

    def summary(self, took):
        sent, acknowledged = self.oracle.counts()
        batches = sum(sender.answered for sender in self.senders)
        refused = sum(sender.refused for sender in self.senders)
        return (f"{sent} events sent, {acknowledged} acknowledged in {batches} batches, {refused} batches refused with 503, "
                f"{self.events} there at the end; looked {self.looks} times; {len(self.starts)} starts, "
                f"longest {max(self.starts) * 1000:.0f} ms, mean {sum(self.starts) / len(self.starts) * 1000:.0f} ms; {took:.0f} s")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randint(1, 999_999))
    parser.add_argument("--start-within", type=float, default=5, help="seconds that a start may take, also with a journal to replay")
    parser.add_argument("--keep", help="a directory that does not exist: the data stays there for a post-mortem")
    return parser.parse_args()


def main():
    told = arguments()
    directory = told.keep or tempfile.mkdtemp(prefix="session-journey-crash-")
    if told.keep:
        os.makedirs(directory)
    test, began = KillTest(directory, told.seed, told.start_within), time.monotonic()
    try:
        test.run(told.kills)
    except BaseException as problem:
        print(f"FAILED (--kills {told.kills} --seed {told.seed}): {problem}", file=sys.stderr)
        raise
    finally:
        if test.server.process and test.server.process.poll() is None:
            test.server.process.kill()
            test.server.process.wait()
        if not told.keep:
            shutil.rmtree(directory, ignore_errors=True)
    print(f"ok: {told.kills} kills (seed {told.seed}): {test.summary(time.monotonic() - began)}")


if __name__ == "__main__":
    main()
