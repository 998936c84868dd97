"""Making, mounting and checking file systems of a file."""
import os
import pathlib
import shutil
import subprocess

from patience import wait_for
from verdict import Skip

MAKE = {"ext4": ["mkfs.ext4", "-q", "-F", "-m", "0"], "xfs": ["mkfs.xfs", "-q", "-f"]}
CHECK = {"ext4": ["e2fsck", "-fn"], "xfs": ["xfs_repair", "-n", "-f"]}  # they change nothing
SYSTEM_PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
UNMOUNTED_WITHIN_S = 10


class Failed(Exception):
    """What a tool said."""


def run(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, env=dict(os.environ, PATH=SYSTEM_PATH), timeout=120)


def must(*command):
    done = run(*command)
    if done.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))} ended with {done.returncode}: {(done.stdout + done.stderr)[-300:]}")


def require_root():
    if os.geteuid() != 0:
        raise Skip("mounting needs root")


def has(file_system):
    return all(shutil.which(command[0], path=SYSTEM_PATH) for command in (MAKE[file_system], CHECK[file_system]))


def make(file_system, image, size_bytes):
    with open(image, "wb") as file:
        file.truncate(size_bytes)
    must(*MAKE[file_system], image)


def mount(image, at):
    """By a loop device, which goes with the mount."""
    pathlib.Path(at).mkdir(exist_ok=True)
    must("mount", "-o", "loop", image, at)


def recover(file_system, image, at):
    """The file system brings itself in order after a power cut. One that is not clean then proves nothing about who used it."""
    mount(image, at)
    unmount(at)
    must(*CHECK[file_system], image)
    mount(image, at)


def unmount(at):
    """So that all that was written is in the image."""
    if not wait_for(lambda: run("umount", at).returncode == 0, UNMOUNTED_WITHIN_S):
        raise Failed(f"{at} cannot be unmounted")


def let_go(at):
    """Whatever is mounted there, and whoever uses it."""
    run("umount", "-l", at)
