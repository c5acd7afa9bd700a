"""The files of reports. The publication rule is asked at every request."""

from django.http import Http404, HttpRequest, HttpResponseBase

from minutes.models import Report, ReportVersion
from minutes.views.files import file_response
from minutes.views.public import public_page, withdrawn


@public_page
def document_file(request: HttpRequest, pk: int, file_name: str) -> HttpResponseBase:
    """A public document's file, under its own name alone; the note, for one that was withdrawn."""
    report = Report.public.filter(pk=pk, file_name=file_name).exclude(file="").first()
    if report is not None:
        return file_response(request, report, report.file_name)
    gone = Report.ever_public.filter(pk=pk, file_name=file_name, withdrawn_at__isnull=False).first()
    if gone is None:
        raise Http404
    return withdrawn(request, what="document", when=gone.withdrawn_at, note=gone.withdrawal_note)


@public_page
def document_version(request: HttpRequest, pk: int, number: int, file_name: str) -> HttpResponseBase:
    """The file that a public document had before; the note, for one that was withdrawn, alone or with its document."""
    asked = {"report": pk, "number": number, "file_name": file_name}
    version = ReportVersion.public.filter(**asked).first()
    if version is not None:
        return file_response(request, version, version.file_name)
    gone = ReportVersion.ever_public.filter(**asked).select_related("report").first()
    record = gone.report if gone is not None and gone.report.withdrawn_at else gone
    if record is None or record.withdrawn_at is None:
        raise Http404
    return withdrawn(request, what="document", when=record.withdrawn_at, note=record.withdrawal_note)
