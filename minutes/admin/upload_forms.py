"""The forms of "Upload documents": many files, and for each of those that came where it belongs."""

from django import forms

from minutes.models import ReportKind
from minutes.text.file_names import guess

WAIT = ("", "not yet: let it wait here")


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesForm(forms.Form):
    """Files, of which each is taken or refused by itself."""

    files = forms.FileField(
        label="Files",
        required=False,
        help_text="PDF or Word (.docx), up to 300 at once. Names that begin with an item's number are matched to it.",
        widget=ManyFilesInput(attrs={"accept": ".pdf,.docx,application/pdf"}),
    )


class PlaceForm(forms.Form):
    """Where an upload belongs: a proposal from its name, which the clerk corrects."""

    target = forms.ChoiceField(label="Item", required=False)
    kind = forms.ChoiceField(label="Kind", choices=ReportKind.choices)
    title = forms.CharField(
        label="Title", max_length=1000, required=False, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    is_exempt = forms.BooleanField(label="Exempt: not for publication", required=False)
    discard = forms.BooleanField(label="Throw this file away", required=False)
    required_css_class = "required"

    def __init__(self, *args, upload, places, **kwargs):
        self.upload, self.places = upload, places
        read = guess(upload.name, [item.label for item in places.items])
        kwargs["initial"] = {
            "target": places.value_of(read.label), "kind": read.kind, "title": read.title, "is_exempt": read.is_exempt,
        }  # fmt: skip
        super().__init__(*args, prefix=f"upload-{upload.pk}", label_suffix="", **kwargs)
        self.fields["target"].choices = [WAIT, *places.choices]
        self.is_matched = bool(self.initial["target"])

    def clean(self):
        data = super().clean()
        target = data.get("target", "")
        if target.startswith("item") and not data.get("discard") and not data.get("title", "").strip():
            self.add_error("title", "Give the document a title.")
        return data

    @property
    def is_placed(self):
        return self.is_valid() and bool(self.cleaned_data["target"] or self.cleaned_data["discard"])


class Places:
    """Where a file can go: each item of the meeting, and each of its documents that has no file yet."""

    def __init__(self, items, waiting):
        self.items = items
        self.by_value = {}
        self.choices = []
        for item in items:
            self._offer(f"item-{item.pk}", str(item)[:120], item)
            for report in waiting:
                if report.item_id == item.pk:
                    self._offer(f"file-{report.pk}", f"{item.label} → file of “{report.title[:80]}”".strip(), report)

    def _offer(self, value, name, record):
        self.by_value[value] = record
        self.choices.append((value, name))

    def value_of(self, label):
        """The choice for an item's label, where just one item has it."""
        found = [item for item in self.items if label and item.label == label]
        return f"item-{found[0].pk}" if len(found) == 1 else ""
