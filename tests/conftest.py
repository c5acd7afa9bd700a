"""What every test shares."""

import pytest
from django.conf import settings as project
from django.test import override_settings


@pytest.fixture(scope="session", autouse=True)
def _static_files_as_they_lie(tmp_path_factory):
    """Static files need no collecting."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**project.STORAGES, "staticfiles": plain}
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(autouse=True)
def _files_in_a_temporary_folder(settings, tmp_path):
    """Reports of a test go away with it."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    settings.EXEMPT_ROOT = tmp_path / "exempt"
