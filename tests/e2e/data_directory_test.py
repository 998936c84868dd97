"""A data directory: taken over from an earlier program, refused where something is missing, and open to one server."""
import json
import pathlib
import shutil
import subprocess
import tarfile
import tempfile
import unittest

import client
import server

FIXTURES = server.REPOSITORY / "tests/fixtures/formats"
EVENTS = {"format-1": 703, "format-2": 900, "format-2-stopped": 398, "rows-9": 398}


class Older(server.Server):
    """A server on the directory that an earlier program left."""

    def __init__(self, name="format-1"):
        self.flags, self.process, self.url = (), None, None
        self.events = EVENTS[name]
        self.parent = tempfile.mkdtemp(prefix="session-journey-e2e-")
        with tarfile.open(FIXTURES / f"{name}.tar.gz") as archive:
            archive.extractall(self.parent)
        self.data, self.log = self.parent + "/data", pathlib.Path(self.parent + ".log")
        self.projects = [server.Project(json.loads(pathlib.Path(self.parent, "told.json").read_text()))]
        self.project = self.projects[0]

    def close(self):
        super().close()
        shutil.rmtree(self.parent, ignore_errors=True)

    def refused(self, *flags):
        """What `serve` says when it does not start."""
        done = subprocess.run([server.BINARY, "serve", "--data", self.data, "--listen", "127.0.0.1:0", *flags],
                              capture_output=True, text=True, timeout=server.START_WITHIN_S)
        assert done.returncode == 1, done
        return done.stderr


def count(running):
    sessions = running.client().sessions({"from": 0, "to": 4102444800000})
    return sum(session["counts"]["events"] for session in sessions)


def held(data):
    return {path: path.read_bytes() for path in sorted(pathlib.Path(data, "journal").iterdir())}


class DataDirectory(unittest.TestCase):
    def setUp(self):
        self.server = Older()
        self.addCleanup(self.server.close)

    def start_and_count(self, older=None):
        older = older or self.server
        older.start()
        client.eventually(lambda: count(older), lambda got: got == older.events, "all events")

    def test_one_of_an_earlier_program_is_taken_over_and_starts_again_after_a_kill(self):
        self.assertEqual({path.name.removesuffix(".tar.gz") for path in FIXTURES.glob("*.tar.gz")}, set(EVENTS))
        for name in EVENTS:
            with self.subTest(name):
                older = Older(name)
                self.addCleanup(older.close)
                for _ in range(2):
                    self.start_and_count(older)
                    older.kill()
                version, identity = pathlib.Path(older.data, "FORMAT").read_text().splitlines()
                self.assertEqual((version, len(identity)), ("2", 32))

    def test_rows_of_another_version_are_made_again_before_anybody_asks(self):
        older = Older("rows-9")
        self.addCleanup(older.close)
        older.start()
        self.assertEqual(count(older), older.events)
        older.stop()
        self.assertIn("in another version's form", older.log.read_text())
        older.log.write_text("")
        older.start()
        older.stop()
        self.assertNotIn("in another version's form", older.log.read_text())

    def test_without_a_kept_table_that_can_be_read_rows_come_from_the_store(self):
        older = Older("format-2-stopped")
        self.addCleanup(older.close)
        table = pathlib.Path(older.data, "store", "tables")
        table.write_bytes(table.read_bytes()[:1000])
        self.start_and_count(older)

    def test_a_journal_file_that_is_missing_is_named_and_may_be_given_up(self):
        self.start_and_count()
        self.server.kill()
        lost = sorted(pathlib.Path(self.server.data, "journal").glob("*.journal"))[0]
        lost.unlink()
        before = held(self.server.data)
        said = self.server.refused()
        self.assertIn(lost.name, said)
        self.assertIn("--accept-loss", said)
        self.assertEqual(held(self.server.data), before)
        self.server.flags = ("--accept-loss",)
        self.server.start()
        self.server.stop()
        self.assertIn(lost.name, self.server.log.read_text())
        self.server.flags = ()
        self.server.start()

    def test_a_store_that_is_missing_is_told_and_none_is_made(self):
        self.start_and_count()
        self.server.stop()
        store = pathlib.Path(self.server.data, "store")
        shutil.move(store, store.with_name("elsewhere"))
        before = held(self.server.data)
        self.assertIn("there is no store in ", self.server.refused())
        self.assertEqual((held(self.server.data), store.exists()), (before, False))
        shutil.move(store.with_name("elsewhere"), store)
        self.start_and_count()

    def test_a_second_server_is_kept_out_whatever_became_of_other_locks(self):
        self.server.start()
        pathlib.Path(self.server.data, "store", "LOCK").unlink()
        self.assertIn("in use", self.server.refused())

    def test_a_key_made_while_serving_works_at_once(self):
        self.server.start()
        self.server.projects.append(self.server._init("another"))
        self.assertEqual(self.server.client(1).get("/v1/sessions").status, 200)


if __name__ == "__main__":
    unittest.main()
