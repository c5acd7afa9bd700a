"""Lists of the web service as plain records: committees, councillors by ward, a member's committees, meetings. Pure."""

import datetime as dt
import re
from dataclasses import dataclass

from lxml import etree

from minutes.moderngov.service_xml import day, flag, raw, read_reply, told
from minutes.text.records import Body, Member, Page, Place

ROLES = (
    ("vice_chair", re.compile(r"\b(?:vice|deputy)[\s-]*chair", re.IGNORECASE)),
    ("substitute", re.compile(r"\b(?:substitute|reserve|deputy\s+member)\b", re.IGNORECASE)),
    ("chair", re.compile(r"\bchair(?:man|woman|person)?\b|\bcadeirydd\b", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Listed:
    """A meeting in the list of its committee."""

    number: str
    committee: Body
    date: dt.date


def number_of(element: etree._Element, *names: str) -> str:
    """A number of the old system; an empty text where there is none."""
    text = raw(element, *names)
    return text.lstrip("0") if re.fullmatch(r"\d{1,18}", text, re.ASCII) else ""


def read_committees(data: bytes, source: str) -> Page:
    """
    The reply to GetCommittees. A committee that is expired there is dissolved; one that is deleted is left out.

    What was deleted there its public does not see, and so nobody should here; it is named.
    """
    bodies: list[Body] = []
    unread: list[str] = []
    for one in read_reply(data, source, "committees").iter("committee"):
        number, name = number_of(one, "committeeid"), told(one, "committeetitle")
        if not number or not name:
            unread.append(f"A committee without {'a number' if name else 'a name'}: {name or number or 'nothing else'}")
        elif flag(one, "committeedeleted"):
            unread.append(f"“{name}” is deleted there and was left out, with its meetings.")
        else:
            bodies.append(Body(name=name, dissolved=bool(flag(one, "committeeexpired")), old=f"committee:{number}"))
    return Page(source, "committee", None, (), tuple(unread), bodies=tuple(bodies))


def read_councillors(data: bytes, source: str) -> Page:
    """
    The reply to GetCouncillorsByWard.

    Home addresses are passed over, and with them the e-mail addresses and telephone numbers that stand in them.
    """
    members: list[Member] = []
    unread: list[str] = []
    for ward in read_reply(data, source, "councillorsbyward").iter("ward"):
        for one in ward.iter("councillor"):
            name, number = told(one, "fullusername"), number_of(one, "councillorid")
            if not name:
                unread.append(f"A councillor without a name: {number or 'no number either'}")
                continue
            members.append(
                Member(
                    name=name,
                    party=told(one, "politicalpartytitle") or None,
                    ward=told(ward, "wardtitle") or None,
                    post=told(one, "keyposts") or None,
                    email=raw(one, "workaddress/email", "email") or None,
                    old=f"member:{number}" if number else "",
                )
            )
    return Page(source, "member", None, (), tuple(unread), members=tuple(members))


def read_places(data: bytes, source: str, member: str) -> tuple[Place, ...]:
    """The reply to GetCommitteesByUser: that member's places on committees."""
    root = read_reply(data, source, "committees", "member", "user", "getcommitteesbyuser")
    return tuple(
        Place(
            committee=name,
            member=member,
            role=role_of(told(one, "roledescription", "role", "membertype", "positiontitle")),
            started_on=day(raw(one, "startdate", "fromdate")),
            ended_on=day(raw(one, "enddate", "todate")),
        )
        for one in root.iter("committee")
        if (name := told(one, "committeetitle")) and not flag(one, "committeedeleted")
    )


def role_of(words: str) -> str:
    """The role that the old system's words for it mean."""
    return next((role for role, pattern in ROLES if pattern.search(words)), "member")


def read_meetings(data: bytes, source: str, committee: Body) -> tuple[list[Listed], list[str]]:
    """The reply to GetMeetings, oldest first, and a sentence for each meeting that cannot be told."""
    listed: list[Listed] = []
    unread: list[str] = []
    for one in read_reply(data, source, "getmeetings", "getmeetingsbydate", "meetings").iter("meeting"):
        number, date = number_of(one, "meetingid"), day(raw(one, "meetingdate"))
        if number and date:
            listed.append(Listed(number, committee, date))
        else:
            said = " ".join(part for part in (raw(one, "meetingid"), raw(one, "meetingdate")) if part)
            unread.append(f"A meeting of {committee.name} without a number or a possible date: {said or 'empty'}")
    return sorted(listed, key=lambda one: (one.date, int(one.number))), unread
