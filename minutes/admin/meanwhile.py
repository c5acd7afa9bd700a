"""
Two at one page: what somebody else has saved since it was opened is told before anything is written over it.

A page carries the state in which it was opened: of each table that it shows, the last entry of the history. When it
is saved, what was not touched on it stays as others left it; what was is stored once its author has been told.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Max, Value

from minutes.admin.history_entries import entries, sets_of, timeline, with_sets
from minutes.admin.lost_rows import put_anew
from minutes.admin.veiled import veil_for

OPENED, TOLD = "state_opened", "state_told"  # hidden fields of the form
LONGEST = 50  # changes that are shown
SENTENCE = (
    "Nothing is saved yet: somebody has changed this page since you opened it. Above is what they changed. "
    "What you did not touch stays as they left it; save again to store your own words."
)

States = dict[str, int]


@dataclass
class Meanwhile:
    """What happened since a page was opened: its states, the changes, and each record as it was then."""

    opened: States
    told: States
    now: States
    changes: list[Any] = field(default_factory=list)
    then: dict[type, dict[int, Any]] = field(default_factory=dict)

    @property
    def is_news(self):
        """Whether there is something that the person at the page has not been told."""
        return self.now != self.told

    def base_of(self, record):
        """The record as the page showed it; None where nothing has changed, or where it was not there."""
        return self.then.get(type(record), {}).get(record.pk)


def states_of(parts):
    """The last entry in the history of each part of a page."""
    newest = [
        part.rows.order_by()
        .annotate(history_of=Value(part.kind, CharField()))
        .values("history_of")
        .annotate(newest=Max("history_id"))
        for part in parts
    ]
    first, *others = newest
    rows = first.union(*others, all=True) if others else first
    return {row["history_of"]: row["newest"] or 0 for row in rows}


def written(states):
    return " ".join(f"{kind}={number}" for kind, number in sorted(states.items()))


def read(text):
    """The states in a field of the form; None for anything that this program has not written."""
    pairs = [pair.partition("=") for pair in text.split()]
    if not all(number.isdecimal() and len(number) < 19 for _, _, number in pairs):
        return None
    return {kind: int(number) for kind, _, number in pairs}


def since(parts, opened, told, veil):
    """What has happened since a page with these parts was opened."""
    found = Meanwhile(opened, told, states_of(parts))
    if found.now == opened:
        return found
    later = [replace(part, rows=part.rows.filter(history_id__gt=opened.get(part.kind, 0))) for part in parts]
    found.changes = entries(list(timeline(later)[:LONGEST]), parts, veil)
    for part in parts:
        if not part.is_along:
            found.then[part.model] = _then(part, opened.get(part.kind, 0))
    return found


def _then(part, last):
    rows = part.rows.filter(history_id__lte=last).order_by("id", "-history_id").distinct("id")
    states = {row.id: row for row in rows}
    with_sets(part.model, list(states.values()))
    return states


def merging(form_class, meanwhile, *, tells=False):
    """A form that stores what was touched on it alone, and, if it `tells`, refuses while there is news."""

    class Merging(form_class):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            base = meanwhile.base_of(self.instance)
            self.then_and_now = {} if base is None else _values(base, self.instance, self.fields)
            self.initial |= {name: then for name, (then, _) in self.then_and_now.items()}

        def clean(self):
            data = super().clean()
            data = self.cleaned_data if data is None else data
            for name, (_, now) in self.then_and_now.items():
                if name in data and name not in self.changed_data:
                    data[name] = now
            if tells and meanwhile.is_news:
                raise ValidationError(SENTENCE)
            return data

    return Merging


def _values(base, record, names):
    """Of each field of a form: what it was when the page was opened, and what it is now."""
    sets = {each.name: each for each in sets_of(type(record))}
    found = {each.name: (base.known_sets[each.name], getattr(record, each.name).all()) for each in sets.values()}
    for each in record._meta.concrete_fields:
        found[each.name] = (each.value_from_object(base), getattr(record, each.name, None))
    return {name: values for name, values in found.items() if name in names}


class Together:
    """A page of the admin that two may have open at once."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        meanwhile = self.meanwhile(request, obj) if change else None
        return merging(form, meanwhile, tells=True) if meanwhile else form

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            meanwhile = self.meanwhile(request, obj) if obj is not None else None
            if meanwhile:
                formset.form = merging(formset.form, meanwhile)
                formset = put_anew(formset, meanwhile.then.get(formset.model, {}))
            yield formset, inline

    def meanwhile(self, request, record):
        """What has happened since the page was opened that is being saved; None when none is."""
        if request.method != "POST" or record is None:
            return None
        if not hasattr(request, "meanwhile"):
            opened, told = read(request.POST.get(OPENED, "")), read(request.POST.get(TOLD, ""))
            request.meanwhile = None
            if opened and told is not None:
                # Whoever saves next waits here, and is told.
                self.model.objects.select_for_update().get(pk=record.pk)
                record.refresh_from_db()
                request.meanwhile = since(self._parts(request, record, is_here=True), opened, told, veil_for(request))
        return request.meanwhile

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and self.has_change_permission(request, obj):
            known = getattr(request, "meanwhile", None)
            now = known.now if known else states_of(self._parts(request, obj, is_here=True))
            opened = known.opened if known else now
            context |= {
                "states": [(OPENED, written(opened)), (TOLD, written(now))],
                "meanwhile": known.changes if known else [],
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
