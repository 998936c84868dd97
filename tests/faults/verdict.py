"""What a trial can come to."""

# Nothing is wrong with these.
CLEAN = "clean"      # all there, nobody had to do anything
TOLD = "told"        # something was destroyed, and the server said so
REFUSED = "refused"  # ... and did not start, said what is missing, and went on when it was put back
STOPPED = "stopped"  # a fault, after which the server ended in order and started again with everything
IDLE = "idle"        # no call of the kind that was to fail happened
SKIPPED = "skipped"  # this machine cannot do it

# These are. Worst first: a trial counts as the worst that it saw.
LOST = "lost"        # acknowledged, nothing was destroyed, and not there
DOUBLED = "doubled"  # there more than once
ALIEN = "alien"      # never sent
SILENT = "silent"    # something was destroyed, and the server went on with less without a word
GHOST = "ghost"      # answered 503, never sent again, and there all the same
ABORT = "abort"      # ended by a signal that nobody sent
STUCK = "stuck"      # did not start, or take events again, in time after the fault ended
ANSWER = "answer"    # an answer that the contract does not allow
BROKEN = "broken"    # the test itself failed

GOOD = (CLEAN, TOLD, REFUSED, STOPPED, IDLE, SKIPPED)
BAD = (LOST, DOUBLED, ALIEN, SILENT, GHOST, ABORT, STUCK, ANSWER, BROKEN)


class Bad(Exception):
    def __init__(self, verdict, detail):
        super().__init__(f"{verdict}: {detail}")
        self.verdict, self.detail = verdict, detail


class Skip(Exception):
    """Why this machine cannot do it."""
