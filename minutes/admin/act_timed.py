"""Acts of publication at once or at a moment to come, with what is checked before and what becomes public by them."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.urls import reverse
from django.utils import timezone

from minutes import actions
from minutes.admin.act_forms import ActForm
from minutes.admin.days import moment_in_words
from minutes.checks import Finding, find
from minutes.publication import STAGES

BLOCKED = "Nothing is published while what stands under “In the way” is not mended."
# Announcing tells date and place: there is nothing to check yet.
CHECKED = STAGES[1:4]


class Mending(NamedTuple):
    """A finding and where it is mended."""

    words: str
    url: str


class TimedForm(ActForm):
    """
    An act that makes something public, at once or at a moment to come.

    It is refused while the checks of `stages` find something that blocks it.
    """

    at = forms.DateTimeField(
        label="When",
        required=False,
        help_text="Empty: at once. A moment to come: it becomes public then by itself, and can be taken back before.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    @property
    def stages(self) -> Sequence[str]:
        """The stages that the meeting goes through by it."""
        raise NotImplementedError

    def clean_at(self) -> dt.datetime | None:
        moment: dt.datetime | None = self.cleaned_data["at"]
        if moment and moment < timezone.now():
            raise forms.ValidationError("That moment has passed. Leave this empty to publish at once.")
        return moment

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if any(finding.blocks for finding in self.findings):
            raise forms.ValidationError(BLOCKED)
        return cleaned

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks find, for the moment that was asked for."""
        at = getattr(self, "cleaned_data", {}).get("at") or timezone.now()
        return find(self.record, [stage for stage in self.stages if stage in CHECKED], at)

    def said(self) -> str:
        at = self.cleaned_data["at"]
        if at is None:
            return super().said()
        return f"It will be public on {moment_in_words(at)}. Until then it can be taken back."

    def facts(self) -> dict[str, Any]:
        items, documents = ([], []) if self.stages == ["announced_at"] else actions.waiting(self.record)
        later = STAGES[STAGES.index(self.stages[-1]) + 1 :]
        return {
            "stages": self.stages,
            "items": items,
            "documents": documents,
            "closed": actions.closed(self.record),
            "private": self.record.items.filter(is_exempt=True, withdrawn_at__isnull=True).order_by("position"),
            "later": [stage for stage in later if stage in CHECKED and getattr(self.record, stage) is None],
            **told(self.findings),
        }


def told(findings: Sequence[Finding]) -> dict[str, list[Mending]]:
    """What the template of the findings shows."""
    return {
        "in_the_way": [mending(finding) for finding in findings if finding.blocks],
        "odd": [mending(finding) for finding in findings if not finding.blocks],
    }


def mending(finding: Finding) -> Mending:
    """A finding with the address of the place where it is mended."""
    opts = finding.record._meta
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[finding.record.pk])
    return Mending(finding.words, f"{page}#{finding.place}" if finding.place else page)
