"""External lists: pages that stay where they are, and the four filters by date."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from minutes.models.touched import LARGE, touched
from minutes.opendata.answers import Problems, whole
from minutes.opendata.filters import moment
from minutes.views.public import absolute_url

PAGE, MOST = 50, 100
DATES = {
    "created_since": "created_at__gte", "created_until": "created_at__lte",
    "modified_since": "modified_at__gte", "modified_until": "modified_at__lte",
}  # fmt: skip
KNOWN = {*DATES, "limit", "after", "organization", "omit_internal"}


class Asked:
    """What a list is asked for; `problems` says what could not be understood."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.problems: Problems = []
        self.dates: dict[str, Any] = {}
        for name, value in request.GET.dict().items():
            if name not in KNOWN:
                self._refuse(name, value, "There is no such parameter.")
            elif name in DATES:
                self._date(name, value)
        self.after = self._whole("after", 0, 2**63 - 1) or 0
        self.limit = self._whole("limit", 1, MOST) or PAGE
        self.organization = self._whole("organization", 0, 2**63 - 1)

    @property
    def wants_gone(self) -> bool:
        """A program that asks what has changed is told what is gone too."""
        return "modified_since" in self.dates

    @property
    def omits_internal(self) -> bool:
        return self.request.GET.get("omit_internal", "").lower() == "true"

    def page(self, rows: QuerySet[Any], gone: QuerySet[Any]) -> tuple[list[Any], str]:
        """The rows of this page, those that are gone among them where they are asked for; the address of the next."""
        filters = {DATES[name]: value for name, value in self.dates.items()}
        if self.organization is not None:
            filters["committee_id"] = self.organization
        if self.wants_gone and rows.model in LARGE:
            rows = rows.filter(touched(rows.model, self.dates["modified_since"]))
        sources = [rows, gone] if self.wants_gone else [rows]
        batch = [
            row
            for source in sources
            for row in source.filter(**filters, pk__gt=self.after).order_by("pk")[: self.limit + 1]
        ]
        batch.sort(key=lambda row: row.pk)
        shown = batch[: self.limit]
        return shown, self.address(after=shown[-1].pk) if len(batch) > self.limit else ""

    def address(self, **changes: Any) -> str:
        """This list with other parameters; without a place, its first page."""
        query = {name: value for name, value in self.request.GET.items() if name != "after"} | changes
        return absolute_url(self.request, self.request.path) + (f"?{urlencode(query)}" if query else "")

    def _date(self, name: str, value: str) -> None:
        try:
            self.dates[name] = moment(value.replace(" ", "+"))  # a plus sign that was not written as %2B
        except (ValueError, OverflowError):
            self._refuse(name, value, "It is a moment like 2026-11-24T09:00:00+00:00.")

    def _whole(self, name: str, least: int, most: int) -> int | None:
        text = self.request.GET.get(name)
        if text is None:
            return None
        try:
            return whole(text, least, most)
        except ValueError as error:
            self._refuse(name, text, str(error))
            return None

    def _refuse(self, name: str, value: str, problem: str) -> None:
        self.problems.append({"parameter": name[:200], "value": value[:200], "problem": problem})


def listed(asked: Asked, records: list[Any], following: str) -> dict[str, Any]:
    """A page of a list."""
    links = {"self": absolute_url(asked.request, asked.request.get_full_path()), "first": asked.address()}
    return {
        "data": [without_internal(one) for one in records] if asked.omits_internal else records,
        "pagination": {"elementsPerPage": asked.limit},
        "links": {**links, "next": following} if following else links,
    }


def without_internal(record: dict[str, Any]) -> dict[str, Any]:
    """An object without those that stand inside it."""

    def is_object(value: Any) -> bool:
        one = value[0] if isinstance(value, list) and value else value
        return isinstance(one, dict) and "type" in one

    return {name: value for name, value in record.items() if not is_object(value)}
