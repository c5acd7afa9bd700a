"""docs/operations.md: every command in it is one that can be run as it is written."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from granian.cli import cli

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text()
README = (ROOT / "README.md").read_text().replace("\\\n", " ")
SERVING = re.findall(r"^(?:ExecStart=/srv/minutebook/)?\.venv/bin/granian (.+)$", f"{TEXT}\n{README}", re.MULTILINE)
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


def test_web_server_understands_its_options_and_they_bound_it():
    told = [cli.make_context("granian", shlex.split(line)).params for line in SERVING]
    assert len(told) == 2
    assert told[0] == told[1]
    assert told[0]["workers"] * told[0]["blocking_threads"] < 50
    assert told[0]["respawn_failed_workers"]
    assert told[0]["workers_lifetime"] == 24 * 3600
    assert told[0]["workers_max_rss"] == 1024
