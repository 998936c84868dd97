"""The repository is in order: what is cited is there, what is there is used, lines can be read, a number is the same wherever it is
told. Each check first shows on a small bad example that it can fail."""
import re
import subprocess
import unittest
from pathlib import Path

import checks

REPOSITORY = Path(__file__).resolve().parents[2]


def repository():
    """path -> text of the files that git knows or would be told of; of pictures and the like the path alone."""
    listed = subprocess.check_output(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=REPOSITORY, text=True)
    paths = [path for path in listed.split("\0") if path and (REPOSITORY / path).is_file()]
    return {path: (REPOSITORY / path).read_text() if checks.is_text(path) else "" for path in paths}


class Repository(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = repository()
        # the examples below are bad on purpose
        cls.others = {path: "" if path.startswith("tests/tidy/") else text for path, text in cls.files.items()}

    def assert_none(self, found):
        found = list(found)
        self.assertEqual(found, [], "\n" + "\n".join(found))

    def test_links_lead_somewhere(self):
        self.assert_none(checks.dead_links(self.others))

    def test_citations_lead_somewhere(self):
        self.assert_none(checks.dead_citations(self.others))

    def test_named_files_are_there(self):
        self.assert_none(checks.dead_names(self.others))

    def test_metrics_are_exported(self):
        self.assert_none(checks.dead_metrics(self.files))

    def test_decisions_say_their_status(self):
        self.assert_none(checks.decisions_without_status(self.files))

    def test_lines_fit(self):
        self.assert_none(checks.long_lines(self.files))

    def test_every_file_is_used(self):
        self.assert_none(checks.unused_files(self.files))

    def test_defaults_are_those_of_the_program(self):
        self.assert_none(checks.other_defaults(self.files))

    def test_bounds_of_fields_are_those_of_the_program(self):
        self.assert_none(checks.other_bounds(self.files))


class Checks(unittest.TestCase):
    """Each finds what it is for, and nothing in what is right."""

    def found(self, check, files):
        return [re.sub(r":\d+:.*|: .*", "", line) for line in check(files)]

    def test_links(self):
        good = {"a.md": "[b](docs/b.md#two-words) [c](https://x.invalid/c.md) [self](#here)\n# Here", "docs/b.md": "## Two `words`"}
        self.assertEqual(self.found(checks.dead_links, good), [])
        self.assertEqual(self.found(checks.dead_links, {"a.md": "[b](b.md)"}), ["a.md"])
        self.assertEqual(self.found(checks.dead_links, {**good, "c.md": "[b](docs/b.md#three)"}), ["c.md"])
        self.assertEqual(self.found(checks.dead_links, {"a.md": "```\n[b](b.md)\n```"}), [])

    def test_citations(self):
        pages = {"docs/journey-rules.md": "## 1. Words\n## Bounds", "docs/adr/0002-x.md": "# 2. X"}
        good = {**pages, "a.cpp": '// §1; docs/journey-rules.md §1; journey-rules.md, "Bounds"; ADR 2'}
        self.assertEqual(self.found(checks.dead_citations, good), [])
        for text in ("§2", "docs/journey-rules.md §12", "design.md §1", 'journey-rules.md, "Limits"', "ADR 3"):
            with self.subTest(text):
                self.assertEqual(self.found(checks.dead_citations, {**pages, "a.cpp": "// " + text}), ["a.cpp"])

    def test_names(self):
        good = {"src/base/time.hpp": "", "a.md": "`time.hpp`, `base/time.hpp`, src/base/time, `*_test.cpp`, https://x.invalid/spec.md",
                "b.cpp": "#include <fmt/core.hpp>"}
        self.assertEqual(self.found(checks.dead_names, good), [])
        for text in ("`check.hpp`", "see src/base/clock", "tests/none/", "`keys.md`"):
            with self.subTest(text):
                self.assertEqual(self.found(checks.dead_names, {**good, "c.md": text}), ["c.md"])

    def test_metrics(self):
        metrics = {"src/edge/api/metrics.cpp": 'f("session_journey_a"); {"queue"}'}
        good = {**metrics, "docs/a.md": "`session_journey_a_count`\n| `cause` | why |\n|---|---|\n| `queue` | x |\n"}
        self.assertEqual(self.found(checks.dead_metrics, good), [])
        for text in ("session_journey_b", "refused{disk}", "| `cause` | why |\n|---|---|\n| `disk` | x |\n"):
            with self.subTest(text):
                self.assertEqual(self.found(checks.dead_metrics, {**metrics, "docs/a.md": text}), ["docs/a.md"])

    def test_decisions(self):
        good = {"docs/adr/README.md": "[X](0001-x.md)", "docs/adr/0001-x.md": "# 1. X\n\nStatus: accepted, 2026-11-23. More."}
        self.assertEqual(self.found(checks.decisions_without_status, good), [])
        for text in ("# 1. X\n\nText", "# 1. X\n\nStatus: accepted."):
            self.assertTrue(self.found(checks.decisions_without_status, {**good, "docs/adr/0001-x.md": text}))
        self.assertTrue(self.found(checks.decisions_without_status, {**good, "docs/adr/README.md": ""}))

    def test_lines(self):
        long = "x" * 141
        self.assertEqual(self.found(checks.long_lines, {"a.cpp": long, "b.md": long, "c.py": long}), ["a.cpp", "b.md", "c.py"])
        self.assertEqual(self.found(checks.long_lines, {"a.cpp": "x" * 140, "a.md": "| " + long, "web/api/schema.ts": long}), [])

    def test_unused(self):
        good = {"README.md": "[p](docs/p.md), scripts/s", "docs/p.md": "", "scripts/s": "", "src/a.hpp": "",
                "src/a.cpp": '#include "x/a.hpp"',
                "tests/fixtures/x/a.json": "", "tests/a_test.py": "# fixtures/x\nimport help", "tests/help.py": "",
                "tests/corpus/a_fuzz/1": "", "src/a_fuzz.cpp": ""}
        self.assertEqual(self.found(checks.unused_files, good), [])
        for path in ("docs/q.md", "scripts/t", "src/b.hpp", "tests/fixtures/y/a.json", "tests/other.py", "tests/corpus/b_fuzz/1"):
            with self.subTest(path):
                self.assertEqual(self.found(checks.unused_files, {**good, path: ""}), [path])

    def test_defaults(self):
        files = {"src/config/settings.cpp": 'row("a", kind<1, 2>, "20m",\n "help")',
                 "docs/operating/cli.md": "| `a` ↻ | `20m` | x |"}
        self.assertEqual(self.found(checks.other_defaults, files), [])
        for page in ("| `a` | `30m` | x |", "| `a` | | x |", "| `b` | `20m` | x |"):
            with self.subTest(page):
                self.assertTrue(self.found(checks.other_defaults, {**files, "docs/operating/cli.md": page}))

    def test_bounds(self):
        files = {path: (REPOSITORY / path).read_text() for path in ("docs/formats/openapi.yaml", "src/core/event/limits.hpp")}
        self.assertEqual(self.found(checks.other_bounds, files), [])
        files["src/core/event/limits.hpp"] = files["src/core/event/limits.hpp"].replace("attempt_max = 1000", "attempt_max = 1001")
        self.assertEqual(self.found(checks.other_bounds, files), ["docs/formats/openapi.yaml"])


if __name__ == "__main__":
    unittest.main()
