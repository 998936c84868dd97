"""The model of a block device: what was flushed is there, of what came later any part may be, and nothing else."""
import pathlib
import random
import tempfile
import unittest

from device_recording import FLUSHED, HEAD, WRITTEN, DeviceRecording, Platter
from recording import SECTOR

SECTORS = 8


def write(sector, letter, count=1):
    return HEAD.pack(WRITTEN, count * SECTOR, sector * SECTOR) + letter.encode() * (count * SECTOR)


FLUSH = HEAD.pack(FLUSHED, 0, 0)


class OnADevice(unittest.TestCase):
    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.directory = pathlib.Path(made.name)

    def recording(self, *parts):
        path = self.directory / "recording"
        path.write_bytes(b"".join(parts))
        recording = DeviceRecording(path)
        self.addCleanup(recording.close)
        return recording

    def platter(self, *parts):
        image = self.directory / "image"
        image.write_bytes(b"." * SECTORS * SECTOR)
        return Platter(image, self.recording(*parts))

    def cut(self, platter, until, way, seed=1):
        """A letter for each sector."""
        target = self.directory / "cut"
        platter.write_cut(target, until, way, random.Random(seed))
        content = target.read_bytes()
        return "".join(chr(content[at]) for at in range(0, len(content), SECTOR))

    def end(self, platter):
        return platter.recording.ends[-1]

    def test_what_was_flushed_is_there_and_the_rest_may_be(self):
        platter = self.platter(write(0, "a"), FLUSH, write(1, "b"))
        self.assertEqual(self.cut(platter, self.end(platter), "nothing"), "a.......")
        self.assertEqual(self.cut(platter, self.end(platter), "everything"), "ab......")

    def test_a_sector_comes_to_the_disk_without_its_neighbours_but_not_in_parts(self):
        platter = self.platter(write(0, "a", 4), FLUSH, write(2, "b", 4))
        seen = {self.cut(platter, self.end(platter), "sectors", seed) for seed in range(200)}
        self.assertEqual(len(seen), 16)  # each of four sectors or not
        for state in seen:
            self.assertRegex(state, "^aa[ab][ab][.b][.b]..$")

    def test_a_cut_before_the_flush_leaves_all_uncertain(self):
        platter = self.platter(write(0, "a"), FLUSH, write(1, "b"))
        before_flush = platter.recording.before_flushes()[0]
        self.assertEqual(self.cut(platter, before_flush, "nothing"), "........")
        self.assertEqual(self.cut(platter, before_flush, "everything"), "a.......")

    def test_a_record_that_is_cut_off_was_not_written(self):
        self.assertEqual(len(self.recording(write(0, "a"), write(1, "b")[:-1]).records), 1)
        platter = self.platter(write(0, "a"), FLUSH, write(1, "b"))
        self.assertEqual(self.cut(platter, self.end(platter) - 1, "everything"), "a.......")

    def test_later_cuts_go_on_from_earlier_ones_and_do_not_keep_what_those_dropped_or_had(self):
        platter = self.platter(write(0, "a"), FLUSH, write(1, "b"), write(1, "c"), FLUSH, write(2, "d"))
        ends = platter.recording.ends
        self.assertEqual(self.cut(platter, ends[2], "everything"), "ab......")
        self.assertEqual(self.cut(platter, ends[3], "nothing"), "a.......")
        self.assertEqual(self.cut(platter, ends[5], "nothing"), "ac......")
        self.assertEqual(self.cut(platter, ends[5], "everything"), "acd.....")


if __name__ == "__main__":
    unittest.main()
