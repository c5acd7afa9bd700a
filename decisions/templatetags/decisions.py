"""How resolutions are set on pages and papers."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext

from decisions.models import EffectKind, Outcome, Resolution, Vote, VoteKind, effect_path
from minutes.templatetags.minutebook import written

register = template.Library()


@register.filter
def by_opening(resolutions: Iterable[Resolution]) -> list[tuple[str, list[Resolution]]]:
    """The resolutions in their lists: words like "RESOLVED:" begin one, and no two lists are ever merged."""
    lists: list[tuple[str, list[Resolution]]] = []
    for resolution in resolutions:
        if resolution.opening or not lists:
            lists.append((resolution.opening, []))
        lists[-1][1].append(resolution)
    return lists


@register.filter
def effect_address(effect: dict[str, Any]) -> str:
    """Where the other resolution of an effect stands."""
    return effect_path(effect)


@register.filter
def done_to_it(effect: dict[str, Any]) -> str:
    """What a later resolution did to this one."""
    place = {"committee": effect["name"], "date": written(effect["date"])}
    return {
        EffectKind.AMENDS: gettext("Amended by %(committee)s on %(date)s."),
        EffectKind.SUPERSEDES: gettext("Superseded by %(committee)s on %(date)s."),
        EffectKind.RESCINDS: gettext("Rescinded by %(committee)s on %(date)s."),
    }[EffectKind(effect["kind"])] % place


@register.filter
def what_it_does(effect: dict[str, Any]) -> str:
    """What this resolution does to an earlier one."""
    place = {"committee": effect["name"], "date": written(effect["date"])}
    return {
        EffectKind.AMENDS: gettext("Amends what %(committee)s resolved on %(date)s."),
        EffectKind.SUPERSEDES: gettext("Supersedes what %(committee)s resolved on %(date)s."),
        EffectKind.RESCINDS: gettext("Rescinds what %(committee)s resolved on %(date)s."),
    }[EffectKind(effect["kind"])] % place


@register.filter
def plainly(vote: Vote) -> str:
    """What became of a vote, for somebody who does not know the forms: an amendment that falls leaves the motion."""
    told = {
        Outcome.CARRIED: gettext("The meeting agreed to this proposal."),
        Outcome.LOST: gettext("The meeting did not agree to this proposal."),
        Outcome.FELL: gettext("The meeting did not vote on this proposal, which therefore came to nothing."),
        Outcome.WITHDRAWN: gettext("This proposal was taken back by whoever made it."),
    }
    if vote.kind == VoteKind.AMENDMENT:
        told |= {
            Outcome.CARRIED: gettext("The meeting agreed to change the proposal in this way."),
            Outcome.LOST: gettext("The meeting did not agree to change the proposal in this way."),
        }
    return told[Outcome(vote.outcome)]
