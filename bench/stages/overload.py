"""Twice what the machine can take: large batches over many connections by clients that slow down for nothing.

Memory has to stay flat, every refusal has to say when to come again, and every acknowledged event has to be there, also
after a kill."""
from stages.background import Load
from stages.rounds import require


def run(bench):
    us, options = bench.systems["us"], bench.options
    path = bench.traffic.file(options.sessions)
    us.fresh()
    memory_mib = []
    with Load(us, path, mode="overload", events=options.overload_connections * options.overload_batch,
              seconds=options.overload_seconds, connections=options.overload_connections,
              batch=options.overload_batch, rate=twice_what_it_takes(bench)) as load:
        while load.is_running():
            load.wait_s(1)
            memory_mib.append(us.process.memory_mib())
    tell(bench, load.told, memory_mib)
    us.kill()
    bench.results.add("overload", "us", "start after kill -9", "s", us.start())
    kept, told = us.exported_events(), load.told
    acknowledged, unknown = told["events_acknowledged"], told["events_unknown"]
    require(acknowledged <= kept <= acknowledged + unknown,
            f"{acknowledged} events were acknowledged, {unknown} got no answer, {kept} are there")
    require(told["refusals_without_retry_after"] == 0, "a 503 came without Retry-After")
    bench.results.add("overload", "us", "events there after kill -9", "events", kept)
    us.remove()


def twice_what_it_takes(bench):
    """By what was measured before, else by what it has to reach."""
    rates = (bench.results.values("ingest", "us", "batches of 100: ingest")
             or bench.results.values("growth", "us", "ingest with 0 events stored") or [300_000])
    return bench.options.overload_rate or int(2 * max(rates))


def tell(bench, told, memory_mib):
    def add(what, unit, value):
        bench.results.add("overload", "us", what, unit, value)

    seconds = told["seconds"]
    add("for", "s", seconds)
    add("offered", "events/s", told["events_offered"] / seconds)
    add("acknowledged", "events/s", told["events_acknowledged"] / seconds)
    add("offered beside acknowledged", "×", told["events_offered"] / told["events_acknowledged"])
    add("events not sent, because no connection was free", "events", told["events_not_sent"])
    add("events refused", "events", told["events_refused"])
    add("events acknowledged", "events", told["events_acknowledged"])
    add("events without an answer", "events", told["events_unknown"])
    add("answers 503", "requests", told["refusals"])
    add("answers 503 without Retry-After", "requests", told["refusals_without_retry_after"])
    add("connections lost", "connections", told["connections_lost"])
    fifth = max(1, len(memory_mib) // 5)
    add("memory, greatest of the first fifth", "MiB", max(memory_mib[:fifth]))
    add("memory, greatest of the last fifth", "MiB", max(memory_mib[-fifth:]))
    for mib in memory_mib:
        add("memory, each second", "MiB over time", mib)
