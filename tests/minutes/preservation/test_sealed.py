"""Sealed backups and their keys."""

import stat

import pytest
from django.core.management import CommandError, call_command

from minutes.preservation.backup import make_backup
from minutes.preservation.chest import Chest
from minutes.preservation.errors import BackupError
from minutes.preservation.keys import KEY, Sealed, new_key
from minutes.preservation.restore import verify
from tests import factories as make
from tests.minutes.preservation.test_backup import objects

pytestmark = pytest.mark.django_db(transaction=True)


def test_byte_that_was_flipped_under_a_seal_is_found(record, tmp_path):
    chest = Chest(tmp_path / "backups", Sealed(new_key()[0]))
    name, _ = make_backup(chest)
    for path in [*objects(chest), *chest.sets.iterdir()]:
        data = path.read_bytes()
        path.write_bytes(data[:-40] + bytes([data[-40] ^ 1]) + data[-39:])
        with pytest.raises(BackupError, match="was changed or cut short"):
            verify(chest, name)
        path.write_bytes(data)


def test_sealed_backup_shows_nothing_of_what_it_holds(record, tmp_path):
    chest = Chest(tmp_path / "backups", Sealed(new_key()[0]))
    _, manifest = make_backup(chest)
    assert len(objects(chest)) > 2
    for path in [*objects(chest), *chest.sets.iterdir()]:
        assert path.read_bytes().startswith(b"age-encryption.org/v1")
    digests = {content.sha256 for content in manifest.contents()}
    assert not [path for path in chest.folder.rglob("*") if any(digest in path.name for digest in digests)]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (new_key()[0], "sealed with another one"),
        ("", "The backup is sealed: give its key"),
        ("hunter2", "is no age key"),
        ("the public half", "give the secret half"),
    ],
    ids=["another", "none", "no key", "public half"],
)
def test_key_that_does_not_open_the_backup_is_refused(record, tmp_path, monkeypatch, key, told):
    secret, public = new_key()
    make_backup(Chest(tmp_path / "backups", Sealed(secret)))
    monkeypatch.setenv(KEY, public if key == "the public half" else key)
    with pytest.raises(CommandError, match=told) as refused:
        call_command("restore", tmp_path / "backups", "--verify")
    assert secret not in str(refused.value)


def test_public_half_of_a_key_is_enough_for_a_backup_and_its_next(record, tmp_path):
    secret, public = new_key()
    there = Chest(tmp_path / "backups", Sealed(public))
    make_backup(there)
    number = len(objects(there))
    make.PersonFactory()  # so that the database's dump is another one
    name, _ = make_backup(there)
    assert len(objects(there)) == number + 1
    assert verify(Chest(there.folder, Sealed(secret)), name) == []


def test_public_half_of_a_key_makes_a_backup_and_deletes_none(record, tmp_path, monkeypatch):
    monkeypatch.setenv(KEY, new_key()[1])
    for _ in range(2):
        make.PersonFactory()  # so that it is another backup
        with pytest.raises(CommandError, match=r"The backup is made, but older ones were not deleted\. .* secret half"):
            call_command("backup", tmp_path / "backups", keep=1)
    assert len(Chest(tmp_path / "backups").names()) == 2


def test_key_is_written_for_its_owner_alone_and_never_over_another(tmp_path):
    call_command("make_backup_key", tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="is there already"):
        call_command("make_backup_key", tmp_path / "key")
