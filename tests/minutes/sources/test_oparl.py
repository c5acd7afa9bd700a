"""OParl: a dump and an endpoint, read."""

import datetime as dt
import json
from pathlib import Path

import pytest

from minutes.sources import LeftOut, read, read_endpoint
from minutes.text.records import Body, Document, Member, Place, Presence, Sitting

DUMP = Path(__file__).parents[3] / "fixtures" / "sources" / "oparl"
HOST = "https://oparl.lindenau.example/"
TYPE = "https://schema.oparl.org/1.1/"


@pytest.fixture(scope="module")
def found():
    return list(read(DUMP))


def pages(found, kind):
    return [one for one in found if not isinstance(one, LeftOut) and one.page == kind]


def left_out(found):
    return [str(one) for one in found if isinstance(one, LeftOut)]


def thing(kind, address, **more):
    return {"id": f"{HOST}{address}", "type": f"{TYPE}{kind}", **more}


def test_organizations_and_people_are_read_and_groups_are_parties(found):
    [bodies], [people] = pages(found, "committee"), pages(found, "member")
    council = "Rat der Stadt Lindenau"
    assert bodies.bodies == (
        Body("Bauausschuss", parent=council, old=f"oparl-organization:{HOST}org/1"),
        Body(council, old=f"oparl-organization:{HOST}org/3"),
    )
    assert people.members == (
        Member("Dr. Ida Sommer", party="Freie Liste", old=f"oparl-person:{HOST}person/1"),
        Member("Karl Winter", old=f"oparl-person:{HOST}person/2"),
    )
    assert people.places == (
        Place("Bauausschuss", "Dr. Ida Sommer", "chair", dt.date(2019, 5, 1)),
        Place("Bauausschuss", "Karl Winter", "vice_chair"),
        Place("Bauausschuss", "Karl Winter", "member", None, dt.date(2018, 12, 31)),
    )


def test_meeting_is_read_with_its_items_in_order(found):
    meeting = pages(found, "meeting")[0]
    assert meeting.sittings == (
        Sitting(
            "Bauausschuss",
            dt.date(2020, 3, 4),
            dt.time(18, 0),
            dt.time(20, 15),
            "Rathaus, Raum 136, Marktplatz 1",
            "held",
            (Presence("Dr. Ida Sommer", "present"),),
            (f"oparl-meeting:{HOST}meeting/1",),
        ),
    )
    assert [(one.label, one.title, one.exempt) for one in meeting.items] == [
        ("Ö 1", "Bericht der Verwaltung", False),
        ("Ö 2", "Neubau der Grundschule", False),
        ("N 1", "Grundstücksangelegenheit", True),
    ]
    assert meeting.unread == (
        "Rat der Stadt Lindenau met in the same meeting; it stands under Bauausschuss.",
        "Item N 1: it is not public; its result and resolution were left out.",
    )


def test_result_and_text_are_resolutions(found):
    report, school, private = pages(found, "meeting")[0].items
    assert [(one.text, one.kind) for one in report.resolutions] == [("Zur Kenntnis genommen", "noted")]
    assert [(one.label, one.text, one.opening) for one in school.resolutions] == [
        ("1.", "Der Neubau wird begonnen.", "Geändert beschlossen"),
        ("2.", "Die Verwaltung wird beauftragt,", ""),
    ]
    assert [one.label for one in school.resolutions[1].clauses] == ["a)", "b)"]
    assert (private.resolutions, private.minutes) == ((), None)


def test_files_of_paper_and_resolution_are_documents(found):
    school = pages(found, "meeting")[0].items[1]
    assert school.purpose == "2020/17 Neubau der Grundschule in der Au"
    assert school.documents == (
        Document("Vorlage 2020/17", "report", 500, old=f"oparl-file:{HOST}file/1", url=f"{HOST}files/1.pdf"),
        Document("Anlage 1: Plan", "appendix", old=f"oparl-file:{HOST}file/2", url=f"{HOST}files/2.pdf"),
        Document("Beschlusstext", "supplement", 2, old=f"oparl-file:{HOST}file/9", url=f"{HOST}files/9.pdf"),
    )


