"""The ledger finds what it is there to find."""
import unittest

from ledger import Ledger
from verdict import ALIEN, DOUBLED, GHOST, LOST, Bad

A, B, C = ("s", "a"), ("s", "b"), ("s", "c")


class Judging(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger()
        self.ledger.sending([A, B, C])
        self.ledger.acknowledge([A])

    def verdict(self, found, **more):
        with self.assertRaises(Bad) as caught:
            self.ledger.judge(found, **more)
        return caught.exception.verdict

    def test_what_was_never_answered_may_be_there_or_not(self):
        self.ledger.unanswered([B, C])
        self.ledger.judge([A])
        self.ledger.judge([A, B, C])

    def test_lost(self):
        self.assertEqual(self.verdict([B]), LOST)
        self.assertEqual(self.ledger.judge([B], missing=None), {A})
        self.ledger.judge([], owed=set())

    def test_doubled(self):
        self.assertEqual(self.verdict([A, A]), DOUBLED)

    def test_alien(self):
        self.assertEqual(self.verdict([A, ("s", "never sent")]), ALIEN)

    def test_ghost(self):
        self.ledger.refuse([B])
        self.ledger.refuse([C])
        self.ledger.acknowledge([C])  # sent again
        self.assertEqual(self.verdict([A, B, C]), GHOST)
        self.ledger.judge([A, C])


if __name__ == "__main__":
    unittest.main()
