"""`manage.py check_archive`: a whole archive, and one fault of each kind."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from minutes.inspection import tables
from minutes.ledger.writing import bring_up_to_date
from minutes.models import Report
from minutes.pdf.store import papers
from minutes.search.index import work_off
from minutes.views.paper_list import paper_addresses
from tests import factories as make
from tests.site.world import State, build

pytestmark = pytest.mark.django_db(transaction=True)
URL = "http://localhost"


@pytest.fixture
def archive():
    """A published meeting with documents, its PDFs made, its old address known, its index up to date."""
    world = build(State("confirmed_at"))
    make.OldAddressFactory(item=world.item)
    call_command("make_pdfs", workers=1, url=URL, stdout=io.StringIO())
    for _ in work_off():
        pass
    bring_up_to_date()
    return world


def check(only=None):
    said = io.StringIO()
    call_command("check_archive", url=URL, only=only, stdout=said)
    return said.getvalue()


def told(capsys, only):
    """What is said of an archive that has a fault."""
    with pytest.raises(CommandError, match="faults"):
        call_command("check_archive", url=URL, only=only)
    return capsys.readouterr().out


def public_name():
    return Report.public.exclude(file="").first().file.name


def test_whole_archive_is_told_to_be_whole(archive):
    said = check()
    assert said.splitlines() == [
        "Tables: whole", "Files: whole", "Search index: whole", "PDFs: whole", "Old addresses: whole",
        "Public log: whole", "Withheld names: whole",
    ]  # fmt: skip


def test_file_that_is_missing_is_named(archive, capsys):
    name = public_name()
    storages["default"].delete(name)
    assert f"The file {name}: it is missing. Take it from a backup" in told(capsys, "files")


def test_file_of_which_one_byte_has_changed_is_named(archive, capsys):
    name = public_name()
    with storages["default"].open(name, "r+b") as written:
        written.seek(20)
        written.write(b"?")
    assert f"The file {name}: its bytes have changed" in told(capsys, "files")


def test_closed_file_in_the_public_store_is_a_fault(archive, capsys):
    report = make.ReportFactory(item=archive.item, is_exempt=True, exempt_paragraph="3", exempt_reason="A reason")
    with storages["exempt"].open(report.file.name) as content:
        storages["default"].save(report.file.name, ContentFile(content.read()))
    said = told(capsys, "files")
    assert f"The file {report.file.name}: it lies in the public store and is not public. Run settle_documents." in said
    call_command("settle_documents", stdout=io.StringIO())
    assert check("files") == "Files: whole\n"


def test_file_that_no_record_names_is_told_and_no_fault(archive):
    storages["exempt"].save("2026/left.pdf", ContentFile(b"%PDF"))
    assert "The file 2026/left.pdf: no record names it (in the closed store)" in check("files")


def test_index_that_is_wrong_is_named_by_its_item(archive, capsys):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE minutes_searchpassage SET text = 'Something else' WHERE item_id = %s", [archive.item.pk])
    assert f"The agenda item {archive.item.pk}: the search knows it otherwise" in told(capsys, "search index")
    call_command("rebuild_search", stdout=io.StringIO())
    assert check("search index") == "Search index: whole\n"


def test_kept_pdf_that_is_another_one_than_would_be_made_is_named(archive, capsys):
    one, other = paper_addresses()[:2]
    note = papers().noted(one)
    papers().note(one, note._replace(digest=papers().noted(other).digest))
    assert f"The PDF of {one}: it is not what would be made now" in told(capsys, "pdfs")


def test_kept_pdf_that_is_damaged_is_named_and_made_anew(archive, capsys):
    address = paper_addresses()[0]
    path = papers().path(papers().noted(address).digest)
    path.write_bytes(path.read_bytes()[:-2000])
    assert f"The PDF of {address}: the kept file was damaged" in told(capsys, "pdfs")
    call_command("make_pdfs", workers=1, url=URL, stdout=io.StringIO())
    assert check("pdfs") == "PDFs: whole\n"


def test_pdf_that_is_kept_of_what_is_public_no_more_is_a_fault(archive, capsys, monkeypatch):
    """As if the record's mark had not moved."""
    address = paper_addresses()[0]
    monkeypatch.setattr("minutes.inspection.kept.paper_addresses", list)
    assert f"The PDF of {address}: it is kept, and nothing is public there" in told(capsys, "pdfs")


def test_pdfs_that_are_not_made_yet_are_told_and_no_fault(archive):
    papers().forget(paper_addresses()[0])
    assert "PDFs: 1 are not made yet" in check("pdfs")


def test_pdfs_are_not_looked_at_where_the_address_of_the_site_is_unknown(archive):
    said = io.StringIO()
    call_command("check_archive", url="", only="pdfs", stdout=said)
    assert "Set MINUTEBOOK_URL or give --url" in said.getvalue()


def test_old_address_that_leads_nowhere_is_named(archive, capsys, monkeypatch):
    monkeypatch.setattr(
        "minutes.inspection.addresses.new_addresses", lambda named: dict.fromkeys(named, "/committees/nowhere/")
    )
    assert "it leads to /committees/nowhere/, which answers 404" in told(capsys, "old addresses")


def test_table_that_cannot_be_read_is_named(archive, capsys, monkeypatch):
    """As one of which a page is damaged."""
    monkeypatch.setattr(tables, "TABLES", "SELECT 'public', 'no_such_table', ARRAY['id']")
    assert 'The table no_such_table: relation "public.no_such_table" does not exist' in told(capsys, "tables")


def test_part_that_does_not_exist_is_refused():
    with pytest.raises(CommandError, match="--only is one of: Tables, Files"):
        call_command("check_archive", only="everything")
