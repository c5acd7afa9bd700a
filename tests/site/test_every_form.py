"""
Every form of the site, however it is sent, and every address with whatever is asked: answered, and never with an error.

Nor does an answer take long, ask the database much, change anything where nothing was to be changed, or repeat what was
typed as markup; a refusal is a page in the language of its address. `MINUTEBOOK_REQUESTS` is how many requests are sent: `make requests` sends 100,000 with those of
test_any_request.py.
"""

import contextlib
import re
import time
from dataclasses import dataclass, field

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from minutes.languages import is_welsh
from tests.site import every
from tests.site.entered import Form, admin_addresses, asked_on, forms, pages, parameters, plain_addresses, view_of
from tests.site.sending import MARKED, SAFE, sent
from tests.site.test_any_request import REQUESTS, THOROUGH

pytestmark = pytest.mark.django_db

SECONDS = 5  # of this process, for a request: what a worker cannot do for others meanwhile
QUERIES = 400  # a form of sixty items is one request
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
# What reading leaves: that somebody is there, how often a password was wrong, how far the public log is followed up.
LEFT_BY_READING = {"django_session", "axes_accessattempt", "axes_accessfailurelog", "minutes_ledgerreach"}


@dataclass
class Watched:
    """What a request cost, and the tables that it changed."""

    queries: int = 0
    seconds: float = 0
    changed: set = field(default_factory=set)

    def __call__(self, execute, sql, values, many, context):
        self.queries += 1
        if found := WRITES.match(str(sql)):
            self.changed.add(found[1])
        return execute(sql, values, many, context)


@contextlib.contextmanager
def undone(client):
    """Whatever is done within is undone, in the database and in the client's cookies; what it cost is told."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    watched, began = Watched(), time.process_time()
    try:
        with transaction.atomic(), connection.execute_wrapper(watched):
            yield watched
            transaction.set_rollback(True)
    finally:
        client.cookies.clear()
        client.cookies.load(cookies)
    watched.seconds = time.process_time() - began


def check(client, request, tally):
    """Send it, and hold the answer against what every answer has to be."""
    path, _, query = request.address.partition("?")
    with undone(client) as watched:
        response = client.generic(request.method, path, request.body, request.content_type, QUERY_STRING=query)
        body = b"".join(response)
    status = response.status_code
    tally.add(f"{'admin' if path.startswith('/admin/') else 'public'}: {request.method}", status)
    assert status < 500
    assert watched.seconds < SECONDS
    assert watched.queries < QUERIES
    if request.method in SAFE or status >= 400:
        assert watched.changed <= LEFT_BY_READING
    if "html" in response.headers.get("Content-Type", ""):
        assert MARKED not in body
        if status >= 400 and request.method != "HEAD":
            language = "cy" if is_welsh(path) else "en"
            assert f'<html lang="{language}' in body.decode()


def send(client, requests, number, tally, at=0):
    """So many of these requests: the same ones each time, unless there are many."""

    @settings(
        max_examples=int(number),
        deadline=None,
        database=None,
        print_blob=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(requests)
    def odd(request):
        try:
            check(client, request, tally)
        except Exception as fault:
            fault.add_note(repr(request))
            raise

    (odd if THOROUGH else seed(at)(odd))()


def send_to_all(client, shown, others, known, tally, share):
    """That share of all requests: most to the forms, to each of them at least two, the rest to the other addresses."""
    each = max(2, REQUESTS * share * 0.8 // len(shown))
    for index, form in enumerate(shown):
        send(client, sent(form, known), each, tally, index)
    send(client, st.sampled_from(others).flatmap(lambda form: sent(form, known)), REQUESTS * share * 0.2, tally)


def bare(addresses, known, methods):
    """Forms without a field for the addresses whose view has none among those that are known."""
    views = {view_of(form.place) for form in known}
    left = {view_of(address): address for address in addresses}
    return [
        Form(place, method, (), (), ())
        for view, place in left.items()
        for method in methods
        if view and view not in views and view != "admin:logout"
    ]


def test_every_form_of_the_admin_takes_or_refuses_whatever_is_sent(admin_client, tally):
    every.build()
    addresses = [one for one in [*plain_addresses(), *admin_addresses()] if one.startswith("/admin/")]
    found = list(pages(admin_client, ["/admin/", *addresses], inside="/admin/"))
    shown = forms(found)
    assert len(shown) > 100
    assert sum(bool(form.files) for form in shown) >= 4
    known = sorted({*parameters(), *asked_on(found)})
    send_to_all(admin_client, shown, bare(addresses, shown, ("GET", "POST")), known, tally, share=0.3)


def test_every_public_form_and_address_takes_or_refuses_whatever_is_asked(client, tally):
    every.build()
    found = list(pages(client, ["/", "/cy/", "/admin/login/"]))
    shown = forms(found)
    assert len(shown) > 8
    addresses = [*plain_addresses(), *(address for address, _ in found)]
    known = sorted({*parameters(), *asked_on(found)})
    send_to_all(client, shown, bare(addresses, shown, ("GET",)), known, tally, share=0.2)
