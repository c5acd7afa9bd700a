"""An invented council as its old system's web service tells it: the words of each reply, and the documents."""

import datetime as dt
from dataclasses import dataclass, field
from html import escape

from tests.factories import pdf

COMMITTEES = {11: "Cabinet", 12: "Planning Committee", 13: "Harbour Board (expired)", 14: "Deleted Panel"}
COUNCILLORS = {
    501: ("Councillor Ida Fernhill", "Rushmoor Fen", "Green Party", "Chair of Planning"),
    502: ("Councillor Tobias Quill", "Rushmoor Fen", "Independent", ""),
    503: ("Councillor Mabel Ostrow", "Castle & Quay", "Labour", "Leader of the Council"),
}
MINUTES = (
    "<p>The Director presented the report &amp; answered questions about the {matter}.</p>"
    "<p><b>RESOLVED:</b></p><ol><li>That the {matter} be approved;</li><li>That the costs be noted.</li></ol>"
)
TRUE, FALSE = "True", "False"
TODAY = dt.datetime.now(tz=dt.UTC).date()


@dataclass
class Council:
    """The replies by method and query, and the documents by path. Tests change what they are about."""

    replies: dict[str, bytes] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)


def xml(name: str, *children: str, **texts: object) -> str:
    """An element with texts, escaped once as XML is, and children."""
    told = "".join(f"<{key}>{escape(str(value), quote=False)}</{key}>" for key, value in texts.items())
    return f"<{name}>{told}{''.join(children)}</{name}>"


def reply(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode()


def linked(number: int, title: str, *, restricted: str = FALSE) -> str:
    return xml(
        "linkeddoc", attachmentid=number, title=title, url=f"/documents/s{number}/{title.replace(' ', '%20')}.pdf",
        isrestricted=restricted,
    )  # fmt: skip


def agenda_item(number: int, title: str, *documents: str, printed: str = "", **texts: object) -> str:
    said = {
        "agendaitemid": number,
        "agendaitemtitle": title,
        "agendaitemnumber": printed.rstrip("."),
        "fulldisplaynumberformat": printed,
        "isrestricted": FALSE,
        "isdisplayallowed": TRUE,
        "isminutepublished": TRUE,
        **texts,
    }
    return xml("agendaitem", xml("linkeddocuments", *documents), **said)


def attendee(name: str, attendance: str, role: str = "Committee Member", **more: str) -> str:
    told = {"membertype": "Councillor", "name": name, "roledescription": role, "attendance": attendance, **more}
    return "<attendee " + " ".join(f'{key}="{escape(value)}"' for key, value in told.items()) + "/>"


def meeting(number: int, date: dt.date, *items: str, attendees: tuple[str, ...] = (), **texts: object) -> bytes:
    said = {
        "meetingid": number,
        "meetingdate": f"{date:%d/%m/%Y}",
        "meetingtime": "7.00 pm",
        "meetingstatus": "Confirmed",
        "meetinglocation": "Council Chamber, Fen Hall",
        "agendapublished": TRUE,
        "minutepublished": TRUE,
        **texts,
    }
    return reply(xml("meeting", xml("agendaitems", *items), xml("attendees", *attendees), **said))


def council(meetings: int = 6, items: int = 3, today: dt.date = TODAY) -> Council:
    """A council whose committees met in turn, the last time a month ago; each item but the first has a document."""
    whole = Council()
    days = [today - dt.timedelta(days=30 + 90 * back) for back in reversed(range(meetings))]
    listed: dict[int, list[str]] = {number: [] for number in COMMITTEES}
    for place, day in enumerate(days):
        number, committee = 900 + place, 11 + place % 3
        listed[committee].append(xml("meeting", meetingid=number, meetingdate=f"{day:%d/%m/%Y}", meetingtime="19:00"))
        made = [agenda_item(number * 1000, "Part one", printed="0")]
        for item in range(1, items + 1):
            key, matter = number * 1000 + item, f"matter {number}-{item}"
            documents = [linked(key, f"Report on {matter}")] if item > 1 else []
            for document in documents:
                path = document.partition("<url>")[2].partition("</url>")[0]
                whole.documents[path] = pdf(f"Report {key}.")
            made.append(agenda_item(key, f"The {matter}", *documents, printed=f"{item}.", agendatext=f"<p>To consider the {matter}.</p>",
                                    minutesnonemptyhtmlbody=MINUTES.format(matter=matter)))  # fmt: skip
        people = tuple(attendee(name, "Present, as expected", "Chair" if number == 501 else "Committee Member")
                       for number, (name, *_) in COUNCILLORS.items())  # fmt: skip
        whole.replies[f"GetMeeting?lMeetingId={number}"] = meeting(number, day, *made, attendees=people)
    for number, found in listed.items():
        whole.replies[f"GetMeetings?lCommitteeId={number}"] = reply(
            xml("getmeetings", xml("committee", xml("committeemeetings", *found), committeeid=number))
        )
    whole.replies["GetCommittees"] = reply(xml("committees", *map(_committee, COMMITTEES)))
    whole.replies["GetCouncillorsByWard"] = reply(xml("councillorsbyward", xml("wards", *_wards())))
    for number in COUNCILLORS:
        seats = xml("committee", committeeid=11, committeetitle="Cabinet", roledescription="Committee Member")
        whole.replies[f"GetCommitteesByUser?lUserId={number}"] = reply(xml("member", xml("committees", seats)))
    return whole


def _committee(number: int) -> str:
    name = COMMITTEES[number]
    return xml("committee", committeeid=number, committeetitle=name, committeedeleted=str(name.startswith("Deleted")),
               committeeexpired=str("expired" in name), committeecategory="Regulatory")  # fmt: skip


def _wards() -> list[str]:
    wards = []
    for ward in dict.fromkeys(told[1] for told in COUNCILLORS.values()):
        people = [
            xml("councillor", xml("workaddress", email=f"{key}@fen.example", line1="Fen Hall"),
                xml("homeaddress", line1="4 Secret Lane", email=f"{key}@home.example", phone="01632 960001"),
                councillorid=key, fullusername=name, politicalpartytitle=party, keyposts=post)
            for key, (name, place, party, post) in COUNCILLORS.items() if place == ward
        ]  # fmt: skip
        wards.append(xml("ward", xml("councillors", *people), wardtitle=ward))
    return wards
