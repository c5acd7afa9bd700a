"""Withholding a name in a test."""

from django.test import TestCase

from minutes.models import Redaction
from minutes.redaction.withholding import withhold


def withheld(words="Ada Thornley", by=None, **facts):
    facts = {"reason": "safety", "note": "She asked for it."} | facts
    with TestCase.captureOnCommitCallbacks(execute=True):
        return withhold(redaction=Redaction(words=words, **facts), by=by)
