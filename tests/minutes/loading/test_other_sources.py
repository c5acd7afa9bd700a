"""`manage.py import_moderngov` with Word and PDF minutes, dumps of OParl and Legistar, an OParl endpoint."""

import datetime as dt
import json
import shutil
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings

from decisions.models import Ballot, Resolution, Vote
from minutes.loading.sources import readings
from minutes.models import (
    AgendaItem,
    Attendance,
    Committee,
    ImportedPage,
    ImportNote,
    Issue,
    Meeting,
    Membership,
    Person,
)
from tests.minutes.loading.pages import record
from tests.minutes.loading.test_sources import PAGE, run, zipped
from tests.minutes.sources.test_minutes_files import BARE, PDF, SCAN, WORD
from tests.minutes.sources.test_oparl import HOST, endpoint

pytestmark = pytest.mark.django_db
SOURCES = settings.BASE_DIR / "fixtures" / "sources"


def made(path, **files):
    for name, data in files.items():
        target = path / name.replace("__", "/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return path


def meetings():
    return sorted(f"{one.committee} {one.date}" for one in Meeting.objects.all())


@pytest.fixture
def minutes(tmp_path):
    """A folder of minutes in Word and PDF, one of which only a table beside them tells whose it is."""
    table = b"file,committee,date\nq17.docx,Harbour Board,7 June 2019\n"
    return made(tmp_path / "minutes", **{"a.docx": WORD, "b.pdf": PDF, "q17.docx": BARE, "list.csv": table})


@pytest.fixture
def dump(tmp_path):
    """A copy of the dump of Legistar, to be changed."""
    return shutil.copytree(SOURCES / "legistar", tmp_path / "legistar")


def change(path, number, **values):
    """The object of that number in a file of a dump says something else."""
    key, _, _ = path.name.partition("s.json")
    told = json.loads(path.read_text())
    next(one for one in told if one[f"{key}Id"] == number).update(values)
    path.write_text(json.dumps(told))


def test_folder_of_word_and_pdf_minutes_comes_in_whole(minutes):
    out, _, failed = run(minutes)
    assert failed == ""
    assert "3 pages read" in out
    assert meetings() == ["Cabinet 2021-03-05", "Harbour Board 2019-06-07", "Planning Committee 2021-03-04"]
    assert AgendaItem.public.count() == 6
    assert list(Resolution.public.values_list("text", flat=True)) == ["That tea be taken."] * 2


def test_files_of_one_name_in_two_folders_are_two_pages(tmp_path):
    folder = made(tmp_path / "all", **{"Cabinet__2020-02-01.docx": BARE, "Planning Committee__2020-02-01.docx": BARE})
    for _ in range(2):
        assert run(folder)[2] == ""
    assert meetings() == ["Cabinet 2020-02-01", "Planning Committee 2020-02-01"]
    assert ImportedPage.objects.count() == 2
    assert not ImportNote.objects.filter(kind="vanished").exists()


def test_dump_of_legistar_brings_committees_members_votes(dump):
    _, err, failed = run(dump)
    assert "It has no date" in err
    assert failed
    assert {one.name for one in Committee.objects.all()} >= {"City Council", "Streets Commission"}
    assert {one.name for one in Person.objects.filter(email__gt="")} == {"Ada Thornley"}
    assert Membership.objects.exists()
    assert Attendance.public.exists()
    item = AgendaItem.public.get(title="Rezoning of the old cannery")
    assert {(one.person.name, one.choice) for one in Ballot.public.filter(vote__item=item)}
    assert Vote.public.filter(item=item).get().votes_for == 2


def test_dump_of_oparl_brings_committees_members_and_items():
    _, err, failed = run(SOURCES / "oparl")
    assert "The meeting has no date" in err
    assert failed
    assert {"Bauausschuss", "Rat der Stadt Lindenau"} <= {one.name for one in Committee.objects.all()}
    assert Committee.objects.get(name="Bauausschuss").parent.name == "Rat der Stadt Lindenau"
    assert Person.objects.get(name="Ida Sommer").seats.get().party.name == "Freie Liste"
    school = AgendaItem.public.get(title="Neubau der Grundschule")
    assert [one.label for one in school.resolutions.order_by("ordinal")] == ["1.", "2."]
    assert AgendaItem.objects.get(title="Grundstücksangelegenheit").is_exempt


def test_bodies_that_have_ended_are_read_once_and_end_on_their_day(dump, tmp_path):
    run(dump)
    assert Committee.objects.get(name="Streets Commission").dissolved_on == dt.date(2019, 2, 1)
    oparl = shutil.copytree(SOURCES / "oparl", tmp_path / "oparl")
    told = json.loads((oparl / "organization.json").read_text())
    first = next(one for one in told["data"] if one.get("name") == "Bauausschuss")
    first["endDate"] = "2020-05-31"
    (oparl / "organization.json").write_text(json.dumps(told))
    for _ in range(2):
        run(oparl)
        assert Committee.objects.get(name="Bauausschuss").dissolved_on == dt.date(2020, 5, 31)
    for source in (dump, oparl):
        places = [one.place for one in readings(str(source)) if one.page]
        assert len(places) == len(set(places)) > 2


@pytest.mark.parametrize("name", ["minutes", "legistar", "oparl"])
def test_second_run_changes_nothing(name, minutes):
    source = minutes if name == "minutes" else SOURCES / name
    run(source)
    before = record()
    run(source)
    assert record() == before


def test_item_that_is_called_otherwise_in_the_next_dump_is_the_same_item(dump):
    run(dump)
    item = AgendaItem.objects.get(title="Library report")
    change(dump / "EventItems.json", 9002, EventItemTitle="Yearly report of the library", EventItemAgendaNumber="2a.")
    count = AgendaItem.objects.count()
    out, _, _ = run(dump)
    item.refresh_from_db()
    assert (item.title, item.label) == ("Yearly report of the library", "2a.")
    assert AgendaItem.objects.count() == count
    assert "Made: nothing" in out


def test_items_of_one_title_and_label_are_told_apart_by_their_numbers(dump):
    change(dump / "EventItems.json", 9003, EventItemTitle="Library report", EventItemAgendaNumber="2.")
    run(dump)
    first, second = AgendaItem.objects.filter(title="Library report").order_by("position")
    change(dump / "EventItems.json", 9002, EventItemAgendaSequence=9)
    run(dump)
    assert AgendaItem.objects.filter(title="Library report").count() == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.votes.count(), second.votes.count()) == (0, 1) or first.votes.count() < second.votes.count()


