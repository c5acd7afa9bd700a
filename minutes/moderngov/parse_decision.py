"""Decisions: one with its details, the list of those published, and an issue with its decisions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from minutes.moderngov.parse_item import documents_in, without_furniture
from minutes.text.dates import date_in, find_date
from minutes.text.documents import split_title
from minutes.text.facts import Facts, read_fact, read_facts
from minutes.text.kinds import kind_of
from minutes.text.lines import Line, narrative
from minutes.text.minute import NOTHING, Minutes, read_minutes
from minutes.text.openings import find_opening
from minutes.text.page_forms import DECISION_BLOCK
from minutes.text.records import Clause, Item, Page, Resolution

YES = re.compile(r"(?:yes|key|ydy|ie|oes)\b", re.IGNORECASE)
NO = re.compile(r"(?:no|non-key|not\s+key|nac\s|na\b)\b", re.IGNORECASE)
# 07/06/2022 - Cabinet
AT_MEETING = re.compile(r"(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–—]\s*(?P<committee>.+)$")
PURPOSE = re.compile(r"(?:To|Purpose)\b")


def is_decision(lines: Sequence[Line]) -> bool:
    """Whether the page has the labels of a decision."""
    names = {known[0] for one in lines if (known := read_fact(one.text))}
    return "maker" in names and len(names) > 1


def read_decisions(lines: Sequence[Line], heading: int, source: str, kind: str) -> Page:
    """The page of a decision ("decision", one or a list of them) or of an issue with its decisions."""
    blocks = [
        (place, found)
        for place, one in enumerate(lines)
        if place > heading and not one.label and (found := DECISION_BLOCK.fullmatch(one.text[:400]))
    ]
    first = blocks[0][0] if blocks else len(lines)
    unread = [f"Outside any decision: {one.words}" for one in lines[: max(heading, 0)]]
    if not blocks and kind == "decision":
        item, notes = _read_one(lines[heading + 1 :], None, None, None)
        return Page(source, kind, None, (item,), (*unread, *notes))
    issue = lines[heading + 1].words if kind == "issue-decisions" and heading + 1 < first else None
    unread += [f"Outside any decision: {one.words}" for one in lines[heading + 1 + (issue is not None) : first]]
    items = []
    ends = [*(place for place, _ in blocks[1:]), len(lines)]
    for (start, found), end in zip(blocks, ends, strict=False):
        item, notes = _read_one(lines[start + 1 : end], found["title"], find_date(found["date"]), found["label"])
        if find_date(found["date"]) is None:
            notes.insert(0, f"No such date: {found['date']}")
        if found["status"]:
            notes.append(f"Also on the page: {found['status']}")
        keys = (f"decision:{found['ref']}",) if found["ref"] else ()
        items.append(replace(item, old=keys))
        unread += [f"{found[0]}: {note}" for note in notes]
    return Page(source, kind, issue, tuple(items), tuple(unread))


def _read_one(lines: Sequence[Line], title: str | None, day: date | None, label: str | None) -> tuple[Item, list[str]]:
    """One decision. Without ``title`` the first line that is no label is it."""
    lines, notes = without_furniture(lines)
    if title is None and lines:
        title, lines = _titled(lines)
    facts = read_facts(lines)
    title, documents = split_title(title or "")
    minutes = _minutes(facts)
    found, narrated = documents_in(facts.part("documents"))
    minutes.paragraphs += narrated
    committee, decided = _whose(facts.values, notes)
    restriction = facts.values.get("restriction")
    if restriction:
        facts.more.append(f"Restriction: {restriction}")
    if facts.values.get("effective"):
        facts.more.append(f"Effective from: {facts.values['effective']}")
    if facts.more:
        notes.append(f"Also on the page: {'; '.join(facts.more)}")
    item = Item(
        committee=committee,
        date=decided or day,
        label=label,
        title=title,
        report_credit=f"Report author: {facts.values['author']}" if facts.values.get("author") else None,
        purpose=narrative([*facts.part("purpose"), *facts.part("content")]) or None,
        documents=(*documents, *found),
        minutes=minutes.text("paragraphs"),
        resolutions=minutes.placed_resolutions(),
        options_considered=minutes.text("options"),
        reasons=minutes.text("reasons"),
        votes=tuple(minutes.votes()),
        is_key=_answer(facts.values, "key", notes),
        call_in=_answer(facts.values, "call_in", notes),
        call_in_deadline=_deadline(facts.values, notes),
        published=_day(facts.values, "published", notes),
        exempt=True if restriction else None,
        exempt_reason=restriction or None,
        interests=minutes.text("interests"),
        dispensations=minutes.text("dispensations"),
        beside=minutes.beside(),
        key_reference=facts.values.get("reference"),
        takes_effect_on=_day(facts.values, "effective", notes),
    )
    return item, [*notes, *minutes.unread]


def _titled(lines: list[Line]) -> tuple[str, list[Line]]:
    """The first line as the title, if it is no label of the page."""
    return ("", lines) if read_fact(lines[0].text) else (lines[0].words, lines[1:])


def _minutes(facts: Facts) -> Minutes:
    """What was decided, with the parts of the page under headings of their own."""
    text, decided = facts.part("text"), facts.part("decision")
    if text and not facts.part("purpose") and PURPOSE.match(text[0].text) and find_opening(text[0].text) is None:
        facts.part("purpose").append(text.pop(0))
    minutes = read_minutes([*text, *decided] if not text or not decided else decided, decision=True)
    if text and decided:
        minutes.paragraphs += text
    if decided and not minutes.resolutions:
        _take_first(minutes)
    minutes.reasons += facts.part("reasons")
    minutes.options += facts.part("options")
    for name in ("interests", "dispensations"):
        if facts.part(name):
            getattr(minutes, name).extend(facts.part(name))
            told = [Line(facts.headings[name]), *facts.part(name)]
            minutes.paragraphs += [replace(one, beside=True) for one in told]
    return minutes


def _take_first(minutes: Minutes) -> None:
    """What stands under the heading "Decision" of a decision's own page is the decision, however it is worded."""
    first = minutes.paragraphs[0] if minutes.paragraphs else None
    if first is None or first.row or NOTHING.fullmatch(first.text):
        return
    minutes.unread.append(f"Read as the decision, though nothing opens it: {first.words[:120]}")
    del minutes.paragraphs[0]
    kind = kind_of(Clause(first.label, first.text), "resolved")
    minutes.resolutions = [Resolution(first.label, first.text, kind, starts=True)]


