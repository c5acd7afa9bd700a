"""The files of reports. The publication rule is asked at every request."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from minutes.models import Report
from minutes.views.public import public_page, withdrawn


@public_page
def document_file(request: HttpRequest, pk: int, file_name: str) -> HttpResponseBase:
    """A public document's file, under its own name alone; the note, for one that was withdrawn."""
    report = Report.public.filter(pk=pk, file_name=file_name).exclude(file="").first()
    if report is not None:
        return pdf_response(report)
    gone = Report.ever_public.filter(pk=pk, file_name=file_name, withdrawn_at__isnull=False).first()
    if gone is None:
        raise Http404
    return withdrawn(request, what="document", when=gone.withdrawn_at, note=gone.withdrawal_note)


def pdf_response(report: Report) -> FileResponse:
    """The file, shown by the browser and unable to run anything in the site's name."""
    response = FileResponse(report.file.open("rb"), content_type="application/pdf", filename=report.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response
