"""A server that is started on one data directory again and again, and killed without warning."""
import json
import os
import pathlib
import re
import subprocess
import time

BINARY = os.environ.get("SJ_BINARY", str(pathlib.Path(__file__).resolve().parents[2] / "build" / "session-journey"))

# Bounds so narrow that sessions leave memory and the journal is shortened all the time, which is when a kill hurts most.
NARROW = ["--open-memory", "1MiB", "--journal-max", "1MiB", "--seal-after", "1s"]


class MortalServer:
    def __init__(self, directory, start_within_s):
        self.start_within_s = start_within_s
        self.data = pathlib.Path(directory) / "data"
        self.log = pathlib.Path(directory) / "log"
        made = subprocess.run([BINARY, "init", "--data", self.data, "--json"], capture_output=True, text=True, check=True, timeout=60)
        self.keys = json.loads(made.stdout)["keys"]
        self.process = None

    def spawn(self, narrow):
        command = [BINARY, "serve", "--data", self.data, "--listen", "127.0.0.1:0"] + (NARROW if narrow else [])
        self.spawned_at = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL)

    def wait_until_up(self):
        """The port, and how long the start took."""
        for line in self.process.stdout:
            found = re.search(rb"http://127\.0\.0\.1:(\d+)", line)
            if found:
                took = time.monotonic() - self.spawned_at
                if took > self.start_within_s:
                    raise AssertionError(f"the start after a kill took {took:.2f} s, and may take {self.start_within_s:g} s")
                return int(found.group(1)), took
        raise AssertionError(f"serve ended with {self.process.wait()} instead of starting: {self.log.read_text()[-2000:]}")

    def kill(self):
        """It must have lived until now: a server that ends by itself under load is a bug too."""
        if self.process.poll() is not None:
            raise AssertionError(f"serve ended by itself with {self.process.returncode}: {self.log.read_text()[-2000:]}")
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
