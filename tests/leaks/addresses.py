"""
Every address at which something of a record might stand, whether it does or not.

They are written out here, as somebody would guess them who knows the site's scheme (README.md, "Addresses"): none is
asked of the code.
"""

from typing import NamedTuple

from minutes.models import AgendaItem, Committee, Issue, Meeting, Person, Report, ReportVersion
from tests.leaks.words import COMMON, NOTHING

FORMS = ("docx", "odt", "txt", "json")
KINDS = ("committees", "people", "wards", "issues", "meetings", "items", "documents", "resolutions")
OPARL = ("organization", "person", "membership", "meeting", "agendaitem", "paper", "consultation", "file", "location")
NO_NUMBER = 999_999_999
ADMIN = ("change", "preview")
FROM_STAGE = {"agenda": "agenda_published_at", "decisions": "decisions_published_at", "minutes": "minutes_published_at",
              "pack": "agenda_published_at"}  # fmt: skip

# Of everything at once.
WIDE = (
    "/", "/search/", f"/search/?q={COMMON}", f"/search/?q={COMMON}&order=newest", f"/search/suggest/?q={COMMON[:4]}",
    "/committees/", "/meetings/", "/people/", "/wards/", "/new/", "/glossary/", "/how-to-read/", "/accessibility/",
    "/decisions/", f"/decisions/?q={COMMON}", "/decisions/?format=csv", "/decisions/?key=1", "/follow/", "/alerts/",
    "/feeds/all.atom", "/feeds/all.rss", f"/feeds/search.atom?q={COMMON}", "/calendar.ics",
    "/robots.txt", "/opensearch.xml", "/sitemap.xml", "/api/", "/api/v1/", "/oparl/v1.1/", "/oparl/v1.1/body/",
    "/oparl/v1.1/legislativeterm/", "/cy/", "/cy/meetings/", "/cy/new/", "/cy/decisions/", "/admin/",
    *(f"/sitemap-{kind}-0.xml" for kind in KINDS[:6]),
    *(f"/api/v1/{kind}{rest}" for kind in KINDS for rest in ("/", ".csv", ".jsonl")),
    *(f"/oparl/v1.1/{kind}/{rest}" for kind in OPARL for rest in ("", "?modified_since=2000-01-01T00:00:00Z")),
)  # fmt: skip


class Place(NamedTuple):
    """
    An address; `twin`, an address of the same kind at which nothing ever was.

    Where nothing is to be seen (`is_closed`), both must answer with the same bytes. `prints`: a PDF is made for it.
    """

    address: str
    twin: str
    is_closed: bool = False
    prints: bool = False


class Mirror(NamedTuple):
    """An address that holds a word of something hidden: it must answer as it does to `NOTHING` in its place."""

    address: str
    word: str


def places(seen):
    """The places of every record."""
    for model in (Meeting, AgendaItem, Report, Committee):
        for row in seen.rows[model]:
            yield from (Place(f"/admin/minutes/{model.__name__.lower()}/{row.pk}/{page}/", "") for page in ADMIN)
    for row in seen.rows[Meeting]:
        yield from _of_meeting(seen, row)
    for row in seen.rows[AgendaItem]:
        yield from _of_item(seen, row)
    for row in seen.rows[Report]:
        yield from _of_report(seen, row)
    for row in seen.rows[ReportVersion]:
        closed = not seen.is_open(row) and not seen.is_gone(row)
        name = f"version-{row.number}/{row.file_name}"
        yield Place(f"/documents/{row.report_id}/{name}", f"/documents/{NO_NUMBER}/{name}", closed)
    for row in (*seen.rows[Committee], *seen.rows[Person], *seen.rows[Issue]):
        yield from _of_named(seen, row)


def path_of(meeting):
    """Where a meeting stands."""
    number = f"-{meeting.sequence}" if meeting.sequence > 1 else ""
    return f"/committees/{meeting.committee.slug}/{meeting.date:%Y-%m-%d}{number}/"


def _of_meeting(seen, row):
    closed, gone = not seen.is_open(row), seen.is_gone(row)
    path = path_of(row)
    nowhere = path.replace(f"{row.date:%Y-%m-%d}", "1999-01-05")
    yield Place(path, nowhere, closed and not gone)
    yield Place(f"/cy{path}", f"/cy{nowhere}", closed and not gone)
    for paper, stage in FROM_STAGE.items():
        out = (seen.is_open(row) or gone) and seen.on(getattr(row, stage))
        if paper == "pack" and not any(seen.item(item) for item in seen.rows[AgendaItem] if item.meeting_id == row.pk):
            out = out and gone  # a pack of nothing is none
        yield Place(f"{path}{paper}.pdf", f"{nowhere}{paper}.pdf", not out, prints=out)
        for form in FORMS if paper != "pack" else ():
            yield Place(f"{path}{paper}.{form}", f"{nowhere}{paper}.{form}", not out)
    out = (seen.is_open(row) or gone) and seen.on(row.agenda_published_at)
    yield Place(f"{path}pack-supplement-1.pdf", f"{nowhere}pack-supplement-1.pdf", not out, prints=out)
    yield Place(f"/api/v1/meetings/{row.pk}/", f"/api/v1/meetings/{NO_NUMBER}/", closed)
    yield _old(f"/ieListDocuments.aspx?CId=1&MId={7000 + row.pk}", row.pk, closed and not gone)
    yield _old(f"/documents/g{7000 + row.pk}/paper.pdf?T=1", row.pk, closed and not gone)
    yield from _oparl(("meeting", "location"), row.pk, _never(seen, row))


