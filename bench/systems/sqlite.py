"""SQLite in the client's process: no network, one writer, WAL with synchronous=FULL."""
import pathlib
import sqlite3

from systems.system import PEERS, System, flags


class Sqlite(System):
    name, title = "sqlite", "SQLite"
    runs_in_client = True
    note = "in the client's process, without a network; one writer"

    @classmethod
    def missing(cls, programs):
        return "" if (pathlib.Path(programs) / "bench_sqlite").exists() else "bench_sqlite (libsqlite3-dev, then build)"

    def version(self):
        return "SQLite " + sqlite3.sqlite_version

    def create(self):
        self.database = self.directory / "events.sqlite"

    def ingest(self, path, **options):
        options.pop("connections", None)
        return self.program("bench_sqlite", "--database", self.database, "--schema", PEERS / "sqlite.sql",
                            "--file", path, *flags(options))[0]

    def settle(self):
        self.sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def sql(self, statement, *parameters):
        database = sqlite3.connect(self.database)
        try:
            return [[str(value) for value in row] for row in database.execute(statement, parameters)]
        finally:
            database.close()

    def stored(self):
        return tuple(int(self.sql(f"SELECT count(*) FROM {table}")[0][0]) for table in ("events", "sessions"))

    def answer(self, question, parameter=None):
        return question.from_rows(self.sql(question.text_for(self.name), *([parameter] if parameter else [])))

    def ask(self, path, *arguments):
        return self.program("bench_sqlite", "--database", self.database, "--mode", "ask", "--questions", path, *arguments)
