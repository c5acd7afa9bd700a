"""Who guesses passwords waits; who does nothing is logged out."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone

from minutes.access import middleware
from tests import factories as make

pytestmark = pytest.mark.django_db

RIGHT = "a long enough password"


@pytest.fixture(autouse=True)
def user():
    return User.objects.create_superuser("pat", password=RIGHT)


def log_in(client, password, name="pat", address="192.0.2.1"):
    return client.post("/admin/login/", {"username": name, "password": password}, REMOTE_ADDR=address)


def test_right_password_lets_in_and_clears_the_count(client):
    for _ in range(4):
        assert log_in(client, "wrong").status_code == 200
    assert log_in(client, RIGHT).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_fifth_wrong_password_locks_the_name_from_there_for_a_quarter_of_an_hour(client):
    for _ in range(4):
        log_in(client, "wrong")
    answers = [log_in(client, "wrong"), log_in(client, RIGHT)]
    assert [answer.status_code for answer in answers] == [429, 429]
    assert all("Wait a quarter of an hour" in answer.content.decode() for answer in answers)
    assert "_auth_user_id" not in client.session
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))
    assert log_in(client, RIGHT).status_code == 302


def test_others_and_other_places_are_not_locked_with_it(client):
    make.UserFactory(username="sam")
    User.objects.get(username="sam").set_password(RIGHT)
    for _ in range(5):
        log_in(client, "wrong")
    assert log_in(client, "wrong", name="sam").status_code == 200
    assert log_in(client, RIGHT, address="198.51.100.7").status_code == 302


def test_session_ends_after_an_hour_of_doing_nothing(client, user):
    client.force_login(user)
    client.get("/admin/")
    left = Session.objects.get().expire_date - timezone.now()
    assert dt.timedelta(minutes=59) < left <= dt.timedelta(minutes=60)
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert "/login/" in client.get("/admin/").url


def test_session_lasts_as_long_as_somebody_works(client, user, monkeypatch):
    client.force_login(user)
    client.get("/admin/")
    first = Session.objects.get().expire_date
    client.get("/admin/")
    assert Session.objects.get().expire_date == first  # within a minute it is not stored anew
    now = middleware.time.time()
    monkeypatch.setattr(middleware.time, "time", lambda: now + 61)
    client.get("/admin/")
    assert Session.objects.get().expire_date > first


def test_cookie_ends_with_the_browser_and_a_public_page_leaves_it_alone(client):
    cookie = log_in(client, RIGHT).cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("", "", True)
    public = client.get("/committees/")
    assert not public.cookies
    assert "cookie" not in public.headers.get("Vary", "").lower()


@pytest.mark.parametrize("length", [150, 255, 256, 50_000])
def test_name_of_any_length_is_refused_and_counted(client, length):
    """django-axes stores 255 characters; a longer name was an error of the site's, for anybody who typed it."""
    for _ in range(5):
        response = client.post("/admin/login/", {"username": "x" * length, "password": "wrong"})
    assert response.status_code == 429


def used_again(client, user, monkeypatch, meanwhile):
    """The admin's answer to somebody whose session is stored anew with it, after `meanwhile`."""
    client.force_login(user)
    client.get("/admin/")
    client.raise_request_exception = False
    now = middleware.time.time()
    monkeypatch.setattr(middleware.time, "time", lambda: now + 61)
    store = Session.save

    def save(session, **options):
        meanwhile()
        store(session, **options)

    monkeypatch.setattr(Session, "save", save)
    return client.get("/admin/")


def test_database_that_is_lost_while_a_session_is_stored_is_no_bad_request(client, user, settings, monkeypatch):
    settings.STANDBY_MINUTES = 60

    def lose():
        raise OperationalError("the connection is lost")

    assert used_again(client, user, monkeypatch, lose).status_code == 503


def test_session_that_was_ended_in_another_window_is_a_bad_request(client, user, monkeypatch):
    assert used_again(client, user, monkeypatch, Session.objects.all().delete).status_code == 400
