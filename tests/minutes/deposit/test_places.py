"""Where an address stands on the disk."""

import pytest

from minutes.deposit.pages import for_disk
from minutes.deposit.places import address_of, place_of, relative


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/committees/", "committees/index.html"),
        ("/cy/committees/cabinet/", "cy/committees/cabinet/index.html"),
        ("/committees/cabinet/?year=2019", "committees/cabinet/year-2019.html"),
        ("/committees/cabinet/2024-02-06/12.1/", "committees/cabinet/2024-02-06/12.1/index.html"),
        ("/committees/cabinet/2024-02-06/12.1.pdf", "committees/cabinet/2024-02-06/12.1.pdf"),
        ("/decisions/?month=2024-02&after=2024-02-06.17.1", "decisions/after-2024-02-06.17.1_month-2024-02.html"),
        ("/decisions/?format=csv", "decisions/all.csv"),
        ("/decisions/?month=2024-02&format=csv", "decisions/month-2024-02.csv"),
        ("/documents/5/Caf%C3%A9%20plan%3A%20100%25.pdf", "documents/5/Café plan- 100-.pdf"),
        ("/documents/5/.pdf.", "documents/5/.pdf"),
        ("/search/?q=road", "search/index.html"),
        ("/log.jsonl", "log.jsonl"),
        ("/static/css/site.css", "static/css/site.css"),
    ],
)
def test_address_has_its_file(address, name):
    assert place_of(address) == name


@pytest.mark.parametrize(
    "address",
    [
        "/alerts/?committee=cabinet", "/verify/", "/search/?member=ada", "/search/suggest/?q=ro", "/feeds/search.atom?q=x",
        "/api/v1/items/", "/oparl/v1.1/", "/admin/", "/admin/login/", "/decisions/?after=2024-02-06.17.1",
        "/decisions/?month=../../x", "/decisions/?month=2024-02&month=2024-03&q=x", "/log/?before=51", "/nowhere/",
        "/committees/cabinet/2024-02-06/1.docx",
    ],
)  # fmt: skip
def test_address_that_needs_a_server_has_none(address):
    assert place_of(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/committees/cabinet/",
        "/cy/committees/cabinet/",
        "/committees/cabinet/2024-02-06/1.pdf",
        "/documents/5/a%20b.pdf",
    ],
)
def test_file_leads_back_to_its_address(address):
    assert address_of(place_of(address)) == address


def test_note_of_a_withdrawn_file_leads_back_to_the_address_of_the_file():
    assert address_of("documents/5/a b.pdf.html") == "/documents/5/a%20b.pdf"


@pytest.mark.parametrize("name", ["search/index.html", "on-the-site/index.html", "search/words/sch_.js", "x/y.html"])
def test_file_that_is_no_answer_has_no_address(name):
    assert address_of(name) is None


def test_long_name_is_cut_before_its_ending():
    name = place_of(f"/documents/5/{'ŵ' * 120}.pdf").rpartition("/")[2]
    assert len(name.encode()) <= 200
    assert name.endswith("ŵ.pdf")


@pytest.mark.parametrize(
    ("name", "page", "link"),
    [("index.html", "a/b/index.html", "../../index.html"), ("a/b c.pdf", "index.html", "a/b%20c.pdf"),
     ("a/index.html", "a/index.html", "index.html")],
)  # fmt: skip
def test_links_are_relative(name, page, link):
    assert relative(name, page) == link


PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A</title><meta name="robots" content="noindex">
<link rel="search" href="/opensearch.xml"><link rel="canonical" href="https://m.example/a/"><script type="module" src="/p.js"></script>
<script type="application/ld+json">{"a": "/b/"}</script></head><body><p>Ŵ: <a href="/b/#c">b</a> <a href="?month=2024-02">m</a>
<a href="#d">d</a> <a href="mailto:a@example.org">e</a> <a href="//e.example/">x</a> href="/b/"</p>
<form action="/decisions/"><button>Show</button></form><form role="search" action="/search/"><input name="q"></form></body></html>"""


def test_page_is_made_for_the_disk():
    asked = []

    def lead(address):
        asked.append(address)
        return "LED"

    page = for_disk(PAGE.encode(), "/a/", lead).decode()
    assert asked == ["/b/", "/a/?month=2024-02", "/search/"]
    assert '<a href="LED#c">b</a> <a href="LED">m</a>' in page
    for kept in ("Ŵ: ", '<a href="#d">', "mailto:a@example.org", '"//e.example/"', 'href="/b/"</p>', '{"a": "/b/"}',
                 'rel="canonical" href="https://m.example/a/"'):  # fmt: skip
        assert kept in page
    assert '<form role="search" action="LED">' in page
    for gone in ("module", "opensearch", "robots", "Show"):
        assert gone not in page
