"""Documents: rows on their item's page, and a page for drafts of the file itself."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.html import format_html

from minutes.admin.act_forms import REPORT_ACTS
from minutes.admin.acts import ActsMixin
from minutes.admin.base import KeptAdmin
from minutes.admin.ordering import Ordered, PlacedForm
from minutes.admin.rows import Sheets
from minutes.admin.standing import PREVIEW
from minutes.models import Report
from minutes.views.documents import pdf_response


class ReportForm(PlacedForm):
    class Meta:
        model = Report
        fields = ["kind", "title", "author", "file", "is_exempt", "exempt_paragraph", "exempt_reason"]
        widgets = {
            # Without the link to the stored file that Django's own widget shows: no address leads there directly.
            "file": forms.FileInput(attrs={"accept": "application/pdf"}),
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "exempt_reason": forms.Textarea(attrs={"rows": 2}),
        }


class ReportRows(Ordered, Sheets):
    """An item's documents; one without a file is “to follow”."""

    model = Report
    form = ReportForm
    fields = [
        ("kind", "title"),
        ("author", "place"),
        ("file", "stored"),
        ("is_exempt", "exempt_paragraph", "exempt_reason"),
    ]
    readonly_fields = ["stored"]
    row_by_row = True
    verbose_name_plural = "documents"
    show_change_link = True

    @admin.display(description="stored file")
    def stored(self, report):
        return stored_file(report)


@admin.register(Report)
class ReportAdmin(ActsMixin, KeptAdmin):
    """Documents are entered on their item's page. Here they are withdrawn, restored, and read before they are out."""

    acts = REPORT_ACTS
    fields = ["item", "kind", "title", "author", "stored", "is_exempt", "exempt_paragraph", "exempt_reason"]
    readonly_fields = ["stored"]
    list_display = ["title", "item"]
    list_select_related = ["item"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.file_view)
        return [path("<int:pk>/file/", view, name="minutes_report_preview"), *super().get_urls()]

    def file_view(self, request, pk):
        """The file, a draft's or an exempt one's too; no cache keeps it."""
        if not request.user.has_perm(PREVIEW):
            raise PermissionDenied
        report = Report.objects.exclude(file="").filter(pk=pk).first()
        if report is None:
            raise Http404("This document has no file.")
        return pdf_response(report)

    @admin.display(description="stored file")
    def stored(self, report):
        return stored_file(report)


def stored_file(report):
    """A link to the file, with its pages and size; "none yet" for one that is to follow."""
    if not report.pk or not report.file:
        return "none yet"
    address = reverse("admin:minutes_report_preview", args=[report.pk])
    facts = f"{report.pages} page{'' if report.pages == 1 else 's'}, {filesizeformat(report.size)}"
    return format_html('<a href="{}">{}</a>, {}', address, report.file_name, facts)
