"""One event a request: 64 connections, and one lone client."""
from stages.rounds import in_turns, require, require_stored
from traffic import Content

# nginx is the ceiling of both. ClickHouse takes no single events, SQLite no second writer.
CONTESTANTS = {"single": ("us", "postgresql", "rocksdb", "nginx"), "lone": ("us", "postgresql", "sqlite", "rocksdb", "nginx")}
TITLES = {"single": "1 event a request, 64 connections", "lone": "1 event a request, one client"}


def run(bench):
    path = bench.traffic.file(bench.options.sessions)
    contents = {"single": Content(path, bench.options.single_events), "lone": Content(path, bench.options.lone_events)}
    for mode, names in CONTESTANTS.items():
        systems = [bench.systems[name] for name in names if name in bench.systems]
        for _, system in in_turns(systems, bench.options.rounds):
            one(bench, system, mode, path, contents[mode])


def one(bench, system, mode, path, content):
    system.fresh()
    told = system.ingest(path, mode=mode, events=content.events)
    require(told["events"] == content.events, f"{system.name} was sent {told['events']} of {content.events} events")
    if system.name != "nginx":
        require_stored(system, content)
    title = TITLES[mode]
    bench.results.add("small", system.name, f"{title}: ingest", "events/s", told["events_per_s"])
    bench.results.add("small", system.name, f"{title}: p50", "ms", told["p50_ms"])
    bench.results.add("small", system.name, f"{title}: p99", "ms", told["p99_ms"])
    system.remove()
