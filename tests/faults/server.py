"""The server on trial: started, asked, ended, and what it said of itself."""
import ctypes
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import time

from verdict import ABORT, STUCK, Bad

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("SJ_BINARY", str(REPOSITORY / "build" / "session-journey"))
START_WITHIN_S = 20
STOP_WITHIN_S = 20  # five are promised; how long it takes on a busy machine is not what these trials ask
ALL_TIME = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"

# So narrow that sessions leave memory and the journal is shortened all the time, which is when a fault hurts most.
NARROW = ("--open-memory", "1MiB", "--journal-max", "1MiB", "--seal-after", "1s")
SMALL = ("--open-memory", "4MiB", "--journal-max", "8MiB", "--seal-after", "2s")
USUAL = ()

SESSION, EVENT = re.compile(rb'"session_id":"([^"]+)"'), re.compile(rb'"event_id":"([^"]+)"')


PR_SET_PDEATHSIG = 1


def go_with_the_campaign():
    """In the new process: no server outlives the test that started it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Refused(Exception):
    """It did not start, in order, and said why."""


class ReadFailed(Exception):
    """An answer that is not whole; what was said."""


def run_init(data, project="first", environment=None):
    command = [BINARY, "init", "--data", str(data), "--project", project, "--json"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)


def make_directory(data, project="first", environment=None):
    """The keys of a new project, in a new directory if there is none."""
    done = run_init(data, project, environment)
    if done.returncode != 0:
        raise Refused(f"init ended with {done.returncode}: {done.stderr[-500:]}")
    return json.loads(done.stdout)["keys"]


def knows_flag(flag):
    return flag in subprocess.run([BINARY, "serve", "--help"], capture_output=True, text=True, timeout=60).stdout


class Server:
    """`flags` of serve; `environment` of the process, for the shim."""

    def __init__(self, data, keys, flags=NARROW, environment=None):
        self.data, self.keys, self.flags, self.environment = pathlib.Path(data), keys, tuple(flags), environment
        self.log, self.told = pathlib.Path(str(data) + ".log"), pathlib.Path(str(data) + ".out")
        self.process, self.port = None, None

    # --- its life

    def spawn(self, *more):
        command = [BINARY, "serve", "--data", str(self.data), "--listen", "127.0.0.1:0", *self.flags, *more]
        self.log_from = self.log.stat().st_size if self.log.exists() else 0
        with open(self.log, "ab") as log, open(self.told, "wb") as told:
            self.process = subprocess.Popen(command, stdout=told, stderr=log, stdin=subprocess.DEVNULL, env=self.environment,
                                            preexec_fn=go_with_the_campaign)
        self.port = None
        return self

    def start(self, *more, within_s=START_WITHIN_S):
        return self.spawn(*more).wait_until_ready(within_s)

    def wait_until_ready(self, within_s=START_WITHIN_S):
        """Raises Refused where it ended in order instead."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                self._ended_by_itself("starting")
                raise Refused(f"exit {self.process.returncode}: {self.said()[-700:]}")
            if self.listens() and self.status_of("/readyz") == 200:
                return self
            time.sleep(0.02)
        raise Bad(STUCK, f"not ready within {within_s} s: /readyz says {self.status_of('/readyz')}; {self.said()[-500:]}")

    def listens(self):
        """Whether it takes connections; ready for events is more."""
        if self.port is None:
            found = re.search(rb"http://127\.0\.0\.1:(\d+)", self.told.read_bytes())
            self.port = int(found.group(1)) if found else None
        return self.port is not None

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """As when the power fails. It must have lived until now, or ended in order."""
        process, self.process = self.process, None
        if process is None:
            return
        ended = process.poll()
        process.kill()
        process.wait()
        if ended is not None and ended < 0:
            raise Bad(ABORT, f"ended by signal {-ended}: {self.said()[-700:]}")

    def killed_by_shim(self, within_s=1):
        """After `Shim.kill_at_next_change`. A server that changes nothing any more is killed from outside."""
        try:
            self.process.wait(within_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        code, self.process = self.process.returncode, None
        if code < 0 and code != -signal.SIGKILL:
            raise Bad(ABORT, f"ended by signal {-code}: {self.said()[-700:]}")

    def terminate(self):
        """SIGTERM; the exit code."""
        process, self.process = self.process, None
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Bad(STUCK, f"still there {STOP_WITHIN_S} s after SIGTERM: {self.said()[-500:]}") from None
        if code < 0:
            raise Bad(ABORT, f"SIGTERM was answered by signal {-code}: {self.said()[-700:]}")
        return code

    def _ended_by_itself(self, when):
        code = self.process.returncode
        if code < 0:
            raise Bad(ABORT, f"ended by signal {-code} while {when}: {self.said()[-700:]}")

    # --- what it says

    def said(self):
        """Its log since the last start."""
        with open(self.log, "rb") as log:
            log.seek(self.log_from)
            return log.read().decode("utf-8", "replace")

    def warned(self):
        """Whether an operator was told anything at all since the last start."""
        return re.search(r"\b(warn|warning|error|critical)\b", self.said()) is not None

    def connect(self, timeout_s=30):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)

    def ask(self, method, target, key=None, body=None, timeout_s=30):
        """(status, body); OSError or HTTPException where there is no whole answer."""
        connection = self.connect(timeout_s)
        try:
            headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"} if key else {}
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def status_of(self, target, key=None):
        try:
            return self.ask("GET", target, key, timeout_s=10)[0]
        except (OSError, http.client.HTTPException) as problem:
            return type(problem).__name__

    def read(self, target):
        try:
            status, body = self.ask("GET", target, self.keys["read"], timeout_s=60)
        except (OSError, http.client.HTTPException) as problem:
            raise ReadFailed(f"GET {target}: {problem!r}") from problem
        if status != 200:
            raise ReadFailed(f"GET {target}: {status} {body[:300]}")
        return body

    def everything(self):
        """(session id, event id) of all that the export has."""
        lines = self.read("/v1/export/events?format=ndjson&" + ALL_TIME).splitlines()
        return [(SESSION.search(line).group(1).decode(), EVENT.search(line).group(1).decode()) for line in lines]

    def events_of(self, session):
        found, cursor = [], ""
        while cursor is not None:
            page = json.loads(self.read(f"/v1/sessions/{session}/events?limit=200" + cursor))
            found += [(session, event["event_id"]) for event in page["data"]]
            cursor = page["next_cursor"] and "&cursor=" + page["next_cursor"]
        return found

    def session_count(self):
        return json.loads(self.read("/v1/sessions?limit=1&count=exact&" + ALL_TIME))["total"]
