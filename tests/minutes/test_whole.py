"""A file is there whole or not at all."""

import errno
import os

import pytest

from minutes.whole import to_become, write_whole


def names(folder):
    return [path.name for path in folder.iterdir()]


def half_written(path):
    with to_become(path) as part:
        part.write_bytes(b"ha")
        raise OSError(errno.ENOSPC, "full")


def test_file_is_there_once_it_is_whole(tmp_path):
    path = tmp_path / "folder" / "file"
    with to_become(path) as part:
        part.write_bytes(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert names(path.parent) == ["file"]


def test_file_that_was_there_stays_when_the_new_one_fails(tmp_path):
    path = tmp_path / "file"
    write_whole(path, b"before")
    with pytest.raises(OSError, match="full"):
        half_written(path)
    assert path.read_bytes() == b"before"
    assert names(tmp_path) == ["file"]


def test_file_is_written_in_the_folder_that_is_given(tmp_path):
    with to_become(tmp_path / "file", making=tmp_path / "making") as part:
        part.write_bytes(b"whole")
        assert part.parent == tmp_path / "making"
    assert (tmp_path / "file").read_bytes() == b"whole"


@pytest.mark.parametrize("flushed", [True, False])
def test_file_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch, flushed):
    path, seen = tmp_path / "file", []
    monkeypatch.setattr(os, "fsync", lambda descriptor: seen.append(path.exists()))
    with to_become(path, flushed=flushed) as part:
        part.write_bytes(b"whole")
    assert seen == ([False] if flushed else [])
