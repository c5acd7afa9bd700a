"""What a site holds, as text and bytes to compare, and commands told to another one."""

import psycopg
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.db import connection
from psycopg import sql

from tests import factories as make
from tests.minutes.moderngov.killing import server_address


def make_file(text):
    """A PDF unlike others."""
    return ContentFile(make.pdf(text), "report.pdf")


def rows(place=None):
    """Every row of every table as text: of a place, or of the tests' own site."""
    name = place.name if place else connection.settings_dict["NAME"]
    with psycopg.connect(**server_address(connection), dbname=name) as asked:
        names = asked.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        found = {}
        for (table,) in names:
            question = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
            found[table] = [row for (row,) in asked.execute(question)]
        return found


def files(place=None):
    """The bytes of every file by its store and name."""
    folders = (
        {"documents": place.folder / "documents", "exempt": place.folder / "exempt"}
        if place
        else {"documents": project.MEDIA_ROOT, "exempt": project.EXEMPT_ROOT}
    )
    return {
        (kind, str(path.relative_to(folder))): path.read_bytes()
        for kind, folder in folders.items()
        for path in folder.rglob("*")
        if path.is_file()
    }


def tell(place, *command):
    """Run `manage.py` there: its exit status and what it said."""
    process = place.start(*command)
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors
