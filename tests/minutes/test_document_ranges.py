"""What is sent of a document's file, and with which headers."""

import pytest

from tests import factories as make
from tests.minutes.test_documents import ask, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def public():
    """A document that the public reads."""
    return make.ReportFactory(item__meeting=make.MeetingFactory(stage="confirmed_at"), title="School places")


@pytest.fixture
def data(public):
    return stored(public)


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-4", slice(0, 5)), ("bytes=10-", slice(10, None)), ("bytes=-7", slice(-7, None)),
     ("bytes=5-999999", slice(5, None)), ("bytes=-999999", slice(None)), ("bytes=0-0", slice(0, 1))],
)  # fmt: skip
def test_part_of_a_file_is_sent(client, public, data, asked, part):
    response = ask(client, public.get_absolute_url(), headers={"range": asked, "accept-encoding": "gzip"})
    sent = response.sent
    first = data.index(data[part]) if part != slice(0, 1) else 0
    assert (response.status_code, sent) == (206, data[part])
    assert response["Content-Range"] == f"bytes {first}-{first + len(sent) - 1}/{len(data)}"
    assert response["Content-Length"] == str(len(sent))


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0"])
def test_part_beyond_the_end_is_refused(client, public, data, asked):
    response = ask(client, public.get_absolute_url(), headers={"range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(data)}")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=4-1",
        "lines=1-2",
        "bytes=0-1,3-4",
        "bytes=x-y",
        "bytes=٣-٤",
        "bytes=" + "9" * 99 + "-",
    ],
)
def test_what_is_no_single_range_is_answered_with_the_whole(client, public, data, asked):
    response = ask(client, public.get_absolute_url(), headers={"range": asked})
    assert (response.status_code, response.sent) == (200, data)


def test_part_of_another_file_is_answered_with_the_whole(client, public, data):
    etag = ask(client, public.get_absolute_url())["ETag"]
    same = ask(client, public.get_absolute_url(), headers={"range": "bytes=0-4", "if-range": etag})
    other = ask(client, public.get_absolute_url(), headers={"range": "bytes=0-4", "if-range": '"other"'})
    dated = ask(
        client, public.get_absolute_url(), headers={"range": "bytes=0-4", "if-range": "Tue, 24 Nov 2026 09:00:00 GMT"}
    )
    assert [response.status_code for response in (same, other, dated)] == [206, 200, 200]
    assert (same.sent, other.sent, dated.sent) == (data[:5], data, data)


def test_file_that_is_known_is_not_sent_again(client, public):
    etag = ask(client, public.get_absolute_url())["ETag"]
    assert etag == f'"{public.sha256}"'
    assert ask(client, public.get_absolute_url(), headers={"if-none-match": etag}).status_code == 304
    assert (
        ask(client, public.get_absolute_url(), headers={"if-none-match": etag, "range": "bytes=0-4"}).status_code == 304
    )


def test_head_tells_what_get_sends(client, public, data):
    head, get = ask(client, public.get_absolute_url(), "head"), ask(client, public.get_absolute_url())
    assert head.sent == b""
    assert dict(head.headers) == dict(get.headers)
    assert get["Content-Length"] == str(len(data))


def test_file_is_sent_so_that_nothing_in_it_runs(client, public):
    response = ask(client, public.get_absolute_url())
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Content-Disposition"] == 'inline; filename="School-places.pdf"'
    assert "Last-Modified" not in response.headers
