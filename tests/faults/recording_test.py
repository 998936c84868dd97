"""The shim and the model of a disk, on a program of a few lines: what was synced is there after a cut, and nothing else must be."""
import errno
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import shim
from recording import BY_DIRECTORY, ORDERED, Disk

WRITE = "import os, sys; os.chdir('/'); root = sys.argv[1]\n"


class OnDisk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tools = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.tools.cleanup)
        cls.library = shim.build(cls.tools.name)

    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.directory = pathlib.Path(made.name)
        self.data, self.log = self.directory / "data", self.directory / "recording"
        self.data.mkdir()
        self.shim = shim.Shim(self.library, self.directory, self.data)

    def do(self, program):
        return subprocess.run([sys.executable, "-c", WRITE + program, str(self.data)], env=self.shim.environment(self.log),
                              capture_output=True, text=True, timeout=60)

    def cut(self, way="nothing", model=ORDERED, seed=1):
        """{name: content} after a cut at the end."""
        disk, target = Disk(self.data), self.directory / f"cut-{way}-{model}-{seed}"
        disk.follow(self.log, self.log.stat().st_size)
        disk.write_cut(target, model, way, random.Random(seed))
        return {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*") if path.is_file()}

    def test_what_was_synced_is_there_and_the_rest_may_be(self):
        self.do("f = os.open(root + '/a', os.O_CREAT | os.O_WRONLY); os.write(f, b'kept'); os.fsync(f); os.write(f, b' maybe')\n"
                "d = os.open(root, os.O_RDONLY); os.fsync(d)")
        for model in (ORDERED, BY_DIRECTORY):
            self.assertEqual(self.cut("nothing", model), {"a": b"kept"})
            self.assertEqual(self.cut("everything", model), {"a": b"kept maybe"})

    def test_a_name_that_nobody_synced_may_be_missing(self):
        self.do("f = os.open(root + '/a', os.O_CREAT | os.O_WRONLY); os.write(f, b'kept'); os.fsync(f)")
        self.assertEqual(self.cut(model=ORDERED), {"a": b"kept"})  # as ext4 and xfs: the file's sync brings it along
        self.assertEqual({bool(self.cut(model=BY_DIRECTORY, seed=seed)) for seed in range(20)}, {True, False})

    def test_a_rename_happened_or_not_and_nothing_between(self):
        self.do("d = os.open(root, os.O_RDONLY)\n"
                "for name in 'ab':\n"
                "  f = os.open(root + '/' + name, os.O_CREAT | os.O_WRONLY); os.write(f, name.encode()); os.fsync(f)\n"
                "os.fsync(d); os.rename(root + '/b', root + '/a')")
        seen = [self.cut(seed=seed) for seed in range(20)]
        for state in seen:
            self.assertIn(state, ({"a": b"a", "b": b"b"}, {"a": b"b"}))
        self.assertIn({"a": b"a", "b": b"b"}, seen)
        self.assertIn({"a": b"b"}, seen)

    def test_a_file_that_was_removed_and_one_that_was_cut(self):
        self.do("d = os.open(root, os.O_RDONLY)\n"
                "for name in 'ab':\n"
                "  f = os.open(root + '/' + name, os.O_CREAT | os.O_WRONLY); os.write(f, b'content'); os.fsync(f)\n"
                "os.truncate(root + '/a', 3); os.fsync(os.open(root + '/a', os.O_RDONLY)); os.remove(root + '/b'); os.fsync(d)")
        self.assertEqual(self.cut(), {"a": b"con"})

    def test_room_that_was_reserved_is_zeros(self):
        self.do("f = os.open(root + '/a', os.O_CREAT | os.O_WRONLY); os.write(f, b'a'); os.truncate(root + '/a', 4); os.fsync(f)\n"
                "os.pwrite(f, b'b', 6); os.fsync(os.open(root, os.O_RDONLY))")
        self.assertEqual(self.cut("nothing"), {"a": b"a\0\0\0"})
        self.assertEqual(self.cut("everything"), {"a": b"a\0\0\0\0\0b"})

    def test_a_rule_fails_so_many_calls_and_counts_them(self):
        self.shim.inject(shim.Rule("fail", ["write"], ["other"], errno.ENOSPC, skip=1, count=1))
        done = self.do("f = os.open(root + '/a', os.O_CREAT | os.O_WRONLY)\n"
                       "for i in range(3):\n"
                       "  try: print(os.write(f, b'x'))\n"
                       "  except OSError as e: print(e.errno)")
        self.assertEqual(done.stdout.split(), ["1", str(errno.ENOSPC), "1"])
        self.assertEqual(self.shim.hits(), 1)

    def test_a_death_is_no_half_change(self):
        self.shim.inject(shim.Rule("do_and_die", ["write"], ["other"], count=1))
        done = self.do("f = os.open(root + '/a', os.O_CREAT | os.O_WRONLY); os.fsync(f); os.write(f, b'x'); os.write(f, b'y')")
        self.assertEqual(done.returncode, -9)
        self.assertEqual((self.data / "a").read_bytes(), b"x")
        self.assertEqual(self.cut("everything"), {"a": b"x"})


if __name__ == "__main__":
    unittest.main()