def _of_item(seen, row):
    closed = not seen.is_open(row) and not seen.is_gone(row)
    path = path_of(row.meeting)
    yield Place(f"{path}{row.slug}/", f"{path}{NOTHING}/", closed)
    yield Place(f"/cy{path}{row.slug}/", f"/cy{path}{NOTHING}/", closed)
    yield Place(f"{path}{row.slug}.pdf", f"{path}{NOTHING}.pdf", closed, prints=not closed)
    for form in FORMS:
        yield Place(f"{path}{row.slug}.{form}", f"{path}{NOTHING}.{form}", closed)
    yield Place(f"/api/v1/items/{row.pk}/", f"/api/v1/items/{NO_NUMBER}/", not seen.is_open(row))
    yield _old(f"/mgAi.aspx?ID={7000 + row.pk}", row.pk, closed)
    yield from _oparl(("agendaitem", "paper", "consultation"), row.pk, _never(seen, row))


def _of_report(seen, row):
    closed = not seen.is_open(row) and not seen.is_gone(row)
    yield Place(f"/documents/{row.pk}/{row.file_name}", f"/documents/{NO_NUMBER}/{row.file_name}", closed)
    yield Place(f"/documents/{row.pk}/report.pdf", f"/documents/{NO_NUMBER}/report.pdf", True)
    yield Place(f"/api/v1/documents/{row.pk}/", f"/api/v1/documents/{NO_NUMBER}/", not seen.is_open(row))
    yield _old(f"/documents/s{7000 + row.pk}/paper.pdf", row.pk, closed)
    yield from _oparl(("file",), row.pk, _never(seen, row))


def _of_named(seen, row):
    closed = not seen.is_open(row)
    what = {Committee: "committees", Person: "people", Issue: "issues"}[type(row)]
    feed = {Committee: "committee", Person: "member", Issue: "issue"}[type(row)]
    ends = [f"/{what}/{{}}/", f"/cy/{what}/{{}}/", f"/feeds/{feed}/{{}}.atom", f"/feeds/{feed}/{{}}.rss"]
    if isinstance(row, Committee):
        ends += ["/committees/{}/calendar.ics", "/committees/{}/?year=2035"]
    for end in ends:
        yield Place(end.format(row.slug), end.format(NOTHING), closed)
    if isinstance(row, Committee):
        address = f"/committees/{row.slug}/2035-36.pdf"
        yield Place(address, address.replace(row.slug, NOTHING), closed, prints=not closed)
    yield Place(f"/api/v1/{what}/{row.pk}/", f"/api/v1/{what}/{NO_NUMBER}/", closed)
    if isinstance(row, Committee | Person):
        page = "/mgCommitteeDetails.aspx?ID=" if isinstance(row, Committee) else "/mgUserInfo.aspx?UID="
        yield _old(f"{page}{7000 + row.pk}", row.pk, closed)
    kinds = {Committee: ("organization",), Person: ("person",)}.get(type(row), ())
    yield from _oparl(kinds, row.pk, _never(seen, row))


def _old(address, pk, closed):
    return Place(address, address.replace(str(7000 + pk), "7999999"), closed)


def _oparl(kinds, pk, never):
    for kind in kinds:
        yield Place(f"/oparl/v1.1/{kind}/{pk}/", f"/oparl/v1.1/{kind}/{NO_NUMBER}/", never)


def _never(seen, row):
    """Whether a record was never public: of one that was, OParl says that it is gone."""
    return (type(row).__name__, row.pk) not in seen.once


def mirrors(word, slugs):
    """What is asked with a hidden word: whole, quoted, begun, misspelt; where it is a slug, as a filter too."""
    wrong = f"{word[:5]}{'b' if word[5] != 'b' else 'c'}{word[6:]}"
    yield from (Mirror(address.format(word), word) for address in (
        "/search/?q={}", "/search/?q=%22{}%22", "/search/suggest/?q={}", "/decisions/?q={}", "/feeds/search.atom?q={}",
        "/cy/search/?q={}", "/alerts/?q={}",
    ))  # fmt: skip
    yield Mirror(f"/search/?q={word[:6]}", word[:6])
    yield Mirror(f"/search/suggest/?q={word[:5]}", word[:5])
    yield Mirror(f"/search/?q={wrong}", wrong)
    yield Mirror(f"/search/?q={wrong}+{COMMON}", wrong)
    if word in slugs:
        for name in ("committee", "issue", "member", "ward"):
            yield Mirror(f"/search/?q={COMMON}&{name}={word}", word)
            yield Mirror(f"/feeds/search.rss?{name}={word}", word)
            yield Mirror(f"/alerts/?{name}={word}", word)
        yield Mirror(f"/decisions/?committee={word}", word)
        yield Mirror(f"/api/v1/items/?committee={word}", word)
        yield Mirror(f"/api/v1/items/?issue={word}", word)
        yield Mirror(f"/api/v1/meetings.csv?committee={word}", word)
