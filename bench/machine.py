"""What was measured on."""
import os
import pathlib
import platform
import re
import time


def description(directory):
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)) / 2**20
    return (f"{os.cpu_count()} × {cpu.group(1) if cpu else platform.machine()}, {memory:.0f} GiB, {platform.system()} "
            f"{platform.release()}, {filesystem_of(directory)}")


def filesystem_of(directory):
    mounts = [line.split() for line in pathlib.Path("/proc/mounts").read_text().splitlines()]
    over = [mount for mount in mounts if pathlib.Path(directory).resolve().is_relative_to(mount[1])]
    return max(over, key=lambda mount: len(mount[1]))[2]


def busy_share(seconds=2):
    """Of all cores, right now: a load average would still tell of what we did ourselves."""
    def ticks():
        numbers = list(map(int, pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]))
        return sum(numbers[:8]), numbers[3] + numbers[4]

    total, idle = ticks()
    time.sleep(seconds)
    total_after, idle_after = ticks()
    return 1 - (idle_after - idle) / max(1, total_after - total)


def wait_until_quiet(below, within_s):
    """How busy it is in the end; what a neighbour does would be measured as ours."""
    end = time.monotonic() + within_s
    while (busy := busy_share()) > below and time.monotonic() < end:
        pass
    return busy
