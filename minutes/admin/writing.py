"""
Fields in which a clerk writes: with marks (minutes/text/prose.py), and with the council's stock phrases.

A field says what it takes in its attributes; static/js/words.js gives it buttons for that. Without a script the marks
are typed, and the phrases stand at the foot of the page.
"""

from django.urls import reverse

from minutes.admin.phrases import phrases_for
from minutes.models import PhrasePlace


def takes_marks(widget):
    """Say of a field's widget that its text is shown with marks."""
    widget.attrs |= {"data-preview": reverse("written:preview"), "data-pasted": reverse("written:pasted")}


def takes_phrases(widget, place):
    """Say of a field's widget which phrases it is offered."""
    widget.attrs["data-phrases"] = str(place)


class Written:
    """A page, or rows on one: the fields `marked`, and by the names of fields the place of their `phrases`."""

    marked: tuple[str, ...] = ()
    phrases: dict[str, PhrasePlace] = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in self.marked:
            takes_marks(field.widget)
        if place := self.phrases.get(db_field.name):
            takes_phrases(field.widget, place)
        return field


class WrittenPage(Written):
    """A page of the admin with such fields, and with the phrases for them."""

    def committee_of(self, record):
        """The key of the committee whose phrases are offered."""
        raise NotImplementedError

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_change_permission(request, obj):
            context["phrases"] = phrases_for(request, self.committee_of(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)
