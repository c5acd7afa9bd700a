"""docs/operations.md: every command in it is one that can be run as it is written."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text()
LINES = re.findall(r"^\.venv/bin/python manage\.py (.+)$", TEXT, re.MULTILINE)
NAMED = re.findall(r"\| `([a-z_]+(?: [^`|]+)?)` \|", TEXT)


@pytest.mark.parametrize("line", sorted({*LINES, *NAMED}))
def test_command_is_understood_as_it_is_written(line):
    name, *arguments = shlex.split(line)
    assert name in get_commands()
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(arguments)


def test_document_was_read():
    assert len(LINES) > 15
    assert "send_alerts" in NAMED
