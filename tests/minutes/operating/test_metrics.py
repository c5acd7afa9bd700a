"""/metrics: whom it answers, what it tells, and what it never does."""

import ipaddress
import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from minutes.gauges import marks
from minutes.gauges.counts import counts
from minutes.operating import kinds
from tests import factories as make

pytestmark = pytest.mark.django_db

TOKEN = "kf93hgla02jfhtbnwq81mcvzpo5r6yt7ue4id"
HERE = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def seen(settings, tmp_path):
    """The site, with metrics for this machine; what `/metrics` says, as text."""
    settings.METRICS_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
    settings.DATA_DIR = tmp_path
    counts.cache_clear()

    def text():
        return Client().get("/metrics", **HERE).content.decode()

    yield text
    counts.cache_clear()


def value(text, name):
    """Of a metric, with its labels as they are written."""
    return float(re.search(rf"^minutebook_{re.escape(name)} (\S+)$", text, re.MULTILINE)[1])


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("10.1.2.9", {}, 200),
        ("10.1.3.9", {}, 404),
        ("198.51.99.7", {}, 404),
        ("::1", {}, 404),
        ("", {}, 404),
        ("nonsense", {}, 404),
        ("127.0.0.1", {"x-forwarded-for": "198.51.99.7"}, 404),  # a proxy on this machine
        ("127.0.0.1", {"x-forwarded-for": "10.1.2.9"}, 404),
        ("127.0.0.1", {"forwarded": "for=198.51.99.7"}, 404),
        ("198.51.99.7", {"authorization": f"Bearer {TOKEN}"}, 200),
        ("127.0.0.1", {"x-forwarded-for": "198.51.99.7", "authorization": f"Bearer {TOKEN}"}, 200),
        ("198.51.99.7", {"authorization": f"Basic {TOKEN}"}, 404),
        ("198.51.99.7", {"authorization": f"Bearer {TOKEN[:-1]}"}, 404),
        ("198.51.99.7", {"authorization": "Bearer é"}, 404),
        ("198.51.99.7", {"authorization": "Bearer "}, 404),
    ],
)
def test_metrics_are_for_named_networks_or_the_token(settings, address, headers, status):
    settings.METRICS_NETWORKS = [ipaddress.ip_network(each) for each in ("127.0.0.1", "10.1.2.0/24")]
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


@pytest.mark.parametrize("is_on", [True, False])
def test_to_everybody_else_they_are_the_404_of_nothing(settings, is_on):
    settings.METRICS_TOKEN = TOKEN if is_on else ""
    metrics, nothing = Client().get("/metrics", **HERE), Client().get("/nothing", **HERE)
    assert metrics.status_code == 404
    assert metrics.content.replace(b"/metrics", b"/nothing") == nothing.content
    assert dict(metrics.headers) == dict(nothing.headers)


def test_an_empty_token_opens_nothing(settings):
    settings.METRICS_NETWORKS = [ipaddress.ip_network("10.0.0.0/8")]
    assert Client().get("/metrics", headers={"authorization": "Bearer "}, **HERE).status_code == 404


def test_requests_are_counted_by_view_method_and_status(seen):
    client = Client()
    client.get("/committees/")
    client.get("/committees/nowhere/")
    client.generic("BREW", "/committees/")
    client.get("/nowhere/at/all/")
    text = seen()
    assert value(text, 'requests_total{method="GET",status="2xx",view="minutes:committee-list"}') == 1
    assert value(text, 'requests_total{method="GET",status="4xx",view="minutes:committee-detail"}') == 1
    assert value(text, 'requests_total{method="OTHER",status="4xx",view="minutes:committee-list"}') == 1
    assert value(text, 'requests_total{method="GET",status="4xx",view="nowhere"}') == 1
    assert value(text, 'request_seconds_count{kind="page"}') == 3
    assert value(text, 'database_queries_total{kind="page"}') >= 1
    assert value(text, 'database_seconds_total{kind="page"}') > 0


def test_a_search_is_timed_and_its_words_are_not_told(seen):
    make.AgendaItemFactory(meeting__stage="agenda_published_at")
    Client().get("/search/?q=xylophonist")
    text = seen()
    assert value(text, "search_seconds_count") == 1
    assert value(text, 'requests_total{method="GET",status="2xx",view="minutes:search"}') == 1
    assert "xylophon" not in text


def test_a_pdf_is_counted_when_it_is_made_and_when_it_is_kept(seen):
    item = make.AgendaItemFactory(meeting__stage="agenda_published_at")
    address = item.get_absolute_url().rstrip("/") + ".pdf"
    client = Client()
    client.get(address)
    client.get(address)
    text = seen()
    assert value(text, 'papers_total{outcome="made"}') == 1
    assert value(text, "paper_seconds_count") == 1
    assert value(text, 'requests_total{method="GET",status="2xx",view="minutes:item-pdf"}') == 1
    assert value(text, 'requests_total{method="GET",status="2xx",view="kept-paper"}') == 1
    assert address not in text


def test_what_waits_and_what_was_done_last_is_told(seen, settings):
    marks.note_success("backup")
    marks.note_success("shell")
    make.AgendaItemFactory(meeting__stage="agenda_published_at")
    text = seen()
    assert value(text, 'command_last_success{command="backup"}') > 1_700_000_000
    assert [path.name for path in (settings.DATA_DIR / "marks").iterdir()] == ["backup"]
    assert value(text, "search_waiting") >= 1
    assert value(text, "letters_waiting") == 0
    assert value(text, "log_entries") == 0
    assert value(text, "database_up") == 1
    assert value(text, 'database_connections{state="active"}') >= 1
    assert value(text, 'disk_free_bytes{place="data"}') > 0


def test_without_the_database_the_rest_is_told(seen, monkeypatch):
    def down(*whatever):
        raise OperationalError("the server is away")

    monkeypatch.setattr(connection, "cursor", down)
    text = seen()
    assert value(text, "database_up") == 0
    assert value(text, 'disk_free_bytes{place="data"}') > 0
    assert "search_waiting" not in text


def names(resolver, before=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, f"{before}{pattern.namespace}:" if pattern.namespace else before)
        elif pattern.name:
            yield before + pattern.name


def test_every_view_has_a_kind_and_kinds_are_few():
    found = {name: kinds.kind_of(name) for name in names(get_resolver())}
    assert "other" not in found.values()
    assert len({*found.values(), *kinds.EARLY.values()}) <= 12
    assert found["minutes:item-detail"] == "page"
    assert found["minutes:pack-pdf"] == "paper"
    assert found["admin:minutes_meeting_change"] == "admin"


def test_health_checks_are_not_counted(seen):
    Client().get("/healthz")
    assert "minutebook_requests_total{" not in seen()


def test_nothing_is_counted_where_nobody_may_see_it(settings):
    assert not settings.METRICS_NETWORKS
    counts.cache_clear()
    Client().get("/committees/")
    assert not [
        sample for metric in counts().registry.collect() for sample in metric.samples if sample.labels.get("view")
    ]
