"""How a thread becomes the public side, and comes back from it."""

import pytest
from django.conf import settings as project
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from minutes.walls.middleware import WallMiddleware
from minutes.walls.role import NoDoor, NotTheReader, is_reading, open_door, reading
from tests.minutes.walls.asking import ask, user

pytestmark = pytest.mark.django_db
READER = project.READER_ROLE


@pytest.fixture
def owner():
    return user()


def through(view, path="/"):
    return WallMiddleware(view)(RequestFactory().get(path))


def test_public_request_is_answered_as_the_reader_and_the_next_question_is_not(owner):
    assert through(lambda request: HttpResponse(user())).content.decode() == READER
    assert user() == owner


def test_admin_is_answered_as_the_owner(owner):
    assert through(lambda request: HttpResponse(user()), "/admin/").content.decode() == owner


def test_role_holds_until_the_last_piece_of_an_answer_is_made(owner):
    response = through(lambda request: StreamingHttpResponse(user() for _ in range(3)))
    assert user() == owner
    assert list(response.streaming_content) == [READER.encode()] * 3
    assert user() == owner


def test_answer_that_is_not_read_to_its_end_leaves_nothing_behind(owner):
    response = through(lambda request: StreamingHttpResponse(user() for _ in range(3)))
    next(iter(response.streaming_content))
    for close in response._resource_closers:  # as a server does; Django would end the connection with the request
        close()
    assert user() == owner


def test_view_that_raises_leaves_nothing_behind(owner):
    def broken(request):
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        through(broken)
    assert (user(), is_reading()) == (owner, False)


def test_question_that_the_database_refuses_leaves_nothing_behind(owner):
    def broken(request):
        return ask("SELECT * FROM auth_user")

    with pytest.raises(DatabaseError), transaction.atomic():
        through(broken)
    assert user() == owner


def test_transaction_taken_back_within_keeps_the_reader(owner):
    with reading():
        with transaction.atomic():
            ask("SELECT 1")
            transaction.set_rollback(True)
        assert user() == READER
    assert user() == owner


@pytest.mark.django_db(transaction=True)
def test_transaction_begun_within_does_not_carry_the_role_out(owner):
    with reading(), transaction.atomic():
        assert user() == READER
    assert user() == owner
    with transaction.atomic():
        with reading():
            assert user() == READER
        transaction.set_rollback(True)
    assert user() == owner


@pytest.mark.django_db(transaction=True)
def test_door_within_a_transaction_that_is_taken_back_is_shut_again(owner):
    with reading():
        with transaction.atomic():
            with open_door():
                assert user() == owner
            transaction.set_rollback(True)
        assert user() == READER


@pytest.mark.django_db(transaction=True)
def test_connection_that_is_made_within_is_the_readers():
    connection.close()
    with reading():
        assert user() == READER
        connection.close()
        assert user() == READER


def test_door_is_open_as_long_as_it_is_used(owner):
    with reading():
        with open_door():
            assert user() == owner
        assert user() == READER


def test_process_of_the_public_side_has_no_door(settings):
    settings.SIDE = "public"
    assert is_reading()
    with pytest.raises(NoDoor), open_door():
        pass


@pytest.mark.django_db(transaction=True)
def test_process_of_the_public_side_is_the_reader_from_the_first_statement(settings):
    connection.close()
    settings.SIDE = "public"
    try:
        assert user() == READER
    finally:
        settings.SIDE = ""
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_read_where_the_role_is_missing(settings):
    ask("SELECT 1")
    settings.READER_ROLE = "nobody_made_this_one"
    with pytest.raises(NotTheReader, match="make_reader_role"), reading():
        pass
    settings.READER_ROLE = READER
    assert not is_reading()


def test_without_a_role_everybody_asks_as_the_owner(settings, owner):
    settings.READER_ROLE = ""
    with reading():
        assert (user(), is_reading()) == (owner, False)
