"""Every question at one size, with the usual number of events a session, for every system that can answer it."""
import questions
from stages.asking import Asking, unique_names
from stages.rounds import in_turns, require_stored
from traffic import Content


def run(bench):
    path = bench.traffic.file(bench.options.sessions)
    content = Content(path)
    systems = [bench.systems[name] for name in ("us", "postgresql", "clickhouse") if name in bench.systems]
    libraries = [bench.systems[name] for name in ("sqlite", "rocksdb") if name in bench.systems]
    for system in systems + libraries:
        system.fresh()
        system.ingest(path, batch=10_000 if system.name == "clickhouse" else 100)
        system.settle()
        require_stored(system, content)
    stage = f"reads, {content.events} events of {len(content.session_ids)} sessions"
    asking = Asking(bench, stage, systems, content.spread(5000), content.sample)
    asking.compare()
    asking.measure()
    for _, library in in_turns(libraries, bench.options.rounds) if libraries else ():
        told = library.measure(unique_names([questions.detail(content.spread(5000))]), bench.directory, bench.options.seconds)
        for name, line in told.items():
            asking.add(library, name, "p50", "ms", line["p50_ms"])
            asking.add(library, name, "p99", "ms", line["p99_ms"])
    for system in systems + libraries:
        system.remove()
