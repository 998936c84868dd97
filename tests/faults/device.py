"""A file system on a block device that is recorded: loop device on device/recorder.c on a file."""
import os
import pathlib
import subprocess

import mounts
from patience import wait_for
from server import go_with_the_campaign
from verdict import Skip

SOURCE = pathlib.Path(__file__).parent / "device" / "recorder.c"
FUSE_HEADERS = pathlib.Path("/usr/include/fuse3")  # libfuse3-dev
SIZE_BYTES = 512 << 20
THERE_WITHIN_S = 10


def build(directory):
    """The recorder in this directory; without libfuse3 none, and its trials say so."""
    if (FUSE_HEADERS / "fuse.h").exists():
        command = [os.environ.get("CC", "cc"), "-O2", "-Wall", "-Wextra", "-Werror", "-D_FILE_OFFSET_BITS=64", "-I", FUSE_HEADERS,
                   "-o", recorder_in(directory), SOURCE, "-lfuse3"]
        subprocess.run(command, check=True, timeout=120)


def recorder_in(directory):
    return pathlib.Path(directory) / "recorder"


def require(file_system, tools):
    mounts.require_root()
    if not os.path.exists("/dev/fuse"):
        raise Skip("no /dev/fuse")
    if not recorder_in(tools).exists():
        raise Skip("libfuse3-dev is missing (scripts/setup test)")
    if not mounts.has(file_system):
        raise Skip(f"the tools of {file_system} are missing (scripts/setup test)")


class Device:
    """In a directory: `image` as it was before the recording, `recording`, and `mounted`. Made with a file system; whatever is done
    between `mount_plainly` and `unmount` is not recorded."""

    def __init__(self, directory, file_system, tools):
        require(file_system, tools)
        self._tools, self._recorder = tools, None
        self.image, self._live = directory / "image", directory / "live"
        self.recording, self.mounted, self._fuse = directory / "recording", directory / "disk", directory / "fuse"
        mounts.make(file_system, self.image, SIZE_BYTES)

    def mount_plainly(self):
        self._mount(self.image)

    def unmount(self):
        mounts.unmount(self.mounted)

    def mount_recorded(self):
        mounts.must("cp", "--sparse=always", self.image, self._live)
        self._fuse.mkdir()
        command = [recorder_in(self._tools), self._live, self.recording, self._fuse]
        self._recorder = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=go_with_the_campaign)
        if not wait_for((self._fuse / "disk").exists, THERE_WITHIN_S):
            raise Skip("this machine lets nobody mount FUSE")
        self._mount(self._fuse / "disk")

    def _mount(self, image):
        try:
            mounts.mount(image, self.mounted)
        except mounts.Failed as refused:
            raise Skip(f"this machine lets nobody mount a loop device: {refused}") from None

    def position(self):
        """Bytes recorded so far."""
        return self.recording.stat().st_size

    def end_recording(self):
        self.unmount()
        mounts.let_go(self._fuse)
        self._recorder.wait(THERE_WITHIN_S)
        self._recorder = None
        self._live.unlink()

    def close(self):
        mounts.let_go(self.mounted)
        mounts.let_go(self._fuse)
        if self._recorder is not None:
            self._recorder.kill()
            self._recorder.wait()
