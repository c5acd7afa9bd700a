"""The council, its bodies and people, and who works with the record."""

import datetime as dt

import factory
from django.contrib.auth.models import User

from minutes import models as minutes
from tests.factories.base import Factory


class CouncilFactory(Factory):
    class Meta:
        model = minutes.Council
        django_get_or_create = ["id"]

    id = 1
    name = "Testbury Council"


class UserFactory(Factory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    is_staff = True


class PartyFactory(Factory):
    class Meta:
        model = minutes.Party

    name = factory.Sequence(lambda n: f"Party {n}")


class WardFactory(Factory):
    class Meta:
        model = minutes.Ward

    name = factory.Sequence(lambda n: f"Ward {n}")
    slug = factory.Sequence(lambda n: f"ward-{n}")


class PersonFactory(Factory):
    class Meta:
        model = minutes.Person

    name = factory.Sequence(lambda n: f"Person {n}")
    slug = factory.Sequence(lambda n: f"person-{n}")


class SeatFactory(Factory):
    class Meta:
        model = minutes.Seat

    person = factory.SubFactory(PersonFactory)
    ward = factory.SubFactory(WardFactory)
    party = factory.SubFactory(PartyFactory)
    started_on = dt.date(2023, 5, 8)


class CommitteeFactory(Factory):
    class Meta:
        model = minutes.Committee

    name = factory.Sequence(lambda n: f"Committee {n}")
    slug = factory.Sequence(lambda n: f"committee-{n}")


class GivenCommitteeFactory(Factory):
    """All committees, unless one is named."""

    class Meta:
        model = minutes.GivenCommittee

    user = factory.SubFactory(UserFactory)


class MembershipFactory(Factory):
    class Meta:
        model = minutes.Membership

    committee = factory.SubFactory(CommitteeFactory)
    person = factory.SubFactory(PersonFactory)
    started_on = dt.date(2023, 5, 8)


class SynonymsFactory(Factory):
    class Meta:
        model = minutes.Synonyms

    words = factory.Sequence(lambda n: f"tramway{n}, streetcar{n}")


class TermFactory(Factory):
    class Meta:
        model = minutes.Term

    name = factory.Sequence(lambda n: f"Quango{n}")
    explanation = "A body at arm's length."


class PhraseFactory(Factory):
    class Meta:
        model = minutes.Phrase

    place = "minutes"
    text = factory.Sequence(lambda n: f"Phrase {n}.")


class StandardItemFactory(Factory):
    class Meta:
        model = minutes.StandardItem

    committee = factory.SubFactory(CommitteeFactory)
    position = factory.LazyAttribute(lambda o: o.committee.standard_items.count() + 1)
    title = factory.Sequence(lambda n: f"Standard item {n}")
