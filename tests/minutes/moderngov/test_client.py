"""The client against a stand-in: its patience and its manners. Its clock is a list of what it slept."""

import datetime as dt
import ssl

import pytest

from minutes.moderngov.client import USER_AGENT, Client, NotFetched, Reply, Unusable
from minutes.moderngov.manners import Manners, retry_after
from minutes.moderngov.origins import Origin, read_service
from tests.minutes.moderngov.invented import Council
from tests.minutes.moderngov.stand_in import Fault, StandIn

PLACE = "/documents/s1/report.pdf"
BODY = b"What was asked for. " * 50


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def there():
    with StandIn(Council(documents={PLACE: BODY, "/other": b"other", "/third": b"third", "/fourth": b"fourth"})) as it:
        yield it


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def client(there, clock):
    origin, _ = read_service(there.address)
    client = Client(origin, Manners(pause=1.0), sleep=clock.sleep, clock=clock)
    yield client
    client.close()


def anything(body):
    """A check that takes whatever comes."""


def get(client, place=PLACE, check=anything, most_bytes=100_000, known=None):
    return client.get(place, check=check, most_bytes=most_bytes, known=known)


def test_requests_use_one_connection_with_a_pause_between(client, there, clock):
    for place in (PLACE, "/other", "/third"):
        get(client, place)
    assert (there.connections, there.most_open) == (1, 1)
    assert clock.slept == [1.0, 1.0]
    assert {told["User-Agent"] for told in there.headers} == {USER_AGENT}


def test_pause_counts_what_has_passed_already(client, clock):
    get(client)
    clock.now += 0.75
    get(client)
    clock.now += 5
    get(client)
    assert clock.slept == [0.25]


@pytest.mark.parametrize(
    "fault",
    [Fault(drop=True), Fault(status=503), Fault(status=502), Fault(status=429), Fault(broken_off=True)],
    ids=["dropped", "503", "502", "429", "broken off"],
)
def test_failing_server_is_asked_again_after_growing_pauses(client, there, clock, fault):
    there.fault(PLACE, fault, fault, fault)
    assert get(client).body == BODY
    assert clock.slept == [2.0, 4.0, 8.0]
    assert there.times(PLACE) == 4
    assert there.most_open == 1


def test_longest_pause_is_not_outgrown_and_the_tries_end(client, there, clock):
    client.manners = Manners(pause=8.0, longest=20.0, tries=5)
    there.fault(PLACE, *[Fault(status=503)] * 9)
    with pytest.raises(NotFetched, match=r"The server answers 503 Service Unavailable\. Asked 5 times\."):
        get(client)
    assert clock.slept == [16.0, 20.0, 20.0, 20.0]
    assert there.times(PLACE) == 5


def test_retry_after_is_waited_for(client, there, clock):
    there.fault(PLACE, Fault(status=429, headers={"Retry-After": "37"}))
    assert get(client).body == BODY
    assert clock.slept == [37.0]


def test_retry_after_as_a_date_is_waited_for(client, there, clock):
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=90)
    there.fault(PLACE, Fault(status=503, headers={"Retry-After": f"{moment:%a, %d %b %Y %H:%M:%S} GMT"}))
    assert get(client).body == BODY
    assert 80 < clock.slept[0] <= 90


def test_server_that_asks_for_an_hour_is_left_alone(client, there, clock):
    there.fault(PLACE, Fault(status=429, headers={"Retry-After": "3600"}))
    with pytest.raises(NotFetched, match="left alone for 3600 seconds"):
        get(client)
    with pytest.raises(NotFetched, match="not asked for any more"):
        get(client, "/other")
    assert (there.asked, clock.slept) == ([PLACE], [])


def test_server_that_fails_for_three_addresses_is_left_alone(client, there):
    client.manners = Manners(pause=0, tries=2)
    there.fault("/", *[Fault(drop=True)] * 20)
    for place in (PLACE, "/other", "/third"):
        with pytest.raises(NotFetched, match="The connection failed"):
            get(client, place)
    asked = len(there.asked)
    with pytest.raises(NotFetched, match="no longer answers"):
        get(client, "/fourth")
    assert len(there.asked) == asked == 6


def test_answer_between_failures_begins_the_count_anew(client, there):
    client.manners = Manners(pause=0, tries=1)
    there.fault(PLACE, *[Fault(status=503)] * 4)
    for _ in range(4):
        with pytest.raises(NotFetched, match="503"):
            get(client)
        assert get(client, "/other").body == b"other"


def test_pages_that_fail_one_after_another_are_no_server_that_fails(client, there):
    client.manners = Manners(pause=0)
    there.fault(PLACE, *[Fault(status=500)] * 12)
    for _ in range(4):
        with pytest.raises(NotFetched, match=r"500 Internal Server Error\. Asked 3 times"):
            get(client)
    assert get(client, "/other").body == b"other"


