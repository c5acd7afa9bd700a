"""Rows of a record on its parent's page: who is offered, what is fixed."""

from django.contrib.admin import StackedInline, TabularInline
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.formsets import TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet

from minutes.admin.people_offered import offered
from minutes.admin.standing import may_publish
from minutes.admin.widgets import OVERRIDES

ADDED = 150  # rows that somebody adds at once, and is told if there are more; an agenda has 60


class Bounded:
    """Rows of a form, of which no more are read than there are and may be added: each asks the database something."""

    def total_form_count(self):
        if self.is_bound and self.management_form.cleaned_data[TOTAL_FORM_COUNT] > ADDED:
            self.max_num = self.absolute_max = len(self.get_queryset()) + ADDED
        return super().total_form_count()


class RecordFormSet(Bounded, BaseInlineFormSet):
    """
    Rows whose fields have names for a screen reader.

    Rows with a key in `fixed` are shown but not changed, those in `kept` not deleted, nor made exempt in passing; `by`
    is the user; `people` are the choices of the fields in `people_fields`.
    """

    fixed: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()
    people_fields: tuple[str, ...] = ()
    people: list = []
    by = None

    def add_fields(self, form, index):
        super().add_fields(form, index)
        own = {name: form.fields[name] for name in form._meta.fields if name in form.fields}
        for field in own.values():
            field.disabled = field.disabled or form.instance.pk in self.fixed
        if form.instance.pk in self.kept and "is_exempt" in own:
            own["is_exempt"].disabled = True
            own["is_exempt"].help_text = "Published: there is an act for that on its own page."
        for name in self.people_fields:
            if name in own:
                own[name].choices = self._with_current(getattr(form.instance, name, None))
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, row {'__prefix__' if index is None else index + 1}"
        if "DELETE" in form.fields and form.instance.pk in self.kept:
            form.fields["DELETE"].disabled = True
            form.fields["DELETE"].label = "published: withdraw it instead of deleting it"

    def live_forms(self):
        """The forms that stay: stored ones, and new ones with something in them; not those to be deleted."""
        return [
            form for form in self.forms if form not in self.deleted_forms and (form.instance.pk or form.has_changed())
        ]

    def _with_current(self, person):
        known = {pk for _, group in self.people if isinstance(group, list) for pk, _ in group}
        return self.people if person is None or person.pk in known else [*self.people, (person.pk, str(person))]


class RecordInline:
    """What the inlines share: people are offered from one list a page, and rows know what is public."""

    formset = RecordFormSet
    extra = 1
    view_on_site = False
    formfield_overrides = OVERRIDES
    people_fields: tuple[str, ...] = ()
    row_by_row = False  # each row has a moment of its own at which it becomes public

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.by = request.user
        names = [name for name in self.people_fields if name in formset.form.base_fields]
        if names:
            formset.people_fields, formset.people = tuple(names), offered(request, self.meeting_of(obj))
            for name in names:
                formset.form.base_fields[name].choices = formset.people
        if self.row_by_row and obj is not None:
            rows = {self.get_parent_name(): obj}
            formset.kept = frozenset(self.model.ever_public.filter(**rows).values_list("pk", flat=True))
            if not may_publish(request):
                formset.fixed = frozenset(self.model.public.filter(**rows).values_list("pk", flat=True))
        return formset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Plain lists: what they offer is entered on pages of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def get_parent_name(self):
        """The field that leads to the parent."""
        return next(f.name for f in self.model._meta.fields if f.related_model is self.parent_model)

    def meeting_of(self, obj):
        """The meeting of which people are offered; None: no particular one."""
        return getattr(obj, "meeting", None)


class Rows(RecordInline, TabularInline):
    """Short records, a line each."""

    template = "admin/rows.html"


class Sheets(RecordInline, StackedInline):
    """Longer records, one below the other."""
