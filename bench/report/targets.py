"""What has to be reached, and whether it was: each from the figures of the same run."""
import dataclasses
import re

from report.medians import median, percentile, written


@dataclasses.dataclass
class Verdict:
    measure: str
    wanted: str
    measured: str = "not measured"
    is_met: bool | None = None


def at_most(measure, limit, unit, value, wanted="<"):
    if value is None:
        return Verdict(measure, f"{wanted} {written(limit)} {unit}")
    met = value <= limit if wanted == "≤" else value < limit
    return Verdict(measure, f"{wanted} {written(limit)} {unit}", f"{written(value)} {unit}", met)


def at_least(measure, limit, unit, value):
    wanted = f"≥ {written(limit)} {unit}"
    return Verdict(measure, wanted) if value is None else Verdict(measure, wanted, f"{written(value)} {unit}", value >= limit)


class Figures:
    def __init__(self, results):
        self.results = results
        sizes = [int(found.group(1)) for stage, *_ in results.all_figures() if (found := re.fullmatch(r"(\d+) sessions", stage))]
        wanted = 1_000_000
        self.size = wanted if wanted in sizes else max(sizes, default=None)
        self.stage = f"{self.size} sessions"

    def middle(self, stage, what, system="us"):
        values = self.results.values(stage, system, what)
        return median(values) if values else None

    def of_names(self, stage, pattern):
        """{what: values} of ours whose name is like that."""
        return {what: values for (of, system, what, _), values in self.results.all_figures().items()
                if of == stage and system == "us" and re.fullmatch(pattern, what)}

    def slowest(self, pattern, of=median):
        found = self.of_names(self.stage, pattern)
        return max((of(values) for values in found.values()), default=None)

    def beside_postgresql(self):
        ours, theirs = (self.middle("ingest", "batches of 100: ingest", system) for system in ("us", "postgresql"))
        return ours / theirs if ours and theirs else None

    def grown(self):
        """At ten million events against empty, in percent; the median of three chunks there."""
        chunks = self.of_names("growth", r"ingest with \d+ events stored")
        stored = {int(re.search(r"\d+", what).group()): median(values) for what, values in chunks.items()}
        later = [stored[events] for events in sorted(stored) if events >= 10_000_000][:3]
        return median(later) / stored[0] * 100 if later else None

    def while_ingesting(self):
        """How many times longer, of the question that suffers most."""
        quiet = self.of_names(self.stage, r".*: p99 quiet")
        busy = self.of_names(self.stage, r".*: p99 while ingesting")
        return max((median(busy[what.replace("quiet", "while ingesting")]) / median(values) for what, values in quiet.items()),
                   default=None)

    def requests_per_s(self):
        return max((median(values) for values in self.of_names(self.stage, r"detail, session by id: \d+ connections").values()),
                   default=None)

    def disk(self):
        found = [self.middle("ingest", "batches of 100: on disk"), self.middle(self.stage, "on disk, settled"),
                 self.middle("sustained", "on disk")]
        return max((value for value in found if value is not None), default=None)


def verdicts(results):
    figures = Figures(results)
    sustained = next(iter(figures.of_names("sustained", r"for \d+ s: ingest").items()), None)
    duration = re.search(r"\d+", sustained[0]).group() if sustained else "300"
    at = f"{written(figures.size)} sessions" if figures.size else "1 000 000 sessions"

    def p99(values):
        return percentile(values, 0.99)

    return [
        at_least(f"ingest, batches of 100, synced, for {duration} s", 300_000, "events/s", median(sustained[1]) if sustained else None),
        at_least("… beside PostgreSQL", 6, "×", figures.beside_postgresql()),
        at_least("ingest at 10 M events stored versus empty", 85, "%", figures.grown()),
        at_least("single-event requests, 64 connections", 40_000, "/s",
                 figures.middle("small", "1 event a request, 64 connections: ingest")),
        at_most("… p99", 10, "ms", figures.middle("small", "1 event a request, 64 connections: p99")),
        at_most("lone client, one event, p50", 0.6, "ms", figures.middle("small", "1 event a request, one client: p50")),
        at_most("visible in detail, greatest of all", 0, "ms", worst(results, "in detail, greatest"), "≤"),
        at_most("visible in the list, greatest of all", 250, "ms", worst(results, "in the list, greatest"), "≤"),
        at_most(f"session detail, {at}, p50", 0.15, "ms", figures.middle(figures.stage, "detail, session by id: p50")),
        at_most("… p99", 1, "ms", figures.middle(figures.stage, "detail, session by id: p99")),
        at_least("… on several connections", 25_000, "/s", figures.requests_per_s()),
        at_most(f"list page, slowest filter or combination, {at}, p99", 10, "ms", figures.slowest(r"(filter|list), .*: p99")),
        at_most(f"substring search, slowest, {at}, p99", 100, "ms", figures.slowest(r"search, .*: p99")),
        at_most(f"analytics, slowest answer, {at}, cold, p99", 150, "ms", figures.slowest(r"analytics cold, .*", p99)),
        at_most("… when only today changed, p99", 20, "ms", figures.slowest(r"analytics, only today changed, .*", p99)),
        at_most("disk, all told, most of all stages", 60, "bytes/event", figures.disk()),
        at_most(f"memory, {at} stored and many open", 1024, "MiB", figures.middle(figures.stage, "memory with so many open")),
        at_most(f"start-up, clean, {at}", 1, "s", figures.slowest(r"start after a clean stop, .*")),
        at_most("… after kill -9 under ingest", 5, "s", figures.slowest(r"start after kill -9 under ingest, .*")),
        at_most("reads while ingesting at half rate, p99 beside quiet, worst", 3, "×", figures.while_ingesting(), "≤"),
    ]


def worst(results, what):
    return max(results.values("visible", "us", what), default=None)
