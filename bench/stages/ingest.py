"""Batches over 8 connections into every system, empty at first: how fast, at what price, and what it weighs on disk."""
from stages.rounds import in_turns, require, require_stored
from traffic import Content

# System and batch. ClickHouse is given the batches it wants as well.
CONTESTANTS = [("us", 100), ("postgresql", 100), ("clickhouse", 100), ("clickhouse", 10_000), ("sqlite", 100),
               ("rocksdb", 100), ("nginx", 100)]


def run(bench):
    path = bench.traffic.file(bench.options.sessions)
    contents = {}
    contestants = [(bench.systems[name], batch) for name, batch in CONTESTANTS if name in bench.systems]
    for _, (system, batch) in in_turns(contestants, bench.options.rounds):
        events = most_events(bench.options, system, batch)
        if events not in contents:
            contents[events] = Content(path, events)
        one(bench, system, batch, path, contents[events])
    content = contents[bench.options.ingest_events]
    bench.results.add("ingest", "raw", "JSON as sent", "bytes/event", content.raw_bytes / content.events)


def most_events(options, system, batch):
    """Fewer for what takes long and does not change with more."""
    if (system.name, batch) == ("clickhouse", 100):
        return min(options.slow_events, options.ingest_events)
    return options.ingest_events


def one(bench, system, batch, path, content):
    def add(what, unit, value):
        bench.results.add("ingest", system.name, f"batches of {batch}: {what}", unit, value)

    system.fresh()
    began_cpu_s = system.process.cpu_s() if system.process else 0
    told = system.ingest(path, batch=batch, connections=8, events=content.events)
    require(told["events"] == content.events, f"{system.name} was sent {told['events']} of {content.events} events")
    if system.process:
        cpu_s = system.process.cpu_s() - began_cpu_s
        add("memory after", "MiB", system.process.memory_mib())
    if not system.stop_settles:
        system.settle()
    if system.name != "nginx":
        require_stored(system, content)
    add("ingest", "events/s", told["events_per_s"])
    add("a batch, p50", "ms", told["p50_ms"])
    add("a batch, p99", "ms", told["p99_ms"])
    if system.process:
        add("server CPU until acknowledged", "CPU-s/M events", cpu_s / content.events * 1e6)
    if system.name != "nginx":
        system.disk_bytes()
        system.stop()
        add("on disk", "bytes/event", system.disk_bytes() / content.events)
    system.remove()
