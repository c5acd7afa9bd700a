"""The sentence for what goes wrong around the database."""

import errno

import pytest
from django.db import OperationalError

from minutes.database.errors import SetupError, explain


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OperationalError("could not extend file: No space left on device"),
    ],
)
def test_full_disk_is_named_however_it_shows(error, tmp_path):
    assert f"The disk that holds {tmp_path} is full" in explain(error, tmp_path)


def test_full_disk_that_only_the_server_s_log_tells_of_is_named(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "server.log").write_text("PANIC:  could not write to file: No space left on device\n")
    assert "is full" in explain(OperationalError("the database system is in recovery mode"), tmp_path)


def test_server_that_refuses_is_quoted_in_its_first_line(tmp_path):
    told = explain(OperationalError('FATAL:  role "x" does not exist.\nmore\nlines'), tmp_path)
    assert told.startswith('The database cannot be used: FATAL:  role "x" does not exist. Is DATABASE_URL right')
    assert "\n" not in told


def test_sentence_of_a_setup_error_is_passed_on(tmp_path):
    assert explain(SetupError("Do this first."), tmp_path) == "Do this first."


def test_fault_of_the_program_keeps_its_traceback(tmp_path):
    assert explain(FileNotFoundError("templates/x.html"), tmp_path) is None
