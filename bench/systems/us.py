"""Session Journey, over HTTP, acknowledged after sync."""
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import urllib.request

from systems.process import Process
from systems.system import Failed, System, directory_bytes, flags

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("SJ_BINARY", str(REPOSITORY / "build" / "session-journey"))
SETTLE_WITHIN_S = 300
ALL_TIME = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"


class Us(System):
    name, title = "us", "Session Journey"
    stop_settles = True

    @classmethod
    def missing(cls, programs):
        return "" if pathlib.Path(BINARY).exists() else f"{BINARY} (scripts/build, or SJ_BINARY)"

    def version(self):
        told = subprocess.run([BINARY, "--version"], capture_output=True, text=True).stdout.strip()
        commit = subprocess.run(["git", "-C", REPOSITORY, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
        return f"{told}, checkout {commit.stdout.strip() or 'unknown'}"

    def create(self):
        self.data = self.directory / "data"
        made = subprocess.run([BINARY, "init", "--data", self.data, "--json"], capture_output=True, text=True, check=True)
        self.keys = json.loads(made.stdout)["keys"]

    def start(self):
        """How long it takes until it tells its address, which is when it accepts connections."""
        began = time.monotonic()
        command = [BINARY, "serve", "--data", self.data, "--listen", "127.0.0.1:0"]
        self.process = Process(command, self.directory / "log", stdout=subprocess.PIPE)
        for line in self.process.popen.stdout:
            if found := re.search(rb"http://[0-9.:]+", line):
                self.url = found.group(0).decode()
                return time.monotonic() - began
        raise Failed(f"serve ended: {(self.directory / 'log').read_text()[-2000:]}")

    def kill(self):
        self.process.end(signal.SIGKILL)

    def twin(self, directory):
        """Another server on a copy of its data, to do what would change them. Both are running afterwards."""
        other = Us(directory, self.programs)
        other.remove()
        other.directory.mkdir(parents=True)
        other.data, other.keys = other.directory / "data", self.keys
        self.stop()
        shutil.copytree(self.data, other.data)
        self.start()
        other.start()
        return other

    def load_command(self, path, **options):
        key = self.keys["read" if options.get("mode") == "verify" else "server"]
        return [self.programs / "bench_load", "--url", self.url, "--key", key, "--file", path, *flags(options)]

    def ingest(self, path, **options):
        return self.program("bench_load", *self.load_command(path, **options)[1:])[0]

    def settle(self):
        """Until no session is in memory only and the store's files have stopped changing. How long that took."""
        began, before, since = time.monotonic(), None, time.monotonic()
        while time.monotonic() - began < SETTLE_WITHIN_S:
            now = (self.metric("open_sessions"), self.metric("store_disk_bytes"))
            if now != before:
                before, since = now, time.monotonic()
            elif now[0] == 0 and time.monotonic() - since > 3:
                break
            time.sleep(0.5)
        return time.monotonic() - began

    def metric(self, name):
        text = self.read("/metrics")
        return sum(float(value) for value in re.findall(rf"^session_journey_{name}(?:{{[^}}]*}})? (\S+)", text, re.M))

    def read(self, target):
        request = urllib.request.Request(self.url + target, headers={"Authorization": "Bearer " + self.keys["read"]})
        return urllib.request.urlopen(request, timeout=600).read().decode()

    def get(self, target):
        return json.loads(self.read(target))

    def connection(self):
        return http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=60)

    def exported_events(self):
        request = urllib.request.Request(self.url + f"/v1/export/events?format=ndjson&{ALL_TIME}",
                                         headers={"Authorization": "Bearer " + self.keys["read"]})
        lines = 0
        with urllib.request.urlopen(request, timeout=3600) as answer:
            while piece := answer.read(1 << 20):
                lines += piece.count(b"\n")
        return lines

    def stored(self):
        return self.exported_events(), self.get(f"/v1/sessions?limit=1&count=exact&{ALL_TIME}")["total"]

    def answer(self, question, parameter=None):
        target = question.text_for(self.name).replace("{}", parameter or "")
        return question.from_us(self.get(target))

    def page_before(self, share):
        """Walks the list that far: (cursor of the page that comes next, last row before it)."""
        total = self.get("/v1/sessions?limit=1&count=exact")["total"]
        limit = max(1, min(200, total // 10))
        target = f"/v1/sessions?limit={limit}"
        for _ in range(int(total * share) // limit):
            page = self.get(target)
            cursor, row = page["next_cursor"], page["data"][-1]
            target = f"/v1/sessions?limit={limit}&cursor={cursor}"
        return cursor, row

    def ask(self, path, *arguments):
        return self.program("bench_read", "--url", self.url, "--key", self.keys["read"], "--questions", path, *arguments)

    def disk_bytes(self):
        return directory_bytes(self.data)
