"""Views with the worst faults, over a council with something of everything: the wall holds without them."""

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import include, path

from minutes.models import Meeting
from tests.leaks.clock import clock
from tests.leaks.council import RICH, Builder
from tests.leaks.rule import Seen
from tests.leaks.words import Words
from tests.minutes.walls.asking import ask

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')"


def tried(question):
    """The answer, or nothing where it is refused."""
    try:
        with transaction.atomic():
            return ask(question)
    except DatabaseError:
        return []


def full_managers(request):
    """Every row of every model, by the manager that a public view must not use."""
    rows = []
    for model in apps.get_models():
        try:
            with transaction.atomic():
                rows += [
                    [getattr(row, field.attname) for field in model._meta.concrete_fields]
                    for row in model._default_manager.all()
                ]
        except DatabaseError:
            continue
    return HttpResponse(repr(rows))


def raw_tables(request):
    """Every table, past all models, as a stream."""
    return StreamingHttpResponse(repr(tried(f'SELECT * FROM "{name}"')) for (name,) in ask(TABLES))


def every_column(request):
    """Every column of every table by itself: where not all of a table may be read, some of it may."""
    columns = ask("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
    columns += ask(
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
    )
    return HttpResponse(repr([tried(f'SELECT "{column}" FROM "{table}"') for table, column in columns]))


def writes(request):
    """What can be changed; it says what could."""
    done = []
    for (name,) in ask(TABLES):
        for statement in (
            f'DELETE FROM "{name}"',
            f'INSERT INTO "{name}" DEFAULT VALUES',
            f'UPDATE "{name}" SET id = id',
        ):
            try:
                with transaction.atomic():
                    ask(statement)
                done.append(statement)
            except DatabaseError:
                continue
    return HttpResponse("\n".join(done))


urlpatterns = [
    path("broken/managers/", full_managers),
    path("broken/tables/", raw_tables),
    path("broken/columns/", every_column),
    path("broken/writes/", writes),
    path("", include("minutes.config.urls")),
]
# What is in a row that may be read, and no secret: of whoever is named in minutes and has no page, all of the row; the
# name of the row that a correction is of.
BESIDE = {"Person.email", "Person.post", "Person.slug", "Correction.part", "MeetingCorrection.part"}
READ = ["managers", "tables", "columns"]


def said(client, name):
    response = client.get(f"/broken/{name}/")
    content = response.getvalue() if response.streaming else response.content
    return content.decode().lower()


@pytest.fixture
def council():
    """A council with drafts, exempt papers, what was withdrawn and what is set for later, in words that stand once."""
    with clock() as time:
        words = Words()
        Builder(words).build(RICH)
        time.move(hours=3)
        yield Seen(time.now, words)


@pytest.mark.parametrize("view", READ)
def test_broken_view_shows_no_hidden_word(client, council, view):
    shown = said(client, view)
    assert len(council.hidden) > 50
    assert {of for word, of in council.hidden.items() if word in shown} - BESIDE == set()
    assert any(word in shown for word in council.words if word)


@pytest.mark.parametrize("view", READ)
def test_broken_view_shows_it_all_without_the_wall(client, council, settings, view):
    settings.READER_ROLE = ""
    assert any(word in said(client, view) for word in council.hidden)


def test_broken_view_writes_nothing(client, council):
    before = Meeting.objects.count()
    assert said(client, "writes") == ""
    assert Meeting.objects.count() == before
