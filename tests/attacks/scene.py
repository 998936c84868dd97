"""A server with two projects, of which one is attacked by the other, or by strangers; the victim is a good client all along."""
import ctypes
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time

import memory
from target import Target

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("SJ_BINARY", str(REPOSITORY / "build" / "session-journey"))
START_WITHIN_S = 30
PROBE_PAUSE_S = 0.01
PROBE_PATIENCE_S = 10
PR_SET_PDEATHSIG = 1
ADDRESS_SPACE_MAX = 8 << 30  # a server that takes all memory is to die alone, not with the machine


class Scene:
    def __init__(self, flags=(), limits=None, memory_left=0):
        self.directory = tempfile.mkdtemp(prefix="session-journey-attack-")
        self.data, self.log = os.path.join(self.directory, "data"), os.path.join(self.directory, "log")
        victim, attacker = self._project("victim"), self._project("attacker")
        self.process = self._serve(flags, dict({"AS": ADDRESS_SPACE_MAX}, **(limits or {})))
        self.target = Target(self._port(), victim, attacker)
        if memory_left:
            most = memory.address_space(self.process.pid) + memory_left
            resource.prlimit(self.process.pid, resource.RLIMIT_AS, (most, most))

    def _project(self, name):
        command = [BINARY, "init", "--data", self.data, "--project", name, "--json"]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)["keys"]

    def _serve(self, flags, limits):
        def limit():
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # no server outlives the campaign
            for name, value in limits.items():
                resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))

        with open(self.log, "wb") as log:
            command = [BINARY, "serve", "--data", self.data, "--listen", "127.0.0.1:0", *flags]
            return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, preexec_fn=limit)

    def _port(self):
        deadline = time.monotonic() + START_WITHIN_S
        while time.monotonic() < deadline and self.process.poll() is None:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", self.said()):
                return int(found.group(1))
            time.sleep(0.02)
        raise AssertionError(f"the server does not start: exit {self.process.poll()}: {self.said()[-1000:]}")

    def said(self):
        return pathlib.Path(self.log).read_text(errors="replace")

    def is_running(self):
        return self.process.poll() is None

    def resident(self):
        return memory.resident(self.process.pid) if self.is_running() else 0

    def stop(self):
        """(exit code, seconds that SIGTERM took); None for a server that had to be killed."""
        began = time.monotonic()
        if self.is_running():
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            code = None
        return code, time.monotonic() - began

    def close(self):
        if self.is_running():
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


class Probe:
    """The victim: sends an event and asks for a list, again and again, on new connections; how long each took."""

    def __init__(self, target):
        self.target, self.posts_ms, self.lists_ms, self.failed = target, [], [], []
        self._made = 0

    def run(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._made += 1
            event = {"session_id": f"good-{self._made % 50}", "event_id": f"good-{id(self)}-{self._made}", "name": "IP_RISK_CHECK",
                     "source": "BE", "result": "PASS", "time": "2026-06-21T09:00:00Z"}
            self._take(self.posts_ms, "POST", "/v1/events", self.target.victim["server"], [event])
            self._take(self.lists_ms, "GET", "/v1/sessions?limit=5", self.target.victim["read"])
            time.sleep(PROBE_PAUSE_S)
        return self

    def _take(self, times_ms, method, path, key, body=None):
        began = time.monotonic()
        status = self.target.try_to_ask(method, path, key, body, timeout_s=PROBE_PATIENCE_S)
        times_ms.append((time.monotonic() - began) * 1000)
        if status != 200:
            self.failed.append(f"{method} {status}")


def p99(times_ms):
    """Of fewer than a hundred, the longest."""
    return sorted(times_ms)[min(len(times_ms) - 1, int(len(times_ms) * 0.99))] if times_ms else 0
