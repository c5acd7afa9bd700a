"""Welsh papers: every word that the site says in a paper has its Welsh, and what is compiled is what is written."""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils import translation

from decisions.models import Choice, Outcome, VoteKind
from minutes.models import AttendanceStatus, InterestKind, MeetingKind, MeetingStatus, ReportKind, Role
from minutes.models.council import EXEMPT_SCHEDULES

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "minutes" / "locale" / "cy" / "LC_MESSAGES" / "django.po"
CHOSEN = [Choice, Outcome, VoteKind, AttendanceStatus, InterestKind, MeetingKind, MeetingStatus, ReportKind, Role]
SINGLE = re.compile(r'\{% translate "([^"]*)"(?: context "([^"]*)")?')
BLOCK = re.compile(r"(?s)\{% blocktranslate(?: [^%]*)?%\}(.*?)(?:\{% plural %\}.*?)?\{% endblocktranslate %\}")
IN_CODE = re.compile(r'\b(?:_|gettext|pgettext)\(\s*"([^"]*)"(?:, "([^"]*)")?\)')


def catalog():
    with PO.open("rb") as file:
        return read_po(file)


def said():
    """Every text that templates of papers, the code and the lists of choices say, with its context."""
    for template in (ROOT / "templates").rglob("*.html"):
        if "admin" in template.parts:
            continue
        text = template.read_text()
        yield from ((match[1], match[2]) for match in SINGLE.finditer(text))
        yield from ((re.sub(r"\{\{ *(\w+) *\}\}", r"%(\1)s", match[1]), None) for match in BLOCK.finditer(text))
    for module in [*(ROOT / "minutes" / "views").glob("*.py"), *(ROOT / "minutes" / "templatetags").glob("*.py")]:
        for match in IN_CODE.finditer(module.read_text()):
            yield (match[2], match[1]) if match[2] else (match[1], None)
    yield from ((str(label), None) for choices in CHOSEN for label in choices.labels)
    yield from ((schedule, None) for schedule in EXEMPT_SCHEDULES.values())


def test_every_word_of_a_paper_has_its_welsh():
    words = catalog()
    found = set(said())
    assert len(found) > 90
    assert {
        text for text, context in found if not (words.get(text, context) and words.get(text, context).string)
    } == set()


def test_every_welsh_word_is_used():
    wanted = {(text, context) for text, context in said()}
    written = {(m.id[0] if m.pluralizable else m.id, m.context) for m in catalog() if m.id}
    assert written - wanted == set()


def test_welsh_keeps_the_places_of_names_and_numbers():
    for message in catalog():
        forms = [message.id, message.string] if not message.pluralizable else [*message.id, *message.string]
        places = {tuple(sorted(re.findall(r"%\(\w+\)s", form))) for form in forms}
        assert len(places) == 1, message.id


def key(message):
    return (tuple(message.id) if message.pluralizable else message.id, message.context)


def test_compiled_words_are_the_written_ones():
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = {key(message): message.string for message in read_mo(file) if message.id}
    written = {key(message): message.string for message in catalog() if message.id}
    assert compiled == written, "pybabel compile -D django -d minutes/locale -f"


@pytest.mark.parametrize("text", ["page", "of"])
def test_words_of_the_foot_can_stand_in_a_style_sheet(text):
    with translation.override("cy"):
        assert re.fullmatch(r"\w+", translation.pgettext("foot of a paper", text))
