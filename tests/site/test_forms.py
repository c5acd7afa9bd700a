"""Items and meetings as Word, OpenDocument, text and data: all that their page shows, in order, and nothing else."""

import html
import json
import os
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from minutes.models import AgendaItem, Meeting
from minutes.models.lock import Way, unlocked
from tests import factories as make
from tests.minutes.formats.reading import parts, read_docx, read_odt
from tests.site.test_pages import grow, queries
from tests.site.test_walk import FORMS, PAPERS, STATES, forms
from tests.site.world import State, build

pytestmark = pytest.mark.django_db
READERS = {
    "docx": lambda data: [f"{one.label} {one.text}" for one in read_docx(data)],
    "odt": lambda data: [f"{one.label} {one.text}" for one in read_odt(data)],
    "txt": lambda data: data.decode().splitlines(),
}
RULES = re.compile(r"^[-=]+( +-+)*$")  # under a heading and the head of a table


def form_url(item, form):
    return item.get_pdf_url().removesuffix("pdf") + form


def letters(text):
    return re.sub(r"[\W_]+", "", text)


def on_paper(found):
    """Where the page compares two wordings, a paper says that it does."""
    return "The wording before and after stand side by side on the page." if "compared" in found[0][:30] else ""


def body_of_page(client, item):
    """The words of an item's page from its purpose to its corrections: what page and papers share."""
    page = client.get(item.get_absolute_url()).content.decode()
    article = re.split(r'<section id="(?:history|words|cite)"', page.split("</header>")[2])[0]
    shared = re.sub(r'<(div|details) class="(?:plain-words|compared)">.*?</\1>', on_paper, article, flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", " ", shared))


def text_of(form, data):
    return letters(" ".join(line for line in READERS[form](data) if not RULES.match(line)))


@pytest.fixture
def full(client):
    world = build(State("confirmed_at"))
    grow(world, 2)
    narrative = world.item.narrative
    narrative.text = (
        f"{narrative.text}\n\n8.1 It was noted\nthat:\n- one\n- two\n\n| Ward | Cost |\n| Mill & Quay | £30 <b> |\n"
        "\n8.2 A very long line "
        + "of words " * 30
        + "\n\n"
        + "| a | " * 30
        + "|\n\nDyna’r ŵyl. مرحبا 🎉 \x0b\ufffe end."
    )
    resolution = world.item.resolutions.first()
    resolution.text += "\n\nA second paragraph.\n\n| A | B |\n| 1 | 2 |\n\nA third."
    with unlocked(Way.IMPORT):
        narrative.save()
        resolution.save()
    return world


@pytest.mark.parametrize("form", READERS)
def test_form_holds_every_word_of_its_page_in_order(client, full, form):
    data = client.get(form_url(full.item, form)).content
    assert letters(body_of_page(client, full.item)) in text_of(form, data)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_form_is_there_when_its_page_is(client, state, form):
    world = build(state)
    page, answer = client.get(world.item.get_absolute_url()), client.get(form_url(world.item, form))
    assert answer.status_code == page.status_code
    if page.status_code != 200:
        assert answer.content == page.content


@pytest.mark.parametrize("form", FORMS)
def test_same_record_gives_the_same_bytes_and_is_answered_304(client, full, form):
    for address in (form_url(full.item, form), f"{full.meeting.get_absolute_url()}minutes.{form}"):
        first, second = client.get(address), client.get(address)
        assert first.content == second.content
        known = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        make.CorrectionFactory(item=full.item)
        assert client.get(address).headers["ETag"] != first.headers["ETag"]


def test_form_says_what_it_is_and_under_which_name_to_keep_it(client, full):
    kinds = {}
    for form in FORMS:
        headers = client.get(form_url(full.item, form)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        name = f"{full.committee.slug}-2024-02-06-{full.item.slug}.{form}"
        assert headers["Content-Disposition"].endswith(f'; filename="{name}"')
        kinds[form] = headers["Content-Type"]
    assert kinds == {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt": "application/vnd.oasis.opendocument.text",
        "txt": "text/plain; charset=utf-8",
        "json": "application/json",
    }


@pytest.mark.parametrize(
    "stage", ["announced_at", "agenda_published_at", "decisions_published_at", "minutes_published_at"]
)
def test_meeting_has_the_papers_of_its_stage(client, stage):
    world = build(State(stage))
    there = {name for name in PAPERS if client.get(f"{world.meeting.get_absolute_url()}{name}.txt").status_code == 200}
    number = ["announced_at", "agenda_published_at", "decisions_published_at", "minutes_published_at"].index(stage)
    assert there == set(PAPERS[:number])


def test_earlier_papers_hold_nothing_of_later_ones(client):
    world = build(State("confirmed_at"))
    said = {name: client.get(f"{world.meeting.get_absolute_url()}{name}.txt").content.decode() for name in PAPERS}
    texts = [world.item.resolutions.get().text, world.item.narrative.text, world.meeting.attendances.get().note]
    held = {name: [text in words for text in texts] for name, words in said.items()}
    assert held == {
        "agenda": [False, False, False], "decisions": [True, False, False], "minutes": [True, True, True],
    }  # fmt: skip


def test_pages_link_to_forms_that_are_there(client, full):
    for page in (full.item, full.meeting):
        text = client.get(page.get_absolute_url()).content.decode()
        links = [link for link in re.findall(r'href="([^"]*)"', text) if link.endswith(FORMS)]
        assert len(links) == 4
        assert {client.get(link).status_code for link in links} == {200}


def test_minutes_say_which_meeting_confirmed_them(client):
    confirming = make.MeetingFactory(stage="agenda_published_at")
    meeting = make.MeetingFactory(stage="confirmed_at", committee=confirming.committee, confirmed_in=confirming)
    said = " ".join(client.get(f"{meeting.get_absolute_url()}minutes.txt").content.decode().split())
    assert f"by the meeting of {confirming.committee} on {confirming.date:%-d %B %Y}." in said


def test_meeting_without_items_has_its_papers(client):
    meeting = make.MeetingFactory(stage="minutes_published_at")
    for form in FORMS:
        assert client.get(f"{meeting.get_absolute_url()}minutes.{form}").status_code == 200


@pytest.mark.parametrize("slug", ["3.docx", "decisions", "supplement"])
def test_item_called_like_a_paper_keeps_its_page(client, slug):
    """Its word was released before the papers took theirs."""
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), label="9")
    AgendaItem.objects.filter(pk=item.pk).update(slug=slug)
    item.refresh_from_db()
    assert client.get(item.get_absolute_url()).status_code == 200
    assert client.get(form_url(item, "txt")).status_code == 200


