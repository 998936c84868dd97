"""Waiting for what happens in another process."""
import time


def wait_for(condition, within_s):
    """Whether it came to hold in time."""
    deadline = time.monotonic() + within_s
    while not (held := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(held)
