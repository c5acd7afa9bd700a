"""Making an item or a document exempt, and public again."""

from typing import Any, ClassVar

from django import forms

from minutes.actions import Actor
from minutes.admin.act_forms import ActForm
from minutes.admin.widgets import Lines
from minutes.closing.exempting import LONGEST, Closable, Ground, make_exempt, make_public
from minutes.models import AgendaItem, Council, FairSummary, Jurisdiction, Report
from minutes.models.paragraphs import PARAGRAPHS, asks_for_test, written


def nation() -> Jurisdiction:
    """Whose law names the paragraphs here."""
    council = Council.objects.first()
    return Jurisdiction(council.jurisdiction) if council else Jurisdiction.ENGLAND


def lines(rows: int) -> Lines:
    return Lines(attrs={"rows": rows, "class": "vLargeTextField"})


class MakeExempt(ActForm):
    """What it closes is named before, and looked for after."""

    name, label, template, after = "make-exempt", "Make exempt", "make-exempt", "closed"
    done = "It is exempt."
    what: ClassVar[str]
    paragraphs = forms.MultipleChoiceField(label="Paragraphs of the law", widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label="Reason", widget=lines(2))
    test = forms.CharField(
        label="Public-interest test", required=False, widget=lines(3),
        help_text="Not public. Why, in all the circumstances, the interest in keeping it private outweighs the "
        "public's in knowing.",
    )  # fmt: skip

    def __init__(self, *args: Any, record: Closable, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.nation = nation()
        self.fields["paragraphs"].choices = [(each.number, str(each)) for each in PARAGRAPHS[self.nation]]

    @classmethod
    def is_open(cls, record: Closable) -> bool:
        return not record.is_exempt

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("test") and asks_for_test(" ".join(cleaned.get("paragraphs", [])), self.nation):
            self.add_error("test", "Say how the interests were weighed: the law asks for it under that paragraph.")
        return cleaned

    def do(self, by: Actor) -> None:
        data = self.cleaned_data
        ground = Ground(written([int(one) for one in data["paragraphs"]]), data["reason"], data["test"])
        summary, listed_as = data.get("summary", ""), data.get("listed_as", "")
        make_exempt(record=self.record, ground=ground, by=by, summary=summary, listed_as=listed_as)

    def facts(self) -> dict[str, Any]:
        council = Council.objects.first() or Council()
        return {"schedule": council.exempt_schedule, "what": self.what, "closes": self.closes()}

    def closes(self) -> list[str]:
        """What nobody can read any more, by name."""
        raise NotImplementedError


class ExemptItem(MakeExempt):
    """An item's title, the paragraph and the reason stay public, with a summary of its business."""

    what = "item"
    summary = forms.CharField(
        label="Public summary", required=False, widget=lines(3),
        help_text="Public, with the minutes: what can be said of the business done in private.",
    )  # fmt: skip

    def __init__(self, *args: Any, record: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["reason"].help_text = "Public: why it is considered in private."
        self.fields["summary"].initial = FairSummary.objects.filter(item=record).values_list("text", flat=True).first()

    def closes(self) -> list[str]:
        return [str(report) for report in Report.public.filter(item=self.record).order_by("position")]


class ExemptDocument(MakeExempt):
    """Of a document nothing stays public but what it is listed as, if it is, with the paragraph."""

    what = "document"
    listed_as = forms.CharField(
        label="Listed as", required=False, max_length=300, widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Public: what the agenda calls it, without what makes it exempt. Empty: nobody is told of it.",
    )  # fmt: skip

    def closes(self) -> list[str]:
        return [str(report) for report in Report.public.filter(pk=self.record.pk)]


class MakePublic(ActForm):
    """What was exempt, open again."""

    name, label, template = "make-public", "Make public", "make-public"
    done = "It is not exempt any more."
    reason = forms.CharField(
        label="Why it is made public", max_length=LONGEST, help_text="It stands in the history.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip

    @classmethod
    def is_open(cls, record: Closable) -> bool:
        return record.is_exempt

    def do(self, by: Actor) -> None:
        make_public(record=self.record, reason=self.cleaned_data["reason"], by=by)

    def facts(self) -> dict[str, Any]:
        if isinstance(self.record, AgendaItem):
            return {"what": "item", "opens": list(Report.objects.filter(item=self.record, is_exempt=False))}
        return {
            "what": "document",
            "opens": [self.record],
            "closed_by": self.record.item if self.record.item.is_exempt else None,
        }
