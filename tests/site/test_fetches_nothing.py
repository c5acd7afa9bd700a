"""A paper fetches nothing from outside, whatever a clerk writes: not from the net, not from the disk."""

import io
import socket

import pikepdf
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.safestring import mark_safe
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from decisions.models import Clause, Decision, Resolution, Vote
from minutes import pdf
from minutes.models import (
    AgendaItem,
    Attendance,
    Committee,
    Correction,
    Council,
    Declaration,
    FairSummary,
    Issue,
    Meeting,
    Narrative,
    Person,
    Report,
    Ward,
)  # fmt: skip
from minutes.models.lock import Way, unlocked
from minutes.pdf.press import FontsOnly
from minutes.views.meetings import PAPERS
from tests import factories as make
from tests.minutes.test_pdf import ABOUT, CONTEXT, TEMPLATES
from tests.site.test_walk import pdf_text
from tests.site.world import State, build, text_fields

pytestmark = pytest.mark.django_db

WRITTEN = [Council, Committee, Person, Ward, Issue, Meeting, AgendaItem, Report, Narrative, FairSummary, Declaration,
           Correction, Attendance, Decision, Resolution, Clause, Vote]  # fmt: skip
IN_ADDRESSES = {"slug", "file_name", "withdrawal_note", "exempt_paragraph", "exempt_reason", "exempt_test",
                "listed_as", "withheld_because"}  # fmt: skip
WAYS = [
    '<img src="{}">', '"><img src={}>', '<link rel="stylesheet" href="{}">', '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>', "</style><style>@import url({});</style>", '<p style="background:url({})">x</p>',
    '<p style="list-style:url({});display:list-item">x</p>', '</title><style>*::after{{content:url({})}}</style>',
    "<style>@font-face{{font-family:x;src:url({})}}*{{font-family:x}}</style>", '<svg><image href="{}"/></svg>',
    '<object data="{}"></object>', '<embed src="{}">', '<base href="{}"><img src="x.png">', '@import "{}";', "url({})",
    "- url({})\n- <img src={}>", "| <img src={}> | url({}) |\n| a | b |", '{{% include "{}" %}}', "<iframe src={}></iframe>",
]  # fmt: skip
SECRET = "zqsecretofthemachinek"
addresses = st.sampled_from(
    ["http://127.0.0.1:9/a.png", "https://elsewhere.example/a.css", "//elsewhere.example/a.svg", "ftp://elsewhere.example/a",
     "file://{secret}", "{secret}", "/etc/passwd", "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
     "data:text/css;base64,Knt9", "font:../../../../../../etc/passwd", "font:SourceSerifPro-../x", "attachment:x"]
)  # fmt: skip
quick = settings(
    max_examples=12, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def secret(tmp_path):
    """A file that nobody may see."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path


@pytest.fixture
def fetched(monkeypatch):
    """The addresses that were answered; any way to the net raises."""
    answered = []
    fetch = FontsOnly.fetch

    def watch(self, url, headers=None):
        response = fetch(self, url, headers)
        answered.append(url)
        return response

    def refuse(*args, **kwargs):
        raise AssertionError(f"a way to the net: {args}")

    monkeypatch.setattr(FontsOnly, "fetch", watch)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr("urllib.request.OpenerDirector.open", refuse)
    return answered


def check(content, answered):
    """Nothing but fonts was read, and nothing came into the file."""
    assert [url for url in answered if not url.startswith("font:SourceS")] == []
    assert SECRET not in pdf_text(content)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert all(name.endswith(".json") for name in document.attachments)
        assert not [image for page in document.pages for image in page.get_images()]


@quick
@given(way=st.sampled_from(WAYS), address=addresses, paper=st.sampled_from(["item", "year", *PAPERS]))
def written_by_a_clerk(client, secret, answered, way, address, paper):
    text = way.format(*[address.format(secret=secret)] * way.count("{}"))
    with transaction.atomic(), unlocked(Way.IMPORT):
        world = build(State("confirmed_at"))
        for model in WRITTEN:
            fields = {name: model._meta.get_field(name) for name in text_fields(model) if name not in IN_ADDRESSES}
            model.objects.update(**{name: text[: field.max_length] for name, field in fields.items()})
        private = {"is_exempt": True, "exempt_paragraph": "3", "listed_as": text[:300]}
        make.ReportFactory(item=world.item, **private)
        place = [world.committee.slug, world.meeting.key]
        if paper == "item":
            url = world.item.get_pdf_url()
        elif paper == "year":
            url = reverse("minutes:year-pdf", args=[world.committee.slug, world.meeting.municipal_year_start])
        else:
            url = reverse(f"minutes:{paper}-pdf", args=place)
        response = client.get(url)
        transaction.set_rollback(True)
    assert response.status_code == 200
    check(response.content, answered)


def test_paper_fetches_nothing_whatever_a_clerk_writes(client, secret, fetched):
    written_by_a_clerk(client, secret, fetched)


@quick
@given(way=st.sampled_from(WAYS), address=addresses)
def let_through(secret, answered, way, address):
    text = way.format(*[address.format(secret=secret)] * way.count("{}"))
    content = pdf.render("pdf_trial.html", {**CONTEXT, "more": mark_safe(text)}, **ABOUT)
    check(content, answered)


def test_press_fetches_nothing_even_if_a_template_lets_it_through(secret, fetched, settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}]
    let_through(secret, fetched)
