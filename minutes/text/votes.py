"""
Votes in all the forms in which minutes tell them. The words stay in the narrative; what is read here is beside them.

- told: "The amendment was lost by 47 votes to 17", "carried 31 votes to 29, with two abstentions", NOT CARRIED, fell
- counted: "For: 26 / Against: 32 / Abstention: 0", in one line or in three
- named: "Voting for 24 : Councillors A, B", "For the motion (22) – A, B; Declined to vote (1)"

An outcome is only what the text says, never what the figures suggest. What was voted on is the nearest thing named
before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from minutes.text.numbers import NUMBER, number
from minutes.text.records import Ballot, Vote

SUBJECT = re.compile(
    r"\b(?P<amendment>amendments?)(?:\s+(?:to|of|on)\s+(?:the\s+)?(?:\w+\s+)?(?:motion|recommendations?))?"
    r"|\b(?P<other>(?:substantive\s+|original\s+)?(?:motion|recommendations?|proposal|proposition|resolution))\b",
    re.IGNORECASE,
)
OUTCOME = re.compile(
    r"\b(?:(?P<lost>not\s+carried|not\s+agreed|lost|defeated|fell(?=\s+by\b))"
    r"|(?P<fell>fell(?=\s*(?:[.,;:)]|$|and\b|for\s+want\b)))"
    r"|(?P<carried>carried|agreed\s+(?:following|after)\s+a\s+vote))\b",
    re.IGNORECASE,
)
VOTED = re.compile(r"\bvot(?:e|es|ed|ing)\b", re.IGNORECASE)
TO = re.compile(
    rf"\b(?:by\s+)?({NUMBER})\s+votes?(?:\s+(?:for|in\s+favour))?\s*(?:to|against)\s+({NUMBER})\b", re.IGNORECASE
)
IN_FAVOUR = re.compile(
    rf"\b({NUMBER})\s+(?:votes?\s+|members?\s+)?(?:voting\s+|voted\s+)?(?:in\s+favour|for)\b[,;]?\s+"
    rf"(?:and\s+)?(?:with\s+)?({NUMBER})\s+(?:votes?\s+)?(?:voting\s+|voted\s+)?against\b",
    re.IGNORECASE,
)
FOR_ALONE = re.compile(rf"\b({NUMBER})\s+votes?\s+(?:for|in\s+favour)\b", re.IGNORECASE)
ABSTAINED = re.compile(rf"\b({NUMBER})\s+(?:members?\s+)?(?:abstentions?|abstain(?:ed|ing))\b", re.IGNORECASE)
SIDES = (
    ("against", r"(?:voting\s+|voted\s+)?against"),
    ("abstain", r"abst(?:ain(?:ed|ing)?|entions?)(?:\s+from\s+voting)?"),
    ("declined", r"(?:declined\s+to\s+vote|did\s+not\s+vote|not\s+voting)"),
    ("for", r"(?:voting\s+|voted\s+)?(?:for|in\s+favour)"),
)
_SIDE = "|".join(f"(?P<{name}>{pattern})" for name, pattern in SIDES)
_OF_WHAT = r"(?:\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?(?:amendment|motion|recommendations?|proposal|resolution))?"
TALLY = re.compile(
    rf"(?:{_SIDE}){_OF_WHAT}\s*(?:[:–—-]\s*)?\(?(?P<count>\d+|{NUMBER}(?=\s*(?:\)|$|[;,/.])))"
    r"(?:\s+votes?)?\s*\)?\s*[:–—-]?\s*",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"(?:{_SIDE}){_OF_WHAT}\s*[:–—-]\s*(?=(?:Councillors?|Cllrs?|The\s+(?:Lord\s+)?Mayor)\b)", re.IGNORECASE
)
SENTENCE = re.compile(r"(?<=[.;!?])\s+")
RESOLVED_BY = re.compile(r".{0,60}\b(?:resolved|agreed|recommended)(?:\W*\(|,?\s+(?:with|by)\s)", re.IGNORECASE)
# "Vote: For 9, Against 1, Abstain 0"
VOTE_LABEL = re.compile(r"\W?(?:recorded\s+)?(?:votes?|voting)\s*[:–-]\s*", re.IGNORECASE)
VOTING = re.compile(r"\W?(?:vot(?:e|es|ing)|the\s+vote(?:s)?\s+(?:was|were))\b", re.IGNORECASE)
UNANIMOUS = re.compile(r"(?:voting|vote)\s*[:–-]\s*(?:unanimous|carried\s+unanimously)", re.IGNORECASE)
TITLES = re.compile(r"^(?:and\s+)?(?:(?:the\s+)?(?:councillors?|cllrs?)\.?\s+)?|\s*\(\d+\)$", re.IGNORECASE)


@dataclass
class _Count:
    """Votes counted over neighbouring lines."""

    figures: dict[str, int] = field(default_factory=dict)
    ballots: list[Ballot] = field(default_factory=list)
    subject: str | None = None


def read_votes(paragraphs: Sequence[str]) -> list[Vote]:
    """The votes that the paragraphs tell, in order."""
    votes: list[Vote] = []
    count: _Count | None = None
    before = ""  # the paragraph before the counted lines
    for place, text in enumerate(paragraphs):
        if is_tally(text):
            count = count or _Count()
            if count.figures.keys() & _tally(text).figures.keys():
                votes = _counted(votes, count, before, None)
                count = _Count()
            _merge(count, _tally(text))
            continue
        told = told_votes(text, paragraphs[place - 1] if place else "")
        if count:
            votes = _counted(votes, count, before, None if UNANIMOUS.match(text) else told)
            told = told[1:] if told and _bare(told[0]) and votes[-1].outcome == told[0].outcome else told
            count = None
        votes += told
        before = text
    return _counted(votes, count, before, None) if count else votes


def is_tally(text: str) -> bool:
    """Whether ``text`` begins with a side and its figure or names."""
    label = VOTE_LABEL.match(text)
    start = label.end() if label else 0
    return bool(TALLY.match(text, start) or NAMED.match(text, start))


def is_vote_line(text: str) -> bool:
    """Whether ``text`` is a line about a vote that can stand inside a list of resolutions."""
    return is_tally(text) or bool(UNANIMOUS.match(text)) or (len(text.split()) <= 30 and bool(told_votes(text)))


def told_votes(text: str, before: str = "") -> list[Vote]:
    """The votes told in the sentences of ``text``; ``before`` is the paragraph in which their subject may stand."""
    votes: list[Vote] = []
    subject = _last_subject(before)
    if UNANIMOUS.match(text):
        return [Vote(outcome="carried")]
    for sentence in SENTENCE.split(text):
        votes += _told_in_sentence(sentence, subject)
        subject = _last_subject(sentence) or subject
    return votes


def _told_in_sentence(sentence: str, subject: str | None) -> list[Vote]:
    outcomes = list(OUTCOME.finditer(sentence))
    votes = []
    on, start = None, 0
    for place, outcome in enumerate(outcomes):
        end = outcomes[place + 1].start() if place + 1 < len(outcomes) else len(sentence)
        on = _last_subject(sentence[start : outcome.start()]) or on
        figures = _figures(sentence[start:end])
        if on or figures or (subject and VOTED.search(sentence)):
            votes.append(_vote(on or subject, outcome.lastgroup, figures))
        start = outcome.end()
    told = None if outcomes else _figures(sentence)
    resolved = RESOLVED_BY.match(sentence) or ("RESOLVED" in sentence and IN_FAVOUR.search(sentence))
    if told and (resolved or TO.search(sentence) or VOTING.match(sentence)):
        votes.append(_vote(_last_subject(sentence), "carried" if resolved else None, told))
    return votes


def _figures(text: str) -> dict[str, int]:
    found = TO.search(text) or IN_FAVOUR.search(text)
    figures = {"for": number(found[1]), "against": number(found[2])} if found else {}
    if not figures and (alone := FOR_ALONE.search(text)):
        figures["for"] = number(alone[1])
    if abstained := ABSTAINED.search(text):
        figures["abstain"] = number(abstained[1])
    return figures


def _last_subject(text: str) -> str | None:
    subject = None
    for found in SUBJECT.finditer(text):
        subject = "amendment" if found["amendment"] else found["other"].lower()
    return subject


def _vote(on: str | None, outcome: str | None, figures: dict[str, int], names: Sequence[Ballot] = ()) -> Vote:
    return Vote(on, outcome, figures.get("for"), figures.get("against"), figures.get("abstain"), tuple(names))


def _tally(text: str) -> _Count:
    """The sides of one line, each with its figure and names."""
    found = sorted([*TALLY.finditer(text), *NAMED.finditer(text)], key=lambda one: one.start())
    found = [one for place, one in enumerate(found) if place == 0 or one.start() >= found[place - 1].end()]
    count = _Count()
    for place, one in enumerate(found):
        side = next(name for name, _ in SIDES if one[name])
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        if one.re is TALLY:
            count.figures[side] = number(one["count"])
        count.ballots += [Ballot(name, side) for name in _names(text[one.end() : end])]
        count.subject = count.subject or _last_subject(one[0])
    return count


def _names(text: str) -> list[str]:
    parts = re.split(r"[,;]|\s+and\s+", text.strip(" .;,/:–—-"))
    names = [TITLES.sub("", part.strip(" .;,/–—-")).strip() for part in parts]
    return [name for name in names if name and name[0].isupper() and len(name.split()) <= 6]


def _merge(count: _Count, other: _Count) -> None:
    count.figures |= other.figures
    count.ballots += other.ballots
    count.subject = count.subject or other.subject


def _bare(vote: Vote) -> bool:
    return vote.votes_for is None and vote.votes_against is None


def _counted(votes: list[Vote], count: _Count, before: str, told: Sequence[Vote] | None) -> list[Vote]:
    """``votes`` with the count: joined to the outcome told just before it or just behind it."""
    told_before = told_votes(before)
    if votes and told_before and votes[-1].outcome == told_before[-1].outcome and _bare(votes[-1]):
        votes[-1] = _vote(votes[-1].on or count.subject, votes[-1].outcome, count.figures, count.ballots)
        return votes
    subject = count.subject or _last_subject(before)
    if told and _bare(told[0]) and (told[0].on in (None, subject) or subject is None):
        return [
            *votes,
            replace(_vote(told[0].on or subject, told[0].outcome, count.figures), names=tuple(count.ballots)),
        ]
    return [*votes, _vote(subject, None, count.figures, count.ballots)]
