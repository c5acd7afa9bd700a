"""Where a record stood in the council's old system, so that links in letters and court papers go on working."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from minutes import publication
from minutes.models.committees import Committee
from minutes.models.issues import Issue
from minutes.models.items import AgendaItem
from minutes.models.managers import published
from minutes.models.meetings import Meeting
from minutes.models.people import Person
from minutes.models.reports import Report

# By the kind of an old address (minutes/moderngov/addresses.py): the field that holds the record.
FIELDS = {
    "committee": "committee", "meeting": "meeting", "item": "item", "issue": "issue", "document": "report",
    "member": "person", "decision": "item",
}  # fmt: skip


def _points_once() -> Q:
    """The record of its kind and no other."""
    rows = [
        Q(kind=kind, **{f"{other}__isnull": other != field for other in dict.fromkeys(FIELDS.values())})
        for kind, field in FIELDS.items()
    ]
    return reduce(or_, rows)


class OldAddress(models.Model):
    """A record's kind and number in the old system. Written by imports alone."""

    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in FIELDS])
    number = models.CharField(max_length=18)
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, null=True, related_name="old_addresses")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="old_addresses")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, related_name="old_addresses")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="old_addresses")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, related_name="old_addresses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="old_addresses")

    objects = models.Manager()
    # An address is no secret; whether what it leads to is public, that record's own rule says.
    public: ClassVar[Any] = published(models.QuerySet, publication.everything)

    class Meta:
        verbose_name_plural = "old addresses"
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="minutes_oldaddress_once"),
            models.CheckConstraint(condition=_points_once(), name="minutes_oldaddress_points_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def record(self) -> Any:
        """The record that it leads to."""
        return getattr(self, FIELDS[self.kind])
