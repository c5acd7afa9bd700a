"""A process of the public side: no admin, nobody signed in, nothing written, no closed store."""

import runpy
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import connection
from django.http import Http404

from minutes.alerts.views import stop
from minutes.ledger.writing import catch_up as log
from minutes.models import LedgerEntry
from minutes.search.index import catch_up
from minutes.search.models import SearchQueue
from tests import factories as make
from tests.minutes.walls.asking import user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own(monkeypatch):
    """The settings of such a process, as the settings file gives them."""
    monkeypatch.setenv("MINUTEBOOK_SIDE", "public")
    return runpy.run_path(str(Path(project.BASE_DIR) / "minutes" / "config" / "settings.py"))


@pytest.fixture
def public_side(own, settings):
    for name in ("SIDE", "MIDDLEWARE", "ROOT_URLCONF"):
        setattr(settings, name, own[name])
    connection.close()
    yield
    settings.SIDE = ""
    connection.close()


@pytest.fixture
def item():
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"), title="Allotments")


def test_pages_are_served_and_the_admin_is_not(item, public_side, client):
    assert "Allotments" in client.get(item.get_absolute_url()).content.decode()
    assert client.get("/search/?q=allotments").status_code == 200
    assert client.get("/admin/").status_code == 404
    assert client.get("/admin/login/").status_code == 404
    assert client.get("/readyz").json()["database"] == "ok"
    assert user() == project.READER_ROLE


def test_session_cookie_is_nothing_to_it(item, public_side, client):
    client.cookies["sessionid"] = "a" * 32
    assert client.get(item.get_absolute_url()).status_code == 200


def test_subscribers_are_served_elsewhere(public_side, settings, client, rf):
    settings.MAIL_FROM = "minutes@example.org"
    assert client.get("/alerts/").status_code == 200
    assert client.get("/alerts/some-token/stop/").status_code == 404
    with pytest.raises(Http404):
        stop(rf.post("/"), "some-token")


def test_index_and_log_are_left_to_timers(item, public_side):
    assert not catch_up()
    log()
    connection.close()
    project.SIDE = ""
    assert SearchQueue.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_closed_store_is_not_known(own, monkeypatch):
    assert "exempt" not in own["STORAGES"]
    monkeypatch.setenv("MINUTEBOOK_S3_BUCKET", "open")
    stores = runpy.run_path(str(Path(project.BASE_DIR) / "minutes" / "config" / "settings.py"))["STORAGES"]
    assert stores["default"]["OPTIONS"]["bucket_name"] == "open"
    assert "exempt" not in stores


def test_side_that_is_none_is_refused(monkeypatch):
    from django.core.exceptions import ImproperlyConfigured

    monkeypatch.setenv("MINUTEBOOK_SIDE", "readers")
    with pytest.raises(ImproperlyConfigured, match="MINUTEBOOK_SIDE"):
        runpy.run_path(str(Path(project.BASE_DIR) / "minutes" / "config" / "settings.py"))
