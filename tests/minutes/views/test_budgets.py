"""Who copies the site is made to wait; who reads it, works here or is the site's own proxy is not."""

import time
from types import SimpleNamespace

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from minutes.networks import network_of, outside_network_of
from minutes.views import budgets

OUTSIDE = "198.51.99.7"


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until `tick` moves it."""

    class Clock:
        now = 1000.0

        def tick(self, seconds):
            self.now += seconds

    clock = Clock()
    monkeypatch.setattr(time, "monotonic", lambda: clock.now)
    return clock


@pytest.fixture
def site(settings, clock):
    """The middleware before a view that takes as many seconds as it is asked to."""
    settings.NETWORK_SECONDS = 30

    def view(request):
        clock.tick(float(request.GET["takes"]))
        return HttpResponse("made")

    middleware = budgets.BudgetMiddleware(view)

    def ask(takes, address=OUTSIDE, *, signed_in=False):
        request = RequestFactory().get("/", {"takes": takes}, REMOTE_ADDR=address)
        request.user = SimpleNamespace(is_authenticated=signed_in)
        return middleware(request)

    return ask


def test_reader_who_opens_page_after_page_is_never_refused(site, clock):
    for _ in range(600):
        assert site(0.2).status_code == 200
        clock.tick(0.4)


@pytest.mark.django_db
def test_copying_costly_pages_is_refused_until_the_time_that_is_named(site, clock):
    answers = [site(3.0) for _ in range(40)]
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert answers.index(refused) > 15
    assert "Too many requests" in refused.content.decode()
    wait = int(refused["Retry-After"])
    assert 1 <= wait <= 60
    clock.tick(wait)
    assert site(0.2).status_code == 200


def test_many_at_once_are_not_all_let_in():
    some = budgets.Budgets(5)
    left = [some.take("198.51.99.0/24", budgets.ADVANCE, 1.0) for _ in range(100)]
    assert sum(each >= 0 for each in left) in (49, 50)


@pytest.mark.django_db
def test_another_network_is_served_meanwhile(site):
    while site(5.0).status_code == 200:
        pass
    assert site(0.1, "203.0.112.9").status_code == 200


@pytest.mark.django_db
def test_somebody_who_is_signed_in_is_served(site):
    while site(5.0).status_code == 200:
        pass
    assert site(0.1, signed_in=True).status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", ""])
def test_the_site_s_own_network_is_never_refused(site, address):
    assert {site(20.0, address).status_code for _ in range(10)} == {200}


def test_making_of_an_export_counts_and_its_sending_does_not(settings, clock):
    settings.NETWORK_SECONDS = 30

    def pieces():
        for _ in range(4):
            clock.tick(2.0)
            yield b"piece"

    middleware = budgets.BudgetMiddleware(lambda request: StreamingHttpResponse(pieces()))
    request = RequestFactory().get("/", REMOTE_ADDR=OUTSIDE)
    for _ in middleware(request):
        clock.tick(0.001)
    assert middleware.budgets.take("198.51.99.0/24", 0, clock.now) == pytest.approx(30 - 4 * 2.0)


@pytest.mark.django_db  # a response that is closed looks after the connection
def test_file_is_sent_as_it_is(settings, tmp_path):
    settings.NETWORK_SECONDS = 30
    (tmp_path / "report").write_bytes(b"report")
    response = FileResponse((tmp_path / "report").open("rb"))
    middleware = budgets.BudgetMiddleware(lambda request: response)
    content = response.file_to_stream
    assert middleware(RequestFactory().get("/", REMOTE_ADDR=OUTSIDE)).file_to_stream is content
    response.close()


def test_networks_that_are_remembered_are_bounded(monkeypatch):
    monkeypatch.setattr(budgets, "NETWORKS", 5)
    some = budgets.Budgets(30)
    for number in range(50):
        some.take(f"198.51.{number}.0/24", 1, 1.0)
    assert len(some._left) == 5


@pytest.mark.parametrize(
    ("remote", "forwarded", "network", "outside"),
    [
        (OUTSIDE, "", "198.51.99.0/24", "198.51.99.0/24"),
        ("127.0.0.1", OUTSIDE, "198.51.99.0/24", "198.51.99.0/24"),
        ("10.0.0.2", f"1.2.3.4, {OUTSIDE}", "198.51.99.0/24", "198.51.99.0/24"),  # what a client claims is not believed
        (OUTSIDE, "1.2.3.4", "198.51.99.0/24", "198.51.99.0/24"),
        ("::1", "2a01:4b00:1:2:3::4", "2a01:4b00:1:2::/64", "2a01:4b00:1:2::/64"),
        ("127.0.0.1", "", "127.0.0.0/24", ""),
        ("127.0.0.1", "nonsense", "127.0.0.0/24", ""),
        ("", "", "", ""),
    ],
)
def test_network_is_that_of_the_first_machine_outside(remote, forwarded, network, outside):
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded})
    assert (network_of(request), outside_network_of(request)) == (network, outside)
