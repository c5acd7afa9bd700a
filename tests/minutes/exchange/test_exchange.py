"""The project's own form: out, in, and out again, byte for byte; and what is said of a file that is no good."""

import json

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from decisions.models import Resolution
from minutes import actions
from minutes.closing.correcting import correct
from minutes.exchange.tables import tables
from minutes.ledger.writing import bring_up_to_date
from minutes.models import AgendaItem, Council, Report
from minutes.search.index import differences
from tests import factories as make
from tests.site.test_pages import grow
from tests.site.world import State, build
from tests.tampering import empty_log

pytestmark = pytest.mark.django_db(transaction=True)


def export(path):
    call_command("export_records", path)
    return path.read_bytes()


def empty(settings, tmp_path):
    """An empty database and no files, as on another machine."""
    empty_log()
    call_command("flush", interactive=False, verbosity=0)
    settings.MEDIA_ROOT = tmp_path / "elsewhere"


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def record():
    """A council with something of every kind, and history by two people."""
    clerk = User.objects.create_user("clerk", password="a secret")
    world = build(State("confirmed_at"))
    grow(world, 2)
    make.OldAddressFactory(item=world.item)
    make.SynonymsFactory(words='the mayor\'s parlour, "parlour", back\\slash')
    correct(record=world.item, text="For “north” read “south”.", reason="A slip.", by=clerk)
    bring_up_to_date()
    actions.withdraw(record=world.report, note="An error.", by=clerk)
    bring_up_to_date()
    make.LedgerHeadFactory()
    return world


def test_round_trip_gives_the_same_bytes_and_files(record, settings, tmp_path):
    first = export(tmp_path / "a.jsonl")
    empty(settings, tmp_path)
    call_command("import_records", tmp_path / "a.jsonl")
    assert export(tmp_path / "b.jsonl") == first
    assert files(tmp_path / "b.jsonl.files") == files(tmp_path / "a.jsonl.files")


def test_round_trip_of_the_demo_council_gives_the_same_bytes(settings, tmp_path):
    call_command("sync_groups", verbosity=0)
    call_command("load_demo")
    first = export(tmp_path / "a.jsonl")
    empty(settings, tmp_path)
    call_command("import_records", tmp_path / "a.jsonl")
    assert export(tmp_path / "b.jsonl") == first


def test_export_names_every_table_of_the_record(record, tmp_path):
    told = {json.loads(line).get("record") for line in export(tmp_path / "a.jsonl").splitlines()}
    filled = {
        table.label for table in tables() if apps.get_model(table.label)._base_manager.exists()
    }  # fmt: skip
    assert told - {None, "file"} == filled
    assert {"decisions.clause", "decisions.historicalballot", "minutes.oldaddress", "minutes.agendaitem_wards"} <= told


def test_export_holds_no_password_and_no_index(record, tmp_path):
    text = export(tmp_path / "a.jsonl").decode()
    assert "pbkdf2" not in text
    assert "search" not in text
    assert '"history_user":"clerk"' in text


def test_imported_record_is_found_read_and_continued(record, settings, tmp_path, client):
    address, report = record.item.get_absolute_url(), record.item.reports.exclude(pk=record.report.pk).first()
    title = record.item.title
    export(tmp_path / "a.jsonl")
    empty(settings, tmp_path)
    call_command("import_records", tmp_path / "a.jsonl")
    assert client.get(address).status_code == 200
    assert address in client.get("/search/", {"q": title}).content.decode()
    assert b"".join(client.get(report.get_absolute_url())).startswith(b"%PDF-")
    assert [wrong for _, wrong in differences() if wrong] == []
    make.ResolutionFactory(item=AgendaItem.objects.get(pk=record.item.pk))
    clerk = User.objects.get(username="clerk")
    assert (clerk.is_active, clerk.has_usable_password()) == (False, False)


def test_import_beside_a_council_is_refused(record, tmp_path):
    export(tmp_path / "a.jsonl")
    before = Resolution.objects.count()
    with pytest.raises(CommandError, match="holds a council already"):
        call_command("import_records", tmp_path / "a.jsonl")
    assert Resolution.objects.count() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[1:], "Line 1: this is no file of records"),
        (lambda lines: [], "Line 1: this is no file of records"),
        (lambda lines: [lines[0].replace("1}", "9}"), *lines[1:]], "version 9, and version 1 is read"),
        (lambda lines: [*lines[:-1], lines[-1][:40]], "it is no record; the file may be cut short"),
        (lambda lines: [*lines, '{"record": "minutes.teapot", "row": {}}'], "“minutes.teapot” is not known"),
        (lambda lines: [*lines, '{"record": "minutes.ward", "row": {"id": 1}}'], "other columns than here: name, slug"),
        (lambda lines: [line for line in lines if '"minutes.person"' not in line], "do not fit together"),
        (lambda lines: [*lines, next(line for line in lines if '"minutes.ward"' in line)], "duplicate key"),
        (lambda lines: [line.replace("2024-02-06", "2024-02-31") for line in lines], "out of range"),
    ],
    ids=["no head", "empty", "version", "cut short", "unknown", "columns", "people left out", "twice", "no such day"],
)
def test_import_of_a_broken_file_says_where_and_changes_nothing(record, settings, tmp_path, change, said):
    lines = export(tmp_path / "a.jsonl").decode().splitlines()
    empty(settings, tmp_path)
    (tmp_path / "a.jsonl").write_text("\n".join(change(lines)) + "\n")
    with pytest.raises(CommandError, match="nothing was imported") as refused:
        call_command("import_records", tmp_path / "a.jsonl")
    assert said in str(refused.value)
    assert not Council.objects.exists()
    assert not list((tmp_path / "elsewhere").rglob("*.pdf"))


def test_import_of_a_file_older_than_a_column_takes_what_a_new_record_has(record, settings, tmp_path):
    def without(line):
        told = json.loads(line)
        if told["record"] == "decisions.resolution":
            del told["row"]["action_by"], told["row"]["action_due"]
        return json.dumps(told)

    head, *lines = export(tmp_path / "a.jsonl").decode().splitlines()
    empty(settings, tmp_path)
    (tmp_path / "a.jsonl").write_text("\n".join([head, *map(without, lines)]) + "\n")
    call_command("import_records", tmp_path / "a.jsonl")
    assert set(Resolution.objects.values_list("action_by", "action_due")) == {("", None)}


@pytest.mark.parametrize(("spoil", "said"), [("missing", "is not in"), ("changed", "its content has changed")])
def test_import_with_a_spoilt_document_is_refused(record, settings, tmp_path, spoil, said):
    export(tmp_path / "a.jsonl")
    empty(settings, tmp_path)
    document = next((tmp_path / "a.jsonl.files").iterdir())
    document.unlink() if spoil == "missing" else document.write_bytes(b"%PDF- another")
    with pytest.raises(CommandError, match=said):
        call_command("import_records", tmp_path / "a.jsonl")
    assert not Council.objects.exists()


def test_export_names_a_document_that_is_not_in_its_place(record, tmp_path):
    report = Report.objects.exclude(file="").first()
    report.file.storage.delete(report.file.name)
    with pytest.raises(CommandError, match=report.file.name):
        call_command("export_records", tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").exists()


def test_export_to_a_folder_that_is_not_there_says_so(record, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command("export_records", tmp_path / "nowhere" / "a.jsonl")


def test_export_writes_times_in_utc_whatever_the_server_speaks(record, tmp_path):
    first = export(tmp_path / "a.jsonl")
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'Asia/Tokyo'")
    assert export(tmp_path / "b.jsonl") == first
