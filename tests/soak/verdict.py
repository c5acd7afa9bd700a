"""What was seen, as a table, and the rules that it broke."""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable

from rich.table import Table

from tests.soak.people import Done
from tests.soak.watch import Sample

SLOWER = 1.2  # the 95th percentile of the second half by that of the first
GROWN = 1.05  # the median memory of the last third by that of the middle one
SLACK = 8  # MB
IDLE = "healthz"  # asks nothing of the site: how fast the machine is
FEW = 20  # of fewer a 95th percentile says nothing
MB = 1024 * 1024


def at(values: Iterable[float], share: float) -> float:
    """So far up in the values, in order; not a number where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else math.nan


def halves(done: list[Done]) -> tuple[list[float], list[float]]:
    """The seconds of what began in the first half of the time, and in the second."""
    middle = (min(one.at for one in done) + max(one.at for one in done)) / 2
    first = [one.seconds for one in done if one.at < middle]
    return first, [one.seconds for one in done if one.at >= middle]


def ratio(done: list[Done], which: Callable[[Done], bool]) -> float:
    """How much slower the second half was, at the 95th percentile; not a number where too few were done."""
    first, second = halves([one for one in done if which(one)] or done)
    return at(second, 0.95) / at(first, 0.95) if min(len(first), len(second)) >= FEW else math.nan


def slowing(done: list[Done]) -> tuple[float, float]:
    """That of everything, and that of what only the machine makes slower."""
    return ratio(done, lambda one: one.what != IDLE), ratio(done, lambda one: one.what == IDLE)


def growth(samples: list[Sample]) -> dict[str, tuple[float, float]]:
    """Of each process, the median of its memory in the middle and in the last third of the time, in MB."""
    begin, end = samples[0].at, samples[-1].at
    third = (end - begin) / 3
    medians = {}
    for name in sorted({name for sample in samples for name in sample.memory}):
        parts = [
            [sample.memory[name] for sample in samples if name in sample.memory and start <= sample.at <= start + third]
            for start in (begin + third, begin + 2 * third)
        ]
        medians[name] = tuple(statistics.median(part) / MB if part else math.nan for part in parts)
    return medians


def faults(done: list[Done], samples: list[Sample], logged: list[str], *, is_short: bool = False) -> list[str]:
    """
    A sentence for each rule that was broken.

    A short run does not judge how fast it was, and lets caches fill for a few MB while it lasts.
    """
    slack = SLACK if is_short else 0
    wrong = Counter(f"{one.what}: {one.problem}" for one in done if one.problem)
    found = [f"{number} times {what}" for what, number in wrong.most_common()]
    found += [f"logged: {line}" for line in logged]
    workers = {name for sample in samples for name in sample.memory}
    if any(sample.memory.keys() != workers for sample in samples):
        found.append(f"not every worker lived from beginning to end: {', '.join(sorted(workers))}")
    for name, (middle, last) in growth(samples).items():
        if not last <= middle * GROWN + slack:
            found.append(f"memory of {name} grows: {middle:.0f} MB in the middle third, {last:.0f} MB in the last")
    own, machine = slowing(done)
    # A machine that others make slower meanwhile shows it in what asks nothing of the site.
    allowed = SLOWER * (machine if machine > 1 else 1)
    if not is_short and not own <= allowed:
        found.append(f"the second half is {own:.2f} times as slow as the first; {allowed:.2f} is allowed")
    return found


def tables(done: list[Done], samples: list[Sample]) -> Iterable[Table]:
    """Times by what was done, in milliseconds; memory by worker."""
    times = Table("", "done", "wrong", "median", "95 %", "worst", "95 % first half", "second half", "ratio")
    kinds = sorted({one.what for one in done})
    for name, of in [*((kind, [one for one in done if one.what == kind]) for kind in kinds), ("all", done)]:
        seconds, (first, second) = [one.seconds for one in of], halves(of)
        figures = [at(seconds, 0.5), at(seconds, 0.95), max(seconds), at(first, 0.95), at(second, 0.95)]
        wrong = sum(bool(one.problem) for one in of)
        both = at(second, 0.95) / at(first, 0.95)
        times.add_row(name, str(len(of)), str(wrong), *(f"{1000 * each:.0f}" for each in figures), f"{both:.2f}")
    yield times
    memory = Table("memory, MB", "first", "most", "median, middle third", "last third")
    for name, medians in growth(samples).items():
        seen = [sample.memory[name] / MB for sample in samples if name in sample.memory]
        memory.add_row(name, *(f"{each:.0f}" for each in (seen[0], max(seen), *medians)))
    yield memory
