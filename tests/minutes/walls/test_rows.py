"""What the role reads is what the site's own rules call public: the same rows, at every moment of a council's life."""

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from minutes import publication
from minutes.models import (
    AgendaItem,
    ListedPrivate,
    Meeting,
    OnceItem,
    OnceMeeting,
    OnceReport,
    OnceVersion,
    Person,
    Report,
    ReportVersion,
)  # fmt: skip
from minutes.models.moments import last_moment
from minutes.walls.role import reading
from minutes.walls.tables import BY_ROW
from tests.leaks.acts import CHANGES, Acts
from tests.leaks.clock import clock
from tests.leaks.council import PLANS, Builder
from tests.leaks.rule import Seen
from tests.leaks.words import Words
from tests.minutes.walls.asking import ask
from tests.site.world import State, build

pytestmark = pytest.mark.django_db
ONCE = {Meeting: OnceMeeting, AgendaItem: OnceItem, Report: OnceReport, ReportVersion: OnceVersion}
numbers = st.integers(0, 29)


def keys(table):
    return {key for (key,) in ask(f"SELECT id FROM {table}")}


def kinds():
    """The models of which a policy says which rows are public, but people, of whom a name may be."""
    return [
        one
        for one in apps.get_models()
        if one._meta.db_table in BY_ROW and hasattr(one, "public") and one is not Person
    ]


def compare(when):
    for model in kinds():
        wanted = set(model.public.values_list("pk", flat=True))
        with reading():
            assert keys(model._meta.db_table) == wanted, (when, model)
    for model, once in ONCE.items():
        wanted = set(model.ever_public.values_list("pk", flat=True))
        with reading():
            assert set(once.objects.values_list("pk", flat=True)) == wanted, (when, once)
    wanted = set(Report.objects.filter(publication.private_report()).values_list("pk", flat=True))
    with reading():
        assert set(ListedPrivate.objects.values_list("pk", flat=True)) == wanted, when

    last = last_moment()
    with reading():
        assert last_moment() == last


@settings(
    max_examples=5, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(plan=PLANS, acts=st.lists(st.tuples(st.sampled_from(CHANGES), numbers), min_size=2, max_size=4))
def test_role_reads_the_rows_that_the_rules_call_public(plan, acts):
    with transaction.atomic(), clock() as time:
        words = Words()
        builder = Builder(words)
        builder.build(plan)
        compare("at first")
        for name, number in acts:
            time.move(hours=3)
            compare(f"before {name}")
            Acts(builder, words, time).do(name, number)
            compare(f"after {name}")
        people = {row.pk for row in Person.objects.all() if Seen(time.now, words).may(row, "name")}
        with reading():
            assert keys("minutes_person") == people
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "state",
    [State("confirmed_at"), State("minutes_published_at", listed=False), State("decisions_published_at"), State("agenda_published_at"),
     State("announced_at", scheduled="agenda_published_at"), State(), State("confirmed_at", exempt_item=True),
     State("confirmed_at", exempt_report=True), State("confirmed_at", unreleased="item"),
     *(State("confirmed_at", withdrawn=what) for what in ("meeting", "item", "report", "version"))],
    ids=str,
)  # fmt: skip
def test_rows_of_every_state_are_the_same(state):
    build(state)
    compare(state)


def test_members_of_a_relation_are_those_of_public_items():
    build(State("confirmed_at"))
    all_of_them = keys("minutes_agendaitem_wards")
    with reading():
        assert keys("minutes_agendaitem_wards") == all_of_them != set()
    AgendaItem.objects.update(released_at=None)
    with reading():
        assert keys("minutes_agendaitem_wards") == set()
