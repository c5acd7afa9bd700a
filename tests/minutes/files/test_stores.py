"""Where files lie, and that none is lost on the way from one store to the other."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from minutes.files import stores
from minutes.files.stores import CLOSED, PUBLIC, Stores, settle


def lies_in(name):
    return {alias for alias in (PUBLIC, CLOSED) if storages[alias].exists(name)}


def content(name):
    with Stores().open(name) as file:
        return file.read()


@pytest.fixture
def name():
    return Stores().save("2026/a.pdf", ContentFile(b"%PDF- whole"))


def test_new_file_lies_in_the_closed_store_for_nobody_else_to_read(name):
    assert lies_in(name) == {CLOSED}
    assert storages[CLOSED].path(name) != storages[PUBLIC].path(name)
    assert Path(storages[CLOSED].path(name)).stat().st_mode & 0o077 == 0


def test_settle_moves_a_file_there_and_back_under_its_name(name):
    assert [settle(name, public=True), lies_in(name)] == [True, {PUBLIC}]
    assert [settle(name, public=True), lies_in(name)] == [False, {PUBLIC}]
    assert [settle(name, public=False), lies_in(name)] == [True, {CLOSED}]
    assert content(name) == b"%PDF- whole"


@pytest.mark.parametrize("linked", [True, False], ids=["one disk", "two disks"])
def test_settle_goes_on_where_a_crash_left_the_file_in_both(name, monkeypatch, linked):
    if not linked:
        monkeypatch.setattr(stores, "_linked", lambda *args: False)
    monkeypatch.setattr(type(storages[CLOSED]), "delete", _crash)
    with pytest.raises(KeyboardInterrupt):
        settle(name, public=True)
    assert lies_in(name) == {PUBLIC, CLOSED}
    monkeypatch.undo()
    assert settle(name, public=True)
    assert lies_in(name) == {PUBLIC}
    assert content(name) == b"%PDF- whole"


def test_half_a_copy_is_never_read_nor_taken_for_the_file(name):
    storages[PUBLIC].save(name, ContentFile(b"%PDF-"))
    assert content(name) == b"%PDF- whole"
    settle(name, public=True)
    assert (lies_in(name), content(name)) == ({PUBLIC}, b"%PDF- whole")


def test_file_that_is_nowhere_is_said_to_be_missing():
    assert not Stores().exists("2026/none.pdf")
    assert not settle("2026/none.pdf", public=True)
    with pytest.raises(FileNotFoundError):
        Stores().open("2026/none.pdf")


def test_stores_give_no_address(name):
    with pytest.raises(NotImplementedError):
        Stores().url(name)


def _crash(*args):
    raise KeyboardInterrupt
