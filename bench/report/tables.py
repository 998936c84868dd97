"""Markdown tables of a run."""
import re

import systems
from report.medians import course, median, with_range, written
from report.targets import verdicts
from results import OVER_TIME

COLUMNS = ("us", "postgresql", "clickhouse", "sqlite", "rocksdb", "nginx")
NOT_ANSWERED = "–"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def targets(results):
    words = {True: "met", False: "**not met**", None: "–"}
    rows = [(verdict.measure, verdict.wanted, verdict.measured, words[verdict.is_met]) for verdict in verdicts(results)]
    return table(("measure", "wanted", "measured", ""), rows)


def title(system):
    return systems.ALL[system].title if system in systems.ALL else system


def figures(results, stage):
    return {(system, what): (unit, values) for (of, system, what, unit), values in results.all_figures().items() if of == stage}


def plain(results, stage, matching=".*"):
    """Every figure of ours in a stage, a row each."""
    rows = [(what, course(values) if unit.endswith(OVER_TIME) else with_range(values), unit)
            for (system, what), (unit, values) in figures(results, stage).items()
            if system in ("us", "disk", "db_bench", "all") and re.fullmatch(matching, what)]
    return table(("what", "median (range)", ""), rows)


def pivot(results, stage, prefix, measures):
    """A row a system, a column a measure."""
    found = figures(results, stage)
    labels = dict.fromkeys((system, what.split(": ")[0]) for system, what in found if what.startswith(prefix))
    rows = []
    for system, label in sorted(labels, key=lambda key: (COLUMNS.index(key[0]), key[1])):
        cells = [with_range(found[(system, f"{label}: {measure}")][1]) if (system, f"{label}: {measure}") in found else NOT_ANSWERED
                 for measure in measures.values()]
        synced = "yes" if systems.ALL[system].syncs else "**no**"
        rows.append((f"{title(system)}, {label}", synced, *cells))
    return table(("system", "synced before the answer", *measures), rows)


def ingest(results):
    return pivot(results, "ingest", "batches of", {
        "events/s": "ingest", "a batch p50, ms": "a batch, p50", "p99, ms": "a batch, p99",
        "server CPU-s / M events": "server CPU until acknowledged", "memory after, MiB": "memory after",
        "disk, bytes/event": "on disk"})


def small(results):
    return pivot(results, "small", "1 event", {"requests/s": "ingest", "p50, ms": "p50", "p99, ms": "p99"})


def questions(results, stage):
    """A row a question, a column a system: p50 / p99."""
    found = figures(results, stage)
    names = dict.fromkeys(what.removesuffix(": p50") for _, what in found if what.endswith(": p50"))
    present = [system for system in COLUMNS if any(key[0] == system for key in found)]
    rows = [(name, *(answer_time(found, system, name) for system in present)) for name in names]
    for connections in (8, 64):
        what = f"detail, session by id: {connections} connections"
        cells = [with_range(found[(system, what)][1]) + "/s" if (system, what) in found else NOT_ANSWERED for system in present]
        rows.append((f"session by id on {connections} connections", *cells))
    return table(("question", *map(title, present)), rows)


def answer_time(found, system, name):
    if (system, f"{name}: p50") not in found:
        return NOT_ANSWERED
    p50, p99 = (found[(system, f"{name}: {measure}")][1] for measure in ("p50", "p99"))
    return f"{written(median(p50))} / {with_range(p99)}"


def growth(results, rows_max=12):
    """Ingest by what was stored already, a column a system."""
    found = figures(results, "growth")
    stored = sorted({int(re.search(r"\d+", what).group()) for _, what in found})
    step = max(1, len(stored) // rows_max)
    present = [system for system in COLUMNS if any(key[0] == system for key in found)]
    rows = []
    for events in stored[::step]:
        what = f"ingest with {events} events stored"
        rows.append((written(events), *(with_range(found[(system, what)][1]) if (system, what) in found else NOT_ANSWERED
                                        for system in present)))
    return table(("events stored", *(title(system) + ", events/s" for system in present)), rows)


def weights(results, stages):
    """Memory and disk at each size, a row a system."""
    rows = []
    for stage in stages:
        found = figures(results, stage)
        for system in COLUMNS:
            if (system, "memory, settled") in found:
                cells = [with_range(found[(system, what)][1]) if (system, what) in found else NOT_ANSWERED
                         for what in ("memory, settled", "on disk, settled")]
                rows.append((stage_words(stage), title(system), *cells))
    return table(("stored", "system", "memory, MiB", "disk, bytes/event"), rows)


def stage_words(stage):
    return re.sub(r"\d+", lambda found: written(int(found.group())), stage)
