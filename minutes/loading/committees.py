"""Committees: found by their number in the old system or by a name that they have or had; else made."""

import datetime as dt
import re
from typing import Any

from minutes.loading.identities import identified, identify
from minutes.loading.old_addresses import find, of_kind, remember
from minutes.loading.run import Run
from minutes.loading.storing import free_slug, keep
from minutes.models import Committee, CommitteeKind
from minutes.registry import Facts
from minutes.text import records

# Cabinet - Decommissioned 18.05.2022 · Planning Board (dissolved May 2019) · Transport Panel (historic) · Old: …
ENDED = re.compile(
    r"[\s,;:–—-]*[(\[]?\s*\b(?:de-?commissioned|dissolved|disbanded|discontinued|abolished|ceased|expired|inactive|archived?|historic(?:al)?"
    r"|no\s+longer\s+(?:meets|in\s+use|active|exists))\b(?P<rest>[^)\]]*)[)\]]?\s*$",
    re.IGNORECASE,
)
DAY = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d{2})\b")
KINDS = (
    (
        CommitteeKind.CABINET_MEMBER,
        r"cabinet member|portfolio holder|executive member|lead member",
    ),
    (CommitteeKind.JOINT, r"\bjoint\b"),
    (CommitteeKind.SUB_COMMITTEE, r"sub-?\s?committee"),
    (CommitteeKind.CABINET, r"^(?:the )?(?:cabinet|executive)\b(?! scrutiny)"),
    (CommitteeKind.SCRUTINY, r"scrutiny"),
    (CommitteeKind.COUNCIL, r"^(?:the )?(?:(?:full|county|city|borough|district|town|parish) )?council\b(?! tax)$"),
    (CommitteeKind.PLANNING, r"planning|development (?:control|management)"),
    (CommitteeKind.LICENSING, r"licensing"),
    (CommitteeKind.AUDIT, r"\baudit\b"),
    (CommitteeKind.PANEL, r"panel|working (?:group|party)|task group"),
    (CommitteeKind.BOARD, r"\bboard\b"),
)


def name_and_end(name: str) -> tuple[str, dt.date | None, bool]:
    """A committee's own name, the day of its end by a mark behind the name, and whether there is such a mark."""
    plain = " ".join(name.split())
    found = ENDED.search(plain)
    if not found or not plain[: found.start()].strip():
        return plain, None, False
    return plain[: found.start()].strip(), _day(found["rest"]), True


def committee_named(name: str, run: Run, number: str = "", keys: tuple[str, ...] = ()) -> Committee:
    """The committee of that name or number in the old system, made if there is none."""
    plain, _, marked = name_and_end(name)
    committee: Committee | None = find("committee", number) or identified(Committee, keys) or _by_name(plain)
    if committee is None:
        committee = Committee(slug=free_slug(plain, Committee, 90), kind=kind_of(plain))
        keep(committee, {"name": plain}, run.why)
        run.made(committee, "committee")
        run.memory(committee).wrote("name", plain, plain, run.origin)
    if marked:
        run.tell(committee, BODY, (records.Body(name), committee, run), str(committee))
    return committee


def reopen(committee: Committee, met_on: dt.date, run: Run) -> None:
    """Take back that a committee ended, where an import said so and it has met since: another one bears its name."""
    ended = committee.dissolved_on
    if ended is None or met_on <= ended:
        return
    memory = run.memory(committee)
    if memory.is_own("dissolved_on", ended.isoformat()):
        keep(committee, {"dissolved_on": None}, run.why)
        memory.wrote("dissolved_on", None, None, run.origin)
        run.outcome.changed.append(f"{committee}: it has met since {ended:%-d %B %Y}, and is not dissolved")


def load_body(body: records.Body, run: Run) -> None:
    """A committee as its own page or the list describes it."""
    number = of_kind([body.old], "committee")
    committee = committee_named(body.name, run, number, (body.old,))
    remember([body.old], {"committee": committee}, run)
    identify(committee, (body.old,), run)
    run.tell(committee, BODY, (body, committee, run), str(committee))


def _said(told: tuple[records.Body, Committee, Run]) -> dict[str, Any]:
    body, committee, run = told
    plain, ended, marked = name_and_end(body.name)
    said: dict[str, Any] = {
        "name": plain, "remit": body.remit, "contact_name": body.contact_name, "contact_email": body.contact_email,
        "parent": committee_named(body.parent, run).name if body.parent else None,
    }  # fmt: skip
    day = ended or body.dissolved_on or committee.dissolved_on or _last_met(committee)
    if (marked or body.dissolved) and day and not committee.meetings.filter(date__gt=day).exists():
        said["dissolved_on"] = day.isoformat()
    return {fact: value for fact, value in said.items() if value}


def _stored(committee: Committee) -> dict[str, Any]:
    return {
        "name": committee.name,
        "remit": committee.remit,
        "contact_name": committee.contact_name,
        "contact_email": committee.contact_email,
        "parent": committee.parent.name if committee.parent else None,
        "dissolved_on": committee.dissolved_on.isoformat() if committee.dissolved_on else None,
    }


def _write(committee: Committee, values: dict[str, Any], why: str) -> list[str]:
    told = dict(values)
    if "dissolved_on" in told:
        told["dissolved_on"] = dt.date.fromisoformat(told["dissolved_on"]) if told["dissolved_on"] else None
    if "parent" in told:
        told["parent"] = _by_name(told["parent"])
    keep(committee, told, why)
    return []


def _by_name(name: str) -> Committee | None:
    """The committee that has this name or else had it."""
    found = Committee.objects.filter(name__iexact=name).order_by("pk").first()
    if found is None:
        former = Committee.history.filter(name__iexact=name).order_by("-history_date").values_list("id", flat=True)
        found = Committee.objects.filter(pk__in=former[:1]).first()
    return found


def kind_of(name: str) -> CommitteeKind:
    """What sort of body it is, as far as its name says."""
    return next((kind for kind, words in KINDS if re.search(words, name, re.IGNORECASE)), CommitteeKind.COMMITTEE)


def _day(words: str) -> dt.date | None:
    found = DAY.search(words)
    if not found:
        return None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    try:
        return dt.date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _last_met(committee: Committee) -> dt.date | None:
    return committee.meetings.order_by("-date").values_list("date", flat=True).first()


BODY = Facts(_said, _stored, _write)
