"""The history of a page: every change of its record and of the rows on it, as words that went and came."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, FileField, ForeignKey, OuterRef, Subquery, TextField, Value
from django.utils.dateformat import format as format_date
from django.utils.text import capfirst

from minutes.admin.days import moment_in_words
from minutes.text.compare import Piece, compare, shortened

# What is found in a file, and told by it.
QUIET = {"sha256", "size", "pages", "file_type", "is_tagged", "original"}
TYPES = {"+": "Added", "~": "Changed", "-": "Removed"}


class Difference(NamedTuple):
    """A field that differs."""

    label: str
    pieces: list[Piece]


@dataclass
class Entry:
    """
    One change: when, by whom, of what, and what differs. `is_now`: it made what stands today.

    `is_veiled`: it says a name that is withheld, and whoever asks may not see it; then no more is told of it.
    """

    row: Any
    kind: str
    differences: list[Difference] = field(default_factory=list)
    is_veiled: bool = False

    @property
    def when(self):
        return self.row.history_date

    @property
    def who(self):
        user = self.row.history_user
        return (user.get_full_name() or user.get_username()) if user else "the system"

    @property
    def what(self):
        return capfirst(self.row.instance_type._meta.verbose_name)

    @property
    def did(self):
        return TYPES[self.row.history_type]

    @property
    def reason(self):
        return "" if self.is_veiled else self.row.history_change_reason or ""

    @property
    def is_now(self):
        return not self.row.later and self.row.history_type != "-"


@dataclass(frozen=True)
class Part:
    """
    Records of one model whose changes belong to a page: its own (no `inline`), or the rows that hang on it.

    What hangs on a row in its turn, as clauses do on a resolution, is put back with the row (`is_along`).
    """

    model: type
    rows: Any
    inline: Any = None
    parent: str = ""
    is_along: bool = False

    @property
    def kind(self):
        return self.model._meta.label_lower

    @property
    def fields(self):
        """The fields that are told."""
        known = (f for f in self.model._meta.concrete_fields if f.editable or f.name == "released_at")
        return [f for f in known if not f.primary_key and f.name not in {*QUIET, self.parent}]


def timeline(parts):
    """Which changes there were, newest first: kind and key of each."""
    named = [
        part.rows.order_by()
        .annotate(history_of=Value(part.kind, CharField()))
        .values("history_of", "history_id", "history_date")
        for part in parts
    ]
    first, *others = named
    return (first.union(*others, all=True) if others else first).order_by("-history_date", "-history_id")


def entries(rows, parts, veil):
    """The entries of some rows of the timeline, in their order; `veil` (minutes/admin/veiled.py) covers some."""
    keys = defaultdict(list)
    for row in rows:
        keys[row["history_of"]].append(row["history_id"])
    found = {}
    for part in parts:
        if part.kind in keys:
            found |= _loaded(part, keys[part.kind], veil)
    return [found[row["history_of"], row["history_id"]] for row in rows]


def _loaded(part, keys, veil):
    history = part.model.history
    earlier = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    later = history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    rows = history.filter(history_id__in=keys).select_related("history_user")
    rows = list(rows.annotate(before=Subquery(earlier.values("history_id")[:1]), later=Exists(later)))
    before = history.in_bulk([row.before for row in rows if row.before])
    with_sets(part.model, [*rows, *before.values()])
    pairs = [(row, before.get(row.before) if row.history_type != "-" else row) for row in rows]
    told = differences(part, [(old, None if row.history_type == "-" else row) for row, old in pairs])
    covered = [veil.covers(row) or veil.covers(old) for row, old in pairs]
    return {
        (part.kind, row.history_id): Entry(row, part.kind, [] if veiled else found, is_veiled=veiled)
        for (row, _), found, veiled in zip(pairs, told, covered, strict=True)
    }


def differences(part, pairs):
    """Of each pair of states (None: it was not there), what differs, in words."""
    raw = [[(f, _raw(old, f), _raw(new, f)) for f in part.fields] for old, new in pairs]
    changed = [[(f, old, new) for f, old, new in one if _filled(old) != _filled(new)] for one in raw]
    names = _names(changed)
    told = [[Difference(_label(f), _pieces(f, old, new, names)) for f, old, new in one] for one in changed]
    for one, (old, new) in zip(told, pairs, strict=True):
        for f in sets_of(part.model):
            before, after = (", ".join(names_in(state, f)) for state in (old, new))
            one += [Difference(_label(f), compare(before, after))] if before != after else []
    return told


def sets_of(model):
    """The fields of a model that hold several records and are in its history."""
    return getattr(model.history.model, "_history_m2m_fields", ())


def names_in(state, field):
    """What the records of such a field are called, in one state or in what stands now."""
    if state is None:
        return []
    return sorted(str(one) for one in _records_in(state, field))


def _records_in(state, field):
    if field.name in getattr(state, "known_sets", {}):
        return state.known_sets[field.name]
    rows = getattr(state, field.name).all()
    return [getattr(row, field.m2m_reverse_field_name()) for row in rows] if hasattr(state, "history_id") else rows


def with_sets(model, states):
    """Read what such fields held in several states, a question for each field."""
    for state in states:
        state.known_sets = {}
    for one in sets_of(model):
        target = one.m2m_reverse_field_name()
        rows = getattr(model.history.model, one.name).model.objects
        found = defaultdict(list)
        for row in rows.filter(history__in=[state.pk for state in states]).select_related(target):
            found[row.history_id].append(getattr(row, target))
        for state in states:
            state.known_sets[one.name] = found[state.pk]


def in_words(one, value, names):
    """A value as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(one, ForeignKey):
        return names.get((one.related_model, value), "something that is not here any more")
    if one.flatchoices:
        return str(dict(one.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return moment_in_words(value)
    if isinstance(value, dt.date):
        return format_date(value, "j F Y")
    if isinstance(one, FileField):
        return str(value).rpartition("/")[2]
    return str(value)


def _pieces(one, old, new, names):
    before, after = in_words(one, old, names), in_words(one, new, names)
    if isinstance(one, CharField | TextField) and not one.flatchoices:
        return shortened(compare(before, after))
    return [Piece(kind, text) for kind, text in (("out", before), ("in", after)) if text]


def _raw(state, one):
    return None if state is None else getattr(state, one.attname)


def _filled(value):
    """Nothing is nothing, whether it is stored as null or as an empty text; a box that was never ticked too."""
    return None if value in ("", None, False) else str(value)


def _label(one):
    return capfirst(one.verbose_name)


def _names(changed):
    """What the records are called to which foreign keys lead: a question for each kind of them."""
    keys = defaultdict(set)
    for one in changed:
        for f, *values in one:
            if isinstance(f, ForeignKey):
                keys[f.related_model] |= {value for value in values if value is not None}
    found = {}
    for model, wanted in keys.items():
        rows = model._default_manager.in_bulk(wanted)
        found |= {(model, pk): str(row) for pk, row in rows.items()}
    return found
