"""The second factor: asked for before anything of the admin, and by no way around it."""

import time

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from minutes.models import Council
from tests import factories as make

pytestmark = pytest.mark.django_db

GIVE, SET_UP = "/admin/second-factor/", "/admin/second-factor/set-up/"


@pytest.fixture
def council():
    return make.CouncilFactory(second_factor=True)


@pytest.fixture
def user(client):
    user = User.objects.create_superuser("root")
    client.force_login(user)
    return user


def code(device, ahead=0):
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + ahead
    return f"{totp.token():06}"


def device_of(user, **facts):
    return TOTPDevice.objects.create(user=user, name="app", **facts)


def text(response):
    return " ".join(response.content.decode().split())


def test_nobody_is_asked_where_nobody_wants_it(client, user):
    make.CouncilFactory()
    assert client.get("/admin/").status_code == 200


def test_compulsory_one_is_set_up_before_anything_else(client, user, council):
    meeting = make.MeetingFactory()
    for address in ("/admin/", "/admin/minutes/meeting/", reverse("admin:minutes_meeting_preview", args=[meeting.pk])):
        response = client.get(address)
        assert response.url.startswith(f"{SET_UP}?next=")
    response = client.post(reverse("admin:minutes_meeting_announce", args=[meeting.pk]), {"at": ""})
    assert response.url.startswith(SET_UP)
    meeting.refresh_from_db()
    assert meeting.announced_at is None
    page = client.get(f"{SET_UP}?next=/admin/minutes/meeting/")
    device = TOTPDevice.objects.get()
    assert page.context["key"] in text(page)
    assert not device.confirmed
    assert (
        client.post(f"{SET_UP}?next=/admin/minutes/meeting/", {"code": code(device)}).url == "/admin/minutes/meeting/"
    )
    assert client.get("/admin/minutes/meeting/").status_code == 200


def test_code_is_asked_for_at_each_login_once_an_app_is_set_up(client, user):
    make.CouncilFactory()
    device = device_of(user)
    assert client.get("/admin/").url == f"{GIVE}?next=%2Fadmin%2F"
    assert "six figures" in text(client.post(GIVE, {"code": "12 34"}))
    wrong = f"{(int(code(device)) + 1) % 1_000_000:06}"
    assert "That is not the code" in text(client.post(GIVE, {"code": wrong}))
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    key = client.session.session_key
    right = code(device)
    assert client.post(GIVE, {"code": f"{right[:3]} {right[3:]}"}).url == "/admin/"
    assert client.session.session_key != key
    assert client.get("/admin/").status_code == 200
    client.logout()
    client.force_login(user)
    assert client.get("/admin/").url.startswith(GIVE)


def test_code_serves_once(client, user):
    device = device_of(user)
    once = code(device)
    client.post(GIVE, {"code": once})
    client.logout()
    client.force_login(user)
    assert "serve once" in text(client.post(GIVE, {"code": once}))


def test_wrong_codes_make_one_wait(client, user):
    device = device_of(user)
    for _ in range(3):
        client.post(GIVE, {"code": "000000" if code(device) != "000000" else "000001"})
    assert "Too many wrong codes" in text(client.post(GIVE, {"code": code(device)}))
    assert client.get("/admin/").url.startswith(GIVE)


def test_password_alone_sets_up_no_other_app_and_takes_none_away(client, user):
    known = device_of(user)
    other = device_of(user, confirmed=False)
    assert client.get(SET_UP).url == GIVE
    assert client.post(SET_UP, {"code": code(other)}).url == GIVE
    assert client.post(reverse("access:remove")).url == GIVE
    assert list(TOTPDevice.objects.filter(confirmed=True)) == [known]


def test_another_app_takes_the_place_of_the_first(client, user):
    client.get(SET_UP)
    client.post(SET_UP, {"code": code(TOTPDevice.objects.get())})
    client.get(SET_UP)
    client.post(SET_UP, {"code": code(TOTPDevice.objects.get(confirmed=False))})
    assert TOTPDevice.objects.count() == 1
    assert client.get("/admin/").status_code == 200


def test_it_is_given_up_where_it_is_not_compulsory_and_asked_for_at_once_where_it_is(client, user):
    council = make.CouncilFactory()
    client.get(SET_UP)
    client.post(SET_UP, {"code": code(TOTPDevice.objects.get())})
    assert client.post(reverse("access:remove")).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    Council.objects.filter(pk=council.pk).update(second_factor=True)
    assert client.get("/admin/").url.startswith(SET_UP)


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_code_leads_nowhere_else(client, user, onward):
    device = device_of(user)
    assert client.post(f"{GIVE}?next={onward}", {"code": code(device)}).url == "/admin/"


def test_who_has_not_given_the_code_can_leave(client, user):
    device_of(user)
    assert client.post("/admin/logout/").status_code == 200
    assert "/login/" in client.get("/admin/").url


def test_pages_of_the_second_factor_ask_for_the_login_first(client):
    for page in (GIVE, SET_UP):
        assert client.get(page).url.startswith("/admin/login/")


@pytest.mark.parametrize(("group", "may"), [("Administrator", True), ("Publisher", False)])
def test_administrators_alone_make_it_compulsory(client, django_user_model, group, may):
    call_command("sync_groups", verbosity=0)
    council = make.CouncilFactory()
    user = django_user_model.objects.create_user("sam", is_staff=True)
    user.groups.set(Group.objects.filter(name=group))
    client.force_login(user)
    address = reverse("admin:minutes_council_change", args=[council.pk])
    data = {
        "name": council.name,
        "jurisdiction": "england",
        "language": "en",
        "colour": "#7a1f2b",
        "second_factor": "on",
    }
    assert client.post(address, data).status_code == 302
    assert Council.objects.get().second_factor == may


def test_administrator_takes_away_the_factor_of_somebody_who_lost_it(client, django_user_model):
    call_command("sync_groups", verbosity=0)
    boss = django_user_model.objects.create_user("boss", is_staff=True)
    boss.groups.set(Group.objects.filter(name="Administrator"))
    client.force_login(boss)
    lost = django_user_model.objects.create_user("lost", is_staff=True)
    device_of(lost)
    page = client.get(reverse("admin:auth_user_change", args=[lost.pk]))
    address = reverse("admin:auth_user_factor", args=[lost.pk])
    assert address in text(page)
    assert client.get(address).status_code == 200
    assert TOTPDevice.objects.exists()
    client.post(address)
    assert not TOTPDevice.objects.exists()
    root = User.objects.create_superuser("root")
    device_of(root)
    assert client.post(reverse("admin:auth_user_factor", args=[root.pk])).status_code == 404
    assert TOTPDevice.objects.get().user == root


@pytest.mark.parametrize("group", ["Clerk", "Publisher", "Officer"])
def test_others_take_away_nobody_s_factor(client, django_user_model, group):
    call_command("sync_groups", verbosity=0)
    user = django_user_model.objects.create_user("sam", is_staff=True)
    user.groups.set(Group.objects.filter(name=group))
    client.force_login(user)
    other = make.UserFactory()
    device_of(other)
    assert client.post(reverse("admin:auth_user_factor", args=[other.pk])).status_code == 403
    assert TOTPDevice.objects.exists()


def test_keys_have_no_page_in_the_admin(client, user):
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
