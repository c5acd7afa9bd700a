"""The files of reports. The publication rule is asked at every request."""

from django.http import Http404, HttpRequest, HttpResponseBase

from minutes.models import OnceReport, OnceVersion, Report, ReportVersion
from minutes.views.files import file_response
from minutes.views.public import public_page, withdrawn


@public_page
def document_file(request: HttpRequest, pk: int, file_name: str) -> HttpResponseBase:
    """A public document's file, under its own name alone; the note, for one that was withdrawn."""
    report = Report.public.filter(pk=pk, file_name=file_name).exclude(file="").first()
    if report is not None:
        return file_response(request, report, report.file_name)
    gone = OnceReport.objects.filter(pk=pk, file_name=file_name).first()
    if gone is None or gone.withdrawn_at is None:
        raise Http404
    return withdrawn(request, what="document", when=gone.withdrawn_at, note=gone.withdrawal_note)


@public_page
def document_version(request: HttpRequest, pk: int, number: int, file_name: str) -> HttpResponseBase:
    """The file that a public document had before; the note, for one that was withdrawn, alone or with its document."""
    asked = {"report": pk, "number": number, "file_name": file_name}
    version = ReportVersion.public.filter(**asked).first()
    if version is not None:
        return file_response(request, version, version.file_name)
    known = OnceVersion.objects.filter(**asked, report__in=OnceReport.objects.with_address().values("pk")).first()
    when, note = known.gone if known is not None else (None, "")
    if when is None:
        raise Http404
    return withdrawn(request, what="document", when=when, note=note)
