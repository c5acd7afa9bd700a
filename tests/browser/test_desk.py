"""The desk, the pages that publish, history and the second factor in a browser: by keyboard, for everybody."""

import datetime as dt
import re
import time

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from minutes.models import AgendaItem, Meeting, Narrative
from tests import factories as make
from tests.browser.conftest import PASSWORD, check_accessible, log_in
from tests.minutes.admin.test_entering import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meetings():
    """One for every section of the desk; the first has something in the way of its agenda."""
    make.CouncilFactory()
    cabinet, today = make.CommitteeFactory(name="Cabinet"), timezone.localdate()
    draft = make.MeetingFactory(committee=cabinet, date=today + dt.timedelta(days=3))
    make.AgendaItemFactory(meeting=draft, label="1", title="Lease of the mill", is_exempt=True)
    crossing = make.AgendaItemFactory(meeting=draft, label="2", title="Crossing in Weir Lane")
    make.ReportFactory(item=crossing, title="Survey", file="")
    row = make.NarrativeFactory(item=crossing, text="Members spoke of the north gate.\n\nThe Clerk answered.")
    row.text = "Members spoke of the south gate.\n\nThe Clerk answered."
    row.save()
    for stage, days in (("agenda_published_at", 1), ("decisions_published_at", 5), ("minutes_published_at", 9)):
        make.MeetingFactory(committee=cabinet, stage=stage, date=today - dt.timedelta(days=days))
    added = make.MeetingFactory(committee=cabinet, stage="agenda_published_at", date=today + dt.timedelta(days=5))
    make.AgendaItemFactory(meeting=added, released_at=None)
    ahead = timezone.now() + dt.timedelta(days=1)
    make.MeetingFactory(committee=cabinet, stage="agenda_published_at", at=ahead, date=today + dt.timedelta(days=20))
    make.ImportNoteFactory()
    return draft


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_desk_checks_history_and_states(visitor, staff, meetings, scheme, width):
    page = visitor(color_scheme=scheme, viewport={"width": width, "height": 640})
    log_in(page)
    page.wait_for_url("**/admin/")
    expect(page.locator("#desk h2")).to_have_count(7)
    item = meetings.items.get(label="2")
    state = Narrative.history.order_by("history_id").first().history_id
    addresses = [
        "/admin/",
        page_of(meetings, "publish-agenda"),
        page_of(meetings, "publish-minutes"),
        page_of(meetings, "checks"),
        page_of(
            AgendaItem.objects.get(released_at=None, meeting__agenda_published_at__lt=timezone.now()).meeting,
            "supplement",
        ),
        page_of(item, "history"),
        page_of(item, "history") + f"minutes.narrative/{state}/",
        page_of(Meeting.objects.get(agenda_published_at__gt=timezone.now())),
    ]
    for address in addresses:
        assert page.goto(address).ok, address
        check_accessible(page)
        if "change" not in address:
            assert page.evaluate("document.documentElement.scrollWidth") <= max(width, 320), address


def test_from_the_desk_to_a_published_agenda_by_keyboard_without_script(visitor, staff, meetings):
    page = visitor(java_script_enabled=False)
    log_in(page)
    page.get_by_role("link", name=re.compile(f"^Publish the agenda.*{meetings}")).press("Enter")
    expect(page.get_by_role("heading", name="In the way (1)")).to_be_visible()
    expect(page.get_by_role("button", name="Publish the agenda")).to_have_count(0)
    page.get_by_role("link", name="Mend it").press("Enter")
    page.get_by_label("Paragraph of Schedule 12A").first.fill("3")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.goto("/admin/")
    page.get_by_role("link", name=re.compile(f"^Publish the agenda.*{meetings}")).press("Enter")
    expect(page.get_by_role("heading", name="Look at these first")).to_be_visible()
    moment = timezone.localtime() + dt.timedelta(days=1)
    page.get_by_label("When").evaluate("(box, value) => { box.value = value }", f"{moment:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Publish the agenda").press("Enter")
    expect(page.get_by_text(f"It will be public on {moment:%-d %B %Y, %H:%M}")).to_be_visible()
    assert not AgendaItem.public.filter(meeting=meetings).exists()
    page.get_by_role("link", name="Call off what is scheduled").press("Enter")
    page.get_by_role("button", name="Call off what is scheduled").press("Enter")
    page.get_by_role("link", name="Publish the agenda").press("Enter")
    page.get_by_role("button", name="Publish the agenda").press("Enter")
    expect(page.get_by_text("Published, with the stages before it.")).to_be_visible()
    assert AgendaItem.public.filter(meeting=meetings).count() == 2


def test_earlier_words_are_put_back_by_keyboard_without_script(visitor, staff, meetings):
    item = meetings.items.get(label="2")
    page = visitor(java_script_enabled=False)
    log_in(page, page_of(item, "history"))
    page.get_by_role("link", name="This state of").first.press("Enter")
    page.get_by_role("button", name="Put this state back").press("Enter")
    expect(page.get_by_text("Put back: Minutes of an item.")).to_be_visible()
    assert "north gate" in Narrative.objects.get().text


def test_second_factor_is_set_up_and_given_by_keyboard_without_script(visitor, staff):
    make.CouncilFactory(second_factor=True)
    page = visitor(java_script_enabled=False)
    log_in(page)
    page.wait_for_url("**/second-factor/set-up/**")
    expect(page.get_by_role("img", name="QR code with the key that stands below it")).to_be_visible()
    page.get_by_role("textbox", name="Code").fill(code(TOTPDevice.objects.get()))
    page.get_by_role("textbox", name="Code").press("Enter")
    expect(page.get_by_text("The second factor is set up.")).to_be_visible()
    page.get_by_role("button", name="Log out").press("Enter")
    TOTPDevice.objects.update(last_t=-1)
    log_in(page)
    page.wait_for_url("**/second-factor/**")
    page.get_by_role("textbox", name="Code").fill(code(TOTPDevice.objects.get()))
    page.get_by_role("textbox", name="Code").press("Enter")
    page.wait_for_url("**/admin/")


def test_axe_finds_nothing_on_pages_of_who_works_here(visitor, staff):
    call_command("sync_groups", verbosity=0)
    make.CouncilFactory()
    boss = User.objects.create_user("boss", password=PASSWORD, is_staff=True)
    boss.groups.set(Group.objects.filter(name="Administrator"))
    make.GivenCommitteeFactory(user=staff, committee=make.CommitteeFactory())
    TOTPDevice.objects.create(user=staff, name="app")
    page = visitor()
    log_in(page, name="boss")
    page.wait_for_url("**/admin/")
    people = [f"/admin/auth/user/{staff.pk}/change/", f"/admin/auth/user/{staff.pk}/second-factor/"]
    for address in ["/admin/second-factor/set-up/", "/admin/minutes/council/1/change/", *people]:
        assert page.goto(address).ok, address
        check_accessible(page)
    other = visitor()
    log_in(other)
    other.wait_for_url("**/second-factor/**")
    check_accessible(other)
    stranger = visitor()
    for _ in range(5):
        log_in(stranger, name="nobody here")
        stranger.wait_for_load_state()
        stranger.goto("/admin/login/")
    stranger.troubles.clear()
    stranger.get_by_label("Username").fill("nobody here")
    stranger.get_by_label("Password").fill("wrong")
    stranger.get_by_label("Password").press("Enter")
    expect(stranger.get_by_role("heading", name="Wait a quarter of an hour")).to_be_visible()
    stranger.troubles.clear()  # the browser notes the answer 429
    check_accessible(stranger)


def code(device):
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time()
    return f"{totp.token():06}"
