"""A real file system on the recorded device: a file that was synced is there after a cut, and the file system is clean."""
import os
import pathlib
import random
import tempfile
import unittest

import device
import mounts
from device_recording import DeviceRecording, Platter
from verdict import Skip


class OnARecordedDevice(unittest.TestCase):
    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.directory = pathlib.Path(made.name)
        device.build(self.directory)

    def recorded(self, file_system):
        try:
            disk = device.Device(self.directory, file_system, self.directory)
            self.addCleanup(disk.close)
            disk.mount_recorded()
        except Skip as why:
            self.skipTest(str(why))
        return disk

    def test_what_was_synced_is_there_after_a_cut_on_ext4(self):
        self.survives("ext4")

    def test_what_was_synced_is_there_after_a_cut_on_xfs(self):
        self.survives("xfs")

    def survives(self, file_system):
        disk = self.recorded(file_system)
        before = disk.position()
        with open(disk.mounted / "file", "wb", buffering=0) as file:
            file.write(b"kept")
            os.fsync(file.fileno())
        promised = disk.position()
        disk.end_recording()
        recording = DeviceRecording(disk.recording)
        self.addCleanup(recording.close)
        platter = Platter(disk.image, recording)
        self.assertIsNone(self.file_after_cut(platter, before, file_system))
        self.assertEqual(self.file_after_cut(platter, promised, file_system), b"kept")

    def file_after_cut(self, platter, until, file_system):
        image, after = self.directory / "cut", self.directory / "after"
        platter.write_cut(image, until, "nothing", random.Random(1))
        mounts.recover(file_system, image, after)
        self.addCleanup(mounts.let_go, after)
        found = (after / "file").read_bytes() if (after / "file").exists() else None
        mounts.unmount(after)
        return found


if __name__ == "__main__":
    unittest.main()
