"""The field to paste minutes into, or to send them as a Word file."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from minutes.admin.widgets import Lines
from minutes.files import word
from minutes.text.lines import read_lines
from minutes.text.pasted import read_pasted
from minutes.text.tracing import words_of
from minutes.text.word import NotWord, read_word

LONGEST = 2_000_000  # characters: ten times the longest minutes


class PasteForm(forms.Form):
    """A paste, or a Word file. `lines` are what was read of it."""

    text = forms.CharField(
        label="Paste the minutes here", required=False, strip=False, widget=Lines(attrs={"rows": 14})
    )
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label="or choose a Word file", required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx"}), help_text="A .docx, as Word saves it.",
    )  # fmt: skip
    lines = ()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > settings.REPORT_MAX_BYTES:
            limit = filesizeformat(settings.REPORT_MAX_BYTES)
            raise forms.ValidationError(f"“{file.name}” has {filesizeformat(file.size)}; at most {limit} are taken.")
        _refuse_bomb(file)
        try:
            self.lines = read_word(file.read()).lines
        except NotWord as refused:
            raise forms.ValidationError(f"“{file.name}” {refused}") from refused
        if not self.lines:
            raise forms.ValidationError(f"“{file.name}” holds no text.")
        return file

    def clean(self):
        data = super().clean()
        text, html = data.get("text", ""), data.get("html", "")
        if self.errors or data.get("file"):
            return data
        if not text.strip():
            self.add_error("text", "Nothing was pasted. Paste the minutes here, or choose a Word file.")
        elif len(text) > LONGEST:
            self.add_error("text", f"This is too long to be minutes: more than {LONGEST:,} characters.")
        else:
            self.lines = lines_of(text, html)
            if not self.lines:
                self.add_error("text", "There are no words in what was pasted.")
        return data


def _refuse_bomb(file):
    """Whatever part of it swells; other faults of a file are told by its reader, in better words."""
    try:
        word.check(file)
    except forms.ValidationError as refused:
        if refused.code == "bomb":
            raise forms.ValidationError(
                f"“{file.name}” is far larger inside than it looks, and was not opened."
            ) from None
    finally:
        file.seek(0)


def lines_of(text, html):
    """The lines of the clipboard's HTML, where its words are those of the text in the field; else those of the text."""
    rich = read_pasted(html).lines if html.strip() and len(html) <= 5 * LONGEST else ()
    told = sum(len(words_of(one.text)) for one in rich)
    return rich if told >= 0.9 * len(words_of(text)) - 5 and told else tuple(read_lines(text))
