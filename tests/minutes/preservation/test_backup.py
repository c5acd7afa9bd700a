"""A backup and what comes back of it, on a real server and real files."""

import stat
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command
from django.db import connection

from minutes.files.stores import Stores
from minutes.models import Report
from minutes.preservation.backup import make_backup
from minutes.preservation.chest import Chest
from minutes.preservation.errors import BackupError
from minutes.preservation.keys import KEY_FILE
from minutes.preservation.restore import verify
from tests import factories as make
from tests.minutes.preservation.places import files, make_file, rows, tell

pytestmark = pytest.mark.django_db(transaction=True)


def objects(chest):
    return sorted(path for path in chest.objects.rglob("*") if path.is_file())


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_every_row_and_every_file_comes_back(everything, chest, empty_place, monkeypatch, tmp_path, sealed):
    if sealed:
        call_command("make_backup_key", tmp_path / "key")
        monkeypatch.setenv(KEY_FILE, str(tmp_path / "key"))
        empty_place.environment[KEY_FILE] = str(tmp_path / "key")
    call_command("backup", chest.folder)
    assert tell(empty_place, "restore", str(chest.folder))[0] == 0
    assert rows(empty_place) == rows()
    assert files(empty_place) == files()
    assert {kind for kind, _ in files()} == {"documents", "exempt"}


def test_restored_site_takes_new_records(record, chest, empty_place):
    """Keys count on from where they were."""
    make_backup(chest)
    assert tell(empty_place, "restore", str(chest.folder))[0] == 0
    report = Report.objects.order_by("pk").last()
    code = f"from minutes.models import Report; r = Report.objects.get(pk={report.pk}); r.pk = r.position = None; "
    assert tell(empty_place, "shell", "-c", code + "r._state.adding = True; r.save()")[0] == 0


def test_site_that_was_migrated_and_holds_nothing_is_empty(record, chest, empty_place):
    make_backup(chest)
    empty_place.run("migrate")
    assert tell(empty_place, "restore", str(chest.folder))[0] == 0
    assert rows(empty_place) == rows()


def test_restore_over_a_full_site_is_refused_and_changes_nothing(record, chest):
    make_backup(chest)
    before = rows(), files()
    with pytest.raises(CommandError, match="This site holds council, committees, people, users: nothing was restored"):
        call_command("restore", chest.folder)
    assert (rows(), files()) == before


def test_restore_over_a_site_with_one_account_is_refused(chest):
    make.UserFactory()
    make_backup(chest)
    with pytest.raises(CommandError, match="This site holds users"):
        call_command("restore", chest.folder)


def test_restore_into_a_database_with_something_else_in_it_is_refused(chest, empty_place):
    make_backup(chest)
    with psycopg.connect(**empty_place.server, dbname=empty_place.name) as other:
        other.execute("CREATE SCHEMA shop CREATE TABLE orders (number integer)")
    status, said = tell(empty_place, "restore", str(chest.folder))
    assert status == 1
    assert "The database holds orders, which is not Minutebook's: nothing was restored." in said
    with psycopg.connect(**empty_place.server, dbname=empty_place.name) as other:
        other.execute("SELECT number FROM shop.orders")


def test_second_backup_copies_and_reads_no_file_again(record, chest, monkeypatch):
    make_backup(chest)
    before = objects(chest)
    originals = set(Report.objects.exclude(original="").values_list("original", flat=True))
    opened, really = [], Stores._open
    monkeypatch.setattr(
        Stores, "_open", lambda store, name, mode="rb": opened.append(name) or really(store, name, mode)
    )
    make.PersonFactory()  # so that the database's dump is another one
    make_backup(chest)
    assert len(objects(chest)) == len(before) + 1  # the database's dump
    assert set(opened) <= originals
    assert len(chest.names()) == 2


def test_content_of_two_documents_lies_in_the_folder_once(record, chest):
    for _ in range(4):
        make.ReportFactory(item=record.item, file=make_file("The same."))
    _, manifest = make_backup(chest)
    assert len(objects(chest)) == len(set(manifest.files.values())) + 1 < len(manifest.files)


def test_backup_is_verified_in_a_server_that_is_thrown_away(record, chest, capsys):
    make_backup(chest)
    before = rows(), files()
    call_command("restore", chest.folder, "--verify")
    assert "every row and every file is as it was" in capsys.readouterr().out
    assert (rows(), files()) == before


def test_site_is_compared_with_a_backup(record, chest):
    make_backup(chest)
    call_command("restore", chest.folder, "--compare")
    report = Report.public.exclude(file="").first()
    report.title = "Another title"
    report.save()
    with storages["default"].open(report.file.name, "r+b") as written:
        written.write(b"%PDX")
    with pytest.raises(CommandError) as told:
        call_command("restore", chest.folder, "--compare")
    assert "The table public.minutes_report holds other rows than it did." in str(told.value)
    assert "The table public.minutes_historicalreport has " in str(told.value)
    assert f"The file {report.file.name} is not what it was." in str(told.value)


