"""Growth: chunk by chunk into all systems, and at each size everything that a size could change. About 20 events a
session, the least that `generate` makes, so that the largest size fits."""
from stages import size
from stages.asking import Asking
from stages.rounds import Alone, require
from traffic import Content

EVENTS_PER_SESSION = 10


def run(bench):
    growth = Growth(bench)
    for sessions in sorted(bench.options.scale_sizes):
        growth.grow_to(sessions)
        growth.look()
    for system in growth.systems:
        system.remove()


class Growth:
    def __init__(self, bench):
        self.bench = bench
        self.systems = [bench.systems[name] for name in ("us", "postgresql", "clickhouse") if name in bench.systems]
        self.us = bench.systems["us"]
        self.sessions = self.events = self.chunks = 0
        self.ids = []
        for system in self.systems:
            system.fresh()

    def grow_to(self, sessions):
        most = self.bench.options.postgresql_sessions_max
        for system in [system for system in self.systems if system.name == "postgresql" and sessions > most]:
            self.bench.results.note(f"PostgreSQL is left out beyond {most} sessions: it takes too long to load")
            self.systems.remove(system)
            system.remove()
        while self.sessions < sessions:
            self.add_chunk(min(self.bench.options.chunk_sessions, sessions - self.sessions))

    def add_chunk(self, sessions):
        self.chunks += 1
        path = self.bench.traffic.file(sessions, seed_more=100 + self.chunks, events_per_session=EVENTS_PER_SESSION)
        content = Content(path)
        for system in self.systems:
            with Alone(system, self.systems):
                told = system.ingest(path, batch=10_000 if system.name == "clickhouse" else 100)
            if sessions * 10 >= self.bench.options.chunk_sessions:  # not of the few that `generate` made too few of
                self.bench.results.add("growth", system.name, f"ingest with {self.events} events stored", "events/s",
                                       told["events_per_s"])
        self.sessions += len(content.session_ids)
        self.events += content.events
        self.sample = content.sample
        self.ids += content.spread(1000)
        path.unlink()

    def look(self):
        stage = f"{self.sessions} sessions"
        self.bench.results.add(stage, "all", "events stored", "events", self.events)
        for system in self.systems:
            with Alone(system, self.systems):
                self.weigh(system, stage)
        asking = Asking(self.bench, stage, self.systems, self.ids, self.sample)
        asking.compare()
        asking.measure()
        with Alone(self.us, self.systems):
            size.measure(self.bench, self.us, stage, self.ids, self.sample)

    def weigh(self, system, stage):
        system.settle()
        require(system.stored() == (self.events, self.sessions), f"{system.name} has not what was sent")
        self.bench.results.add(stage, system.name, "memory, settled", "MiB", system.process.memory_mib())
        if system is self.us:
            system.stop()  # which keeps a table for the next start
        self.bench.results.add(stage, system.name, "on disk, settled", "bytes/event", system.disk_bytes() / self.events)
        if system is self.us:
            system.start()
