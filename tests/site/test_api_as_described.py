"""
The API answers as its description says: to what that allows, and to what it does not.

Schemathesis draws the requests, and checks status, content type, headers and body of each answer.
`MINUTEBOOK_API_EXAMPLES` is how many it draws for each address beside those that it works out: `make requests` sends more.
"""

import contextlib
import functools
import os

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings

from minutes.opendata.openapi import described
from minutes.opendata.shapes import SLUG
from tests.site import full

pytestmark = pytest.mark.django_db

FEW = 2
EXAMPLES = int(os.environ.get("MINUTEBOOK_API_EXAMPLES", FEW))
# The record that each short name leads to: a name that leads to none is refused, as the description says.
SLUGS = {"committee": "cabinet", "issue": "crossing", "ward": "eastmarsh"}


def app(environ, start_response):
    """The site, set up when it is asked for the first time."""
    return handler()(environ, start_response)


@functools.cache
def handler():
    return WSGIHandler()


def api():
    """The API as it describes itself, with the short names that there are."""
    found = described("http://localhost", "Marlbridge")
    for address in found["paths"].values():
        for parameter in address["get"]["parameters"]:
            if parameter["schema"] == SLUG:
                parameter["schema"] = {"type": "string", "enum": [SLUGS[parameter["name"]]]}
    loaded = schemathesis.openapi.from_dict(found)
    loaded.app = app
    return loaded


@contextlib.contextmanager
def connection_kept():
    """A request ends without closing the connection, in which everything is to be undone: as with Django's own client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def _council(django_db_setup, django_db_blocker, tmp_path_factory):
    """The council that is asked, built once for all addresses: nothing that is asked can change it."""
    folder = tmp_path_factory.mktemp("documents")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder),
        connection_kept(),
        transaction.atomic(),
    ):
        item = full.build()
        for name, row in (("committee", item.meeting.committee), ("issue", item.issue), ("ward", item.wards.get())):
            type(row).objects.filter(pk=row.pk).update(slug=SLUGS[name])
        yield
        transaction.set_rollback(True)


schema = api()


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES == FEW,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.usefixtures("_council")
def test_api_answers_as_it_is_described(case, tally):
    response = case.call_and_validate(headers={"Accept-Encoding": "identity"})
    tally.add("the API as it is described", response.status_code)
