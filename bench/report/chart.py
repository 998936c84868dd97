"""A small picture of a run, readable on light and on dark paper: bars with the range of the rounds."""
import html
import math

import systems
from report.medians import median, written

STYLE = """text { font: 12px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600; font-size: 13px }
.bar { fill: #8c959f } .us { fill: #0969da } .range { tick: #24292f; tick-width: 1.2 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .bar { fill: #6e7681 } .us { fill: #4493f8 } .range { tick: #e6edf3 } }"""
LEFT, WIDTH, BAR, STEP = 290, 400, 14, 22
QUESTIONS = ("detail, session by id", "list, first page", "filter, reason, rare", "search, part of an email", "analytics, checks")


def chart(results, reads_stage):
    parts, y = [], 24
    ingest = [(label_of(system, what), system, values) for (stage, system, what, _), values in results.all_figures().items()
              if stage == "ingest" and what.endswith(": ingest") and system != "nginx"]
    ingest.sort(key=lambda bar: -median(bar[2]))
    if ingest:
        y = panel(parts, y, "Ingest from empty, batches of 100, synced, events/s: longer is better", ingest, linear(ingest))
    reads = [(f"{question.split(', ', 1)[1]}: {systems.ALL[system].title}", system, values)
             for question in QUESTIONS for system in ("us", "postgresql", "clickhouse")
             if (values := results.values(reads_stage, system, f"{question}: p50"))]
    if reads:
        y = panel(parts, y + 12, f"Answers, p50, ms, logarithmic: shorter is better ({reads_stage})", reads, logarithmic(reads))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 130}" height="{y}" role="img" '
            f'aria-label="Benchmarks"><style>{STYLE}</style>\n' + "\n".join(parts) + "\n</svg>\n")


def label_of(system, what):
    """With what is different from the others."""
    batch = what.split(":")[0].removeprefix("batches of ")
    return (systems.ALL[system].title + ("" if batch == "100" else f", {written(int(batch))} a batch")
            + ("" if systems.ALL[system].syncs else ", not synced"))


def linear(bars):
    greatest = max(max(values) for _, _, values in bars)
    return lambda value: value / greatest * WIDTH


def logarithmic(bars):
    least = min(min(values) for _, _, values in bars) / 2
    greatest = max(max(values) for _, _, values in bars)
    return lambda value: math.log(value / least) / math.log(greatest / least) * WIDTH


def panel(parts, y, title, bars, length):
    parts.append(f'<text class="title" x="8" y="{y}">{html.escape(title)}</text>')
    for label, system, values in bars:
        y += STEP
        middle, low, high = (LEFT + length(value) for value in (median(values), min(values), max(values)))
        kind = "bar us" if system == "us" else "bar"
        parts.append(f'<text x="{LEFT - 8}" y="{y}" text-anchor="end">{html.escape(label)}</text>'
                     f'<rect class="{kind}" x="{LEFT}" y="{y - BAR + 3}" width="{middle - LEFT:.1f}" height="{BAR}"/>'
                     f'<path class="range" d="M{low:.1f} {y - 4}H{high:.1f}"/>'
                     f'<text x="{high + 6:.1f}" y="{y}">{written(median(values))}</text>')
    return y + 20
