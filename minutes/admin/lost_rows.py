"""
Rows that somebody else has deleted while they were typed into.

A page tells its rows by their hidden keys, and Django takes none whose key is gone, however often it is sent. So what
was typed into such a row becomes a new row, in the sight of its author; what was only shown stays deleted.
"""

import re

SENTENCE = (
    "Somebody has deleted this row since you opened the page. Your words stand here as a new row: save again to store "
    "them, or empty the row to leave it deleted."
)


def put_anew(formset_class, then):
    """A kind of rows that takes those that are gone as new ones; `then`: each by its key, as the page showed it."""

    class Anew(formset_class):
        def __init__(self, data=None, files=None, **kwargs):
            self.anew = range(0)
            if data is not None and then:
                data, files = self._without_gone(data, files, kwargs["prefix"], kwargs["instance"])
            super().__init__(data, files, **kwargs)

        def clean(self):
            super().clean()
            for place in self.anew:
                self.forms[place].add_error(None, SENTENCE)

        def _without_gone(self, data, files, prefix, parent):
            """What was sent, its rows in another order: those that are here, those put in anew, those added."""
            total, initial = (_number(data.get(f"{prefix}-{name}_FORMS")) for name in ("TOTAL", "INITIAL"))
            keys = {place: _number(data.get(f"{prefix}-{place}-id")) for place in range(min(initial, total))}
            here = set(self.model._default_manager.filter(**{self.fk.name: parent}).values_list("pk", flat=True))
            gone = [place for place, key in keys.items() if key in then and key not in here]
            if not gone:
                return data, files
            typed = [place for place in gone if self._is_typed(data, files, f"{prefix}-{place}", then[keys[place]])]
            first = initial - len(gone)
            self.anew = range(first, first + len(typed))
            order = [place for place in keys if place not in gone] + typed + list(range(initial, total))
            data, files = (_in_order(sent, prefix, order, typed) for sent in (data, files))
            data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(order)), str(first)
            return data, files

        def _is_typed(self, data, files, row, base):
            """Whether a row was changed from what the page showed, and not deleted too."""
            if data.get(f"{row}-DELETE"):
                return False
            stored = {field.name: field for field in self.model._meta.concrete_fields}
            return any(
                field.has_changed(
                    stored[name].value_from_object(base), field.widget.value_from_datadict(data, files, f"{row}-{name}")
                )
                for name, field in self.form.base_fields.items()
                if name in stored and name not in (self.fk.name, self.model._meta.pk.name)
            )

    return Anew


def _in_order(sent, prefix, order, typed):
    """What was sent, the rows renumbered; those put in anew without their keys."""
    places = {place: number for number, place in enumerate(order)}
    found = sent.copy()
    found.clear()
    for name in sent:
        match = re.fullmatch(rf"{re.escape(prefix)}-(\d+)-(.+)", name)
        place = int(match[1]) if match else None
        if match is None:
            found.setlist(name, sent.getlist(name))
        elif place in places and not (place in typed and match[2] == "id"):
            found.setlist(f"{prefix}-{places[place]}-{match[2]}", sent.getlist(name))
    return found


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0
