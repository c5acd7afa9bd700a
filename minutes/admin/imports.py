"""What imports left to a person: a list to go through, and a page for each question with both texts side by side."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from minutes.admin.base import KeptAdmin
from minutes.admin.remit import notes_for
from minutes.admin.standing import may_publish
from minutes.loading import settle
from minutes.models import ImportNote

SETTLE = "minutes.change_importnote"
STEPS = {"take": settle.take, "keep": settle.keep_ours, "mark": settle.mark}


class Standing(admin.SimpleListFilter):
    """Open questions, unless others are asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("settled", "Settled"), ("all", "All")]

    def choices(self, changelist):
        choices = list(super().choices(changelist))
        return [{**choices[0], "display": "Open"}, *choices[1:]]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.exclude(outcome="") if self.value() == "settled" else queryset.still_open()


@admin.register(ImportNote)
class ImportNoteAdmin(KeptAdmin):
    """Questions are raised by imports, and settled here, one deliberate step each."""

    list_display = ["words", "kind", "about", "place", "seen_at", "outcome"]
    list_display_links = ["words"]
    list_filter = [Standing, "kind"]
    search_fields = ["words", "record_name", "place"]
    ordering = ["-seen_at", "pk"]

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(pk__in=notes_for(request).values("pk"))

    def get_urls(self):
        step = self.admin_site.admin_view(require_POST(self.step_view))
        return [path("<int:pk>/<slug:step>/do/", step, name="minutes_importnote_step"), *super().get_urls()]

    @admin.display(description="record")
    def about(self, note):
        """A link to the record that it concerns."""
        address = record_page(note)
        name = note.record_name or "none"
        return format_html('<a href="{}">{}</a>', address, name) if address else name

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The question, with what stands here and what the source says."""
        note = self.get_object(request, object_id)
        if note is None:
            raise Http404("There is no such question.")
        if not self.has_view_permission(request, note):
            raise PermissionDenied
        record = settle.record_of(note)
        context = {
            **self.admin_site.each_context(request),
            "title": "Question of an import",
            "opts": self.opts,
            "note": note,
            "record_page": record_page(note) if record is not None else "",
            "ours": settle.ours(note, record),
            "theirs": settle.in_words(note.value),
            "compared": note.value is not None,
            "may_settle": request.user.has_perm(SETTLE) and not note.outcome,
            "may_take": settle.can_be_taken(note) and record is not None and may_take(request, record),
            "conflict": note.kind == "conflict",
        }
        return render(request, "admin/import_note.html", context)

    def step_view(self, request, pk, step):
        """Take a step, and go back to the list."""
        note = self.get_queryset(request).filter(pk=pk).first()
        if note is None or step not in STEPS:
            raise Http404("There is no such question.")
        record = settle.record_of(note)
        if not request.user.has_perm(SETTLE) or (step == "take" and not may_take(request, record)):
            raise PermissionDenied
        try:
            STEPS[step](note=note, by=request.user.get_username())
        except settle.NotSettled as reason:
            self.message_user(request, str(reason), messages.ERROR)
            return redirect(reverse("admin:minutes_importnote_change", args=[pk]))
        self.message_user(request, f"Settled: {note}", messages.SUCCESS)
        return redirect(reverse("admin:minutes_importnote_changelist"))


def may_take(request, record):
    """What is public is changed by those who may publish, as on the record's own page."""
    if record is None:
        return False
    public = hasattr(type(record), "ever_public") and type(record).public.filter(pk=record.pk).exists()
    changes = f"{record._meta.app_label}.change_{record._meta.model_name}"
    return request.user.has_perm(changes) and (may_publish(request) or not public)


def record_page(note):
    """The page in the admin of the record that a note concerns; "" without one."""
    if not note.record:
        return ""
    try:
        return reverse(f"admin:{note.record.replace('.', '_')}_change", args=[note.key])
    except NoReverseMatch:
        return ""
