"""One item of a meeting, with its matter, attachments and votes."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree, html

from minutes.moderngov.parse_html import lines_of
from minutes.sources.json_files import Object, text_of
from minutes.sources.legistar.dump import Dump
from minutes.text.documents import kind_of as kind_of_document
from minutes.text.kinds import kind_of as kind_of_resolution
from minutes.text.lines import Line, narrative, read_lines
from minutes.text.minute import read_minutes
from minutes.text.records import Ballot, Clause, Document, Item, Resolution, Vote
from minutes.text.rtf import is_rtf, read_rtf

SIDES = {
    "for": {"yea", "yeas", "aye", "ayes", "yes", "for", "affirmative", "in favor", "in favour"},
    "against": {"nay", "nays", "no", "noes", "against", "negative", "oppose", "opposed"},
    "abstain": {"abstain", "abstained", "abstention", "abstains"},
    "declined": {"recused", "recuse", "non-voting", "not voting", "present", "declined", "conflict"},
}
RECOMMENDS = ("recommend",)
NOTES = ("received and filed", "receive and file", "noted", "received", "filed")
MARKUP = ("<p", "<br", "<div", "<ul", "<ol", "<span", "<b>", "<i>", "<table")


class Matters:
    """Matters, their attachments and the votes on items, by number."""

    def __init__(self, dump: Dump) -> None:
        self.dump = dump
        self.attachments = dump.grouped("attachments", "MatterAttachmentMatterId")
        self.votes = dump.grouped("votes", "VoteEventItemId")


def read_item(one: Object, committee: str, day: dt.date, matters: Matters) -> tuple[Item | None, list[str]]:
    """The item and what a person should look at; no item for a bare heading and for one kept from the web."""
    number = one["EventItemId"]
    matter = matters.dump.get("matters", one.get("EventItemMatterId")) or {}
    title = text_of(one, "EventItemTitle") or text_of(one, "EventItemMatterName") or text_of(matter, "MatterTitle")
    name = f"Item {text_of(one, 'EventItemAgendaNumber') or title[:60] or number}"
    if matter.get("MatterRestrictViewViaWeb") is True:
        return None, [f"{name}: its matter is kept from the web there, and was left out."]
    votes = matters.votes.get(number, [])
    if not title:
        return None, [f"Item {number}: it has no title, and was left out."]
    if _is_heading(one, votes):
        return None, [f"Heading of the agenda, left out: {title}"]
    minutes = read_minutes(_lines(one.get("EventItemMinutesNote")) + _lines(one.get("EventItemActionText")))
    paragraphs = [*minutes.paragraphs, *_movers(one, minutes.paragraphs), *_failed(one)]
    found, notes = _votes(one, votes)
    told = replace(minutes, paragraphs=paragraphs)
    resolutions = told.placed_resolutions() or _action(one, narrative(paragraphs))
    item = Item(
        committee=committee,
        date=day,
        label=text_of(one, "EventItemAgendaNumber") or None,
        title=title,
        purpose=_purpose(one, matter),
        documents=tuple(_documents(matters.attachments.get(one.get("EventItemMatterId"), []))),
        minutes=narrative(paragraphs) or None,
        resolutions=resolutions,
        options_considered=told.text("options"),
        reasons=told.text("reasons"),
        votes=tuple(found) or tuple(told.votes()),
        old=(f"legistar-item:{number}", f"legistar-event:{one.get('EventItemEventId')}"),
    )
    return item, [f"{name}: {note}" for note in [*minutes.unread, *notes]]


def _is_heading(one: Object, votes: Sequence[Object]) -> bool:
    said = ("EventItemAgendaNumber", "EventItemMatterId", "EventItemActionName", "EventItemMinutesNote",
            "EventItemAgendaNote", "EventItemActionText", "EventItemMover")  # fmt: skip
    return not votes and not any(one.get(key) for key in said)


def _purpose(one: Object, matter: Object) -> str | None:
    """The number of the matter's file, and the note on the agenda."""
    file = text_of(one, "EventItemMatterFile") or text_of(matter, "MatterFile")
    return narrative([*([Line(f"File {file}")] if file else []), *_lines(one.get("EventItemAgendaNote"))]) or None


