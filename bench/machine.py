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


def load():
    return os.getloadavg()[0]


def wait_until_quiet(below, within_s):
    """Whether the machine has come to rest; what a neighbour does would be measured as ours."""
    end = time.monotonic() + within_s
    while load() > below and time.monotonic() < end:
        time.sleep(1)
    return load() <= below
