"""Documents: rows on their item's page, and pages for the files themselves, a draft's and an earlier one's too."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.defaultfilters import date, filesizeformat
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from minutes.admin.acts import ActsMixin
from minutes.admin.base import KeptAdmin
from minutes.admin.closed import ClosedMixin
from minutes.admin.exempt_fields import ParagraphForm, ParagraphInput, offer_paragraphs
from minutes.admin.item_acts import REPORT_ACTS, VERSION_ACTS
from minutes.admin.ordering import Ordered, PlacedForm
from minutes.admin.rows import Sheets
from minutes.admin.standing import PREVIEW
from minutes.admin.widgets import Lines
from minutes.models import FileType, Report, ReportVersion
from minutes.views.files import file_response

UNTAGGED = (
    "not tagged: screen readers cannot follow it, and the accessibility regulations of 2018 ask that they can. "
    "If you have the Word file, upload that, or export it with “Document structure tags”."
)
SCAN = "a scan: its pages are pictures without text, which nobody can search. If you have the original, upload that"
READ_SCAN = "a scan: its text was read by machine, with mistakes, for the search. If you have the original, upload that"
ACCEPTED = ".pdf,.docx,application/pdf"


class ReportForm(ParagraphForm, PlacedForm):
    replaced_because = forms.CharField(
        label="What is different",
        required=False,
        max_length=500,
        help_text="Public. Where a new file replaces one that was published, which is kept as an earlier version.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    class Meta:
        model = Report
        fields = [
            "kind",
            "title",
            "author",
            "file",
            "is_exempt",
            "exempt_paragraph",
            "exempt_reason",
            "exempt_test",
            "listed_as",
        ]
        widgets = {
            # Without the link to the stored file that Django's own widget shows: no address leads there directly.
            "file": forms.FileInput(attrs={"accept": ACCEPTED}),
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "exempt_paragraph": ParagraphInput(),
            "exempt_reason": Lines(attrs={"rows": 2}),
            "exempt_test": Lines(attrs={"rows": 2, "class": "vLargeTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].max_length = None  # the file is stored under a name of its own
            self.fields["file"].allow_empty_file = True  # refused with the others, by a sentence that helps

    def clean_replaced_because(self):
        note = self.cleaned_data["replaced_because"]
        if note and "file" not in self.changed_data:
            raise forms.ValidationError("Choose the new file as well: this says how it differs from the one before.")
        self.instance.replaced_because = note
        return note


class ReportRows(Ordered, Sheets):
    """An item's documents; one without a file is “to follow”."""

    model = Report
    form = ReportForm
    fields = [
        ("kind", "title"),
        ("author", "place"),
        ("file", "replaced_because"),
        "stored",
        ("is_exempt", "exempt_paragraph", "exempt_reason"),
        "exempt_test",
        "listed_as",
    ]
    readonly_fields = ["stored"]
    row_by_row = True
    verbose_name_plural = "documents"
    show_change_link = True

    def get_fields(self, request, obj=None):
        """Who only looks is shown the stored file, by its own address, and not the box for a new one."""
        new = ("file", "replaced_because")
        return [line for line in self.fields if line != new or self.has_change_permission(request, obj)]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        offer_paragraphs(formset.form)
        return formset

    def get_queryset(self, request):
        return super().get_queryset(request).with_is_scan()

    @admin.display(description="stored file")
    def stored(self, report):
        return stored_file(report)


class FileAdmin(ClosedMixin, ActsMixin, KeptAdmin):
    """A document with a page for its file, which those with the right may read before it is out; no cache keeps it."""

    def get_urls(self):
        pages = [
            path(f"<int:pk>/{what}/", self.admin_site.admin_view(view), name=f"minutes_{self.opts.model_name}_{name}")
            for what, name, view in (("file", "preview", self.file_view), ("word", "original", self.original_view))
        ]
        return [*pages, *super().get_urls()]

    def file_view(self, request, pk):
        document = self._document(request, pk)
        return file_response(request, document, document.file_name)

    def original_view(self, request, pk):
        """The Word file of which the PDF was made."""
        document = self._document(request, pk)
        if not document.original:
            raise Http404("This document was not made from a Word file.")
        return file_response(request, document.word_file(), f"{document.file_name}.docx")

    def _document(self, request, pk):
        if not request.user.has_perm(PREVIEW):
            raise PermissionDenied
        document = self.get_queryset(request).exclude(file="").filter(pk=pk).first()
        if document is None:
            raise Http404("This document has no file.")
        return document

    @admin.display(description="stored file")
    def stored(self, document):
        return stored_file(document)


@admin.register(Report)
class ReportAdmin(FileAdmin):
    """Documents are entered on their item's page. Here they are withdrawn, restored, and read before they are out."""

    acts = REPORT_ACTS
    committee_path = "item__meeting__committee"

    fields = [
        "item", "kind", "title", "author", "stored", "earlier", "is_exempt", "exempt_paragraph", "exempt_reason",
        "exempt_test", "listed_as",
    ]  # fmt: skip
    readonly_fields = ["stored", "earlier"]
    list_display = ["title", "item"]
    list_select_related = ["item"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_is_scan()

    @admin.display(description="earlier versions")
    def earlier(self, report):
        """Each leads to its page, where it can be withdrawn."""
        lines = [
            (reverse("admin:minutes_reportversion_change", args=[version.pk]), version.number,
             date(version.replaced_at, "j F Y"), ", withdrawn" if version.withdrawn_at else "")
            for version in report.versions.order_by("-number")
        ]  # fmt: skip
        return format_html_join("", '<div><a href="{}">Version {}</a>, replaced on {}{}</div>', lines) or "none"


@admin.register(ReportVersion)
class VersionAdmin(FileAdmin):
    """A file that was replaced: read, withdrawn and restored."""

    acts = VERSION_ACTS
    committee_path = "report__item__meeting__committee"

    fields = ["report", "number", "stored", "replaced_at", "note", "withdrawn_at", "withdrawal_note"]
    readonly_fields = ["stored"]
    list_display = ["report", "number", "replaced_at"]
    list_select_related = ["report"]


def stored_file(document):
    """A link to the file with what was found in it; "none yet" for one that is to follow."""
    if not document.pk or not document.file:
        return "none yet"
    opts = document._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_preview", args=[document.pk])
    word = ""
    if document.original:
        original = reverse(f"admin:{opts.app_label}_{opts.model_name}_original", args=[document.pk])
        word = format_html(' Made from a <a href="{}">Word file</a>, which is not public.', original)
    return format_html('<a href="{}">{}</a>: {}.{}', address, document.file_name, told(document), word)


def told(document):
    """What was found in a file: type, pages, size, hash, and whether a screen reader can follow it."""
    facts = [document.get_file_type_display(), filesizeformat(document.size), f"SHA-256 {document.sha256[:12]}…"]
    if document.pages:
        facts.insert(1, f"{document.pages} page{'' if document.pages == 1 else 's'}")
    if document.file_type == FileType.DOCX:
        facts.append(
            "stays a Word file, because no PDF could be made of it here; comments and changes in it can be read"
        )
    else:
        facts.append("tagged" if document.is_tagged else UNTAGGED.rstrip("."))
        if getattr(document, "is_scan", False):  # of a report; nobody looks for it in a version or an upload
            facts.append(READ_SCAN if document.is_recognised else SCAN)
    return ", ".join(facts)
