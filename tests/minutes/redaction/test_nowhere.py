"""A name that stood everywhere is nowhere public once it is withheld: a council of the leak test, with one name sown in it."""

import html
import random

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import TestCase

from minutes.models import Report
from tests import factories as make
from tests.leaks.addresses import WIDE, places
from tests.leaks.clock import clock
from tests.leaks.council import RICH, Builder
from tests.leaks.needles import without
from tests.leaks.rule import Seen
from tests.leaks.stranger import Stranger
from tests.leaks.trial import LEFT_OUT, LINKS, sent
from tests.leaks.words import Words
from tests.minutes.redaction.withheld import withheld

pytestmark = pytest.mark.django_db
NAME, PLAIN = "Ádà Thornleigh", "thornleigh"
ASKED = ("/search/suggest/?q=thorn", "/search/?q=thornlegh", "/search/?q=hornbeam+thornlegh")
MIRRORED = ("/search/?q={}", "/search/?q=ada+{}", "/search/suggest/?q={}", "/decisions/?q={}", "/feeds/search.atom?q={}",
            "/people/ada-{}/", "/issues/ada-{}/")  # fmt: skip


class Sown(Words):
    """Every text holds the name, every word of an address too."""

    def fill(self, model, **state):
        return {name: self.sow(model, name, value) for name, value in super().fill(model, **state).items()}

    def sow(self, model, name, value):
        if name == "slug":
            return f"ada-{PLAIN}-{value}"
        if "@" in value:
            return f"ada.{PLAIN}.{value}"
        room = model._meta.get_field(name).max_length or 1_000
        return f"{value} {NAME}’s {value}" if 2 * len(value) + 20 < room else value


@pytest.fixture
def sown(settings):
    """The words of the council, and its time."""
    settings.MAIL_FROM, settings.MAIL_SERVER = "minutes@example.org", {"host": "localhost"}
    with clock() as time:
        words = Sown()
        with TestCase.captureOnCommitCallbacks(execute=True):
            Builder(words).build({**RICH, "unlisted": False, "meetings": RICH["meetings"][:2]})
            report = Report.public.first()
            report.file = ContentFile(make.pdf(f"Written by Ada {PLAIN}."), "report.pdf")
            report.save()
        yield words, time


def everything(stranger, words, time, number):
    """The answers at so many of the addresses that a stranger could guess, and at some to which those lead."""
    seen, chance = Seen(time.now, words), random.Random(number)
    seen.once = {(type(row).__name__, row.pk) for rows in seen.rows.values() for row in rows}
    every = [place for place in places(seen) if not place.address.startswith("/admin/")]
    printed = [place.address for place in every if place.prints]
    asked = [place.address for place in every if not place.prints] + list(WIDE)
    asked = [*chance.sample(asked, number), *chance.sample(printed, 3), *ASKED]
    answers = [stranger.ask_again(address) for address in asked]
    led = {html.unescape("".join(link)) for answer in answers for link in LINKS.findall(answer.said)} - set(asked)
    led = sorted(address for address in led if not address.startswith(LEFT_OUT) and not address.endswith(".pdf"))
    return answers + [stranger.ask_again(address) for address in chance.sample(led, min(len(led), number // 4))]


def told_by(answers):
    """What of the name an answer holds, though nobody asked with it."""
    for answer in answers:
        if (at := answer.text.find(PLAIN)) >= 0 and PLAIN not in answer.address:
            yield f"{answer.address} ({answer.status}): …{answer.text[max(at - 90, 0) : at + 40]}"


def counts():
    ours = [model for app in ("minutes", "decisions") for model in apps.get_app_config(app).get_models()]
    models = [model for model in ours if model._meta.managed]
    changed = ("Historical", "Redact", "Search", "PublicChange", "Ledger", "Alert", "Correction", "MeetingCorrection")
    return {model.__name__: model.objects.count() for model in models if not model.__name__.startswith(changed)}


def test_name_is_nowhere_public(sown):
    words, time = sown
    stranger, number = Stranger(), counts()
    before = everything(stranger, words, time, 40)
    assert len(list(told_by(before))) > 15
    time.move(hours=1)
    withheld("Ada Thornleigh")
    assert counts() == number
    after = everything(stranger, words, time, 60)
    again = [stranger.ask_again(answer.address) for answer in before]
    assert list(told_by([*after, *again])) == []
    assert sum("[name withheld]" in answer.said for answer in after) > 20
    assert [letter for letter in sent() if PLAIN in letter] == []
    for address in MIRRORED:  # whoever asks for the name learns what whoever asks for nothing does
        nothing = "q" * len(PLAIN)
        answers = [without(stranger.ask(address.format(word)), word, nothing) for word in (PLAIN, nothing)]
        assert answers[0] == answers[1], address