def test_cancelled_meeting_has_no_time_at_midnight(found):
    sitting = pages(found, "meeting")[1].sittings[0]
    assert (sitting.status, sitting.starts_at) == ("cancelled", None)


def test_deleted_and_broken_things_are_named(found):
    assert [one.replace(f"{DUMP}/", "") for one in left_out(found)] == [
        f"meeting.json: AgendaItem {HOST}item/4 was deleted there.",
        f"meeting.json: Meeting {HOST}meeting/4 was deleted there.",
        f"meeting.json, {HOST}meeting/3: The meeting has no date.",
    ]
    assert [one.fault for one in found if isinstance(one, LeftOut)] == [False, False, True]


def endpoint(**changed):
    """An endpoint of two meetings on two pages of a list, as address and answer."""
    meetings = [
        thing("Meeting", f"meeting/{number}", start=f"2020-03-0{number}T18:00:00Z", organization=[f"{HOST}org/1"],
              agendaItem=[thing("AgendaItem", f"item/{number}", name="Haushalt", number="1", consultation=f"{HOST}cons/{number}")])
        for number in (1, 2)
    ]  # fmt: skip
    consulted = [thing("Consultation", f"cons/{number}", meeting=f"{HOST}meeting/{number}") for number in (1, 2)]
    answers = {
        "system": thing("System", "system", body=f"{HOST}bodies"),
        "bodies": {"data": [thing("Body", "body/1", meeting=f"{HOST}meetings", organization=f"{HOST}orgs", paper=f"{HOST}papers")],
                   "links": {}},
        "meetings": {"data": meetings[:1], "links": {"next": f"{HOST}meetings?page=2"}},
        "meetings?page=2": {"data": meetings[1:], "links": {"next": f"{HOST}meetings"}},
        "orgs": {"data": [thing("Organization", "org/1", name="Rat")], "links": {}},
        "papers": {"data": [thing("Paper", "paper/1", name="Haushalt 2020", consultation=consulted)], "links": {}},
    }  # fmt: skip
    return {f"{HOST}{address}": answer for address, answer in (answers | changed).items()}


def walk(answers, start="system"):
    asked = []

    def fetch(url):
        asked.append(url)
        answer = answers[url]
        return answer if isinstance(answer, bytes) else json.dumps(answer).encode()

    return list(read_endpoint(f"{HOST}{start}", fetch)), asked


def test_endpoint_is_walked_page_after_page_and_nothing_asked_twice():
    found, asked = walk(endpoint())
    assert [one.sittings[0].date.day for one in pages(found, "meeting")] == [1, 2]
    assert len(asked) == len(set(asked)) == 6
    assert left_out(found) == []


def test_paper_that_came_twice_is_an_issue():
    [issue] = pages(walk(endpoint())[0], "issue")
    assert (issue.issue, [one.date.day for one in issue.items]) == ("Haushalt 2020", [1, 2])


def test_walk_may_begin_at_a_body():
    answers = endpoint()
    body = answers[f"{HOST}bodies"]["data"][0]
    assert len(pages(walk(answers | {f"{HOST}body/1": body}, "body/1")[0], "meeting")) == 2


@pytest.mark.parametrize(
    ("changed", "place", "sentence"),
    [
        ({"meetings?page=2": b"<html>Busy</html>"}, "meetings?page=2", "It answered with something that is no JSON."),
        ({"meetings?page=2": ["x"]}, "meetings?page=2", "It answered with JSON that is no object."),
        ({"meetings?page=2": {"message": "gone"}}, "meetings?page=2", "It is no list of OParl."),
        ({"system": {"type": "x"}}, "system", "It is no system and no body of OParl."),
    ],
)
def test_strange_answer_is_named_with_its_address(changed, place, sentence):
    assert left_out(walk(endpoint(**changed))[0]) == [f"{HOST}{place}: {sentence}"]


def test_other_host_is_not_asked():
    elsewhere = "http://169.254.169.254/latest"
    found, asked = walk(endpoint(meetings={"data": [], "links": {"next": elsewhere}}))
    assert elsewhere not in asked
    assert left_out(found) == [f"{elsewhere}: It stands on another host and was not asked."]


def test_what_fetch_raises_ends_the_walk():
    with pytest.raises(KeyError):
        walk({})
