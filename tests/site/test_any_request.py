"""
No request, however odd, brings the site down: it is answered, and never with an error of the site's own.

`MINUTEBOOK_REQUESTS` is how many are sent: `make requests` sends 100,000.
"""

import os
from urllib.parse import urlsplit

import lxml.html
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.site import full
from tests.site.requests import found, requests, texts

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


def test_public_addresses_answer_any_request(client):
    full.build()
    places, names = found(client)
    assert len(places) > 80

    @drawn(0.6)
    @given(requests(places, names))
    def check(request):
        assert answer(client, *request) < 500

    check()


def test_admin_answers_any_request(admin_client):
    full.build()
    places, names = found(admin_client, "/admin/", most=150)
    places = [place for place in places if place.startswith("/admin/")]
    assert len(places) > 60

    @drawn(0.2)
    @given(requests(places, names))
    def check(request):
        assert answer(admin_client, *request) < 500

    check()


def forms(client, places):
    """Each form of the admin that is sent: its address, and what its fields hold."""
    for place in places:
        response = client.get(place)
        body = b"".join(response)
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        for form in lxml.html.fromstring(body).forms:
            fields = {name: value or "" for name, value in form.form_values()}
            if form.method == "POST" and fields and "logout" not in (form.action or ""):
                yield form.action or place, fields


def test_forms_of_the_admin_take_or_refuse_whatever_is_typed(admin_client):
    full.build()
    places, _ = found(admin_client, "/admin/", most=150 if THOROUGH else 60)
    every = list(forms(admin_client, [place for place in places if place.startswith("/admin/")]))
    assert len(every) > 15

    @drawn(0.2)
    @given(st.data())
    def check(data):
        place, fields = data.draw(st.sampled_from(every))
        names = data.draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=6, unique=True))
        sent = fields | {name: data.draw(texts) for name in names}
        assert answer(admin_client, "POST", place, {}, sent) < 500

    check()
