"""
No request, however odd, brings the site down: it is answered, and never with an error of the site's own.

`MINUTEBOOK_REQUESTS` is how many are sent: `make requests` sends 100,000.
"""

import os
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from tests.site import full
from tests.site.requests import found, requests

pytestmark = pytest.mark.django_db

REQUESTS = int(os.environ.get("MINUTEBOOK_REQUESTS", "300"))
THOROUGH = REQUESTS > 300


def drawn(share):
    """Settings for a share of all the requests."""
    return settings(
        max_examples=max(1, int(REQUESTS * share)),
        deadline=None,
        derandomize=not THOROUGH,
        database=None,
        print_blob=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def answer(client, method, address, headers, fields):
    """The status of an answer that was read to its end; what it wrote is undone. An error is raised as it is."""
    parts = urlsplit(address)
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    said = {"QUERY_STRING": parts.query, **environ}
    with transaction.atomic():
        if method == "POST" and "Content-Type" not in headers:
            response = client.post(parts.path, fields, **said)
        else:
            response = client.generic(method, parts.path, content_type=headers.get("Content-Type", ""), **said)
        b"".join(response)
        transaction.set_rollback(True)
    return response.status_code


def test_public_addresses_answer_any_request(client, tally):
    full.build()
    places, names = found(client)
    assert len(places) > 80

    @drawn(0.35)
    @given(requests(places, names))
    def check(request):
        status = answer(client, *request)
        tally.add(f"public: {request[0]}", status)
        assert status < 500

    check()


def test_admin_answers_any_request(admin_client, tally):
    full.build()
    places, names = found(admin_client, "/admin/", most=150)
    places = [place for place in places if place.startswith("/admin/")]
    assert len(places) > 60

    @drawn(0.15)
    @given(requests(places, names))
    def check(request):
        status = answer(admin_client, *request)
        tally.add(f"admin: {request[0]}", status)
        assert status < 500

    check()
