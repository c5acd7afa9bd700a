"""A meeting's page: its facts, its agenda in order, who was there."""

import datetime as dt

from django.contrib import admin
from django.forms import ModelForm
from django.shortcuts import redirect
from django.urls import reverse

from minutes import publication
from minutes.actions import STAGE_NAMES
from minutes.admin.acts import ActsMixin
from minutes.admin.attendance import AttendanceMixin
from minutes.admin.base import RecordAdmin, folded
from minutes.admin.checking import ChecksMixin
from minutes.admin.full_pack import FullPack
from minutes.admin.ordering import Ordered, OrderedFormSet, PlacedForm
from minutes.admin.pasting import PastingMixin
from minutes.admin.preview import MeetingPreview
from minutes.admin.publishing import MEETING_ACTS
from minutes.admin.rows import Rows
from minutes.admin.standing import PublishedMixin, StagedInline, may_publish, reached, stage_shown
from minutes.admin.uploads import UploadsMixin
from minutes.admin.workbench import WorkbenchMixin
from minutes.agenda.actions import renumber
from minutes.agenda.numbering import clash_elsewhere, note_giver
from minutes.models import AgendaItem, Attendance, Meeting

# They stand in addresses, which are permanent once something is at them.
IN_ADDRESS = ["committee", "date", "sequence"]
MORNING = dt.time(6)  # until then a meeting of the evening before may end


class MeetingForm(ModelForm):
    """A meeting's facts."""

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and MORNING <= ends < starts:
            self.add_error("ends_at", f"It ends before it starts, at {starts:%H:%M}.")
        return data


class ItemForm(PlacedForm):
    class Meta:
        model = AgendaItem
        fields = ["label", "title", "is_exempt"]


class ItemFormSet(OrderedFormSet):
    """The rows of an agenda: no two with one number, and those without one numbered by the scheme."""

    def clean(self):
        super().clean()
        live = self.live_forms()
        labels = [(form.cleaned_data.get("label") or "").strip() for form in live if hasattr(form, "cleaned_data")]
        small = [label.casefold() for label in labels]
        for form, label in zip(live, labels, strict=False):
            if not label or "label" not in form.changed_data:
                continue
            if small.count(label.casefold()) > 1:
                form.add_error("label", f"Another item has the number {label} too.")
            elif self.instance.pk and (told := clash_elsewhere(self.instance, label)):
                form.add_error("label", told)

    def before_saving(self, forms):
        for form in forms:
            note_giver(form)

    def save(self, commit=True):
        saved = super().save(commit)
        if self.instance.committee.label_scheme and self.instance.withdrawn_at is None:
            renumber(meeting=self.instance, by=self.by)
        return saved


class ItemRows(Ordered, Rows):
    """The agenda: number and title in order; the rest is on each item's page."""

    model = AgendaItem
    form = ItemForm
    formset = ItemFormSet
    fields = ["place", "label", "title", "is_exempt"]
    row_by_row = True
    extra = 3
    show_change_link = True
    verbose_name_plural = "agenda: save, then open an item for its documents, minutes and resolutions"


class AttendanceRows(StagedInline, Rows):
    model = Attendance
    fields = ["person", "status", "is_chair", "is_remote", "substitute_for", "note"]
    people_fields = ("person", "substitute_for")
    kept = False
    verbose_name_plural = "attendance"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "substitute_for", "meeting__committee")

    def meeting_of(self, obj):
        return obj


@admin.register(Meeting)
class MeetingAdmin(
    AttendanceMixin,
    WorkbenchMixin,
    ChecksMixin,
    FullPack,
    PastingMixin,
    UploadsMixin,
    ActsMixin,
    MeetingPreview,
    PublishedMixin,
    RecordAdmin,
):
    acts = MEETING_ACTS
    form = MeetingForm
    committee_path = "committee"
    list_display = ["date", "committee", "kind", "status", "public_stage", "workbench"]
    list_display_links = ["date", "committee"]
    list_filter = ["committee", "kind", "status"]
    date_hierarchy = "date"
    search_fields = ["committee__name", "venue"]
    ordering = ["-date", "-sequence"]
    inlines = [ItemRows, AttendanceRows]
    fieldsets = [
        (None, {"fields": ["public_stage", "committee", "date", "starts_at", "ends_at", "venue"]}),
        ("Kind and changes", {"fields": ["kind", "sequence", "status", "status_note"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("committee").annotate(stage=publication.stage())

    def get_fieldsets(self, request, obj=None):
        """Before it is stored there is no stage to show."""
        if obj is not None:
            return folded(self.fieldsets, obj)
        (_, first), *rest = self.fieldsets
        return folded([(None, {"fields": [name for name in first["fields"] if name != "public_stage"]}), *rest], None)

    def get_readonly_fields(self, request, obj=None):
        if obj is None or not stage_shown(obj):
            return ["public_stage"]
        if not may_publish(request):
            return [name for _, part in self.fieldsets for name in part["fields"]]
        return ["public_stage", *(IN_ADDRESS if reached(obj, "agenda_published_at") else [])]

    @admin.display(description="what the public sees")
    def public_stage(self, meeting):
        if meeting.withdrawn_at:
            return "withdrawn"
        return STAGE_NAMES.get(meeting.stage, "nothing: a draft")

    def response_post_save_add(self, request, obj):
        """Back to the page of the meeting, where each item now has a link to its own."""
        return redirect(reverse("admin:minutes_meeting_change", args=[obj.pk]))

    response_post_save_change = response_post_save_add
