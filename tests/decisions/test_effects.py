"""A resolution that amends, supersedes or rescinds an earlier one: when the tie shows, and what is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from decisions.actions import set_effects
from decisions.citing import read_effects
from decisions.models import Effect, EffectKind
from tests import factories as make

pytestmark = pytest.mark.django_db


def resolution(stage, date, **facts):
    meeting = make.MeetingFactory(stage=stage, date=date, committee__name="Cabinet")
    return make.ResolutionFactory(item=make.AgendaItemFactory(meeting=meeting), **facts)


@pytest.fixture
def pair():
    """A resolution that replaces one of the year before, both public."""
    earlier = resolution("confirmed_at", dt.date(2023, 3, 7))
    later = resolution("decisions_published_at", dt.date(2024, 3, 5))
    set_effects(later, [(EffectKind.SUPERSEDES, earlier)])
    return later, earlier


def test_effect_shows_on_both_pages_and_each_leads_to_the_other(client, pair):
    later, earlier = pair
    assert f'href="{earlier.get_absolute_url()}">Supersedes what Cabinet resolved on 7 March 2023' in page(
        client, later
    )
    assert f'href="{later.get_absolute_url()}">Superseded by Cabinet on 5 March 2024' in page(client, earlier)


def test_effect_of_a_decision_that_is_not_published_shows_nowhere(client, pair):
    later, earlier = pair
    meeting = later.item.meeting
    meeting.decisions_published_at = timezone.now() + dt.timedelta(hours=1)
    meeting.save()
    assert not Effect.public.exists()
    assert "Superseded" not in page(client, earlier)
    assert "5 March 2024" not in page(client, earlier)


def test_effect_of_a_withdrawn_item_shows_nowhere(client, pair):
    later, earlier = pair
    earlier.item.withdrawn_at, earlier.item.withdrawal_note = timezone.now(), "Wrong."
    earlier.item.save()
    assert "Supersedes" not in page(client, later)


def test_effect_on_a_resolution_of_a_later_meeting_is_refused(pair):
    later, earlier = pair
    with pytest.raises(IntegrityError, match="later meeting"):
        Effect.objects.create(resolution=earlier, earlier=later, kind="amends")


def test_same_effects_again_leave_no_trace_in_the_history(pair):
    later, earlier = pair
    set_effects(later, [(EffectKind.SUPERSEDES, earlier)])
    assert Effect.history.count() == 1
    set_effects(later, [(EffectKind.RESCINDS, earlier)])
    assert [(row.kind, row.history_type) for row in Effect.history.all()] == [("rescinds", "~"), ("supersedes", "+")]
    set_effects(later, [])
    assert not Effect.objects.exists()


def test_line_of_a_clerk_names_the_resolution_on_any_host(pair):
    _, earlier = pair
    address = f"https://minutes.example.org{earlier.get_absolute_url()}"
    assert read_effects(f"Rescinds {address}\n\n") == [(EffectKind.RESCINDS, earlier)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("replaces /committees/x/2024-01-01/1/#resolution-1", "begin with one of amends"),
        ("amends", "not the address of a resolution"),
        ("amends /committees/x/2024-01-01/1/#resolution-1", "not the address of a resolution"),
        ("amends /committees/x/2024-02-31/1/#resolution-1", "not the address of a resolution"),
        ("amends https://[/#resolution-1", "not the address of a resolution"),
        ("amends /decisions/#resolution-1", "not the address of a resolution"),
    ],
)
def test_line_that_names_no_resolution_is_told_to_the_clerk(line, told):
    with pytest.raises(ValueError, match=told):
        read_effects(line)


def page(client, resolution):
    return client.get(resolution.item.get_absolute_url()).content.decode()
