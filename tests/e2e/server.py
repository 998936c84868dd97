"""A server of the product with a data directory of its own, started from the binary as a user would start it.

SJ_BINARY names the binary; default is build/session-journey in the repository.
"""
import json
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

import client

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("SJ_BINARY", str(REPOSITORY / "build" / "session-journey"))
START_WITHIN_S = 20  # a binary with sanitizers on a busy machine is slow to start
STOP_WITHIN_S = 5


class Project:
    def __init__(self, told):
        self.id, self.owner, self.keys = told["project_id"], told.get("owner"), told["keys"]


class Server:
    """`init` for each project, then `serve`. Use as a context, or call `start` and `close`."""

    def __init__(self, projects=(None,), flags=()):
        self.flags = flags
        self.data = tempfile.mkdtemp(prefix="session-journey-e2e-")
        self.process, self.url, self.log = None, None, pathlib.Path(self.data + ".log")
        try:
            self.projects = [self._init(name) for name in projects]
        except BaseException:
            self.close()
            raise
        self.project = self.projects[0]

    def _init(self, name):
        command = [BINARY, "init", "--data", self.data, "--json"] + (["--project", name] if name else [])
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
        return Project(json.loads(done.stdout))

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([BINARY, "serve", "--data", self.data, "--listen", "127.0.0.1:0", *self.flags],
                                            stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL)
        lines = queue.Queue()
        threading.Thread(target=_read_lines, args=(self.process.stdout, lines), daemon=True).start()
        deadline = time.monotonic() + START_WITHIN_S
        while self.url is None:
            try:
                line = lines.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                line = None
            if line is None:
                self.process.kill()
                raise AssertionError(f"serve told no address within {START_WITHIN_S} s: {self._log_tail()}")
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            self.url = found.group(0) if found else None
        return self

    def stop(self):
        """As an init system would: SIGTERM, and it has to be gone, with success, in time."""
        process, self.process, self.url = self.process, None, None
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"serve did not end within {STOP_WITHIN_S} s of SIGTERM: {self._log_tail()}") from None
        if code != 0:
            raise AssertionError(f"serve ended with {code} on SIGTERM: {self._log_tail()}")

    def kill(self):
        """Without any chance to tidy up, as when the power fails."""
        process, self.process, self.url = self.process, None, None
        process.kill()
        process.wait()

    def close(self):
        """Stops the server if it runs and removes its data."""
        try:
            if self.process is not None:
                self.stop()
        finally:
            if self.process is not None:
                self.kill()
            shutil.rmtree(self.data, ignore_errors=True)
            self.log.unlink(missing_ok=True)

    def client(self, project=0):
        return client.Client(self.url, self.projects[project].keys)

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.close()
            raise

    def __exit__(self, *_):
        self.close()

    def _log_tail(self):
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""


def _read_lines(pipe, lines):
    with pipe:
        for line in pipe:
            lines.put(line.decode("utf-8", "replace"))
    lines.put(None)


def for_module(projects=(None,)):
    """A running server that goes when the tests of the calling module are done; call it in setUpModule."""
    server = Server(projects)
    unittest.addModuleCleanup(server.close)
    return server.start()
