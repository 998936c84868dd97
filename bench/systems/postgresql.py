"""PostgreSQL 15: events as JSONB and a summary a session, in one statement a batch, synced."""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess

from systems.process import Process
from systems.system import PEERS, Failed, System, flags, wait_until

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
SETTINGS = {
    "synchronous_commit": "on", "fsync": "on", "shared_buffers": "2GB", "effective_cache_size": "8GB", "work_mem": "64MB",
    "maintenance_work_mem": "512MB", "wal_compression": "lz4", "wal_buffers": "64MB", "max_wal_size": "8GB",
    "checkpoint_timeout": "15min", "random_page_cost": "1.1", "effective_io_concurrency": "100", "jit": "off",
    "max_connections": "100", "listen_addresses": "''",
}


class PostgreSql(System):
    name, title = "postgresql", "PostgreSQL 15"
    note = "events JSONB and a session row upserted, one prepared statement a batch, over its Unix socket"

    @classmethod
    def missing(cls, programs):
        if not (BIN / "postgres").exists():
            return "postgresql-15 (scripts/setup bench)"
        return "" if (pathlib.Path(programs) / "bench_postgresql").exists() else "bench_postgresql (libpq-dev, then build)"

    def version(self):
        return subprocess.run([BIN / "postgres", "--version"], capture_output=True, text=True).stdout.strip()

    def create(self):
        self.data, self.socket = self.directory / "data", self.directory / "s"
        self.data.mkdir(mode=0o700)
        self.socket.mkdir()
        self.user = {}
        if os.getuid() == 0:  # it refuses to run as root
            account = pwd.getpwnam("postgres")
            self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
            shutil.chown(self.data, account.pw_uid, account.pw_gid)
            shutil.chown(self.socket, account.pw_uid, account.pw_gid)
        subprocess.run([BIN / "initdb", "-D", self.data, "-U", "bench", "--locale=C", "--encoding=UTF8", "--auth=trust"],
                       check=True, stdout=subprocess.DEVNULL, cwd="/", **self.user)
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as out:
            out.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
        self.database = f"host={self.socket} user=bench dbname=postgres"
        self.has_schema = False

    def start(self):
        command = [BIN / "postgres", "-D", self.data, "-k", self.socket]
        self.process = Process(command, self.directory / "log", cwd="/", **self.user)
        wait_until(self.accepts, "PostgreSQL does not start")
        if not self.has_schema:
            self.sql(file=PEERS / "postgresql.sql")
            self.has_schema = True
            self.bytes_empty = self.database_bytes()

    def accepts(self):
        told = subprocess.run([BIN / "pg_isready", "-q", "-h", self.socket], stdout=subprocess.DEVNULL)
        return told.returncode == 0

    def stop(self):
        return self.process.end(signal.SIGINT)  # a fast shutdown

    def sql(self, statement=None, file=None):
        what = ["-c", statement] if statement else ["-f", str(file)]
        done = subprocess.run([BIN / "psql", "-X", "-q", "-At", "-F", "\t", "-v", "ON_ERROR_STOP=1", *what, self.database],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise Failed(f"{statement or file}: {done.stderr}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def ingest(self, path, **options):
        return self.program("bench_postgresql", "--database", self.database, "--ingest", PEERS / "postgresql_ingest.sql",
                            "--file", path, *flags(options))[0]

    def settle(self):
        self.sql("VACUUM ANALYZE")
        self.sql("CHECKPOINT")

    def stored(self):
        return tuple(int(self.sql(f"SELECT count(*) FROM {table}")[0][0]) for table in ("events", "sessions"))

    def answer(self, question, parameter=None):
        text = question.text_for(self.name)
        return question.from_rows(self.sql(text.replace("$1", f"'{parameter}'") if parameter else text))

    def ask(self, path, *arguments):
        return self.program("bench_postgresql", "--database", self.database, "--mode", "ask", "--questions", path, *arguments)

    def disk_bytes(self):
        """Of tables and indexes. The write-ahead log would be gigabytes of room to breathe, and the catalogs are no events."""
        if self.process.is_alive():
            self.bytes_on_disk = self.database_bytes() - self.bytes_empty
        return self.bytes_on_disk

    def database_bytes(self):
        return int(self.sql("SELECT pg_database_size('postgres')")[0][0])
