"""The folder of kept pages: whole or not at all, and never too much."""

import errno
import os
from pathlib import Path

import pytest

from minutes.standby.shelf import Page, Shelf, digest_of

BODY = b"<p>Allotments</p>"


def page(address="/a/", body=BODY):
    return Page(address, '"1"', "mark", float("inf"), "version", {"Content-Type": "text/html"}, digest_of(body))


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "standby", 100_000)


def file_of(shelf):
    (path,) = shelf.files.rglob("*.page")
    return path


def test_page_is_found_by_another_process(shelf):
    shelf.put(page(), BODY)
    found, body, _ = Shelf(shelf.root, shelf.room).get("/a/")
    assert (found, body) == (page(), BODY)


def test_nobody_else_may_look_into_the_folder(shelf):
    shelf.put(page(), BODY)
    assert shelf.root.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "left", [b"", b"[", b"{}\n", None], ids=["nothing", "half a line", "another line", "half a page"]
)
def test_what_a_power_cut_has_left_is_nothing(shelf, left):
    shelf.put(page(), BODY)
    path = file_of(shelf)
    path.write_bytes(path.read_bytes()[:-5] if left is None else left)
    assert shelf.get("/a/") is None


def test_full_disk_leaves_the_page_that_was_there(shelf, monkeypatch):
    shelf.put(page(), BODY)

    def full(path, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        shelf.put(page(body=b"new"), b"new")
    assert shelf.get("/a/")[1] == BODY
    assert len(list(shelf.files.rglob("*.*"))) == 1


def test_what_was_asked_for_longest_ago_goes_first(shelf):
    for number in range(20):
        body = b"%d" % number * 10_000
        shelf.put(page(f"/{number}/", body), body)
        shelf.confirm("/0/")
    kept = list(shelf.addresses())
    assert "/0/" in kept
    assert "/1/" not in kept
    assert sum(path.stat().st_size for path in shelf.files.rglob("*.page")) <= shelf.room * 1.1


def test_page_that_is_too_large_is_not_kept(shelf):
    shelf.put(page(), b"x" * 200_000)
    assert shelf.get("/a/") is None


def test_what_a_killed_process_was_writing_goes_after_a_while(shelf):
    shelf.put(page(), BODY)
    left = file_of(shelf).with_name("left.part")
    left.touch()
    list(shelf.addresses())
    assert left.exists()
    os.utime(left, (0, 0))
    list(shelf.addresses())
    assert not left.exists()
