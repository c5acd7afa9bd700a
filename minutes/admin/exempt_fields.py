"""The paragraph of the law beside what is exempt: those of the council's nation are offered, and no others taken."""

from django import forms
from django.utils.html import format_html, format_html_join

from minutes.admin.exempt_forms import nation
from minutes.models import Jurisdiction
from minutes.models.paragraphs import PARAGRAPHS, is_of


class ParagraphInput(forms.TextInput):
    """A line in which numbers are written, with the paragraphs of `nation` to choose from."""

    nation = Jurisdiction.ENGLAND

    def render(self, name, value, attrs=None, renderer=None):
        choices = f"{(attrs or {}).get('id', name)}_choices"
        line = super().render(name, value, {**(attrs or {}), "list": choices, "autocomplete": "off"}, renderer)
        offered = [(each.number, each) for each in PARAGRAPHS[self.nation]]
        options = format_html_join("", '<option value="{}">{}</option>', offered)
        return format_html('{}<datalist id="{}">{}</datalist>', line, choices, options)


def offer_paragraphs(form):
    """Have a form's class offer the paragraphs of the council's nation; asked once for all rows of a page."""
    if "exempt_paragraph" in form.base_fields:
        form.base_fields["exempt_paragraph"].widget.nation = nation()
    return form


class ParagraphForm(forms.ModelForm):
    """A form with `exempt_paragraph`. What stands there from elsewhere may stay; what is written anew is looked at."""

    def clean_exempt_paragraph(self):
        written = self.cleaned_data["exempt_paragraph"].strip()
        if written and "exempt_paragraph" in self.changed_data and not is_of(written, nation()):
            numbers = [each.number for each in PARAGRAPHS[nation()]]
            raise forms.ValidationError(f"Name paragraphs {numbers[0]} to {numbers[-1]}: 3, or 1 and 3.")
        return written
