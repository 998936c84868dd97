import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report.medians import course, median, percentile, with_range, written  # noqa: E402


class Medians(unittest.TestCase):
    def test_the_median_is_in_the_middle_and_between_two(self):
        self.assertEqual(median([3, 1, 2]), 2)
        self.assertEqual(median([4, 1, 2, 3]), 2.5)

    def test_a_percentile_is_a_value_that_was_measured(self):
        self.assertEqual(percentile(range(1, 101), 0.99), 99)
        self.assertEqual(percentile([5, 7], 0.99), 7)
        self.assertEqual(percentile([5], 0.5), 5)

    def test_numbers_are_written_with_three_digits_and_thousands_apart(self):
        self.assertEqual([written(n) for n in (0, 0.01234, 1.5, 12.34, 231191.4, 250)],
                         ["0", "0.0123", "1.50", "12.3", "231 191", "250"])

    def test_a_range_is_told_where_there_is_one(self):
        self.assertEqual(with_range([2]), "2")
        self.assertEqual(with_range([3, 1, 2]), "2 (1–3)")

    def test_a_course_keeps_its_ends(self):
        self.assertEqual(course([1, 2, 3]), "1 → 2 → 3")
        self.assertEqual(course(list(range(101)), most=3), "0 → 50 → 100")


if __name__ == "__main__":
    unittest.main()
