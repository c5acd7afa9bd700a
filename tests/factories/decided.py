"""What was decided."""

import datetime as dt

import factory

from decisions import models as decisions
from tests.factories.base import Factory
from tests.factories.meetings import AgendaItemFactory
from tests.factories.people import PersonFactory


class DecisionFactory(Factory):
    class Meta:
        model = decisions.Decision

    item = factory.SubFactory(AgendaItemFactory)
    reasons = "It is needed."


class ResolutionFactory(Factory):
    class Meta:
        model = decisions.Resolution

    item = factory.SubFactory(AgendaItemFactory)
    text = "That the report be agreed."


class ClauseFactory(Factory):
    class Meta:
        model = decisions.Clause

    resolution = factory.SubFactory(ResolutionFactory)
    ordinal = factory.LazyAttribute(lambda o: o.resolution.clauses.count() + 1)
    label = "(a)"
    text = "in full."


class EffectFactory(Factory):
    """The earlier resolution is of a meeting before, unless told otherwise."""

    class Meta:
        model = decisions.Effect

    resolution = factory.SubFactory(ResolutionFactory, item__meeting__date=dt.date(2024, 3, 5))
    earlier = factory.SubFactory(ResolutionFactory, item__meeting__date=dt.date(2023, 3, 7))
    kind = decisions.EffectKind.SUPERSEDES


class VoteFactory(Factory):
    class Meta:
        model = decisions.Vote

    item = factory.SubFactory(AgendaItemFactory)
    subject = "The motion"
    outcome = decisions.Outcome.CARRIED


class BallotFactory(Factory):
    class Meta:
        model = decisions.Ballot

    vote = factory.SubFactory(VoteFactory)
    person = factory.SubFactory(PersonFactory)
    choice = decisions.Choice.FOR
