"""Twice what the machine can take, and more: large batches over many connections by clients that do not wait after a 503.

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
              batch=options.overload_batch) as load:
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


def tell(bench, told, memory_mib):
    def add(what, unit, value):
        bench.results.add("overload", "us", what, unit, value)

    seconds = told["seconds"]
    add("for", "s", seconds)
    add("offered", "events/s", told["events_offered"] / seconds)
    add("acknowledged", "events/s", told["events_acknowledged"] / seconds)
    add("offered beside acknowledged", "×", told["events_offered"] / told["events_acknowledged"])
    add("events acknowledged", "events", told["events_acknowledged"])
    add("events without an answer", "events", told["events_unknown"])
    add("answers 503", "requests", told["refusals"])
    add("answers 503 without Retry-After", "requests", told["refusals_without_retry_after"])
    add("connections lost", "connections", told["connections_lost"])
    fifth = max(1, len(memory_mib) // 5)
    add("memory, greatest of the first fifth", "MiB", max(memory_mib[:fifth]))
    add("memory, greatest of the last fifth", "MiB", max(memory_mib[-fifth:]))
    for mib in memory_mib[::max(1, len(memory_mib) // 60)]:
        add("memory, once in a while", "MiB", mib)
