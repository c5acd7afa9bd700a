"""An agenda item's page: its facts, documents, minutes and, from other apps, what was decided."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple, ModelForm
from django.shortcuts import redirect
from django.urls import reverse

from minutes.admin.acts import ActsMixin
from minutes.admin.base import RecordAdmin, folded
from minutes.admin.closed import ClosedMixin
from minutes.admin.exempt_fields import ParagraphForm, ParagraphInput, offer_paragraphs
from minutes.admin.item_acts import ITEM_ACTS
from minutes.admin.pasting import PastingMixin
from minutes.admin.preview import ItemPreview
from minutes.admin.reports import ReportRows
from minutes.admin.rows import Rows, Sheets
from minutes.admin.standing import PublishedMixin, StagedInline, may_publish
from minutes.admin.writing import Written, WrittenPage
from minutes.agenda.numbering import clash, note_giver
from minutes.models import AgendaItem, Declaration, FairSummary, Narrative, PhrasePlace
from minutes.registry import registry


class NarrativeRow(Written, StagedInline, Sheets):
    model = Narrative
    marked = ("text",)
    phrases = {"text": PhrasePlace.MINUTES}
    fields = ["text", "minute_number"]
    verbose_name_plural = "minutes"
    extra = max_num = 1


class SummaryRow(Written, StagedInline, Sheets):
    model = FairSummary
    marked = ("text",)
    fields = ["text"]
    verbose_name_plural = "public summary, of an item considered in private"
    extra = max_num = 1


class DeclarationRows(Written, StagedInline, Rows):
    model = Declaration
    phrases = {"text": PhrasePlace.DECLARATION}
    fields = ["person", "kind", "text", "left_meeting"]
    people_fields = ("person",)
    verbose_name_plural = "declarations of interest"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


class ItemPageForm(ParagraphForm, ModelForm):
    """An item's facts; a number that another item has is refused."""

    class Meta:
        widgets = {"exempt_paragraph": ParagraphInput()}

    def clean_label(self):
        label = self.cleaned_data["label"]
        if "label" in self.changed_data and (told := clash(self.instance.meeting, label, self.instance)):
            raise ValidationError(told)
        return label


@admin.register(AgendaItem)
class ItemAdmin(WrittenPage, ClosedMixin, PastingMixin, ActsMixin, ItemPreview, PublishedMixin, RecordAdmin):
    """Items are added and put in order on their meeting's page."""

    acts = ITEM_ACTS
    marked = ("purpose", "exempt_reason", "urgency_reason")
    phrases = {"exempt_reason": PhrasePlace.EXEMPT, "urgency_reason": PhrasePlace.URGENCY}
    committee_path = "meeting__committee"
    form = ItemPageForm
    change_form_template = "admin/item_form.html"
    list_display = ["__str__", "meeting"]
    list_filter = ["meeting__committee"]
    list_select_related = ["meeting__committee"]
    search_fields = ["label", "title"]
    ordering = ["-meeting__date", "meeting", "position"]
    fieldsets = [
        (None, {"fields": ["label", "title", "report_credit", "purpose", "issue", "wards"]}),
        ("Considered in private", {"fields": ["is_exempt", "exempt_paragraph", "exempt_reason", "exempt_test"]}),
        ("Urgent business", {"fields": ["urgency_reason"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("meeting__committee")

    def get_fieldsets(self, request, obj=None):
        return folded(self.fieldsets, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return offer_paragraphs(super().get_form(request, obj, change=change, **kwargs))

    def get_inlines(self, request, obj):
        return [ReportRows, NarrativeRow, *registry.item_inlines, DeclarationRows, SummaryRow]

    def get_readonly_fields(self, request, obj=None):
        """What the public sees is changed by those who publish."""
        if obj is None or not AgendaItem.public.filter(pk=obj.pk).exists():
            return []
        if may_publish(request):
            return ["is_exempt"]  # by the acts, which say what closes and what opens
        return [name for _, part in self.fieldsets for name in part["fields"]]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, widget=CheckboxSelectMultiple, **kwargs)

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        note_giver(form)
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["neighbours"] = self._neighbours(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_change(self, request, obj):
        return redirect(reverse("admin:minutes_meeting_change", args=[obj.meeting_id]))

    def committee_of(self, record):
        return record.meeting.committee_id

    def meeting_of(self, record):
        """The meeting into whose minutes is pasted."""
        return record.meeting

    def _neighbours(self, item):
        """The item before, the meeting, the item after: each a name and an address."""
        siblings = AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position")
        pages = [
            ("Previous item", siblings.filter(position__lt=item.position).last()),
            (str(item.meeting), item.meeting),
            ("Next item", siblings.filter(position__gt=item.position).first()),
        ]
        return [(name, self._change_page(record)) for name, record in pages if record is not None]

    def _change_page(self, record):
        return reverse(f"admin:minutes_{record._meta.model_name}_change", args=[record.pk])
