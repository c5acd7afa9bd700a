"""Every page of the admin that a clerk sees: nothing that axe objects to, nothing that the policy of the site forbids."""

import os

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from minutes.models import Report
from tests.browser.conftest import check_accessible, log_in
from tests.site import full

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
THOROUGH = os.environ.get("MINUTEBOOK_AXE") == "all"  # `make axe`
WAYS = [(WIDE, "light"), (PHONE, "dark")] if THOROUGH else [(WIDE, "light")]


@pytest.fixture
def item():
    """In the middle of a council that has something of everything."""
    return full.build()


def addresses_of(record):
    """The pages about one record: its form, its history, the question before it is deleted."""
    opts = record._meta
    return [
        reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[record.pk])
        for page in ("change", "history", "delete")
    ]


def lists_and_forms(user):
    """For each kind of record what this person may open: its list, a new one's form, the pages of the first there is."""
    request = RequestFactory().get("/admin/")
    request.user = user
    for model, page in admin.site._registry.items():
        first = model._default_manager.order_by("pk").first()
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if page.has_view_or_change_permission(request):
            yield reverse(f"{name}_changelist")
            yield from addresses_of(first)[:2] if first else []
        if page.has_add_permission(request):
            yield reverse(f"{name}_add")
        if first and page.has_delete_permission(request, first):
            yield addresses_of(first)[2]


def linked_from(page, address):
    """What the buttons of a record's page lead to: acts, papers of its own, the workbench."""
    page.goto(address)
    links = page.locator(".object-tools a, .tools a, nav.acts a")
    found = [link.get_attribute("href") for link in links.all()]
    return [href for href in found if href.startswith("/admin/") and not href.endswith((".pdf", ".zip"))]


def walk(page, beside, addresses):
    """
    Each without an objection.

    The console is read in one window and axe looks in another: what it asks for is told of whatever page is there then.
    """
    for address in dict.fromkeys(addresses):
        assert page.goto(address).ok, address
        page.wait_for_load_state()
        assert (address, page.troubles) == (address, [])
        beside.goto(address)
        beside.troubles.clear()
        check_accessible(beside)


def window(visitor, **options):
    page = visitor(**options)
    log_in(page)
    page.wait_for_url("**/admin/")
    return page


@pytest.mark.parametrize(("viewport", "scheme"), WAYS)
def test_axe_finds_nothing_on_any_page_of_the_admin(visitor, staff, item, viewport, scheme):
    page, beside = (window(visitor, viewport=viewport, color_scheme=scheme) for _ in range(2))
    records = [item.meeting, item, Report.objects.first()]
    acts = [link for record in records for link in linked_from(page, addresses_of(record)[0])]
    assert len(acts) > 12
    own = ["/admin/", reverse("admin:password_change"), reverse("access:set-up")]
    entered = list(lists_and_forms(staff))
    assert len(entered) > 40
    walk(page, beside, [*own, *acts, *(entered if THOROUGH else entered[::3])])
