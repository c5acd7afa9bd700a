"""The counters of this process, and what they are divided by: each label has a fixed, small set of values."""

import functools
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

P = ParamSpec("P")
R = TypeVar("R")
PREFIX = "minutebook"
FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds: of answers
SLOW = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180)  # seconds: of PDFs, packs of hundreds of pages among them

disable_created_metrics()  # type: ignore[no-untyped-call]


class Counts:
    """What one process counts. Where several count for one site, it is added up (minutes/gauges/shared.py)."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own: dict[str, Any] = {"namespace": PREFIX, "registry": self.registry}
        self.requests = Counter("requests", "Requests that were answered.", ["view", "method", "status"], **own)
        self.request_seconds = Histogram(
            "request_seconds", "Time until an answer began.", ["kind"], buckets=FAST, **own
        )  # fmt: skip
        self.questions = Counter("database_queries", "Questions to the database.", ["kind"], **own)
        self.question_seconds = Counter("database_seconds", "Time that the database took for them.", ["kind"], **own)
        self.search_seconds = Histogram("search_seconds", "Time of a search, without its page.", buckets=FAST, **own)
        self.papers = Counter("papers", "PDFs that were asked of the store.", ["outcome"], **own)
        self.paper_seconds = Histogram("paper_seconds", "Time to make a PDF.", buckets=SLOW, **own)
        self.uploads = Counter("uploads", "Documents that were sent, by what became of them.", ["outcome"], **own)

    def request(self, *, view: str, kind: str, method: str, status: int, seconds: float) -> None:
        """A request that was answered with that status."""
        self.requests.labels(view, method, f"{status // 100}xx").inc()
        self.request_seconds.labels(kind).observe(seconds)

    def database(self, *, kind: str, number: int, seconds: float) -> None:
        """What a request of that kind asked of the database."""
        self.questions.labels(kind).inc(number)
        self.question_seconds.labels(kind).inc(seconds)


@functools.cache
def counts() -> Counts:
    """Those of this process."""
    return Counts()


def timed(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorator: the seconds of each call go into the histogram of that name, whatever comes of it."""

    def around(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                getattr(counts(), name).observe(time.perf_counter() - began)

        return call

    return around
