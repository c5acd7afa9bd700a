"""An item's documents: by their number in the old system, or by title. Exempt ones never come with a file."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from minutes.files.taking import sha256
from minutes.loading.identities import identified, identify
from minutes.loading.old_addresses import find, of_kind, remember
from minutes.loading.run import Run
from minutes.loading.storing import keep
from minutes.models import AgendaItem, Report, ReportKind
from minutes.registry import Facts
from minutes.text import records


def load_documents(
    item: AgendaItem, documents: Sequence[records.Document], run: Run, fetch: Callable[[records.Document], Any] | None
) -> None:
    """The documents of an item as a page lists them; `fetch` gives the file of one, or None."""
    claimed: set[int] = set()
    for document in documents:
        report = _find(item, document, claimed) or _new(item, document, run)
        claimed.add(report.pk)
        name = f"document “{report.title[:80]}”"
        if document.old:
            remember([document.old], {"document": report}, run)
            identify(report, [document.old], run)
        run.tell(report, DOCUMENT, (document, bool(report.file)), name)
        content = fetch(document) if fetch is not None and not document.exempt and not report.is_exempt else None
        if content is not None:
            run.tell(report, _file(content), None, f"{name} ({document.url or document.old})")


def _find(item: AgendaItem, document: records.Document, claimed: set[int]) -> Report | None:
    known: Report | None = find("document", of_kind([document.old], "document")) or identified(Report, [document.old])
    if known is not None and known.item_id == item.pk and known.pk not in claimed:
        return known
    rows = item.reports.filter(title=document.title).exclude(pk__in=claimed).order_by("position")
    return rows.first()


def _new(item: AgendaItem, document: records.Document, run: Run) -> Report:
    report = Report(item=item, released_at=None if document.exempt else item.released_at)
    values = _said((document, False))
    keep(report, {**values, "is_exempt": document.exempt}, run.why)
    run.made(report, "document")
    return report


def _file(content: Any) -> Facts:
    """
    The file itself, by its hash: one that was replaced there is replaced here, and what it was before is kept.

    It is looked into before it is stored: an error page that calls itself a PDF is named and left out.
    """

    def write(report: Report, values: dict[str, Any], why: str) -> list[str]:
        report.file = content
        report._change_reason = why[:100]  # type: ignore[attr-defined]
        try:
            report.save()
        except (ValidationError, IntegrityError):
            report.refresh_from_db()
            raise
        return []

    return Facts(lambda _: {"file": sha256(content)}, lambda report: {"file": _hash(report)}, write)


def _hash(report: Report) -> str:
    return (report.sha256 or "") if report.file else ""


def _said(told: tuple[records.Document, bool]) -> dict[str, Any]:
    """The size beside a link counts as long as there is no file here to be measured."""
    document, has_file = told
    said: dict[str, Any] = {
        "title": document.title,
        "kind": document.kind if document.kind in ReportKind.values else str(ReportKind.REPORT),
        "is_exempt": document.exempt,
    }
    if document.size_kb and not has_file:
        said["size"] = document.size_kb * 1024
    return said


def _stored(report: Report) -> dict[str, Any]:
    return {"title": report.title, "kind": str(report.kind), "is_exempt": report.is_exempt, "size": report.size}


def _write(report: Report, values: dict[str, Any], why: str) -> list[str]:
    told = dict(values)
    if told.get("is_exempt") is False:
        told |= {
            "exempt_paragraph": "",
            "exempt_reason": "",
            "listed_as": "",
            "released_at": report.released_at or report.item.released_at,
        }
    keep(report, told, why)
    return []


DOCUMENT = Facts(_said, _stored, _write)