def test_gone_document_is_not_asked_for_again(client, there):
    with pytest.raises(NotFetched, match="404 Not Found") as caught:
        get(client, "/nowhere")
    assert caught.value.lasting
    assert there.times("/nowhere") == 1


def test_unusable_content_is_asked_for_three_times_and_named(client, there):
    def check(body):
        raise Unusable("It is nothing.")

    with pytest.raises(NotFetched, match=r"It is nothing\. Asked 3 times\."):
        get(client, check=check)
    assert there.times(PLACE) == 3


def test_content_that_comes_right_the_second_time_is_taken(client, there):
    def check(body):
        if body != BODY:
            raise Unusable("It is half of it.")

    there.fault(PLACE, Fault(halved=True))
    assert get(client, check=check).body == BODY


def test_slow_answer_is_waited_for(client, there):
    there.fault(PLACE, Fault(slow=0.02))
    assert get(client).body == BODY
    assert there.times(PLACE) == 1


def test_silent_server_is_named(client, there, monkeypatch):
    monkeypatch.setattr(client._connection, "timeout", 0.05)
    client.manners = Manners(pause=0, tries=2)
    there.fault(PLACE, Fault(slow=0.3), Fault(slow=0.3))
    with pytest.raises(NotFetched, match="silent"):
        get(client)


def test_answer_that_drips_for_ever_is_given_up(client, there, clock, monkeypatch):
    client.manners = Manners(pause=0, tries=1)
    monkeypatch.setattr(client, "_clock", lambda: clock.sleep(400) or clock.now)
    monkeypatch.setattr("minutes.moderngov.client.PIECE", 64)
    with pytest.raises(NotFetched, match="longer than 600 seconds"):
        get(client)


@pytest.mark.parametrize("announced", [True, False])
def test_too_large_answer_is_refused(client, there, announced):
    if not announced:
        there.fault(PLACE, Fault(unannounced=True))
    with pytest.raises(NotFetched, match="larger than"):
        get(client, most_bytes=100)
    assert there.times(PLACE) == 1
    assert get(client, "/other").body == b"other"


def test_unchanged_content_is_not_sent_again(client, there):
    first = get(client)
    again = get(client, known=Reply(None, first.etag, first.modified))
    assert again == Reply(None, first.etag, first.modified)
    assert [status for _, status in there.answered] == [200, 304]
    assert there.headers[1]["If-Modified-Since"] == first.modified


def test_redirect_within_the_host_is_followed(client, there, clock):
    there.fault("/old/place", Fault(status=301, body=b"", headers={"Location": "../other"}))
    assert get(client, "/old/place").body == b"other"
    assert clock.slept == [1.0]


def test_redirect_to_another_host_is_not_followed(client, there):
    there.fault(PLACE, Fault(status=302, body=b"", headers={"Location": "http://elsewhere.example/login"}))
    with pytest.raises(NotFetched, match=r"elsewhere\.example is another host"):
        get(client)


def test_redirect_to_nonsense_is_named(client, there):
    there.fault(PLACE, Fault(status=302, body=b"", headers={"Location": "http://[nowhere/"}))
    with pytest.raises(NotFetched, match="no address that can be asked"):
        get(client)


def test_circle_of_redirects_ends(client, there):
    there.fault(PLACE, *[Fault(status=302, body=b"", headers={"Location": PLACE})] * 20)
    with pytest.raises(NotFetched, match="redirected more than 5 times"):
        get(client)
    assert there.times(PLACE) == 5


def test_https_is_verified():
    client = Client(Origin("https", "democracy.example", 443))
    assert client._connection._context.verify_mode == ssl.CERT_REQUIRED
    assert client._connection._context.check_hostname


def test_server_that_speaks_no_tls_is_named(there, clock):
    client = Client(Origin("https", "127.0.0.1", there.port), Manners(tries=2), sleep=clock.sleep, clock=clock)
    with pytest.raises(NotFetched, match="The connection failed"):
        get(client)
    client.close()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("12", 12), (" 0 ", 0), ("Wed, 25 Nov 2026 10:00:30 GMT", 30), ("Wed, 25 Nov 2026 09:00:00 GMT", 0),
     ("soon", None), ("Wed, 25 Nov 99999999999 10:00:30 GMT", None), ("-5", None), ("", None), (None, None)],
)  # fmt: skip
def test_retry_after_is_read(value, seconds):
    assert retry_after(value, dt.datetime(2026, 11, 25, 10, 0, tzinfo=dt.UTC)) == seconds
