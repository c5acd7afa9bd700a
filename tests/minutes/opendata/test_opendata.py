"""The API, bulk downloads, tables, sitemap, what crawlers are told, and data in pages."""

import csv
import datetime as dt
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from minutes.markup import data_block
from minutes.models import AgendaItem
from minutes.opendata import api, sitemaps
from minutes.opendata.table import line
from minutes.registry import registry
from minutes.walls.role import open_door
from tests import factories as make
from tests.site.world import State, build

pytestmark = pytest.mark.django_db
KINDS = [kind.name for kind in registry.public_kinds]


def body(response):
    assert response.status_code == 200
    return b"".join(response).decode()


def records(client, address):
    found = []
    while address:
        page = client.get(address.removeprefix("http://testserver")).json()
        found += page["records"]
        address = page["next"]
    return found


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_has_the_same_records_in_every_form(client, name):
    build(State("confirmed_at"))
    kind = next(kind for kind in registry.public_kinds if kind.name == name)
    listed = records(client, f"/api/v1/{name}/")
    assert listed
    assert all(list(one) == list(kind.fields) for one in listed), "fields are not as they are described"
    assert [json.loads(one) for one in body(client.get(f"/api/v1/{name}.jsonl")).splitlines()] == listed
    table = list(csv.DictReader(io.StringIO(body(client.get(f"/api/v1/{name}.csv")).removeprefix("\ufeff"))))
    assert [row["id"] for row in table] == [str(one["id"]) for one in listed]
    assert client.get(f"/api/v1/{name}/{listed[0]['id']}/").json() == listed[0]


def test_pages_are_stable_and_hold_everything_once(client):
    meeting = make.MeetingFactory(stage="agenda_published_at")
    items = make.AgendaItemFactory.create_batch(5, meeting=meeting)
    first = client.get("/api/v1/items/?limit=2").json()
    make.AgendaItemFactory(meeting=meeting)
    AgendaItem.objects.filter(pk=items[0].pk).update(withdrawn_at=timezone.now(), withdrawal_note="x")
    rest = records(client, first["next"])
    assert [one["id"] for one in [*first["records"], *rest]][:5] == [item.pk for item in items]


def test_filters(client):
    ward, issue = make.WardFactory(slug="weirside"), make.IssueFactory(slug="weir")
    meeting = make.MeetingFactory(stage="minutes_published_at", date=dt.date(2024, 3, 5))
    item = make.AgendaItemFactory(meeting=meeting, issue=issue)
    item.wards.add(ward)
    make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at", date=dt.date(2022, 3, 5)))
    resolution = make.ResolutionFactory(item=item, kind="noted")
    for query in (f"committee={meeting.committee.slug}", "from=2024-01-01", "from=2024-03-05&to=2024-03-05",
                  f"meeting={meeting.pk}", "issue=weir", "ward=weirside"):  # fmt: skip
        assert [one["id"] for one in records(client, f"/api/v1/items/?{query}")] == [item.pk], query
        assert body(client.get(f"/api/v1/items.jsonl?{query}")).count("\n") == 1
    assert records(client, "/api/v1/items/?modified_since=2099-01-01") == []
    assert [one["id"] for one in records(client, "/api/v1/resolutions/?kind=noted&key=0")] == [resolution.pk]


@pytest.mark.parametrize(
    "query", ["from=31/02/2012", "committee=nope", "nonsense=1", "limit=0", "after=-1", "modified_since=x", "ward=nope",
              "meeting=x", "from=%00", "committee=" + "x" * 500, "to=99999-01-01", "after=99999999999999999999", "modified_since=0001-01-01T00:00:00%2B23:00"],
)  # fmt: skip
def test_bad_parameter_is_named_as_json(client, query):
    response = client.get(f"/api/v1/items/?{query}")
    assert response.status_code == 400
    [told] = response.json()["parameters"]
    assert told["parameter"] == query.partition("=")[0]
    assert told["problem"]


@pytest.mark.parametrize("path", ["/api/v1/items/", "/api/v1/committees.csv", "/oparl/v1.1/meeting/"])
def test_moment_of_a_zone_far_away_is_understood(client, path):
    """PostgreSQL refuses one that is 16 hours or more from UTC; RFC 3339 has them up to 23:59."""
    body(client.get(f"{path}?modified_since=2024-01-01T00:00:00-23:51"))


def test_what_is_not_there_is_answered_as_json(client):
    draft = make.AgendaItemFactory()
    nothing = client.get("/api/v1/items/999999/")
    assert client.get(f"/api/v1/items/{draft.pk}/").content == nothing.content
    assert nothing.status_code == 404
    assert "error" in nothing.json()
    for path in ("nope/", "nope.csv", "items/99999999999999999999/"):
        assert client.get(f"/api/v1/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/api/v1/items/-1/", "/api/v1/items/x/", "/api/v1/items/1/2/", "/oparl/v1.1/paper/x/"]
)
def test_an_address_that_cannot_be_is_answered_as_one_where_nothing_is(client, path):
    nothing = client.get("/api/v1/items/999999/")
    response = client.get(path)
    assert (response.status_code, response.content) == (404, nothing.content)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["/", "/api/", "/api/v1/items/", "/council.css", "/committees/"])