def _whose(values: dict[str, str], notes: list[str]) -> tuple[str | None, date | None]:
    """The body that decided, and when: the meeting's, else the decision maker's own."""
    maker, meeting = values.get("maker"), AT_MEETING.match(values.get("meeting", ""))
    if meeting is None:
        return maker or None, _day(values, "decided", notes)
    if maker and maker != meeting["committee"]:
        notes.append(f"Also on the page: Decision Maker: {maker}")
    day = find_date(meeting["date"])
    if day is None:
        notes.append(f"No such date: {meeting['date']}")
    other = _day(values, "decided", notes)
    if day and other and other != day:
        notes.append(f"Also on the page: Date of decision: {values['decided']}")
    return meeting["committee"], day or other


def _day(values: dict[str, str], name: str, notes: list[str]) -> date | None:
    told = values.get(name, "")
    day = find_date(told)
    if told and day is None:
        notes.append(f"No such date: {told}")
    return day


def _deadline(values: dict[str, str], notes: list[str]) -> date | None:
    """The day until which it can be called in; the hour has no place in the record."""
    told, day = values.get("deadline", ""), _day(values, "deadline", notes)
    found = date_in(told)
    if found and f"{told[: found.start()]}{told[found.end() :]}".strip(" .,"):
        notes.append(f"Also on the page: Call-in deadline: {told}")
    return day


def _answer(values: dict[str, str], name: str, notes: list[str]) -> bool | None:
    told = values.get(name, "")
    if YES.match(told):
        answer: bool | None = True
    else:
        answer = False if NO.match(told) else None
    if told and (answer is None or len(told.split()) > 1):
        notes.append(f"Also on the page: {'Key decision' if name == 'key' else 'Call-in'}: {told}")
    return answer
