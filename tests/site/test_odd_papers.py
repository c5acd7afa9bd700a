"""
Papers of records of odd shapes are valid by both standards and well built: tags, headings, lists, tables, language.

`MINUTEBOOK_PAPERS` is how many records are tried: `make papers` tries 500.
"""

import io
import itertools
import os

import pikepdf
import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings

from tests.site import shapes
from tests.site.test_papers import problems

pytestmark = pytest.mark.django_db

KINDS = ["item", "agenda", "decisions", "minutes", "year"]
RECORDS = int(os.environ.get("MINUTEBOOK_PAPERS", "15"))
LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}


@pytest.mark.parametrize("kind", KINDS)
def test_paper_of_an_odd_record_is_valid_and_well_built(client, kind):
    tried = []

    @settings(
        max_examples=-(-RECORDS // len(KINDS)),
        deadline=None,
        derandomize=RECORDS <= 15,
        database=None,
        print_blob=True,
        phases=[Phase.generate],  # to shrink a record would print hundreds of papers
        suppress_health_check=list(HealthCheck),
    )
    @given(shapes.records)
    def check(record):
        if kind == "item" and not record["items"]:
            record["items"] = [EMPTY_ITEM]
        if kind == "year":
            record["confirmed"] = True
        with transaction.atomic():
            response = client.get(address(shapes.enter(record), kind))
            transaction.set_rollback(True)
        assert response.status_code == 200
        printed = b"".join(response)  # from the store, when the same record is drawn twice
        tried.append(record)
        assert problems(printed) == []
        with pikepdf.open(io.BytesIO(printed)) as document:
            assert faults(document, LANGUAGES[record["language"]]) == []

    check()
    assert tried


EMPTY_ITEM = {
    "label": "", "title": "x", "credit": "", "purpose": "", "urgency": "", "exempt": False, "minutes": "", "summary": "",
    "reasons": "", "interests": "", "resolutions": [], "votes": [], "ballots": 0, "declared": [], "corrections": [], "documents": [],
}  # fmt: skip


def address(meeting, kind):
    """Of one kind of paper of a meeting."""
    if kind == "item":
        return meeting.items.order_by("position").first().get_pdf_url()
    if kind == "year":
        return reverse("minutes:year-pdf", args=[meeting.committee.slug, meeting.municipal_year_start])
    return reverse(f"minutes:{kind}-pdf", args=[meeting.committee.slug, meeting.key])


def faults(document, language):
    """What is wrong in the structure of a PDF, in words."""
    tree = list(elements(document.Root.StructTreeRoot.K[0]))
    kinds = [kind for kind, _, _ in tree]
    found = []
    if str(document.Root.Lang) != language:
        found.append(f"language {document.Root.Lang}")
    levels = [int(kind[2]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    if not levels or levels[0] != 1 or any(b > a + 1 for a, b in itertools.pairwise(levels)):
        found.append(f"headings {levels}")
    for kind, children, element in tree:
        if kind == "/L" and set(children) - {"/LI", "/L", "/Caption"}:
            found.append(f"list of {children}")
        if kind == "/LI" and children not in (["/Lbl", "/LBody"], ["/LBody"], ["/Lbl"]):
            found.append(f"list item of {children}")
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            found.append("figure without words")
        if kind == "/TD" and "/Headers" not in element.get("/A", {}):
            found.append("cell without headers")
    return found + order_faults(document, tree)


def order_faults(document, tree):
    """Pages on which the tags do not follow the order in which the text is drawn."""
    numbers = {page.obj.objgen: n for n, page in enumerate(document.pages)}
    marks = [
        (numbers[element.Pg.objgen], int(kid))
        for _, _, element in tree
        for kid in list(element.get("/K", []))
        if isinstance(kid, int)
    ]
    pages = [page for page, _ in marks]
    return [] if pages == sorted(pages) else [f"pages in the order {pages}"]


def elements(element):
    """Every element of the tag tree in reading order: its kind, the kinds of its children, itself."""
    children = [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    yield str(element.S), [str(child.S) for child in children], element
    for child in children:
        yield from elements(child)