def test_byte_that_was_flipped_is_found_before_anything_is_written(record, chest, empty_place):
    _, manifest = make_backup(chest)
    content = next(iter(manifest.files.values()))
    path = chest.objects / content.sha256[:2] / content.sha256
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    status, said = tell(empty_place, "restore", str(chest.folder))
    assert status == 1
    assert f"{path} is not what was put there: its bytes have changed." in said
    assert rows(empty_place) == {}
    assert files(empty_place) == {}
    with pytest.raises(CommandError, match="its bytes have changed"):
        call_command("restore", chest.folder, "--verify")


def test_file_that_is_missing_in_the_folder_is_found(record, chest):
    name, manifest = make_backup(chest)
    path = chest.objects / manifest.database.sha256[:2] / manifest.database.sha256
    path.unlink()
    with pytest.raises(BackupError, match=f"{path} is missing. Take the folder from another copy"):
        verify(chest, name)


def test_list_that_was_changed_is_found(record, chest):
    name, manifest = make_backup(chest)
    path = chest.sets / f"{name}.json"
    path.write_bytes(path.read_bytes().replace(manifest.database.sha256.encode(), b"0" * 64))
    with pytest.raises(BackupError, match="is not what was written"):
        chest.read(name)


def test_file_that_the_site_has_lost_is_told_and_the_rest_is_kept(record, chest):
    report = Report.public.exclude(file="").first()
    storages["default"].delete(report.file.name)
    with pytest.raises(CommandError, match=f"The backup is made, but .* 1 files are missing: {report.file.name}"):
        call_command("backup", chest.folder)
    manifest = chest.read(chest.last())
    assert manifest.missing == [report.file.name]
    assert verify(chest, chest.last()) == []


def test_file_that_has_changed_on_the_sites_disk_is_told(record, chest):
    report = Report.public.exclude(file="").first()
    with storages["default"].open(report.file.name, "r+b") as written:
        written.write(b"%PDX")
    with pytest.raises(CommandError, match=f"files are not what was stored: {report.file.name}"):
        call_command("backup", chest.folder)


def test_file_that_was_deleted_between_two_looks_is_not_missing(record, chest, monkeypatch):
    """As when a draft's upload is thrown away while a backup is made."""
    upload = make.UploadFactory(meeting=record.meeting, file=make_file("Thrown away."))
    really = FileSystemStorage.exists

    def thrown_away(store, name):
        if name == upload.file.name and connection.in_atomic_block:
            monkeypatch.setattr(FileSystemStorage, "exists", really)
            with ThreadPoolExecutor(1) as other:
                other.submit(_delete, upload).result()
        return really(store, name)

    monkeypatch.setattr(FileSystemStorage, "exists", thrown_away)
    monkeypatch.setattr(Chest, "has", lambda *_: False)
    _, manifest = make_backup(chest)
    assert manifest.missing == []
    assert upload.file.name not in manifest.files


def _delete(upload):
    name = upload.file.name
    upload.delete()
    Stores().delete(name)
    connection.close()


def test_two_backups_at_once_are_refused(record, chest):
    with chest.alone(), pytest.raises(CommandError, match="Another backup is being made"):
        call_command("backup", chest.folder)


def test_folder_that_is_made_is_its_owners_alone(record, chest):
    make_backup(chest)
    assert stat.S_IMODE(chest.folder.stat().st_mode) == 0o700


def test_old_backups_go_with_what_they_alone_held(record, chest):
    upload = make.UploadFactory(meeting=record.meeting, file=make_file("Held by the first alone."))
    make_backup(chest)
    alone = chest.objects / upload.sha256[:2] / upload.sha256
    assert alone.exists()
    _delete(upload)
    for _ in range(3):
        call_command("backup", chest.folder, keep=2)
    assert len(chest.names()) == 2
    assert not alone.exists()
    for name in chest.names():
        assert verify(chest, name) == []


def test_backups_of_one_second_stand_in_their_order(record, chest):
    made = [make_backup(chest)[0] for _ in range(4)]
    assert chest.names() == made
    assert chest.last() == made[-1]


def test_backup_of_a_newer_version_is_refused(record, chest):
    name, manifest = make_backup(chest)
    manifest.migrations["minutes"] = "9999_not_yet"
    name = chest.keep(manifest)
    with pytest.raises(CommandError, match=r"of a newer version, with minutes\.9999_not_yet"):
        call_command("restore", chest.folder, "--set", name)


def test_dump_that_is_not_what_was_listed_is_told_by_its_tables(record, chest):
    """As after a fault of pg_dump itself."""
    _, manifest = make_backup(chest)
    number, digest = manifest.tables["public.minutes_report"]
    manifest.tables["public.minutes_report"] = type(manifest.tables["public.minutes_report"])(number + 1, digest)
    told = verify(chest, chest.keep(manifest))
    assert told == [f"The table public.minutes_report has {number} rows instead of {number + 1}."]


def test_folder_that_cannot_be_written_is_told(record, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be used"):
        call_command("backup", tmp_path / "file")
