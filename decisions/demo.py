"""
The demo council: from the files in fixtures/marlbridge/ to records.

The files say when each stage was reached, so that records are written with those moments rather than published now.
"""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils.text import slugify

from decisions.models import Ballot, Clause, Decision, Effect, Resolution, Vote
from minutes import models as record
from minutes import pdf
from minutes.text import read_clauses

Facts = dict[str, Any]
EPOCH = dt.datetime(2023, 5, 1, tzinfo=dt.UTC)
# What a file calls a field, where the record has another word.
DECISION = {
    "reasons": "reasons",
    "options": "options_considered",
    "interests": "interests_declared",
    "dispensations": "dispensations",
    "key": "is_key",
    "key_reference": "key_reference",
    "decided": "decided_on",
    "call_in_deadline": "call_in_deadline",
    "takes_effect": "takes_effect_on",
}
RESOLUTION = ("label", "text", "kind", "opening", "action_by", "action_due")
VOTE = {
    "on": "subject",
    "kind": "kind",
    "outcome": "outcome",
    "for": "votes_for",
    "against": "votes_against",
    "abstain": "abstentions",
    "wording": "wording",
}
LABELS = ("label_scheme", "label_pattern", "label_first", "label_parts")
STAGES = {
    "announced": "announced_at",
    "agenda_published": "agenda_published_at",
    "decisions_published": "decisions_published_at",
    "minutes_published": "minutes_published_at",
    "confirmed": "confirmed_at",
    "withdrawn": "withdrawn_at",
}


