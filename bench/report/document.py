"""Puts a run's tables and chart into docs/benchmarks.md, between its markers."""
import pathlib
import re

import systems
from report import tables
from report.chart import chart

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
BEGIN, END = "<!-- measured by bench/run: begin -->", "<!-- measured by bench/run: end -->"


def write(results, docs=DOCS):
    path = docs / "benchmarks.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n{text(results)}\n{END}{after}", encoding="utf-8")
    (docs / "benchmarks.svg").write_text(chart(results, chart_stage(results)), encoding="utf-8")


def stages_like(results, pattern):
    found = dict.fromkeys(stage for stage, *_ in results.all_figures() if re.fullmatch(pattern, stage))
    return sorted(found, key=lambda stage: int(re.search(r"\d+", stage).group()))


def chart_stage(results):
    """The largest size at which the peers were asked."""
    stages = stages_like(results, r"\d+ sessions|reads, .*")
    asked = [stage for stage in stages if any(of == stage and system != "us" and what.endswith(": p50")
                                              for of, system, what, _ in results.all_figures())]
    return (asked or stages or [""])[-1]


def text(results):
    sizes = stages_like(results, r"\d+ sessions")
    reads = stages_like(results, r"reads, .*")
    sections = [about(results), "![Ingest and answers](benchmarks.svg)", "### Targets", tables.targets(results)]

    def section(title, stage, made):
        if any(of == stage for of, *_ in results.all_figures()):
            sections.extend([f"### {title}", made])

    section("Ingest from empty", "ingest", tables.ingest(results) + "\n\nRaw JSON: " + raw(results) + " bytes an event.")
    section("One event a request", "small", tables.small(results))
    section("As data grow", "growth", tables.growth(results))
    if sizes:
        sections.append(tables.weights(results, sizes))
    for stage in reads + sizes:
        section(f"Answers, {tables.stage_words(stage)}, p50 / p99 (range), ms", stage, tables.questions(results, stage))
        own = tables.plain(results, stage, r"(?!.*: (p50|p99|\d+ connections)$)(?!(memory|on disk), settled).*")
        sections.append(own)
    section("Visible after the 200", "visible", tables.plain(results, "visible"))
    section("Stop, start, kill", "restart", tables.plain(results, "restart"))
    section("For minutes", "sustained", tables.plain(results, "sustained"))
    section("Overload", "overload", tables.plain(results, "overload"))
    section("Ceilings", "ceiling", tables.plain(results, "ceiling"))
    return "\n\n".join(sections)


def raw(results):
    return tables.with_range(results.values("ingest", "raw", "JSON as sent") or [0])


def about(results):
    lines = [f"{results.about['began']}, {results.about['machine']}. Repeat it with `{results.about['command']}`.", "",
             "Versions: " + "; ".join(results.versions.values()) + ".", ""]
    lines += [f"- {system.title}: {system.note}." for name, system in systems.ALL.items() if name in results.versions and system.note]
    lines += [f"- Not installed, left out: {name}: {what}." for name, what in results.missing.items()]
    lines += [f"- {note}." for note in results.notes]
    return "\n".join(lines)