def test_committee_and_member_with_new_names_are_the_same(dump):
    run(dump)
    ada, body = Person.objects.get(name="Ada Thornley"), Committee.objects.get(name="Streets Commission")
    for path in dump.iterdir():
        words = path.read_text().replace("Ada Thornley", "Ada Thornley-Reed")
        path.write_text(words.replace("Streets Commission", "Streets and Squares Commission"))
    run(dump)
    ada.refresh_from_db()
    body.refresh_from_db()
    assert (ada.name, body.name) == ("Ada Thornley-Reed", "Streets and Squares Commission")
    assert not Person.objects.filter(name="Ada Thornley").exists()


def test_mixture_of_saved_pages_and_documents_is_read_file_by_file(minutes):
    made(minutes, **{"page.html": PAGE.encode(), "scan.pdf": SCAN, "half.docx": WORD[:200]})
    _, err, failed = run(minutes)
    assert {"Cabinet 2021-03-05", "Harbour Committee 2024-02-06", "Planning Committee 2021-03-04"} <= set(meetings())
    assert str(minutes / "scan.pdf") in err
    assert str(minutes / "half.docx") in err
    assert failed


def test_zip_of_minutes_is_read_as_the_folder_is(minutes, tmp_path):
    run(zipped(tmp_path / "minutes.zip", {path.name: path.read_bytes() for path in minutes.iterdir()}))
    assert meetings() == ["Cabinet 2021-03-05", "Harbour Board 2019-06-07", "Planning Committee 2021-03-04"]


def test_broken_ones_are_named_and_the_rest_goes_on(minutes):
    made(
        minutes,
        **{"scan.pdf": SCAN, "no.docx": b"Tea", "list.csv": b"file,committee,date\nq17.docx,Board,31.02.2019\n"},
    )
    _, err, failed = run(minutes)
    for words in ("scan.pdf: It", "no.docx: It", "list.csv, row 2: “31.02.2019” is no date", "q17.docx: It names no"):
        assert words in err
    assert meetings() == ["Cabinet 2021-03-05", "Planning Committee 2021-03-04"]
    assert failed


@contextmanager
def answering(answers):
    """The address of a server on loopback that gives these answers by path; an answer may be a status."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            told = answers.get(self.path, 404)
            status, body = (told, b"") if isinstance(told, int) else (200, told)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/oparl/", answers
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def there():
    with answering({}) as (address, answers):
        for url, answer in endpoint().items():
            path = url.replace(HOST, "/oparl/")
            answers[path] = json.dumps(answer).replace(HOST, address).encode()
        yield f"{address}system", answers


def test_endpoint_of_oparl_is_read_again_and_again(there):
    address, _ = there
    _, err, failed = run(address)
    assert (err, failed) == ("", "")
    assert meetings() == ["Rat 2020-03-01", "Rat 2020-03-02"]
    assert Issue.public.get().items.count() == 2
    before = record()
    run(address)
    assert record() == before


def test_endpoint_that_stops_answering_is_named(there):
    address, answers = there
    answers["/oparl/meetings?page=2"] = 404
    _, err, failed = run(address)
    assert "404" in err
    assert failed


def test_endpoint_that_answers_with_a_page_is_named(there):
    address, answers = there
    answers["/oparl/system"] = b"<html>Busy</html>"
    _, err, failed = run(address)
    assert "It is no JSON" in err
    assert failed
    assert not Meeting.objects.exists()
