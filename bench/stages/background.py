"""Ingest that goes on while something else is measured."""
import json
import subprocess
import time

from systems.system import Failed


class Load:
    """`may_fail`: the server is going to be killed."""

    def __init__(self, us, path, may_fail=False, **options):
        self.command, self.may_fail = list(map(str, us.load_command(path, **options))), may_fail

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.process.stderr.readline()  # it tells when it begins to send
        return self

    def __exit__(self, *_):
        out, error = self.process.communicate()
        if self.process.returncode != 0 and not self.may_fail:
            raise Failed(f"{' '.join(self.command)}: {error}")
        self.told = json.loads(out) if out else None

    def is_running(self):
        return self.process.poll() is None

    def wait_s(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.is_running():
            time.sleep(0.05)
