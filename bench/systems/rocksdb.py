"""RocksDB alone in the client's process: one Put an event, one synced write a batch."""
import pathlib
import re
import shutil
import subprocess

from systems.system import Failed, System, flags, package_version


class RocksDb(System):
    name, title = "rocksdb", "RocksDB"
    runs_in_client = True
    note = "in the client's process: one Put an event, no sessions, no look for duplicates"

    @classmethod
    def missing(cls, programs):
        return "" if (pathlib.Path(programs) / "bench_rocksdb").exists() else "bench_rocksdb (librocksdb-dev, then build)"

    def version(self):
        return "RocksDB " + package_version("librocksdb7.8")

    def create(self):
        self.database = self.directory / "db"

    def ingest(self, path, **options):
        return self.program("bench_rocksdb", "--database", self.database, "--file", path, *flags(options))[0]

    def stored(self):
        told = self.program("bench_rocksdb", "--database", self.database, "--file", "", "--mode", "count")[0]
        return told["events"], told["sessions"]

    def ask(self, path, *arguments):
        return self.program("bench_rocksdb", "--database", self.database, "--mode", "ask", "--questions", path, *arguments)


def db_bench(directory, batch, writes, value_bytes):
    """Events a second of the engine's own benchmark: keys in order, synced, batches of this size, 8 threads."""
    if not shutil.which("db_bench"):
        return None
    done = subprocess.run(["db_bench", "--benchmarks=fillseq", f"--db={directory}/db_bench", "--sync=1", "--threads=8",
                           f"--num={writes}", f"--batch_size={batch}", f"--value_size={value_bytes}", "--key_size=48",
                           "--compression_type=zstd"], capture_output=True, text=True)
    shutil.rmtree(f"{directory}/db_bench", ignore_errors=True)
    found = re.search(r"fillseq\s*:.*?(\d+) ops/sec", done.stdout)
    if done.returncode != 0 or not found:
        raise Failed(f"db_bench: {done.stdout[-500:]}{done.stderr[-500:]}")
    return int(found.group(1))
