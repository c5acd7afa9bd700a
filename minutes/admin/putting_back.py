"""
An earlier state of a record, put back by the rules of its page.

What the page lets this user change today is put back, and nothing else: what is public or locked stays so, moments of
publication, files, places and addresses are never touched. It is one more change in the history.
"""

from functools import cached_property

from django.db import connection, transaction
from django.db.models import DateTimeField, FileField
from django.utils import timezone
from django.utils.text import capfirst

from minutes.actions import NotPossible, noted
from minutes.admin.days import moment_in_words
from minutes.admin.history_entries import Difference, differences, names_in, sets_of
from minutes.admin.refusing import REFUSALS, reasons
from minutes.text.compare import compare

PLACES = ("position", "ordinal")


class State:
    """What a record was, beside what it is."""

    def __init__(self, admin, request, record, part, was):
        self.admin, self.request, self.record, self.part, self.was = admin, request, record, part, was
        self.model = part.model
        self.now = self.model._default_manager.filter(pk=was.id).first()

    @property
    def name(self):
        return capfirst(self.model._meta.verbose_name)

    @property
    def when(self):
        return moment_in_words(self.was.history_date)

    @cached_property
    def differences(self):
        """What would go and what would come."""
        found = differences(self.part, [(self.now, self.was)])[0]
        for model, field in self._along():
            now, then = self._lines_now(model, field), self._lines_then(model, field)
            found += [Difference(_plural(model), compare(_text(now), _text(then)))] if _text(now) != _text(then) else []
        return found

    @cached_property
    def fields(self):
        """The fields that this user may change on the page, as it stands."""
        form = self._form
        names = form.base_fields if form is not None else {}
        return [f for f in self._own_fields() if f.name in names and not isinstance(f, FileField)]

    @property
    def why_not(self):
        """Why this user cannot put it back; "" where it can be."""
        if self.now is None and any(isinstance(f, FileField) for f in self._own_fields()):
            return "A document that was removed is uploaded anew: its file is not here any more."
        if self.part.is_along:
            return f"It is put back together with the {self.part.inline.model._meta.verbose_name} on which it hangs."
        if not self.fields:
            return "It is not put back here: what stands is public or locked, or you may not change it."
        if self.now is not None and not self._differs():
            return "Nothing in it that you may change differs from what stands now."
        return ""

    def _differs(self):
        """Whether something would change that this user may change."""
        fields = any(getattr(self.now, f.attname) != getattr(self.was, f.attname) for f in self.fields)
        sets = any(names_in(self.now, f) != names_in(self.was, f) for f in self._sets())
        along = any(_text(self._lines_now(*one)) != _text(self._lines_then(*one)) for one in self._along())
        return fields or sets or along

    def put_back(self):
        """Store it. NotPossible says what does not fit any more."""
        try:
            with transaction.atomic():
                row = self._changed() if self.now is not None else self._new()
                noted(row, by=self.request.user, reason=f"put back as it was on {self.when}")
                row.full_clean(exclude=[f.name for f in self._own_fields() if f not in self.fields])
                row.save()
                self._put_back_what_hangs_on(row)
                connection.check_constraints()
        except REFUSALS as refused:
            raise NotPossible(" ".join(reasons(refused))) from refused

    def _changed(self):
        row = self.model._default_manager.select_for_update(of=("self",)).get(pk=self.now.pk)
        for f in self.fields:
            setattr(row, f.attname, getattr(self.was, f.attname))
        return row

    def _new(self):
        """A row that was removed: at the end, and no more public than any new one."""
        row = self.was.instance
        for f in self._own_fields():
            if f.name in PLACES or (isinstance(f, DateTimeField) and f.null):
                setattr(row, f.attname, None)
            elif f.name == "withdrawal_note":
                row.withdrawal_note = ""
        row._state.adding = True
        return row

    def _put_back_what_hangs_on(self, row):
        for f in self._sets():
            if names_in(row, f) != names_in(self.was, f):
                getattr(row, f.name).set(
                    [getattr(one, f.m2m_reverse_field_name()) for one in getattr(self.was, f.name).all()]
                )
        for model, field in self._along():
            then = self._lines_then(model, field)
            if _text(self._lines_now(model, field)) == _text(then):
                continue
            for one in model._default_manager.filter(**{field: row}):
                one.delete()
            for one in then:
                new = one.instance
                new.pk = None
                setattr(new, f"{field}_id", row.pk)
                new.save(force_insert=True)

    def _sets(self):
        form = self._form
        return [f for f in sets_of(self.model) if form is not None and f.name in form.base_fields]

    def _along(self):
        """What hangs on the row: each its model and the field that leads to the row."""
        return [] if self.part.inline is None or self.part.is_along else getattr(self.part.inline, "along", ())

    def lines_then(self):
        """The rows that hung on it then, of all kinds."""
        return [line for one in self._along() for line in self._lines_then(*one)]

    def _lines_now(self, model, field):
        rows = model._default_manager.filter(**{f"{field}_id": self.was.id}).order_by("ordinal")
        return list(rows)

    def _lines_then(self, model, field):
        """The rows as they stood until the row on which they hang was changed next."""
        following = self.model.history.filter(id=self.was.id, history_id__gt=self.was.history_id)
        ends = self.was if self.was.history_type == "-" else following.order_by("history_id").first()
        until = ends.history_date if ends is not None else timezone.now()
        states = list(
            model.history.filter(**{f"{field}_id": self.was.id}, history_date__lt=until).order_by("history_id")
        )
        while ends is not None and ends.history_type == "-" and states and states[-1].history_type == "-":
            states.pop()  # they were removed with the row, a moment before it
        last = {state.id: state for state in states}
        return sorted((one for one in last.values() if one.history_type != "-"), key=lambda one: one.ordinal)

    def _own_fields(self):
        return [f for f in self.model._meta.concrete_fields if not f.primary_key]

    @cached_property
    def _form(self):
        """The form in which this user would change the record; None for whoever may not."""
        inline, request = self.part.inline, self.request
        if self.part.is_along:
            return None
        if inline is None:
            may = self.now is not None and self.admin.has_change_permission(request, self.record)
            return self.admin.get_form(request, self.record, change=True) if may else None
        allowed = inline.has_add_permission if self.now is None else inline.has_change_permission
        formset = inline.get_formset(request, self.record) if allowed(request, self.record) else None
        if formset is None or (self.now is not None and self.now.pk in formset.fixed):
            return None
        return formset.form


def _text(lines):
    return "\n".join(f"{line.label} {line.text}".strip() for line in lines)


def _plural(model):
    return capfirst(model._meta.verbose_name_plural)
