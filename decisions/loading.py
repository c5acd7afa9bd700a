"""
Writing imported resolutions, votes and decisions.

Each function writes into an item that has none yet and otherwise leaves what is there, so that an import run twice
changes nothing and never touches a clerk's text.
"""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify

from decisions.models import Ballot, Choice, Clause, Decision, Outcome, Resolution, Vote
from decisions.models.votes import VoteKind
from minutes.models import AgendaItem, Person
from minutes.registry import Loaded
from minutes.text import records


def load_resolutions(item: AgendaItem, read: records.Item) -> Loaded:
    """The numbered resolutions with their clauses, in the order of the page."""
    if not read.resolutions:
        return Loaded()
    texts = [resolution.text for resolution in read.resolutions]
    if item.resolutions.exists():
        same = list(item.resolutions.order_by("ordinal").values_list("text", flat=True)) == texts
        return Loaded() if same else Loaded(to_look_at=["the resolutions differ here and were left."])
    labels = _labels(read.resolutions)
    for ordinal, (resolution, label) in enumerate(zip(read.resolutions, labels, strict=True), 1):
        row = Resolution(
            item=item,
            ordinal=ordinal,
            opening=resolution.opening,
            label=label,
            text=resolution.text,
            kind=resolution.kind,
        )
        _store(row)
        for number, (depth, clause) in enumerate(_outline(resolution.clauses), 1):
            _store(Clause(resolution=row, ordinal=number, depth=depth, label=clause.label, text=clause.text))
    return Loaded(changed=[f"{len(texts)} resolution{'s' if len(texts) > 1 else ''}"])


def load_votes(item: AgendaItem, read: records.Item) -> Loaded:
    """The votes whose outcome the page tells; every word of them stands in the minutes too."""
    if item.votes.exists():
        return Loaded()
    done = Loaded()
    for vote in read.votes:
        try:
            _vote(item, vote)
        except ValidationError as error:
            done.to_look_at.append(f"a vote ({vote.on or 'unnamed'}) was not entered: {' '.join(error.messages)}")
        else:
            done.changed.append("vote")
    return done


def load_decision(item: AgendaItem, read: records.Item) -> Loaded:
    """Reasons and options."""
    said = {"reasons": read.reasons or "", "options_considered": read.options_considered or ""}
    if not any(said.values()):
        return Loaded()
    decision = Decision.objects.filter(item=item).first() or Decision(item=item)
    filled = [name for name, value in said.items() if value and not getattr(decision, name)]
    for name in filled:
        setattr(decision, name, said[name])
    if filled:
        _store(decision)
    differing = [name for name, value in said.items() if value and getattr(decision, name) != value]
    return Loaded(
        changed=[name.replace("_", " ") for name in filled],
        to_look_at=[f"{name.replace('_', ' ')} differs here and was left." for name in differing],
    )


@transaction.atomic  # a vote with one ballot that is refused is refused whole
def _vote(item: AgendaItem, read: records.Vote) -> None:
    if read.outcome is None:
        raise ValidationError("the page does not say whether it was carried.")
    counted = read.votes_for is not None and read.votes_against is not None
    vote = Vote(
        item=item,
        ordinal=item.votes.count() + 1,
        subject=(read.on or "Motion").capitalize(),
        kind=VoteKind.AMENDMENT if "amendment" in (read.on or "").lower() else VoteKind.MOTION,
        outcome=Outcome(read.outcome),
        votes_for=read.votes_for if counted else None,
        votes_against=read.votes_against if counted else None,
        abstentions=read.abstentions if counted else None,
    )
    _store(vote)
    for ballot in read.names:
        _store(Ballot(vote=vote, person=_person(ballot.name), choice=Choice(ballot.vote)))


def _person(name: str) -> Person:
    """The person of that name, made if there is none."""
    title, _, plain = name.partition(" ") if name.startswith(("Councillor ", "Cllr ")) else ("", "", name)
    person = Person.objects.filter(name__iexact=plain).order_by("pk").first()
    if person is None:
        slug = slugify(plain)[:80] or "person"
        number = Person.objects.filter(slug__startswith=slug).count()
        person = Person(name=plain, title="Councillor" if title else "", slug=f"{slug}-{number}" if number else slug)
        _store(person)
    return person


def _labels(resolutions: Sequence[records.Resolution]) -> list[str]:
    """
    The labels, with the council's numbers restored where saving a page as text has lost them.

    A list of which every entry is numbered "1." was numbered by the browser: the order is then the only truth.
    """
    lists: list[list[str]] = []
    for resolution in resolutions:
        if resolution.starts or not lists:
            lists.append([])
        lists[-1].append(resolution.label)
    return [
        label.replace("1", str(number)) if len(labels) > 1 and set(labels) == {label} else label
        for labels in lists
        for number, label in enumerate(labels, 1)
    ]


def _outline(clauses: Sequence[records.Clause], depth: int = 1) -> Iterator[tuple[int, records.Clause]]:
    """Nested clauses in the order of the page, each with its depth."""
    for clause in clauses:
        yield depth, clause
        yield from _outline(clause.clauses, depth + 1)


def _store(row: Model) -> None:
    row.full_clean()
    row.save()
