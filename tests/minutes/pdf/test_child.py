"""The process that prints: it stays for many small papers and goes after a few large ones."""

import datetime as dt
import os

import pytest

from minutes import pdf
from minutes.pdf import child

ABOUT = pdf.About("Paper", "en-GB", "https://marlbridge.example/paper/", dt.datetime(2025, 1, 1, tzinfo=dt.UTC))


@pytest.fixture
def prints():
    """Prints so many characters, and tells which process did."""

    def print_characters(number):
        html = f"<html lang=en-GB><title>Paper</title><p>{'x' * number}</p></html>"
        assert child.printed(html, ABOUT, None).startswith(b"%PDF-")
        return child._children[os.getpid()].process.pid

    child.close()
    yield print_characters
    child.close()


def test_small_papers_come_from_one_process(prints):
    assert prints(10) == prints(10)


def test_large_papers_do_not_keep_a_process(prints, monkeypatch):
    monkeypatch.setattr(child, "ENOUGH", 1_000)
    assert prints(2_000) != prints(10)
