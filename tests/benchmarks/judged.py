"""
How well the search ranks: judged.toml's questions over the demo council, as nDCG@10. Run it with `make judge`.

For each question the gain of an item is 7, 3 or 1 (best, good, also), discounted by the logarithm of its place and
divided by what the ideal order would give. The last line is the mean, and how many questions find a best item first.
"""

import math
import sys
import tomllib
from pathlib import Path
from typing import Any

GAINS = {"best": 7, "good": 3, "also": 1}
DEPTH = 10


def main() -> None:
    """Print each question's figure, the worst last, and the mean."""
    import django

    from tests.benchmarks.pages import prepare

    django.setup()
    prepare()
    figures = sorted(((*judge(one), one["q"]) for one in questions()), reverse=True)
    for ndcg, first, words in figures:
        print(f"{ndcg:6.3f}  {'first' if first else '     '}  {words}")
    scores = [ndcg for ndcg, _, _ in figures]
    print(f"\nnDCG@{DEPTH} {sum(scores) / len(scores):.3f}; a best item first: "
          f"{sum(first for _, first, _ in figures)} of {len(figures)}")  # fmt: skip


def questions() -> list[dict[str, Any]]:
    """The judged questions."""
    path = Path(__file__).with_suffix(".toml")
    judged: list[dict[str, Any]] = tomllib.loads(path.read_text())["question"]
    return judged


def judge(one: dict[str, Any]) -> tuple[float, bool]:
    """The nDCG of what the search returns for a question, and whether a best item stands first."""
    gains = {place(item): GAINS[grade] for grade in GAINS for item in one.get(grade, [])}
    found = [gains.get(url, 0) for url in first_page(one["q"])[:DEPTH]]
    ideal = sorted(gains.values(), reverse=True)[:DEPTH]
    return _discounted(found) / _discounted(ideal), bool(found) and found[0] == GAINS["best"]


def place(item: str) -> str:
    """The address of an item of judged.toml."""
    return f"/committees/{item}/"


def first_page(words: str) -> list[str]:
    """The addresses that a search for these words returns, the best first."""
    from minutes.models import AgendaItem
    from minutes.search.matching import search
    from minutes.search.question import read

    found = search(read({"q": words}, []))
    keys = [*found.items, *found.partial]
    items = AgendaItem.public.with_place().in_bulk(keys)
    return [items[pk].get_absolute_url() for pk in keys]


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


if __name__ == "__main__":
    sys.exit(main())
