"""Every table of the database is open, walled by a policy, or closed: one that nobody has decided on fails here."""

import pytest
from django.apps import apps
from django.conf import settings as project
from django.db import connection

from minutes.walls.columns import CLOSED as CLOSED_COLUMNS
from minutes.walls.role import reading
from minutes.walls.tables import BY_ROW, OPEN, WINDOWS, readable
from tests.minutes.walls.asking import ask, refused

pytestmark = pytest.mark.django_db

# Of clerks and of programs; nothing in them is for the public.
CLOSED = {
    "auth_group", "auth_group_permissions", "auth_permission", "auth_user", "auth_user_groups",
    "auth_user_user_permissions", "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog",
    "axes_accesslog", "django_admin_log", "django_content_type", "django_session", "otp_totp_totpdevice",
    "minutes_alertknock", "minutes_alertletter", "minutes_alertmeeting", "minutes_alertnews",
    "minutes_alertsubscription", "minutes_askedcorrection", "minutes_disposal", "minutes_givencommittee",
    "minutes_importedpage", "minutes_importedrecord", "minutes_importnote", "minutes_keptlonger", "minutes_ledgerreach",
    "minutes_pastedminutes", "minutes_phrase", "minutes_redactedplace", "minutes_redaction", "minutes_retentionperiod",
    "minutes_searchqueue", "minutes_standarditem", "minutes_upload",
}  # fmt: skip
TABLES = """
SELECT relname, relkind, relrowsecurity FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
"""


def is_history(table):
    return table.startswith(("minutes_historical", "decisions_historical"))


def test_every_table_is_open_or_walled_or_closed():
    tables = {name: kind for name, kind, _ in ask(TABLES)}
    told = CLOSED | OPEN | BY_ROW | WINDOWS
    assert {name for name in tables if name not in told and not is_history(name)} == set()
    assert told - tables.keys() == set()
    assert {name for name, kind in tables.items() if kind == "v"} == WINDOWS


def test_walled_tables_and_no_others_have_policies():
    assert {name for name, _, walled in ask(TABLES) if walled} == BY_ROW


def test_role_reads_what_is_named_and_nothing_else():
    for name, *_ in ask(TABLES):
        question = f"SELECT count(*) FROM {name}"
        with reading():
            assert refused(question) == (name not in readable()), name


def test_role_has_no_right_to_write_anything():
    writing = "INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"
    found = ask(f"SELECT relname, has_table_privilege(%s, oid, %s) FROM ({TABLES.replace('relname,', 'relname, oid,')})",
                project.READER_ROLE, writing)  # fmt: skip
    assert [name for name, may in found if may] == []
    assert len(found) > 80


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE mine (id int)", "CREATE TEMPORARY TABLE mine (id int)", "CREATE SCHEMA mine", "DROP VIEW minutes_open_item",
     "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'", "ALTER TABLE minutes_report DISABLE ROW LEVEL SECURITY",
     "SELECT nextval('minutes_report_id_seq')", "CREATE ROLE mine", "SELECT pg_read_file('PG_VERSION')"],
)  # fmt: skip
def test_role_makes_nothing_and_leaves_nothing_behind(statement):
    with reading():
        assert refused(statement)


def test_column_that_is_never_public_cannot_be_read_in_a_row_that_is():
    walled = {table: names for table, names in CLOSED_COLUMNS.items() if table in readable()}
    assert walled == {
        **{table: {"exempt_test"} for table in ("minutes_agendaitem", "minutes_report")},
        **{table: {"before", "after"} for table in ("minutes_correction", "minutes_meetingcorrection")},
    }
    for table, names in walled.items():
        for name in names:
            with reading():
                assert refused(f"SELECT {name} FROM {table}")


def test_every_kind_with_public_rows_is_walled_or_open():
    kinds = [model for model in apps.get_models() if hasattr(model, "public")]
    assert {kind._meta.db_table for kind in kinds} <= BY_ROW | OPEN


def test_time_of_the_next_publication_is_closed():
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'minutes_search_due'")
        assert cursor.fetchall() == [("is_due",)]
