"""
Which of the sown faults are caught: `python -m tests.leaks.seeded` (`make seeded-faults`).

Each is looked for without the wall of the database, and printed with the first thing that gave it away; then the same
look is taken through the wall, and what that alone makes of it is printed. Ends with 1 where one was not caught.
"""

import os
import sys

import pytest

ALL = "MINUTEBOOK_FAULTS"


class Told:
    """Prints each outcome when it is there."""

    def __init__(self):
        self.caught = self.missed = self.stopped = 0

    def pytest_runtest_logreport(self, report):
        if report.passed and report.when != "call":
            return
        facts = dict(report.user_properties)
        told = facts.get("told") or report.longreprtext.strip().rpartition("\n")[2]
        self.caught += report.passed
        self.missed += not report.passed
        print(f"\n{'caught' if report.passed else 'NOT CAUGHT':11} {facts.get('fault', report.nodeid)}")
        print(f"{'':11}   {told}"[:240])
        wall = facts.get("wall", "")
        self.stopped += wall.startswith("stopped")
        print(f"{'':11}   through the wall {wall or 'not looked'}"[:240], flush=True)


def main():
    """Sow every fault; the exit status."""
    os.environ[ALL] = "all"
    told = Told()
    options = ["-qqs", "--tb=no", "--no-summary", "-p", "no:logging", "-p", "no:cacheprovider", *sys.argv[1:]]
    status = pytest.main(["tests/leaks/test_seeded.py", *options], [told])
    print(f"{told.caught} caught, {told.missed} not caught; {told.stopped} stopped by the wall alone")
    return int(status != 0 or not told.caught)


if __name__ == "__main__":
    sys.exit(main())
