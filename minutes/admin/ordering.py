"""Rows in an order that a clerk writes as numbers."""

from django import forms
from django.forms.widgets import Script

from minutes.admin.rows import RecordFormSet


class PlacedForm(forms.ModelForm):
    """A row with a box for its place: a wish, from which the server makes 1, 2, 3, …"""

    place = forms.IntegerField(
        label="Position",
        required=False,
        min_value=1,
        max_value=32_000,
        widget=forms.NumberInput(attrs={"class": "place"}),
    )
    order_field = "position"

    class Media:
        js = [Script("js/order.js", type="module")]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["place"] = getattr(self.instance, self.order_field)

    def wish(self, number):
        """
        Where the row sorts, as the `number`th of its form.

        A row that moves up goes before the one whose place it takes, a row that moves down behind it; of two rows
        that ask for one place the first has it.
        """
        asked, now = self.cleaned_data.get("place"), getattr(self.instance, self.order_field)
        if asked is None:
            return (1, 0, 0, number)
        direction = 0 if asked == now else 1 if now is not None and asked > now else -1
        return (0, asked, direction, number)


class OrderedFormSet(RecordFormSet):
    """Rows that are saved in the order wished for, numbered from 1 without a gap."""

    def save(self, commit=True):
        """Number the rows, then save those that changed and those that moved."""
        numbered = enumerate(self.live_forms())
        rows = [form for _, form in sorted(numbered, key=lambda row: row[1].wish(row[0]))]
        field = self.form.order_field
        moved = [form for place, form in enumerate(rows, 1) if getattr(form.instance, field) != place]
        for place, form in enumerate(rows, 1):
            setattr(form.instance, field, place)
        self.before_saving([form for form in rows if form.has_changed() or form in moved])
        saved = super().save(commit)
        for form in moved:
            if not form.has_changed():
                form.instance.save()
        return saved

    def before_saving(self, forms):
        """For rows that must make way for each other."""


class Ordered:
    """Rows with a place, which those who may only look see too."""

    formset = OrderedFormSet

    def place(self, obj):
        return getattr(obj, self.form.order_field)
