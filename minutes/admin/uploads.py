"""
"Upload documents" of a meeting: many files at once, matched to items by their names.

Files that came wait here until a clerk has said where each belongs. None of them is a document before that, and one
that is refused holds up none of the others.
"""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse

from minutes import actions
from minutes.admin.acts import Link
from minutes.admin.refusing import REFUSALS, reasons
from minutes.admin.reports import told
from minutes.admin.upload_forms import FilesForm, PlaceForm, Places
from minutes.models import AgendaItem, Report, Upload


class UploadsMixin:
    """A page `<pk>/documents/` of a meeting, for those who may enter documents."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.uploads_view)
        return [path("<int:pk>/documents/", view, name="minutes_meeting_documents"), *super().get_urls()]

    def links(self, request, record):
        links = super().links(request, record)
        if request.user.has_perm("minutes.add_report"):
            links.insert(0, Link("Upload documents", self._uploads_page(record)))
        return links

    def uploads_view(self, request, pk):
        """The files that wait, with a proposal for each; and where more are sent."""
        meeting = self._record(request, pk)
        if not request.user.has_perm("minutes.add_report"):
            raise PermissionDenied
        files_form = FilesForm()
        if request.method == "POST" and "send" in request.POST:
            files_form = self._receive(request, meeting)
        rows = _rows(meeting, request.POST if request.method == "POST" and "place" in request.POST else None)
        if request.method == "POST" and "place" in request.POST:
            rows = self._place(request, rows)
        if request.method == "POST" and not files_form.errors and not any(row.errors for row in rows):
            return redirect(self._uploads_page(meeting))
        context = self.admin_site.each_context(request) | {
            "title": "Upload documents",
            "meeting": meeting,
            "opts": self.opts,
            "back": self._page(meeting),
            "files_form": files_form,
            "limit": filesizeformat(settings.REPORT_MAX_BYTES),
            "rows": rows,
            "matched": sum(row.is_matched for row in rows),
        }
        return render(request, "admin/uploads.html", context)

    def _receive(self, request, meeting):
        """Take in what was sent, file by file; the form, with a sentence for each that is refused."""
        files, form = request.FILES.getlist("files"), FilesForm(request.POST)
        form.is_valid()
        if not files:
            form.add_error("files", "Choose one or more files.")
        taken = 0
        for file in files:
            upload = Upload(meeting=meeting, file=file, name=file.name[-255:], by=request.user)
            try:
                upload.clean_fields(exclude=["original", "text"])
                with transaction.atomic():
                    upload.save()
            except ValidationError as refused:
                form.add_error("files", [f"“{file.name}” was not taken: {reason}" for reason in refused.messages])
            else:
                taken += 1
        if taken:
            message = f"{taken} file{'s' if taken > 1 else ''} came. Look at where each belongs, then add them."
            self.message_user(request, message, messages.SUCCESS)
        return form

    def _place(self, request, rows):
        """Do what was said of each file; the rows that are left, those that were refused with the reason."""
        left, placed = [], 0
        for row in rows:
            if not row.is_placed:
                left.append(row)
                continue
            try:
                with transaction.atomic():
                    _settle(row, request.user)
            except REFUSALS as refused:
                row.add_error(None, reasons(refused))
                left.append(row)
            else:
                placed += not row.cleaned_data["discard"]
        if placed:
            self.message_user(request, f"{placed} document{'s' if placed > 1 else ''} added.", messages.SUCCESS)
        return left

    def _uploads_page(self, meeting):
        return reverse("admin:minutes_meeting_documents", args=[meeting.pk])


def _rows(meeting, data):
    """A form for each file that waits; one that was not on the page when it was sent is shown as new."""
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position"))
    waiting = list(Report.objects.filter(item__meeting=meeting, file="").order_by("position"))
    places = Places(items, waiting)
    rows = []
    for upload in Upload.objects.filter(meeting=meeting).defer("text"):
        sent = data if data is not None and f"upload-{upload.pk}-kind" in data else None
        row = PlaceForm(sent, upload=upload, places=places)
        row.told = told(upload)
        rows.append(row)
    return rows


def _settle(row, by):
    """Throw the file away, or make it a document."""
    data = row.cleaned_data
    if data["discard"]:
        actions.discard_upload(upload=row.upload)
        return
    actions.place_upload(
        upload=row.upload, at=row.places.by_value[data["target"]], kind=data["kind"], title=data["title"].strip(),
        is_exempt=data["is_exempt"], by=by,
    )  # fmt: skip
