"""Batches of 100 for minutes, into a server that was empty."""
from stages.background import Load
from stages.rounds import require
from traffic import Content


def run(bench):
    us, seconds = bench.systems["us"], bench.options.sustained_seconds
    path = bench.traffic.file(bench.options.sessions)
    content = Content(path, bench.options.ingest_events)
    us.fresh()
    memory_mib = []
    with Load(us, path, events=content.events, seconds=seconds) as load:
        while load.is_running():
            load.wait_s(1)
            memory_mib.append(us.process.memory_mib())
    told = load.told
    sessions = us.get("/v1/sessions?limit=1&count=exact&from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z")["total"]
    require(us.exported_events() == told["events"], f"not the {told['events']} events that were acknowledged")
    bench.results.add("sustained", "us", f"for {seconds} s: ingest", "events/s", told["events_per_s"])
    bench.results.add("sustained", "us", "a batch, p50", "ms", told["p50_ms"])
    bench.results.add("sustained", "us", "a batch, p99", "ms", told["p99_ms"])
    for events in whole_intervals(told):
        bench.results.add("sustained", "us", f"in each {told['interval_s']} s", "events/s over time", events / told["interval_s"])
    bench.results.add("sustained", "us", "events stored at the end", "events", told["events"])
    bench.results.add("sustained", "us", "sessions stored at the end", "sessions", sessions)
    bench.results.add("sustained", "us", "memory, greatest", "MiB", max(memory_mib))
    us.settle()
    us.stop()
    bench.results.add("sustained", "us", "on disk", "bytes/event", us.disk_bytes() / told["events"])
    us.remove()


def whole_intervals(told):
    """The last one is cut short."""
    return told["events_by_interval"][:-1] or [told["events_per_s"] * told["interval_s"]]
