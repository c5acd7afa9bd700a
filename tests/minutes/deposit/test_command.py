"""`manage.py make_static`: what it says, and that whatever goes wrong is one sentence."""

import errno
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from minutes.deposit.bag import Bag
from minutes.views import home
from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "http://localhost"


@pytest.fixture
def folder(tmp_path):
    make.CouncilFactory(name="Marlbridge Council")
    return tmp_path / "deposit"


def run(folder, **options):
    said = StringIO()
    call_command("make_static", folder, **{"url": URL, **options}, stdout=said)
    return said.getvalue()


def test_it_says_what_it_wrote_and_what_it_checked(folder):
    said = run(folder)
    number = int(said.split(" files")[0].replace(",", ""))
    assert f"{number} files written, 0 removed" in said
    assert "0 files written, 0 removed" in run(folder)
    assert run(folder, check=True) == f"{number:,} files are what was written.\n"
    info = (folder / "bag-info.txt").read_text()
    for line in ("Source-Organization: Marlbridge Council", "External-Description: The public minute book of Marlbridge",
                 "Bagging-Date: 20", f"Payload-Oxum: {sum(p.stat().st_size for p in folder.glob('data/**/*') if p.is_file())}.{number}"):  # fmt: skip
        assert line in info
    assert "Marlbridge Council" in (folder / "README.txt").read_text()


def test_dates_covered_are_those_of_the_meetings(folder):
    first, last = (make.MeetingFactory(stage="announced_at") for _ in range(2))
    make.MeetingFactory(stage=None)
    run(folder)
    assert f"Dates-Covered: {first.date}/{last.date}\n" in (folder / "bag-info.txt").read_text()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"url": ""}, "set MINUTEBOOK_URL, or give --url"),
        ({"url": "https://elsewhere.example"}, "name it in MINUTEBOOK_HOSTS"),
    ],
)
def test_site_without_its_address_is_refused(folder, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(folder, **options)
    assert not folder.exists()


def test_folder_with_something_else_is_refused(folder):
    folder.mkdir()
    (folder / "letters.txt").write_text("Dear")
    with pytest.raises(CommandError, match="holds something else: name an empty folder"):
        run(folder)


def test_check_of_what_is_no_deposit_is_one_sentence(folder):
    with pytest.raises(CommandError, match="cannot be read as a bag"):
        run(folder, check=True)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "is full: free some space"), (errno.EROFS, "cannot be used: Read-only file system"),
     (errno.EACCES, "cannot be used: Permission denied")],
)  # fmt: skip
def test_disk_that_takes_nothing_is_one_sentence(folder, monkeypatch, number, sentence):
    run(folder)
    make.CommitteeFactory(name="Planning")

    def refuse(*args):
        raise OSError(number, os.strerror(number), str(folder))

    with monkeypatch.context() as patch:
        patch.setattr(Bag, "put", refuse)
        with pytest.raises(CommandError, match=f"{sentence}. Nothing is lost: the files are those of the run before"):
            run(folder)
    assert run(folder, check=True)
    assert not (folder / "making").exists()


def test_page_that_fails_is_named_and_the_rest_is_written(folder, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(home, "render", fail)
    with pytest.raises(CommandError, match=r"could not answer at 1 addresses: / \(500\)"):
        run(folder)
    assert (folder / "data/committees/index.html").exists()
    assert run(folder, check=True)
