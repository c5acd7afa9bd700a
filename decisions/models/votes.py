"""Votes, and who voted how where that was recorded."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, Max, OuterRef, Q, Value, When
from django.db.models.functions import Concat, JSONObject, Trim
from simple_history.models import HistoricalRecords

from decisions.models.resolutions import Resolution
from minutes import publication
from minutes.models import AgendaItem, Person
from minutes.models.constraints import filled, one_of
from minutes.models.lock import Confirmable
from minutes.models.managers import foreseen, published


class VoteKind(models.TextChoices):
    """What was put to the vote: an amendment that falls is not the motion falling."""

    MOTION = "motion", "Motion"
    AMENDMENT = "amendment", "Amendment"
    PROCEDURAL = "procedural", "Procedural motion"


class Outcome(models.TextChoices):
    """What became of it."""

    CARRIED = "carried", "Carried"
    LOST = "lost", "Lost"
    FELL = "fell", "Fell without a vote"
    WITHDRAWN = "withdrawn", "Withdrawn"


class VoteQuerySet(models.QuerySet["Vote"]):
    """Votes."""

    def with_ballots(self) -> Self:
        """With `shown_ballots`, by name, as {"choice", "name", "slug"}: a ballot is public when its vote is."""
        name = Trim(Concat("person__title", Value(" "), "person__name"))
        slug = Case(When(person__is_listed=True, then="person__slug"), default=Value(""))
        ballots = Ballot.objects.filter(vote=OuterRef("pk")).order_by("person__name")
        return self.annotate(
            shown_ballots=ArraySubquery(ballots.values(json=JSONObject(choice="choice", name=name, slug=slug)))
        )


class Vote(Confirmable):
    """Something put to the vote on an item, with its movers, numbers and outcome. Public with the minutes."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    ordinal = models.PositiveSmallIntegerField(help_text="Its place among the item's votes, from 1.")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, null=True, blank=True, related_name="votes",
        help_text="The resolution that came of it.",
    )  # fmt: skip
    subject = models.TextField("what was put to the vote")
    kind = models.CharField(max_length=10, choices=VoteKind, default=VoteKind.MOTION)
    mover = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="moved")
    seconder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="seconded")
    outcome = models.CharField(max_length=9, choices=Outcome)
    votes_for = models.PositiveSmallIntegerField("for", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("against", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(null=True, blank=True)
    wording = models.TextField(blank=True, help_text="As the minutes put it: carried by 22 votes to one.")

    objects = VoteQuerySet.as_manager()
    public: ClassVar[Any] = published(VoteQuerySet, publication.minuted)
    preview: ClassVar[Any] = foreseen(VoteQuerySet, publication.minuted)
    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "ordinal"]
        constraints = [
            filled("subject"),
            one_of("kind", VoteKind),
            one_of("outcome", Outcome),
            models.UniqueConstraint(
                fields=["item", "ordinal"], name="decisions_vote_ordinal_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1), name="decisions_vote_ordinal_from_one",
                violation_error_message="The first vote has the number 1.",
            ),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, votes_against__isnull=True, abstentions__isnull=True)
                | Q(votes_for__isnull=False, votes_against__isnull=False),
                name="decisions_vote_both_sides_counted",
                violation_error_message="Give the votes for and the votes against, or no numbers at all.",
            ),
            # Not the other way round: a motion that needs two thirds can be lost by a majority.
            models.CheckConstraint(
                condition=~Q(outcome="carried") | Q(votes_for__isnull=True) | Q(votes_for__gte=F("votes_against")),
                name="decisions_vote_carried_by_majority",
                violation_error_message="A motion cannot be carried with fewer votes for it than against it.",
            ),
            models.CheckConstraint(
                condition=Q(mover__isnull=True) | Q(seconder__isnull=True) | ~Q(mover=F("seconder")),
                name="decisions_vote_seconded_by_another",
                violation_error_message="Mover and seconder are two people.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_outcome_display().lower()}: {self.subject[:80]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new vote the last place."""
        if self.ordinal is None:
            last = self.item.votes.aggregate(last=Max("ordinal"))["last"]
            self.ordinal = (last or 0) + 1
        super().save(*args, **kwargs)

    @property
    def sides(self) -> list[tuple[str, list[dict[str, str]]]]:
        """`shown_ballots` by choice, in the order in which minutes print them."""
        ballots: list[dict[str, str]] = self.shown_ballots  # type: ignore[attr-defined]  # of with_ballots
        sides = [(choice.label, [ballot for ballot in ballots if ballot["choice"] == choice]) for choice in Choice]
        return [(label, side) for label, side in sides if side]


class Choice(models.TextChoices):
    """How somebody voted."""

    FOR = "for", "For"
    AGAINST = "against", "Against"
    ABSTAIN = "abstain", "Abstained"
    DECLINED = "declined", "Declined to vote"


class Ballot(Confirmable):
    """How one member voted in a recorded vote (at a budget meeting by law: SI 2014/165)."""

    lock_by = ("items__votes", "vote_id")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=8, choices=Choice)

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.through(publication.minuted, "vote__"))
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.through(publication.minuted, "vote__"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["vote", "choice", "person__name"]
        constraints = [
            one_of("choice", Choice),
            models.UniqueConstraint(
                "vote", "person", name="decisions_ballot_once",
                violation_error_message="This person's vote is already recorded.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display()}"
