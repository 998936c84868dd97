"""The oracle against the published cases, and the generator's promises. Run: python3 -m unittest oracle_test (in this folder)."""
import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import journey_oracle  # noqa: E402
import random_journeys  # noqa: E402

CASES = HERE.parent / "conformance" / "cases"


class PublishedCases(unittest.TestCase):
    def test_every_case_exactly(self):
        paths = sorted(CASES.glob("*.json"))
        self.assertTrue(paths, f"no cases in {CASES}")
        for path in paths:
            with self.subTest(path.stem):
                case = json.loads(path.read_text(encoding="utf-8"))
                got = journey_oracle.expect(case["events"], case["as_of"])
                self.assertEqual(sorted(got), sorted(case["expect"]))
                for key, want in case["expect"].items():
                    self.assertEqual(got[key], want, key)

    def test_arrival_order_does_not_matter(self):
        for path in sorted(CASES.glob("*.json")):
            case = json.loads(path.read_text(encoding="utf-8"))
            self.assertEqual(journey_oracle.expect(case["events"][::-1], case["as_of"]), case["expect"], path.stem)


class Screens(unittest.TestCase):
    def test_paths(self):
        for path, stage in random_journeys.PATHS:
            with self.subTest(path):
                self.assertEqual(journey_oracle.screen_stage(path), stage)


class RandomJourneys(unittest.TestCase):
    COUNT = 300

    def setUp(self):
        self.cases = [random_journeys.make_case(7, i) for i in range(self.COUNT)]

    def test_same_seed_same_cases(self):
        self.assertEqual(self.cases[41], random_journeys.make_case(7, 41))

    def test_promises(self):
        for case in self.cases:
            with self.subTest(case["name"]):
                events, as_of = case["events"], journey_oracle.to_ms(case["as_of"])
                ids = [e["event_id"] for e in events]
                self.assertEqual(len(ids), len(set(ids)))
                self.assertLessEqual(len(events), 190)
                self.assertGreaterEqual(as_of, min(journey_oracle.to_ms(e["time"]) for e in events))
                json.dumps(case, allow_nan=False)

    def test_every_branch_occurs(self):
        report = random_journeys.Coverage()
        for i in range(2000):
            report.add(random_journeys.make_case(1, i))
        self.assertEqual(report.rare(5), [])


if __name__ == "__main__":
    unittest.main()
