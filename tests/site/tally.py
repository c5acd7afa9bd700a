"""How many requests a test sent, by the kind of address and what was answered: told at the end of the run."""

from collections import Counter

COLUMNS = ("2xx", "3xx", "4xx", "5xx")


class Tally(Counter):
    """Answers, counted by (kind of address, status)."""

    def add(self, kind, status):
        self[kind, status] += 1

    def told(self):
        """As plain data, which a worker can hand on."""
        return [[kind, status, number] for (kind, status), number in sorted(self.items())]

    @classmethod
    def of(cls, *told):
        """The sum of what several tests told."""
        found = cls()
        for rows in told:
            for kind, status, number in rows:
                found[kind, status] += number
        return found

    def lines(self):
        """A table: a line for each kind of address, and one for all of them."""
        kinds = sorted({kind for kind, _ in self})
        wide = max([len(kind) for kind in kinds], default=0)
        yield f"{'':{wide}} {'sent':>8} " + " ".join(f"{name:>8}" for name in COLUMNS)
        for kind in [*kinds, "all"]:
            numbers = [
                sum(number for (one, status), number in self.items() if kind in (one, "all") and status // 100 == first)
                for first in (2, 3, 4, 5)
            ]
            yield f"{kind:{wide}} {sum(numbers):>8} " + " ".join(f"{number:>8}" for number in numbers)