def test_what_is_only_read_says_so_to_whoever_sends_something(path, method):
    """And not, in the words of another, that a form may have been forged."""
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_documentation_is_a_page_for_people_and_json_for_programs(client):
    page = client.get("/api/", headers={"accept": "text/html"})
    assert page.headers["Content-Type"].startswith("text/html")
    told = client.get("/api/", headers={"accept": "application/json"}).json()
    assert set(told["kinds"]) == set(KINDS)
    assert "Accept" in page.headers["Vary"]
    for kind in registry.public_kinds:
        assert all(f"<code>{name}</code>" in page.content.decode() for name in [*kind.fields, *kind.filters])


def test_any_site_may_read_and_a_known_answer_is_not_sent_again(client):
    make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    first = client.get("/api/v1/items/")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/items/", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    assert client.options("/api/v1/items/").status_code == 204
    assert client.post("/api/v1/items/").status_code == 405


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "  ="])
def test_no_cell_is_a_formula(client, sign):
    text = f"{sign}HYPERLINK(1)"
    assert next(csv.reader(io.StringIO(line([text]), newline="")))[0] == f"'{text}"
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="decisions_published_at"), title=text)
    make.ResolutionFactory(item=item, text=text)
    for address in ("/api/v1/resolutions.csv", "/decisions/?format=csv"):
        rows = list(csv.reader(io.StringIO(body(client.get(address)).removeprefix("\ufeff"), newline="")))
        cells = [cell for row in rows for cell in row if "HYPERLINK" in cell]
        assert len(cells) == 2
        assert all(cell.startswith("'") for cell in cells)
    assert line([-5, True, None]) == "-5,true,\r\n"


def test_register_is_a_table_of_what_is_filtered_however_much_that_is(client, monkeypatch):
    monkeypatch.setattr("decisions.table.READ", 2)
    meeting = make.MeetingFactory(stage="decisions_published_at")
    for number in range(5):
        make.ResolutionFactory(item=make.AgendaItemFactory(meeting=meeting), text=f"That {number} be agreed.")
    make.ResolutionFactory(item=make.AgendaItemFactory(meeting=make.MeetingFactory(stage="decisions_published_at")))
    page = client.get(f"/decisions/?committee={meeting.committee.slug}").content.decode()
    address = re.search(r'href="(\?[^"]*format=csv)"', page)[1].replace("&amp;", "&")
    rows = list(csv.DictReader(io.StringIO(body(client.get(f"/decisions/{address}")).removeprefix("\ufeff"))))
    assert [row["resolution"] for row in rows] == [f"That {number} be agreed." for number in range(5)]
    assert rows[0]["address"].endswith("#resolution-1")


def test_bulk_is_read_in_batches_and_leaves_out_what_is_withdrawn_meanwhile(client, monkeypatch):
    monkeypatch.setattr(api.batches, "__defaults__", (2,))
    meeting = make.MeetingFactory(stage="agenda_published_at")
    items = make.AgendaItemFactory.create_batch(5, meeting=meeting)
    pieces = iter(client.get("/api/v1/items.jsonl").streaming_content)
    first = next(pieces).decode()
    assert first.count("\n") == 2
    with open_door():  # a clerk, while the answer is on its way
        AgendaItem.objects.filter(pk=items[3].pk).update(withdrawn_at=timezone.now(), withdrawal_note="x")
    rest = b"".join(pieces).decode()
    assert [json.loads(one)["id"] for one in (first + rest).splitlines()] == [items[n].pk for n in (0, 1, 2, 4)]


def test_sitemap_names_every_page_once_in_parts_with_no_later_moment(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 3)
    meeting = make.MeetingFactory(stage="agenda_published_at")
    items = make.AgendaItemFactory.create_batch(5, meeting=meeting)
    draft = make.AgendaItemFactory()
    meeting.decisions_published_at = timezone.now() + dt.timedelta(days=1)
    meeting.save()
    found = {}
    for part in re.findall("<loc>([^<]*)</loc>", body(client.get("/sitemap.xml"))):
        text = body(client.get(part.removeprefix("http://testserver")))
        assert ET.fromstring(text).tag.endswith("urlset")
        pages = re.findall("<url><loc>([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?</url>", text)
        assert 0 < len(pages) <= 3
        assert not set(dict(pages)) & set(found)
        found |= dict(pages)
    for record in (*items, meeting, meeting.committee):
        address = f"http://testserver{record.get_absolute_url()}"
        assert client.get(record.get_absolute_url()).status_code == 200
        assert dt.datetime.fromisoformat(found.get(address) or "2000-01-01T00:00:00Z") <= timezone.now()
    assert f"http://testserver{draft.get_absolute_url()}" not in found
    for path in ("items-99", "nope-0", "items-99999999999999999999"):
        assert client.get(f"/sitemap-{path}.xml").status_code == 404


