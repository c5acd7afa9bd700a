"""Rounds through the stand-in: what is asked, what is kept, what is missing, and how a stopped round goes on."""

import os

import pytest

from minutes.moderngov.client import Client, Reply
from minutes.moderngov.fetch import Harvest
from minutes.moderngov.files import check_document
from minutes.moderngov.kept import Busy, Kept
from minutes.moderngov.manners import Manners
from minutes.moderngov.origins import read_service
from tests.factories import pdf
from tests.minutes.moderngov import invented
from tests.minutes.moderngov.stand_in import ERROR_PAGE, Fault, StandIn, error_page

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE committees [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><committees><committee><committeetitle>&j;</committeetitle></committee></committees>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE committees [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b"<committees><committee><committeetitle>&a;</committeetitle></committee></committees>"
)


@pytest.fixture(autouse=True)
def _discs_are_trusted(monkeypatch):
    """To write each reply through to the disc is what these tests would spend their time on."""
    monkeypatch.setattr(os, "fsync", lambda number: None)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The items of each page where nothing goes wrong."""
    with StandIn(invented.council()) as calm:
        return [page.items for page in go_through(calm, tmp_path_factory.mktemp("calm"))[0]]


@pytest.fixture
def there():
    with StandIn(invented.council()) as it:
        yield it


def begin(there, folder, *, clock=None, **options):
    """A round; it sleeps nothing."""
    origin, path = read_service(there.address)
    client = Client(origin, Manners(pause=0), sleep=lambda seconds: None)
    kept = Kept(folder / "kept", **({"now": clock} if clock else {}))
    options = {"check_document": check_document, "most_bytes": 1_000_000, "today": invented.TODAY, **options}
    return Harvest(client, kept, path, **options)


def go_through(there, folder, **options):
    """The pages of a whole round, and what is missing, each as a sentence."""
    one = begin(there, folder, **options)
    return list(one.pages()), [str(missing) for missing in one.missing]


def test_round_yields_committees_members_and_meetings_oldest_first(there, tmp_path):
    pages, missing = go_through(there, tmp_path)
    assert missing == []
    assert [page.page for page in pages] == ["committee", "member", *["meeting"] * 6]
    days = [page.sittings[0].date for page in pages[2:]]
    assert days == sorted(days)
    assert [place.committee for place in pages[1].places] == ["Cabinet"] * 3


def test_round_asks_for_everything_once_over_one_connection(there, tmp_path):
    go_through(there, tmp_path)
    assert len(there.asked) == len(set(there.asked)) == 1 + 1 + 3 + 3 + 6 + 12
    assert (there.connections, there.most_open) == (1, 1)


def test_files_of_documents_are_there_when_their_page_comes(there, tmp_path):
    one = begin(there, tmp_path)
    seen = 0
    for page in one.pages():
        for document in (document for item in page.items for document in item.documents):
            assert one.file_of(document).read_bytes() == there.council.documents[document.url]
            seen += 1
    assert seen == 12


def test_round_that_was_stopped_goes_on_where_it_was(there, tmp_path):
    stopped = begin(there, tmp_path)
    pages = stopped.pages()
    first = [next(pages) for _ in range(5)]
    pages.close()
    asked = set(there.asked)
    there.forget()
    rest, missing = go_through(there, tmp_path)
    assert rest[:5] == first
    assert (len(rest), missing) == (8, [])
    assert asked.isdisjoint(there.asked)
    assert len(asked) + len(there.asked) == 26


def test_round_on_another_day_asks_whether_recent_things_have_changed(there, tmp_path):
    first, _ = go_through(there, tmp_path)
    there.forget()
    second, missing = go_through(there, tmp_path)
    assert (second, missing) == (first, [])
    assert {status for _, status in there.answered} == {304}
    # Of six meetings, one in three months and the last a month ago, two are younger than half a year.
    assert there.times("GetMeeting?") == 2
    assert there.times("/documents/") == 4


def test_round_afresh_asks_for_what_is_settled(there, tmp_path):
    go_through(there, tmp_path)
    there.forget()
    Kept(tmp_path / "kept").ask_afresh()
    go_through(there, tmp_path)
    assert there.times("GetMeeting?") == 6
    assert there.times("/documents/") == 12


def test_round_afresh_that_was_stopped_goes_on_as_one(there, tmp_path):
    go_through(there, tmp_path)
    Kept(tmp_path / "kept").ask_afresh()
    pages = begin(there, tmp_path).pages()
    first = [next(pages) for _ in range(4)]
    pages.close()
    there.forget()
    assert go_through(there, tmp_path)[0][:4] == first
    assert there.times("GetMeeting?") == 4, "two of the six came before it was stopped"
    there.forget()
    go_through(there, tmp_path)
    assert there.times("GetMeeting?") == 2, "and the next round is one as any other"


def test_what_changed_there_is_fetched_again(there, tmp_path):
    first, _ = go_through(there, tmp_path)
    there.council.replies["GetMeeting?lMeetingId=905"] = there.council.replies["GetMeeting?lMeetingId=905"].replace(
        b"To consider the matter 905-2", b"To decide the matter 905-2"
    )
    place = next(place for place in there.council.documents if "905002" in place)
    there.council.documents[place] = pdf("Another report.")
    one = begin(there, tmp_path)
    pages = list(one.pages())
    assert pages[:-1] == first[:-1]
    assert pages[-1].items[1].purpose.startswith("To decide")
    assert one.file_of(pages[-1].items[1].documents[0]).read_bytes() == pdf("Another report.")


def test_server_without_marks_sends_all_again_and_nothing_changes(tmp_path):
    with StandIn(invented.council(), marks=False) as there:
        first, _ = go_through(there, tmp_path)
        files = {path: path.stat().st_ino for path in (tmp_path / "kept").rglob("*") if path.name.endswith(".xml")}
        second, _ = go_through(there, tmp_path)
    assert first == second
    assert {path: path.stat().st_ino for path in files} == files


def test_round_left_unfinished_for_a_day_is_begun_anew(there, tmp_path):
    now = [1_800_000_000.0]
    pages = begin(there, tmp_path, clock=lambda: now[0]).pages()
    next(pages)
    pages.close()
    there.forget()
    now[0] += 3600
    go_through(there, tmp_path, clock=lambda: now[0])
    assert there.times("GetCommittees") - there.times("GetCommitteesByUser") == 0
    pages = begin(there, tmp_path, clock=lambda: now[0]).pages()
    next(pages)
    pages.close()
    there.forget()
    now[0] += 24 * 3600
    go_through(there, tmp_path, clock=lambda: now[0])
    assert there.times("GetCommittees") - there.times("GetCommitteesByUser") == 1


def test_second_round_at_a_time_is_refused(there, tmp_path):
    pages = begin(there, tmp_path).pages()
    next(pages)
    with pytest.raises(Busy, match="is running"):
        next(begin(there, tmp_path).pages())
    pages.close()
    assert len(go_through(there, tmp_path)[0]) == 8


TROUBLES = {
    "dropped": Fault(drop=True),
    "slow": Fault(slow=0.01),
    "429": Fault(status=429, headers={"Retry-After": "2"}),
    "503": Fault(status=503, body=ERROR_PAGE),
    "HTML instead of XML": error_page(),
    "half a document": Fault(halved=True),
    "broken off": Fault(broken_off=True),
    "broken off, unannounced": Fault(halved=True, unannounced=True),
    "empty": Fault(body=b""),
    "entity bomb": Fault(body=BOMB),
}


@pytest.mark.parametrize("part", ["GetCommittees", "GetCouncillors", "GetMeetings", "lMeetingId=903", "/documents/"])
@pytest.mark.parametrize("trouble", list(TROUBLES))
def test_trouble_that_passes_leaves_no_trace(there, whole, tmp_path, part, trouble):
    there.fault(part, TROUBLES[trouble])
    pages, missing = go_through(there, tmp_path)
    assert missing == []
    assert [page.items for page in pages] == whole
    assert there.most_open == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [(error_page(), "is an HTML page, “Runtime Error”, instead of XML. Asked 3 times."),
     (Fault(halved=True), "is broken XML in line 2, column "),
     (Fault(body=BOMB), "declares a document type or entities"),
     (Fault(body=OUTSIDE), "declares a document type or entities"),
     (Fault(body=b"<?xml version='1.0'?><feed xmlns='urn:other'/>"), "begins with <feed>, not with <meeting>"),
     (Fault(body=b"%PDF-1.4"), "is a PDF file"),
     (Fault(status=503), "The server answers 503 Service Unavailable. Asked 6 times."),
     (Fault(status=500), "The server answers 500 Internal Server Error. Asked 3 times.")],
    ids=["HTML", "half", "bomb", "outside entity", "other XML", "PDF", "503", "500"],
)  # fmt: skip
def test_trouble_that_stays_is_named_and_the_rest_goes_on(there, tmp_path, fault, words):
    there.fault("lMeetingId=903", *[fault] * 6)
    pages, missing = go_through(there, tmp_path)
    assert len(pages) == 7
    assert len(missing) == 1
    assert missing[0].startswith("The meeting of Cabinet on ")
    assert f"{there.address}/GetMeeting?lMeetingId=903" in missing[0]
    assert words in missing[0]
    there.faults.clear()
    again, missing = go_through(there, tmp_path)
    assert (len(again), missing) == (8, []), "the next round asks for what was missing"


def test_text_nested_without_end_is_named_and_the_rest_goes_on(there, tmp_path):
    key = "GetMeeting?lMeetingId=903"
    there.council.replies[key] = there.council.replies[key].replace(b"To consider", b"&lt;ul&gt;&lt;li&gt;" * 9000)
    pages, missing = go_through(there, tmp_path)
    assert len(pages) == 7
    assert "nested too deep" in missing[0]


def test_notes_beside_what_is_kept_that_cannot_be_read_are_passed_over(there, tmp_path):
    first, _ = go_through(there, tmp_path)
    for path in (tmp_path / "kept").rglob("*.about"):
        path.write_text("{half")
    (tmp_path / "kept" / "round.json").write_text("")
    assert go_through(there, tmp_path) == (first, [])


@pytest.mark.parametrize(
    ("body", "words", "requests"),
    [(ERROR_PAGE, "It is an HTML page “Runtime Error”, not a PDF. Asked 3 times.", 3),
     (b"", "The file is empty. Asked 3 times.", 3),
     (pdf()[:200], "The PDF is damaged and cannot be opened. Asked 3 times.", 3),
     (b"PK\x03\x04 half of it", "The Word file is damaged and cannot be opened.", 1),
     (pdf() + b" " * 1_000_000, "It is larger than 1 MB and was not fetched.", 1)],
    ids=["HTML", "empty", "half", "half a Word file", "too large"],
)  # fmt: skip
def test_document_that_is_none_is_named_with_its_place(there, tmp_path, body, words, requests):
    place = next(place for place in there.council.documents if "903002" in place)
    there.council.documents[place] = body
    one = begin(there, tmp_path)
    pages = list(one.pages())
    assert len(pages) == 8
    (missing,) = map(str, one.missing)
    assert missing.startswith("The meeting of Cabinet on ")
    assert f", item 2., document “Report on matter 903-2” ({place}): {words}" in missing
    assert there.times(place) == requests
    document = pages[5].items[1].documents[0]
    assert document.title == "Report on matter 903-2"
    assert one.file_of(document) is None


def test_settled_document_that_will_not_come_is_named_but_not_asked_for_every_night(there, tmp_path):
    place = next(place for place in there.council.documents if "900002" in place)
    del there.council.documents[place]
    for requests in (1, 1):
        _, missing = go_through(there, tmp_path)
        assert [sentence.rpartition(": ")[2] for sentence in missing] == ["The server answers 404 Not Found."]
        assert there.times(place) == requests
    there.council.documents[place] = pdf()
    Kept(tmp_path / "kept").ask_afresh()
    assert go_through(there, tmp_path)[1] == []
    assert go_through(there, tmp_path)[1] == []


def test_document_on_another_host_is_named_and_not_asked_for(there, tmp_path):
    key = "GetMeeting?lMeetingId=903"
    there.council.replies[key] = there.council.replies[key].replace(b"/documents/s903002", b"https://x.example/s903002")
    _, missing = go_through(there, tmp_path)
    assert len(missing) == 1
    assert "x.example is another host than 127.0.0.1 and was not asked." in missing[0]


def test_what_came_earlier_serves_where_it_does_not_come_again(there, tmp_path):
    first, _ = go_through(there, tmp_path)
    there.fault("GetCommittees", *[Fault(status=503)] * 6)
    pages, missing = go_through(there, tmp_path)
    assert pages == first
    assert len(missing) == 1
    assert missing[0].endswith("503 Service Unavailable. Asked 6 times. What came earlier was used.")


def test_server_that_goes_away_ends_the_round_with_all_that_is_missing_named(there, tmp_path):
    pages = begin(there, tmp_path)
    got = []
    for page in pages.pages():
        got.append(page)
        if len(got) == 5:
            there.fault("/", *[Fault(drop=True)] * 500)
    assert len(got) == 5
    assert ["GetMeeting?lMeetingId=90" in str(one) for one in pages.missing] == [True] * 3
    assert str(pages.missing[0]).endswith("Asked 6 times.")
    assert len(there.asked) < 1 + 1 + 3 + 3 + 6 + 12 + 3 * 6
    there.faults.clear()
    assert go_through(there, tmp_path)[1] == []


def test_service_that_tells_no_memberships_is_asked_once(there, tmp_path):
    for number in invented.COUNCILLORS:
        del there.council.replies[f"GetCommitteesByUser?lUserId={number}"]
    pages, missing = go_through(there, tmp_path)
    assert pages[1].places == ()
    assert there.times("GetCommitteesByUser") == 1
    assert missing[0].startswith("The committees of Councillor Ida Fernhill and of the members after that")


def test_meeting_with_three_hundred_items_comes_whole(tmp_path):
    with StandIn(invented.council(meetings=1, items=300)) as there:
        pages, missing = go_through(there, tmp_path)
    assert missing == []
    assert [item.label for item in pages[2].items] == [f"{number}." for number in range(1, 301)]
    assert sum(len(item.resolutions) for item in pages[2].items) == 600


def test_nothing_comes_without_the_list_of_committees(there, tmp_path):
    there.fault("GetCommittees", *[error_page()] * 3)
    pages, missing = go_through(there, tmp_path)
    assert pages == []
    assert missing[0].startswith(f"The list of committees ({there.address}/GetCommittees): The answer is an HTML page")


def test_kept_file_is_whole_or_not_there(tmp_path, monkeypatch):
    kept = Kept(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda number: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        kept.keep("meeting-1.xml", Reply(b"half"))
    assert not kept.has("meeting-1.xml")
