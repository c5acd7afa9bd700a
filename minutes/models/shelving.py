"""
Which store a file belongs in: the public one while its document is public, the closed one at any other time.

Files are moved after a change has been stored. A moment to come moves nothing by itself: `settle_documents` does,
which a timer calls; until then the file is read from where it lies.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver

from minutes.files import stores
from minutes.models.items import AgendaItem
from minutes.models.meetings import Meeting
from minutes.models.reports import Report, ReportVersion


def settle(reports: QuerySet[Report]) -> Iterator[str]:
    """Bring the files of these documents to where they belong; yields the name of each that was moved."""
    for pk in reports.filter(~Q(file="") | Q(versions__isnull=False)).distinct().values_list("pk", flat=True):
        yield from _settle(pk)


@transaction.atomic
def _settle(pk: int) -> list[str]:
    """
    One document's files.

    Its row is kept from others meanwhile, and the rule asked after that: of two at once the later one decides.
    """
    report = Report.objects.select_for_update().get(pk=pk)
    wanted = {str(report.file): Report.public.filter(pk=pk).exists(), str(report.original): False}
    shown = set(ReportVersion.public.filter(report=pk).values_list("pk", flat=True))
    for version in ReportVersion.objects.filter(report=pk):
        wanted[str(version.file)] = version.pk in shown
        wanted[str(version.original)] = False
    return [name for name, public in wanted.items() if name and stores.settle(name, public=public)]


@receiver(post_save, sender=Report)
@receiver(post_save, sender=ReportVersion)
@receiver(post_save, sender=AgendaItem)
@receiver(post_save, sender=Meeting)
def settle_after(sender: type[Model], instance: Any, created: bool, **kwargs: Any) -> None:
    """Once the change is stored. A new item or meeting has no documents yet."""
    if created and sender in (AgendaItem, Meeting):
        return
    path = {Report: "pk", ReportVersion: "versions", AgendaItem: "item", Meeting: "item__meeting"}[sender]
    transaction.on_commit(partial(_settle_all, path, instance.pk), robust=True)


def _settle_all(path: str, pk: int) -> None:
    for _ in settle(Report.objects.filter(**{path: pk})):
        pass
