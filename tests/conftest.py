"""What every test shares."""

from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TransactionTestCase, override_settings

from minutes.access import middleware
from minutes.files import taking
from minutes.models import GivenCommittee
from tests.tampering import empty_log


@pytest.fixture(scope="session", autouse=True)
def _static_files_as_they_lie(tmp_path_factory):
    """Static files need no collecting."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**project.STORAGES, "staticfiles": plain}
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(scope="session", autouse=True)
def _each_pdf_looked_into_once():
    """The same bytes hold the same pages: a process of its own for each of a hundred equal reports shows nothing new."""
    known, look_into = {}, taking.look_into

    def look(path):
        content = Path(path).read_bytes()
        if content not in known:
            known[content] = look_into(path)
        return known[content]

    taking.look_into = look
    yield
    taking.look_into = look_into


@pytest.fixture(scope="session", autouse=True)
def _public_log_is_emptied_with_the_database():
    """Which it refuses: the tests' own way, past its triggers."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self):
        empty_log()
        flush(self)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True)
def _files_in_a_temporary_folder(settings, tmp_path):
    """Reports and kept PDFs of a test go away with it."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    settings.PAPERS_ROOT = tmp_path / "papers"
    settings.EXEMPT_ROOT = tmp_path / "exempt"
    settings.STANDBY_ROOT = tmp_path / "standby"
    settings.STANDBY_MINUTES = 0  # no pages are kept but where a test asks for it


@pytest.fixture
def log_in(client, django_user_model, monkeypatch):
    """The client as a member of these groups, to whom all committees are given."""
    # On a slow machine a session is stored anew between two counts of questions.
    monkeypatch.setattr(middleware, "STEP", middleware.STEP * 60)
    call_command("sync_groups", verbosity=0)

    def enter(*groups):
        user = django_user_model.objects.create_user("-".join(groups).lower(), is_staff=True)
        user.groups.set(Group.objects.filter(name__in=groups))
        GivenCommittee.objects.create(user=user)
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def clerk(log_in):
    return log_in("Clerk")


@pytest.fixture
def publisher(log_in):
    return log_in("Publisher")
