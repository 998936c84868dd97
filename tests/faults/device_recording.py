"""What a disk may hold after a power cut, built from what device/recorder.c recorded of a block device.

The model: what was written before the last flush is there. Of what was written after it, any sectors may be there.
"""
import bisect
import collections
import os
import pathlib
import struct
import subprocess

from recording import WRITE, survivors

HEAD = struct.Struct("<IIQ")
WRITTEN, FLUSHED = 1, 2

Record = collections.namedtuple("Record", "kind offset size body end")  # `body`: where its bytes are, `end`: of it all


class DeviceRecording:
    def __init__(self, log):
        self._log = open(log, "rb")
        self.records = list(index(self._log))
        self.ends = [record.end for record in self.records]

    def close(self):
        self._log.close()

    def whole_before(self, until):
        """How many records end at or before this byte."""
        return bisect.bisect_right(self.ends, until)

    def certain_before(self, until):
        """How many of those came no later than the last flush."""
        count = self.whole_before(until)
        while count > 0 and self.records[count - 1].kind != FLUSHED:
            count -= 1
        return count

    def before_flushes(self):
        """The bytes at which the power may go just before a flush."""
        return [record.end - HEAD.size for record in self.records if record.kind == FLUSHED]

    def writes(self, first, last):
        """(WRITE, offset, bytes) of the records from `first` up to, without, `last`."""
        for record in self.records[first:last]:
            if record.kind == WRITTEN:
                yield WRITE, record.offset, os.pread(self._log.fileno(), record.size, record.body)


def index(log):
    """A last record that is cut off was not done."""
    at, size = 0, os.fstat(log.fileno()).st_size
    while at + HEAD.size <= size:
        kind, length, offset = HEAD.unpack(os.pread(log.fileno(), HEAD.size, at))
        record = Record(kind, offset, length, at + HEAD.size, at + HEAD.size + length)
        if record.end > size:
            return
        yield record
        at = record.end


class Platter:
    """An image that holds what is certain, followed from one cut to a later one."""

    def __init__(self, image, recording):
        self.image, self.recording, self._applied = pathlib.Path(image), recording, 0

    def write_cut(self, target, until, way, generator):
        """An image as it may be found after the power went at this byte of the recording. Returns how many writes were uncertain."""
        certain, whole = self.recording.certain_before(until), self.recording.whole_before(until)
        put(self.image, self.recording.writes(self._applied, certain))
        self._applied = max(self._applied, certain)
        subprocess.run(["cp", "--sparse=always", self.image, target], check=True, timeout=60)
        pending = list(self.recording.writes(certain, whole))
        put(target, survivors(pending, way, generator))
        return len(pending)


def put(image, writes):
    with open(image, "r+b", buffering=0) as file:
        for _, offset, data in writes:
            os.pwrite(file.fileno(), data, offset)
