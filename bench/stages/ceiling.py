"""What the disk, the engine and HTTP could do at most, whoever uses them."""
from systems.rocksdb import db_bench

SYNC_SIZES = (4096, 65536)


def run(bench):
    for _ in range(bench.options.rounds):
        for size in SYNC_SIZES:
            told = bench.program("bench_disk_sync", "--directory", bench.directory, "--bytes", size)[0]
            what = f"write of {size // 1024} KiB and fdatasync"
            bench.results.add("ceiling", "disk", what + ", p50", "ms", told["p50_ms"])
            bench.results.add("ceiling", "disk", what + ", p99", "ms", told["p99_ms"])
        events_per_s = db_bench(bench.directory, batch=100, writes=bench.options.db_bench_writes, value_bytes=280)
        if events_per_s is None:
            bench.results.missing["db_bench"] = "rocksdb-tools (scripts/setup bench)"
            continue
        bench.results.add("ceiling", "db_bench", "fillseq, batches of 100, synced, 8 threads", "events/s", events_per_s)
