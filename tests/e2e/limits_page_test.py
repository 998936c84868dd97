"""docs/operating/limits.md says what the program does: every bound that it names stands in its place with that value, and no bound
of the places that are about nothing else is missing."""
import ast
import json
import operator
import re
import subprocess
import unittest

from server import BINARY, REPOSITORY

PAGE = REPOSITORY / "docs/operating/limits.md"

# Files of bounds and little else: each of theirs is on the page.
FILES_OF_BOUNDS = ["src/edge/http/bounds.hpp", "src/core/event/limits.hpp", "src/base/room.cpp"]
# Settings that are no bounds.
NO_BOUNDS = {"drop_after", "io_threads", "ingest_threads", "pool_threads", "project_interval"}

BYTES = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
MILLISECONDS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
CHRONO = {"microseconds": 0.001, "milliseconds": 1, "seconds": 1_000, "minutes": 60_000, "hours": 3_600_000}
KNOWN = {"second_ms": 1_000, "minute_ms": 60_000, "hour_ms": 3_600_000, "day_ms": 86_400_000}

# `std::size_t name = 4 * 1024;`, `std::chrono::seconds name{10};`, and `, other = 5;` behind one
DECLARED = re.compile(
    r"(?:(?:std::chrono::(?P<unit>\w+)|std::\w+|milliseconds|int|double|DurationMs|TimeMs)\s+|,\s*)"
    r"(?P<name>[a-z]\w*)(?:\s*=\s*(?P<assigned>[^;,]+)|\{(?P<braced>[^{}]*)\})(?=[;,])")
CALL = re.compile(r"std::chrono::(\w+)[({]([^(){}]*)[)}]")
OPERATORS = {ast.Mult: operator.mul, ast.Add: operator.add, ast.Sub: operator.sub, ast.LShift: operator.lshift,
             ast.Div: operator.floordiv}


def rows():
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 5 and cells[0].startswith("`"):
            yield re.match(r"`(\w+)`", cells[0]).group(1), cells


def value_of_text(text):
    """`16 KiB`, `10 000`, `24 h 1 m`, `0 (half of the other)`; times in milliseconds."""
    number, total = "", 0
    for word in text.split("(")[0].split():
        if word.isdigit():
            number += word
        else:
            total, number = total + int(number) * {**BYTES, **MILLISECONDS}[word], ""
    return total + int(number) if number else total


def value_of(expression, names):
    call = CALL.fullmatch(expression.strip())
    if call:
        return value_of(call.group(2), names) * CHRONO[call.group(1)]
    text = re.sub(r"std::\w+\{(\d+)\}", r"\1", expression.replace("'", ""))
    text = re.sub(r"(\d)(?:u|U|ull|ULL|L)+\b", r"\1", re.sub(r"\b\w+::", "", text))

    def walk(node):
        match node:
            case ast.Constant(): return node.value
            case ast.Name(): return names[node.id]
            case ast.BinOp(): return OPERATORS[type(node.op)](walk(node.left), walk(node.right))
        raise ValueError(f"cannot read {expression}")

    return walk(ast.parse(text.strip(), mode="eval").body)


def constants_of(path, names=KNOWN):
    """The numbers that a file declares, times in milliseconds."""
    text = re.sub(r"//.*", "", (REPOSITORY / path).read_text())
    found = dict(names)
    for match in DECLARED.finditer(text):
        unit = CHRONO.get(match["unit"], 1)
        try:
            found[match["name"]] = value_of(match["assigned"] or match["braced"], found) * unit
        except (ValueError, KeyError, SyntaxError):
            pass  # no number
    return {name: value for name, value in found.items() if name not in names}


class LimitsPage(unittest.TestCase):
    def setUp(self):
        limits = constants_of("src/core/event/limits.hpp")
        self.names = {**KNOWN, **limits}

    def test_every_constant_that_it_names_has_that_value(self):
        for name, (_, default, _, _, place) in rows():
            if place == "setting":
                continue
            with self.subTest(name, place=place):
                path = place.strip("`")
                self.assertIn(name, re.sub(r"//.*", "", (REPOSITORY / path).read_text()), "the file has no such constant")
                known = KNOWN if path == "src/core/event/limits.hpp" else self.names
                found = {**constants_of(path), **constants_of(path, {k: v for k, v in known.items() if k != name})}
                self.assertEqual(found.get(name), value_of_text(default))

    def test_every_setting_that_it_names_has_that_default(self):
        settings = {row["name"]: row for row in json.loads(subprocess.check_output([BINARY, "config", "--json"], env={}))}
        named = {name: default for name, (_, default, _, _, place) in rows() if place == "setting"}
        for name, default in named.items():
            with self.subTest(name):
                self.assertIn(name, list(settings))
                written = re.sub(r"(\d)([A-Za-z])", r"\1 \2", settings[name]["default"])
                self.assertEqual(value_of_text(default), value_of_text(written))
        bounds = {name for name, row in settings.items() if row["format"] in ("SIZE", "N", "DURATION")} - NO_BOUNDS
        self.assertEqual(bounds - set(named), set(), "these settings are missing on the page")

    def test_no_bound_is_missing(self):
        for path in FILES_OF_BOUNDS:
            named = {name for name, cells in rows() if cells[4] == f"`{path}`"}
            with self.subTest(path):
                self.assertTrue(constants_of(path), "nothing was found there")
                self.assertEqual(set(constants_of(path)) - named, set(), "missing on the page")

    def test_every_metric_that_it_names_is_exported(self):
        exported = (REPOSITORY / "src/edge/api/metrics.cpp").read_text()
        for name, cells in rows():
            for cause in re.findall(r"refused\{(\w+)\}", cells[3]):
                with self.subTest(name, cause=cause):
                    self.assertIn(f'"{cause}"', exported)
            for metric in re.findall(r"session_journey_\w+", cells[3]):
                with self.subTest(name, metric=metric):
                    self.assertIn(f'"{metric}"', exported)


if __name__ == "__main__":
    unittest.main()