def test_data_of_a_meeting_is_the_data_of_its_items(client, full):
    whole = json.loads(client.get(f"{full.meeting.get_absolute_url()}minutes.json").content)
    for found in whole["items"]:
        alone = json.loads(client.get(found["url"].rstrip("/") + ".json").content)
        for resolution in alone["resolutions"]:  # a paper says nothing of what came of it later
            del resolution["effects"], resolution["later_effects"]
        assert {name: alone[name] for name in found} == found
        assert found["minutes"] == alone["minutes"]
    assert any(found["minutes"] for found in whole["items"])
    assert len(whole["items"]) == full.meeting.items.count()


def test_every_form_of_the_demo_council_reads_as_its_page(client):
    call_command("sync_groups", verbosity=0)
    call_command("load_demo")
    items = list(AgendaItem.public.with_place())
    assert len(items) > 150
    wrong = []
    for item in items[:: 1 if "MINUTEBOOK_PAPERS" in os.environ else 8]:  # `make papers` looks at every one
        page = letters(body_of_page(client, item))
        record = json.loads(client.get(form_url(item, "json")).content)
        labels = [label for row in record["resolutions"] for label in labels_of(row)]
        for form in READERS:
            data = client.get(form_url(item, form)).content
            if page not in text_of(form, data):
                wrong.append((item.get_absolute_url(), form))
            if form != "txt" and not in_order(
                labels, [one.label for one in {"docx": read_docx, "odt": read_odt}[form](data)]
            ):
                wrong.append((item.get_absolute_url(), form, labels))
    assert wrong == []
    example = json.loads(DOC.split("```json")[1].split("```")[0])
    path = example.pop("url").removeprefix("https://minutes.example.gov.uk")
    shown = json.loads(client.get(f"{path.rstrip('/')}.json").content)
    assert {name: value for name, value in shown.items() if name != "url"} == example


DOC = (Path(__file__).parents[2] / "docs" / "json.md").read_text()


def names(data):
    """Every field of an object and of those inside it."""
    if isinstance(data, list):
        return {name for one in data for name in names(one)}
    return set(data).union(*map(names, data.values())) if isinstance(data, dict) else set()


@pytest.mark.parametrize("exempt", [False, True])
def test_every_field_of_the_data_is_described(client, exempt):
    world = build(State("confirmed_at", exempt_item=exempt))
    for address in (form_url(world.item, "json"), f"{world.meeting.get_absolute_url()}minutes.json"):
        found = names(json.loads(client.get(address).content))
        assert {name for name in found if f"`{name}`" not in DOC} == set()


def labels_of(row):
    """The labels of a resolution and its clauses, those that say nothing left out."""
    yield from filter(None, [row["label"]])
    for clause in row["clauses"]:
        yield from labels_of(clause)


def in_order(wanted, found):
    rest = iter(found)
    return all(any(label == other for other in rest) for label in wanted)


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_document_says_its_title_language_and_state(client, full, form):
    files = parts(client.get(form_url(full.item, form)).content)
    everything = b"".join(files.values()).decode()
    assert f"{full.item.title} – {full.committee}" in everything
    assert "en-GB" in everything
    foot = files["word/footer.xml" if form == "docx" else "styles.xml"].decode()
    assert "Minutes confirmed as a correct record" in foot
    assert full.item.get_absolute_url() in foot


def test_preview_is_behind_no_form(client, admin_client):
    world = build(State())
    for address in forms(world):
        assert admin_client.get(address).status_code == 404
    assert not Meeting.public.filter(pk=world.meeting.pk).exists()
    assert reverse("admin:minutes_meeting_preview", args=[world.meeting.pk]) not in forms(world)


def test_papers_of_a_long_meeting_ask_ten_questions(client):
    world = build(State("confirmed_at"))
    grow(world, 6)
    assert max(queries(client, address) for address in forms(world)) <= 10