def _lines(text: object) -> list[Line]:
    """The lines of a note: rich text, HTML or plain."""
    if not isinstance(text, str) or not text.strip():
        return []
    if is_rtf(text):
        return read_lines(read_rtf(text))
    if any(mark in text.lower() for mark in MARKUP):
        try:
            return lines_of(html.fragment_fromstring(text, create_parent="div"))
        except etree.LxmlError:
            return read_lines(text)
    return read_lines(text)


def _movers(one: Object, told: Sequence[Line]) -> list[Line]:
    """Who moved and seconded, where the words do not tell it."""
    words = " ".join(line.text for line in told)
    names = [("Mover", text_of(one, "EventItemMover")), ("Seconder", text_of(one, "EventItemSeconder"))]
    said = [f"{role}: {name}." for role, name in names if name and name not in words]
    return [Line(" ".join(said))] if said else []


def _failed(one: Object) -> list[Line]:
    """The action that was put to the vote and lost: nothing was resolved by it."""
    action = text_of(one, "EventItemActionName")
    flag = text_of(one, "EventItemPassedFlagName") or "Fail"
    return [Line(f"{action}: {flag}")] if action and one.get("EventItemPassedFlag") == 0 else []


def _action(one: Object, told: str) -> tuple[Resolution, ...]:
    """The action as the resolution, where it was carried or nothing was voted."""
    action = text_of(one, "EventItemActionName")
    if not action or one.get("EventItemPassedFlag") == 0:
        return ()
    lowered = action.lower()
    kind = "recommended" if lowered.startswith(RECOMMENDS) else "noted" if lowered in NOTES else ""
    kind = kind or kind_of_resolution(Clause("", action), "resolved")
    after = told.count("\n\n") + 1 if told else 0
    return (Resolution("", action, kind, starts=True, after=after),)


def _votes(one: Object, votes: Sequence[Object]) -> tuple[list[Vote], list[str]]:
    """The vote by name, or as the tally counts it; and those whose vote is none of the four."""
    flag = one.get("EventItemPassedFlag")
    outcome = {1: "carried", 0: "lost"}.get(flag) if isinstance(flag, int) else None
    ballots, others = [], []
    for vote in sorted(votes, key=lambda vote: (vote.get("VoteSort") or 0, str(vote["VoteId"]))):
        name, said = text_of(vote, "VotePersonName"), text_of(vote, "VoteValueName")
        side = next((side for side, words in SIDES.items() if said.lower() in words), None)
        if side and name:
            ballots.append(Ballot(name, side))
        else:
            others.append(f"{name or 'Somebody'} ({said or 'no vote given'})")
    notes = [f"Not among those who voted: {', '.join(others)}."] if others else []
    tally = text_of(one, "EventItemTally").split(":")
    if ballots:
        counts = Counter(ballot.vote for ballot in ballots)
        return [Vote(None, outcome, counts["for"], counts["against"], counts["abstain"], tuple(ballots))], notes
    if len(tally) >= 2 and all(part.strip().isdigit() for part in tally):
        return [Vote(None, outcome, int(tally[0]), int(tally[1]))], notes
    return ([Vote(None, outcome)] if outcome else []), notes


def _documents(attachments: Sequence[Object]) -> list[Document]:
    """The attachments of a matter; one that is not shown on the web there is not public here."""
    found = []
    for place, one in enumerate(
        sorted(attachments, key=lambda one: (one.get("MatterAttachmentSort") or 0, str(one["MatterAttachmentId"])))
    ):
        title = text_of(one, "MatterAttachmentName") or text_of(one, "MatterAttachmentFileName")
        if title:
            kind = kind_of_document(title, "report" if place == 0 else "appendix")
            hidden = one.get("MatterAttachmentShowOnInternetPage") is False
            found.append(Document(title, kind, exempt=hidden, old=f"legistar-attachment:{one['MatterAttachmentId']}",
                                  url=text_of(one, "MatterAttachmentHyperlink")))  # fmt: skip
    return found