def test_crawlers_are_kept_from_what_has_no_end(client):
    text = client.get("/robots.txt").content.decode()
    for path in ("/search/?", "/decisions/?", "/alerts/", "/admin/", "/*pack.pdf$"):
        assert f"Disallow: {path}\n" in text
    assert "Disallow: /search/\n" not in text, "a page on how to search is for everyone"
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_browser_can_take_the_search_among_its_own(client):
    make.CouncilFactory(name="Marl & Bridge")
    described = ET.fromstring(client.get("/opensearch.xml").content)
    addresses = {one.get("type"): one.get("template") for one in described if one.tag.endswith("}Url")}
    assert addresses["text/html"] == "http://testserver/search/?q={searchTerms}"
    assert "/opensearch.xml" in client.get("/").content.decode()


def linked(client, address):
    return [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>',
                                                  client.get(address).content.decode())]  # fmt: skip


def test_pages_say_in_schema_orgs_words_what_they_are_about(client):
    world = build(State("confirmed_at"))
    pages = {world.item: "CreativeWork", world.meeting: "Event", world.committee: "GovernmentOrganization",
             world.person: "Person"}  # fmt: skip
    for record, kind in pages.items():
        [data] = linked(client, record.get_absolute_url())
        assert (data["@context"], data["@type"]) == ("https://schema.org", kind)
        assert data["url"] == f"http://testserver{record.get_absolute_url()}"
    assert linked(client, "/") == []
    [item] = linked(client, world.item.get_absolute_url())
    assert item["hasPart"][0]["text"] == world.item.resolutions.get().text


def test_no_text_can_end_a_data_block(client):
    title = "</script><script>alert(1)</script><!-- &amp; \u2028"
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"), title=title)
    page = client.get(item.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert linked(client, item.get_absolute_url())[0]["name"] == title
    assert data_block({"a": "</script>"}).count("<") == 2


def test_effects_are_told_of_both_resolutions_once_both_are_public(client):
    earlier = make.ResolutionFactory(item__meeting=make.MeetingFactory(stage="confirmed_at"), label="3.")
    later = make.MeetingFactory(stage="agenda_published_at")
    effect = make.EffectFactory(resolution__item__meeting=later, earlier=earlier, kind="rescinds")
    item = f"/api/v1/items/{earlier.item_id}/"
    assert client.get(item).json()["resolutions"][0]["later_effects"] == []
    later.decisions_published_at = make.PAST
    later.save()
    by = effect.resolution
    done = {"kind": "rescinds", "date": str(by.item.meeting.date), "ordinal": 1, "label": by.label,
            "committee": str(by.item.meeting.committee), "url": f"http://testserver{by.get_absolute_url()}"}  # fmt: skip
    assert client.get(item).json()["resolutions"][0]["later_effects"] == [done]
    told = client.get(f"/api/v1/resolutions/{by.pk}/").json()
    assert told["effects"][0]["url"] == f"http://testserver{earlier.get_absolute_url()}"
    assert told["later_effects"] == []
    page = json.loads(body(client.get(f"{earlier.item.get_absolute_url().rstrip('/')}.json")))
    assert page["resolutions"][0]["later_effects"][0]["path"] == by.get_absolute_url()
    assert client.get(f"/oparl/v1.1/agendaitem/{by.item_id}/").json()["minutebook:resolutions"][0]["effects"]


def test_ward_has_the_address_of_its_page(client):
    ward = make.WardFactory()
    assert client.get(f"/api/v1/wards/{ward.pk}/").json()["url"] == f"http://testserver{ward.get_absolute_url()}"


@pytest.mark.parametrize(("jurisdiction", "languages"), [("wales", {"en", "cy"}), ("england", set())])
def test_sitemap_names_welsh_pages_where_the_council_offers_them(client, jurisdiction, languages):
    make.CouncilFactory(jurisdiction=jurisdiction)
    committee = make.CommitteeFactory()
    pages = ET.fromstring(body(client.get(f"/sitemap-committees-{committee.pk // sitemaps.PART}.xml")))
    found = {page[0].text: {link.get("hreflang"): link.get("href") for link in page[1:]} for page in pages}
    english = f"http://testserver{committee.get_absolute_url()}"
    welsh = f"http://testserver/cy{committee.get_absolute_url()}"
    assert set(found) == ({english, welsh} if languages else {english})
    assert found[english] == ({"en": english, "cy": welsh} if languages else {})
    assert all(links == found[english] for links in found.values())
