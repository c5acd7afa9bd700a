"""What a source no longer has: told once, left here."""

import json

import pytest

from minutes.models import AgendaItem, ImportNote, Meeting
from tests.minutes.loading.test_sources import PAGE, run

pytestmark = pytest.mark.django_db
OTHER = PAGE.replace("5678", "5680").replace("4321", "4500").replace("6th February", "7th March")
WORDS = "is no longer in the source. It was left here."


@pytest.fixture
def folder(tmp_path):
    """Two meetings of the Harbour Committee, each on a page of its own."""
    root = tmp_path / "export"
    root.mkdir()
    (root / "february.html").write_text(PAGE)
    (root / "march.html").write_text(OTHER.replace("s900", "s910").replace("s901", "s911"))
    assert run(root)[2] == ""
    return root


def vanished():
    return list(ImportNote.objects.filter(kind="vanished").values_list("record_name", "outcome"))


def test_page_that_is_gone_is_told_once_and_its_records_stay(folder, tmp_path):
    (folder / "march.html").unlink()
    _, err, failed = run("--report", tmp_path / "report", folder)
    assert WORDS in err
    assert failed == ""
    assert WORDS in (tmp_path / "report" / "import.csv").read_text()
    assert (Meeting.public.count(), AgendaItem.public.count()) == (2, 2)
    assert WORDS not in run(folder)[1]
    assert len(vanished()) == 1


def test_gone_page_that_was_settled_is_not_asked_about_again(folder):
    (folder / "march.html").unlink()
    run(folder)
    note = ImportNote.objects.get(kind="vanished")
    note.outcome, note.settled_at = "settled", note.found_at
    note.save()
    run(folder)
    assert [outcome for _, outcome in vanished()] == ["settled"]


def test_page_that_is_back_settles_the_question(folder):
    page = (folder / "march.html").read_text()
    (folder / "march.html").unlink()
    run(folder)
    (folder / "march.html").write_text(page)
    run(folder)
    assert [outcome for _, outcome in vanished()] == ["gone"]
    (folder / "march.html").unlink()
    assert WORDS in run(folder)[1]
    assert [outcome for _, outcome in vanished()] == [""]


def test_dry_run_tells_nothing_of_what_is_gone(folder):
    (folder / "march.html").unlink()
    assert WORDS not in run("--dry-run", folder)[1]
    assert vanished() == []


def test_run_with_trouble_tells_nothing_of_what_is_gone(folder):
    (folder / "march.html").write_bytes(b"")
    assert run(folder)[2]
    assert vanished() == []


def test_run_that_was_cut_short_tells_nothing_of_what_is_gone(folder, monkeypatch):
    (folder / "march.html").unlink()
    monkeypatch.setattr("minutes.management.commands.import_moderngov.load", _stop)
    with pytest.raises(KeyboardInterrupt):
        run(folder)
    assert vanished() == []


def _stop(*arguments, **options):
    raise KeyboardInterrupt


def test_source_of_which_nothing_came_has_lost_nothing(folder):
    for path in folder.iterdir():
        path.unlink()
    run(folder)
    assert vanished() == []


def test_source_is_the_same_from_another_folder(folder, monkeypatch):
    (folder / "march.html").unlink()
    monkeypatch.chdir(folder.parent)
    assert WORDS in run("export/")[1]


def test_pages_of_another_source_have_not_vanished(folder, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "page.html").write_text(PAGE.replace("5678", "5690").replace("4321", "4600"))
    assert WORDS not in run(tmp_path / "other")[1]
    assert vanished() == []


def test_record_that_another_page_tells_of_has_not_vanished(folder):
    (folder / "march.html").rename(folder / "again.html")
    assert WORDS not in run(folder)[1]
    assert vanished() == []


def test_meeting_that_a_dump_no_longer_has_is_told(tmp_path):
    root = tmp_path / "dump"
    root.mkdir()
    events = [
        {"EventId": number, "EventBodyName": "City Council", "EventDate": f"2019-01-0{number}T00:00:00"}
        for number in (1, 2)
    ]
    for told, words in ((events, 0), (events[:1], 1), (events[:1], 0)):
        (root / "Events.json").write_text(json.dumps(told))
        _, err, failed = run(root)
        assert (err.count(WORDS), failed) == (words, "")
