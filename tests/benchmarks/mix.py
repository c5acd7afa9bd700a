"""
How fast the search is: a fixed mix of 200 questions over a made-up archive. Part of `make bench`.

Of each kind (rare and common words, phrases, three words, filtered, misspelt) the median, the 95th percentile and the
worst, in milliseconds: of the search alone, and of the whole page. The last column divides the 95th percentile of the
search by the time of a fixed statement, asked between the questions, so that figures of a busy machine can be compared.
"""

import random
import statistics
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from tests.benchmarks.pages import get

SEED = 5
EACH = {"rare": 35, "common": 35, "phrase": 35, "three words": 35, "filtered": 40, "misspelt": 20}
FIXED = "SELECT sum(hashint4(n)) FROM generate_series(1, 100000) AS n"
HEAD = f"{'search':<12} {'median':>8} {'95 %':>8} {'worst':>8}   {'page: median':>12} {'95 %':>8} {'worst':>8}  {'ratio':>6}"


def report() -> None:
    """Ask each question twice: by itself and as a page."""
    times: dict[str, list[tuple[float, float, float]]] = {kind: [] for kind in EACH}
    slow: list[tuple[float, str]] = []
    for kind, parameters in mix():
        fixed, own, page = _fixed(), _search(parameters), _page(parameters)
        times[kind].append((own, page, fixed))
        slow.append((own, urlencode(parameters)))
    print(f"\n{HEAD}")
    times["all"] = [one for of_kind in times.values() for one in of_kind]
    for kind, measured in times.items():
        own, page, fixed = (sorted(column) for column in zip(*measured, strict=True))
        print(f"{kind:<12} {_line(own)}   {'':4}{_line(page)}  {_at(own, 0.95) / statistics.median(fixed):6.2f}")
    print("slowest: " + "; ".join(f"{time:.0f} {question}" for time, question in sorted(slow, reverse=True)[:6]))
    print(f"fixed statement: {statistics.median(fixed):.1f} ms")


def mix() -> Iterator[tuple[str, dict[str, str]]]:
    """The questions, in an order that mixes the kinds: the same ones for any size of archive."""
    from decisions.archive import COMMITTEES, Archive
    from decisions.archive_words import COMMON, MATTERS

    archive, pick = Archive(1), random.Random(SEED)
    common, rare = COMMON[20:], archive.words[1_000:]
    makers = {
        "rare": lambda: {"q": pick.choice(rare)},
        "common": lambda: {"q": pick.choice(common)},
        "phrase": lambda: {"q": '"{} {}"'.format(*_neighbours(pick.choice(archive.sentences), pick))},
        "three words": lambda: {"q": " ".join(pick.sample(common + archive.words[100:400], 3))},
        "filtered": lambda: {
            "q": pick.choice([pick.choice(common), pick.choice(rare[:500]), pick.choice(MATTERS)]),
            **pick.choice(
                [
                    {"committee": f"committee-{pick.randint(1, COMMITTEES)}-of-archive-1"},
                    {"year": str(pick.randint(2003, 2025))},
                    {"kind": pick.choice(["decision", "report"])},
                    {"key": "1"},
                    {"order": "newest"},
                ]
            ),
        },
        "misspelt": lambda: {"q": _misspelt(pick.choice([word for word in archive.words[30:2_000] if len(word) > 5]), pick)},
    }  # fmt: skip
    kinds = [kind for kind, number in EACH.items() for _ in range(number)]
    pick.shuffle(kinds)
    yield from ((kind, makers[kind]()) for kind in kinds)


def _neighbours(sentence: str, pick: random.Random) -> list[str]:
    words = sentence.rstrip(".").split()
    at = pick.randrange(len(words) - 1)
    return words[at : at + 2]


def _misspelt(word: str, pick: random.Random) -> str:
    at = pick.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1 :]


def _search(parameters: dict[str, str]) -> float:
    from minutes.models import Committee
    from minutes.search.matching import search
    from minutes.search.question import read

    question = read(parameters, list(Committee.public.all()))
    start = time.perf_counter()
    search(question)
    return (time.perf_counter() - start) * 1000


def _page(parameters: dict[str, str]) -> float:
    start = time.perf_counter()
    get(f"/search/?{urlencode(parameters)}")
    return (time.perf_counter() - start) * 1000


def _fixed() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        start = time.perf_counter()
        cursor.execute(FIXED)
        return (time.perf_counter() - start) * 1000


def _line(ordered: list[float]) -> str:
    return f"{statistics.median(ordered):8.1f} {_at(ordered, 0.95):8.1f} {ordered[-1]:8.1f}"


def _at(ordered: list[float], share: float) -> float:
    return ordered[int(len(ordered) * share)]
