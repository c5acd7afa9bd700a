"""What was restored is walled as before: policies come with the backup, the role and its rights are made anew."""

import json
import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings as project
from django.db import connection

from minutes.models import AgendaItem, Meeting
from minutes.preservation.backup import make_backup
from tests import factories as make
from tests.minutes.moderngov.killing import server_address
from tests.minutes.preservation.places import rows

pytestmark = pytest.mark.django_db(transaction=True)
WALLS = """
SELECT p.tablename, p.policyname, p.qual, c.relrowsecurity FROM pg_policies p JOIN pg_class c ON c.oid = p.tablename::regclass
UNION ALL SELECT table_name, privilege_type, column_name, true FROM information_schema.column_privileges WHERE grantee = %s
ORDER BY 1, 2, 3
"""
# What a process of the public side reads, and whether it is refused the rest.
READER = """
import json
from django.db import DatabaseError, connection

def ask(question):
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return [row[0] for row in cursor.fetchall()]
    except DatabaseError as error:
        return type(error.__cause__).__name__

print(json.dumps({question: ask(question) for question in %s}))
"""
TITLES, MEETINGS = "SELECT title FROM minutes_agendaitem", "SELECT count(*) FROM minutes_meeting"
REFUSED = ["SELECT count(*) FROM auth_user", "SELECT exempt_test FROM minutes_report", "DELETE FROM minutes_meeting",
           f"SET ROLE {project.DATABASES['default'].get('USER') or 'minutebook'}"]  # fmt: skip


@pytest.fixture
def another_machine(tmp_path):
    """Runs `manage.py` for a site with a server of its own, where nobody has made the role yet."""
    own = {**os.environ, "DATABASE_URL": "", "MINUTEBOOK_DATA": str(tmp_path / "another")}
    own.pop("PYTEST_CURRENT_TEST", None)

    def run(*command, **settings):
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=project.BASE_DIR, env={**own, **settings}, check=False,
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_reader_of_a_restored_site_logs_in_and_reads_what_is_public_alone(record, chest, another_machine):
    make.AgendaItemFactory(meeting=record.meeting, title="Released")
    AgendaItem.objects.filter(title="Released").update(released_at=record.meeting.agenda_published_at)
    make.AgendaItemFactory(meeting=make.MeetingFactory(), title="Still a draft")
    make_backup(chest)
    another_machine("restore", str(chest.folder))
    asked = ["SELECT current_user", TITLES, MEETINGS, *REFUSED]
    said = another_machine("shell", "-c", READER % asked, MINUTEBOOK_SIDE="public")
    found = json.loads(said.splitlines()[-1])
    public = sorted(AgendaItem.public.values_list("title", flat=True))
    assert "Released" in public
    assert found["SELECT current_user"] == [project.READER_ROLE]
    assert sorted(found[TITLES]) == public
    assert found[MEETINGS] == [Meeting.public.count()] != [Meeting.objects.count()]
    assert [found[question] for question in REFUSED] == ["InsufficientPrivilege"] * len(REFUSED)


def test_policies_and_rights_are_those_of_the_site(record, chest, empty_place):
    make_backup(chest)
    empty_place.run("restore", str(chest.folder))
    assert walls(empty_place) == walls()
    assert rows(empty_place) == rows()


def walls(place=None):
    """Policies and rights of a place, or of the tests' own site."""
    name = place.name if place else connection.settings_dict["NAME"]
    with psycopg.connect(**server_address(connection), dbname=name) as asked:
        return asked.execute(WALLS, [project.READER_ROLE]).fetchall()
