"""The folder as a BagIt bag: whole before a run, while it runs and after it, however it ends."""

import signal
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from minutes.deposit.bag import Bag
from minutes.deposit.checking import check
from minutes.deposit.errors import DepositError

INFO = {"Bag-Software-Agent": "Minutebook", "Source-Organization": "Marlbridge Council", "Bagging-Date": "2026-11-30"}
# A run of its own: it puts three files and is killed at a point in its work.
RUN = """
import os, signal, sys
from pathlib import Path
from minutes.deposit.bag import Bag

INFO = {info!r}
count = 0
def die(*args, **kwargs):
    global count
    count += 1
    if count == {number}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)

with Bag(Path({folder!r})).held() as bag:
    real = {where}
    {where} = die
    for name in ("a.html", "b/c.html", "d.html"):
        bag.put(name, [b"new " + name.encode()])
    bag.close(INFO, "Read me")
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "bag"


def write(folder, files, **info):
    with Bag(folder).held() as bag:
        for name, content in files.items():
            bag.put(name, [content])
        return bag.close({**INFO, **info}, "Read me")


def contents(folder):
    payload = folder / "data"
    return {str(path.relative_to(payload)): path.read_bytes() for path in payload.rglob("*") if path.is_file()}


def stamps(folder):
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


BEFORE = {"a.html": b"old", "b/c.html": b"old", "gone/e.html": b"old"}
AFTER = {name: b"new " + name.encode() for name in ("a.html", "b/c.html", "d.html")}


def test_what_is_written_is_a_bag_that_says_what_it_is(folder):
    write(folder, BEFORE)
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.info["Payload-Oxum"] == "9.3"
    assert bag.info["Source-Organization"] == "Marlbridge Council"
    assert contents(folder) == BEFORE
    assert {path.name for path in folder.iterdir()} == {
        "bagit.txt", "bag-info.txt", "README.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "data"
    }  # fmt: skip


def test_second_run_writes_what_changed_and_removes_what_is_gone(folder):
    write(folder, {**BEFORE, "same.html": b"same"})
    before = stamps(folder)
    assert write(folder, {**AFTER, "same.html": b"same"})
    assert contents(folder) == {**AFTER, "same.html": b"same"}
    assert not (folder / "data/gone").exists()
    assert stamps(folder)[str(folder / "data/same.html")] == before[str(folder / "data/same.html")]
    assert check(folder) == 4


def test_run_that_finds_nothing_new_touches_nothing(folder):
    write(folder, BEFORE)
    before = stamps(folder)
    assert not write(folder, BEFORE, **{"Bagging-Date": "2026-12-01"})
    assert stamps(folder) == before


def test_file_that_was_lost_is_written_again(folder):
    write(folder, BEFORE)
    (folder / "data/a.html").unlink()
    write(folder, BEFORE)
    assert check(folder) == 3


def test_run_that_fails_leaves_the_bag_as_it_was(folder):
    write(folder, BEFORE)
    with pytest.raises(ZeroDivisionError), Bag(folder).held() as bag:
        bag.put("a.html", (b"new"[1 // part :] for part in (1, 0)))
    assert contents(folder) == BEFORE
    assert check(folder) == 3


@pytest.mark.parametrize(
    ("where", "number", "is_done"),
    [("bag.listing.note", 2, False), ("os.sync", 1, False), ("Path.replace", 5, True), ("Path.replace", 7, True),
     ("Path.replace", 9, True), ("os.sync", 2, True)],
)  # fmt: skip
def test_killed_run_leaves_the_old_bag_or_is_ended_by_the_next(folder, where, number, is_done):
    write(folder, BEFORE)
    script = RUN.format(info=INFO, number=number, folder=str(folder), where=where)
    ended = subprocess.run([sys.executable, "-c", script], cwd=Path.cwd(), check=False)
    assert ended.returncode == -signal.SIGKILL
    if is_done:
        with Bag(folder).held():  # the next run, before it has done anything
            assert contents(folder) == AFTER
    else:
        assert contents(folder) == BEFORE
    assert check(folder) == 3
    write(folder, AFTER)
    assert contents(folder) == AFTER
    assert check(folder) == 3
    assert not (folder / "making").exists()


def test_first_run_that_was_killed_can_be_run_again(folder):
    script = RUN.format(info=INFO, number=2, folder=str(folder), where="bag.listing.note")
    subprocess.run([sys.executable, "-c", script], cwd=Path.cwd(), check=False)
    assert not (folder / "data").exists()
    write(folder, AFTER)
    assert check(folder) == 3


def test_folder_with_something_else_is_refused(folder):
    folder.mkdir()
    (folder / "letters.txt").write_text("Dear")
    with pytest.raises(DepositError, match="holds something else"):
        write(folder, BEFORE)
    assert [path.name for path in folder.iterdir()] == ["letters.txt"]


def test_somebody_elses_bag_is_refused(folder):
    (folder / "data").mkdir(parents=True)
    (folder / "data/map.tif").write_bytes(b"map")
    (folder / "bag-info.txt").write_text("Source-Organization: Another\n")
    with pytest.raises(DepositError, match="holds something else"):
        write(folder, BEFORE)


def test_file_instead_of_a_folder_is_refused(folder):
    folder.write_text("")
    with pytest.raises(DepositError, match="is a file"):
        write(folder, BEFORE)


def test_two_runs_at_once_are_refused(folder):
    with Bag(folder).held(), pytest.raises(DepositError, match="Another run"), Bag(folder).held():
        pass


def test_changed_file_is_found(folder):
    write(folder, BEFORE)
    (folder / "data/a.html").write_bytes(b"odl")
    with pytest.raises(DepositError, match=r"data/a\.html"):
        check(folder)


def test_folder_that_is_no_bag_is_named(folder):
    folder.mkdir()
    with pytest.raises(DepositError, match="cannot be read as a bag"):
        check(folder)
