"""Medians and ranges, and how numbers are written."""
import math


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percentile(values, share):
    """The smallest value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(1, math.ceil(share * len(ordered))) - 1]


def written(number):
    """Three digits that mean something; thousands apart."""
    if number == 0:
        return "0"
    if abs(number) >= 100 or number == int(number):
        return f"{number:,.0f}".replace(",", " ")
    return f"{number:.{2 - math.floor(math.log10(abs(number)))}f}"


def with_range(values):
    """`median (least–greatest)`"""
    if len(values) == 1:
        return written(values[0])
    return f"{written(median(values))} ({written(min(values))}–{written(max(values))})"


def course(values, most=12):
    """How it went, at so many points: `1 → 2 → 3`"""
    if len(values) > most:
        values = [values[round(i * (len(values) - 1) / (most - 1))] for i in range(most)]
    return " → ".join(map(written, values))
