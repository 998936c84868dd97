"""A server that a benchmark started, with everything that it started itself."""
import os
import pathlib
import re
import signal
import subprocess
import time

TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Process:
    def __init__(self, command, log, **options):
        with open(log, "ab") as log_file:
            options = {"stdout": log_file, "stderr": log_file, "stdin": subprocess.DEVNULL, **options}
            self.popen = subprocess.Popen(list(map(str, command)), start_new_session=True, **options)
        self.log = log
        self.group = self.popen.pid

    def is_alive(self):
        return self.popen.poll() is None

    def end(self, signal_number=signal.SIGTERM, within_s=120):
        """How long it takes. SIGKILL goes to the whole group, as a machine's end would."""
        began = time.monotonic()
        if self.is_alive():
            if signal_number == signal.SIGKILL:
                os.killpg(self.group, signal_number)
            else:
                self.popen.send_signal(signal_number)
            self.popen.wait(within_s)
        return time.monotonic() - began

    def pause(self):
        self._signal_all(signal.SIGSTOP)

    def resume(self):
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number):
        """Some servers give each of their processes a group of its own."""
        for pid in self.pids():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    def pids(self):
        parents = {}
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
        found, new = [], [self.popen.pid]
        while new:
            found += new
            new = [pid for pid, parent in parents.items() if parent in new and pid not in found]
        return found

    def cpu_s(self):
        """Of all its processes, those that have ended included."""
        ticks = 0
        for pid in self.pids():
            try:
                fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            own, children = fields[11:13], fields[13:15]
            ticks += sum(map(int, own + children))
        return ticks / TICKS_PER_S

    def memory_mib(self):
        """Resident; what several processes share is counted once."""
        total = 0
        for pid in self.pids():
            try:
                rollup = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
                total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.M).group(1))
            except (FileNotFoundError, ProcessLookupError, AttributeError):
                continue
        return total / 1024

    def peak_memory_mib(self):
        """Of the first process."""
        status = pathlib.Path(f"/proc/{self.popen.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024