class Demo:
    """Writes one council; `people`, `committees`, `issues` and `wards` are looked up by the files' keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.people: dict[str, record.Person] = {}
        self.committees: dict[str, record.Committee] = {}
        self.issues: dict[str, record.Issue] = {}
        self.wards: dict[str, record.Ward] = {}
        self.meetings: dict[str, record.Meeting] = {}
        self.effects: list[tuple[Resolution, Facts]] = []

    def load(self, track: Callable[[list[Path]], Iterator[Path]]) -> None:
        """Write everything. `track` passes the meetings' files on, and may show how far it is."""
        self._council(tomllib.loads((self.folder / "council.toml").read_text()))
        confirmations: dict[str, str] = {}
        for path in track(sorted((self.folder / "meetings").glob("*.toml"))):
            facts = tomllib.loads(path.read_text())
            self.meetings[path.stem] = self._meeting(facts)
            if "confirmed_in" in facts:
                confirmations[path.stem] = facts["confirmed_in"]
        for resolution, facts in self.effects:
            self._effect(resolution, facts)
        for name, confirming in confirmations.items():
            self.meetings[name].confirmed_in = self.meetings[confirming]
            self.meetings[name].save()

    def _council(self, facts: Facts) -> None:
        council = facts["council"]
        council["telephone"] = council.pop("phone", "")
        record.Council.objects.create(**council)
        parties = {party["name"]: record.Party.objects.create(**party) for party in facts["party"]}
        for ward in facts["ward"]:
            self.wards[ward["name"]] = record.Ward.objects.create(name=ward["name"], slug=slugify(ward["name"]))
        for issue in facts["issue"]:
            self.issues[issue["slug"]] = record.Issue.objects.create(**issue)
        for person in facts["person"]:
            self._person(person, parties)
        for place, committee in enumerate(facts["committee"], 1):
            self._committee(place, committee)

    def _person(self, facts: Facts, parties: dict[str, record.Party]) -> None:
        fields = {name: facts[name] for name in ("name", "title", "kind", "post", "email") if name in facts}
        person = self.people[facts["key"]] = record.Person.objects.create(slug=slugify(facts["name"]), **fields)
        for seat in facts.get("seats", []):
            record.Seat.objects.create(
                person=person,
                ward=self.wards[seat["ward"]],
                party=parties[seat["party"]],
                started_on=seat["from"],
                ended_on=seat.get("to"),
            )

    def _committee(self, place: int, facts: Facts) -> None:
        committee = self.committees[facts["slug"]] = record.Committee.objects.create(
            slug=facts["slug"],
            name=facts["name"],
            kind=facts["kind"],
            remit=facts["remit"].strip(),
            parent=self.committees.get(facts.get("parent", "")),
            established_on=facts.get("established"),
            dissolved_on=facts.get("dissolved"),
            contact_name="Democratic Services",
            contact_email=record.Council.objects.get().email,
            position=place,
            **{name: facts[name] for name in LABELS if name in facts},
        )
        for position, item in enumerate(facts.get("standard", []), 1):
            record.StandardItem.objects.create(committee=committee, position=position, **item)
        for member in facts.get("members", []):
            record.Membership.objects.create(
                committee=committee,
                person=self.people[member["person"]],
                role=member["role"],
                started_on=member["from"],
                ended_on=member.get("to"),
            )

    def _meeting(self, facts: Facts) -> record.Meeting:
        plain = ("date", "sequence", "venue", "kind", "status", "status_note", "withdrawal_note")
        meeting = record.Meeting.objects.create(
            committee=self.committees[facts["committee"]],
            starts_at=facts.get("starts"),
            ends_at=facts.get("ends"),
            **{name: facts[name] for name in plain if name in facts},
            **{field: facts[name] for name, field in STAGES.items() if name in facts},
        )
        for row in facts.get("attendance", []):
            record.Attendance.objects.create(
                meeting=meeting,
                person=self.people[row["person"]],
                status=row["status"],
                is_chair=row.get("chair", False),
                is_remote=row.get("remote", False),
                substitute_for=self.people.get(row.get("substitute_for", "")),
                note=row.get("note", ""),
            )
        for item in facts.get("item", []):
            self._item(meeting, item)
        return meeting

    def _item(self, meeting: record.Meeting, facts: Facts) -> None:
        exempt = facts.get("exempt", {})
        item = record.AgendaItem.objects.create(
            meeting=meeting,
            label=facts.get("label", ""),
            title=facts["title"],
            report_credit=facts.get("report_credit", ""),
            purpose=facts.get("purpose", "").strip(),
            issue=self.issues.get(facts.get("issue", "")),
            urgency_reason=facts.get("urgency", "").strip(),
            **_exempt(exempt),
            released_at=_released(meeting, facts),
            withdrawn_at=facts.get("withdrawn"),
            withdrawal_note=facts.get("withdrawal_note", "").strip(),
        )
        item.wards.set([self.wards[name] for name in facts.get("wards", [])])
        if facts.get("minutes", "").strip():
            number = facts.get("minute_number", "")
            record.Narrative.objects.create(item=item, text=facts["minutes"].strip(), minute_number=number)
        if "fair_summary" in facts:
            record.FairSummary.objects.create(item=item, text=facts["fair_summary"].strip())
        for report in facts.get("report", []):
            self._report(item, report)
        for declaration in facts.get("declaration", []):
            record.Declaration.objects.create(
                item=item,
                person=self.people[declaration["person"]],
                kind=declaration["kind"],
                text=declaration["text"],
                left_meeting=declaration.get("left", False),
            )
        for correction in facts.get("correction", []):
            self._correction(item, correction)
        self._decisions(item, facts)

    def _correction(self, item: record.AgendaItem, facts: Facts) -> None:
        """One that changed the minutes says what stands there `now` in place of what `was`."""
        words = {}
        if "was" in facts:
            after = item.narrative.text
            words = {"part": f"narrative-{item.narrative.pk}-text", "before": after.replace(facts["now"], facts["was"])}
            words["after"] = after
        told = {name: facts[name] for name in ("kind", "reason") if name in facts}
        text = facts["text"].strip()
        record.Correction.objects.create(item=item, made_on=facts["date"], text=text, **told, **words)

    def _report(self, item: record.AgendaItem, facts: Facts) -> None:
        is_exempt = "exempt" in facts or item.is_exempt
        report = record.Report(
            item=item,
            title=facts["title"],
            kind=facts["kind"],
            author=facts.get("author", ""),
            size=facts["size_kb"] * 1024 if "size_kb" in facts else None,
            **_exempt(facts.get("exempt", {})),
            listed_as=facts.get("exempt", {}).get("listed_as", ""),
            released_at=None if is_exempt else _released(item.meeting, facts, after=item.released_at),
            withdrawn_at=facts.get("withdrawn"),
            withdrawal_note=facts.get("withdrawal_note", "").strip(),
        )  # fmt: skip
        if "pages" in facts:
            context = {
                "report": report,
                "text": facts["pages"].strip(),
                "head_left": f"Marlbridge Council, {item.meeting.committee}",
                "head_right": f"{item.meeting.date:%-d %B %Y}",
                "state": report.get_kind_display(),
            }
            data = pdf.render(
                "pdf/demo_report.html",
                context,
                title=facts["title"],
                language="en-GB",
                url="",
                modified=item.meeting.announced_at or EPOCH,
            )
            report.file = ContentFile(data, "report.pdf")
        report.save()

    def _decisions(self, item: record.AgendaItem, facts: Facts) -> None:
        if "decision" in facts:
            Decision.objects.create(item=item, **_renamed(facts["decision"], DECISION))
        resolutions = {}
        for number, resolution in enumerate(facts.get("resolution", []), 1):
            plain = {name: resolution[name] for name in RESOLUTION if name in resolution}
            resolutions[number] = Resolution.objects.create(item=item, ordinal=number, **plain)
            self.effects += [(resolutions[number], effect) for effect in resolution.get("effect", [])]
            for ordinal, line in enumerate(read_clauses(resolution.get("clauses", "")), 1):
                Clause.objects.create(
                    resolution=resolutions[number], ordinal=ordinal, depth=line.depth, label=line.label, text=line.text
                )
        for vote in facts.get("vote", []):
            row = Vote.objects.create(
                item=item,
                mover=self.people.get(vote.get("mover", "")),
                seconder=self.people.get(vote.get("seconder", "")),
                resolution=resolutions.get(vote.get("resolution", 0)),
                **_renamed(vote, VOTE),
            )
            for choice, names in vote.get("ballots", {}).items():
                for name in names:
                    Ballot.objects.create(vote=row, person=self.people[name], choice=choice)

    def _effect(self, resolution: Resolution, facts: Facts) -> None:
        """`meeting` is the name of a file, `item` and `resolution` count from 1."""
        at = {"item__meeting": self.meetings[facts["meeting"]], "item__position": facts["item"]}
        earlier = Resolution.objects.get(ordinal=facts["resolution"], **at)
        Effect.objects.create(resolution=resolution, earlier=earlier, kind=facts["kind"])


def _exempt(facts: Facts) -> Facts:
    return {
        "is_exempt": bool(facts),
        "exempt_paragraph": facts.get("paragraph", ""),
        "exempt_reason": facts.get("reason", "").strip(),
        "exempt_test": facts.get("test", "").strip(),
    }


def _released(meeting: record.Meeting, facts: Facts, *, after: dt.datetime | None = None) -> dt.datetime | None:
    """With the agenda or, for what a supplement added, two days later; a document not before its item (`after`)."""
    if meeting.agenda_published_at is None:
        return None
    moment = meeting.agenda_published_at + dt.timedelta(days=2 if facts.get("supplement") else 0)
    return max(moment, after or moment)


def _renamed(facts: Facts, names: dict[str, str]) -> Facts:
    values = {names[name]: value for name, value in facts.items() if name in names}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
