"""What every test shares."""

from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import override_settings

from minutes.files import taking


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


@pytest.fixture(autouse=True)
def _files_in_a_temporary_folder(settings, tmp_path):
    """Reports and kept PDFs of a test go away with it."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    settings.PAPERS_ROOT = tmp_path / "papers"
    settings.EXEMPT_ROOT = tmp_path / "exempt"
