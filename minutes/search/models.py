"""The tables of the index. They hold public text alone and can be made anew at any time (minutes/search/index.py)."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now

from minutes.models import AgendaItem, Committee
from minutes.search.language import parsed
from minutes.search.marks import any_of

# No foreign key of the index is a constraint of the database: to check one, PostgreSQL locks the row it points to,
# and whoever brings the index up to date would wait for a clerk who waits for the index. The triggers that watch
# the record (minutes/migrations/0004_search.py) delete what belongs to an item that is gone.


# How far an item has come, as a filter names it.
STATES = {
    "agenda": "Agenda only",
    "decisions": "Decided, minutes to come",
    "draft": "Draft minutes",
    "confirmed": "Confirmed minutes",
}


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Entries of the index."""

    def standing(self) -> Self:
        """
        Those whose text is public now: a moment of withdrawal that has come counts before the entry is renewed.

        The function says of itself that it is dear (minutes/migrations/0018_search_faster.py): else PostgreSQL, asked
        for some of many matches, reads row after row, each with its whole vector, instead of looking into the index.
        It is not called where no withdrawal is to come, which is nearly everywhere.
        """
        stands = Func("public_until", function="minutes_search_stands", output_field=models.BooleanField())
        return self.filter(Q(public_until=None) | Q(stands))

    def marked(self, *marks: str) -> Self:
        """Those with one of the marks (minutes/search/marks.py)."""
        return self.filter(vector=parsed(any_of(marks)))

    def newest_first(self) -> Self:
        return self.order_by("-date", "item_id")


class SearchEntry(models.Model):
    """
    A public agenda item as a search sees it.

    The rows are narrow, because a common word makes the database read many of them: `vector`, which holds every word
    and the marks by which is filtered, is kept out of line; `title_vector` is small, with the mark of its year. There
    is no index on the date on purpose: given one, the planner walks it for a phrase and reads every vector on the way.
    """

    item = models.OneToOneField(
        AgendaItem, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    committee = models.ForeignKey(
        Committee, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    date = models.DateField()
    kinds = ArrayField(models.CharField(max_length=10), help_text="What it holds: decision, minutes, report.")
    state = models.CharField(max_length=12, help_text="How far its meeting has come: one of `STATES`.")
    wards = ArrayField(models.BigIntegerField())
    members = ArrayField(models.BigIntegerField(), help_text="Who moved, seconded, voted by name or declared.")
    is_key = models.BooleanField(help_text="A key decision.")
    weight = models.PositiveSmallIntegerField(help_text="3: decided with reasons; 2: resolved; 1: noted; 0: neither.")
    is_housekeeping = models.BooleanField(help_text="Apologies, minutes of the last meeting and their like.")
    public_until = models.DateTimeField(null=True, help_text="The next moment at which some of its text is withdrawn.")
    title_vector = SearchVectorField()
    vector = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["title_vector"], name="minutes_search_title"),
            GinIndex(fields=["vector"], name="minutes_search_words"),
        ]

    def __str__(self) -> str:
        return f"Search entry of item {self.item_id}"


class SearchPassage(models.Model):
    """
    A piece of an item's public text, from which excerpts are made.

    `anchor` leads to it on the item's page or, where it is an address, to the page of a document; `label` says which.
    """

    item = models.ForeignKey(
        AgendaItem, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    ordinal = models.PositiveIntegerField(help_text="Its place among the item's passages, from 1.")
    kind = models.CharField(max_length=20)
    anchor = models.CharField(max_length=250, blank=True)
    label = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    vector = SearchVectorField()

    objects = models.Manager()

    class Meta:
        # The register looks for resolutions by their own words.
        indexes = [GinIndex(fields=["vector"], condition=Q(kind="resolution"), name="minutes_search_resolutions")]
        constraints = [models.UniqueConstraint(fields=["item", "ordinal"], name="minutes_search_passage_once")]

    def __str__(self) -> str:
        return f"Passage {self.ordinal} of item {self.item_id}"


class SearchQueueQuerySet(models.QuerySet["SearchQueue"]):
    """Items to be indexed."""

    def due(self) -> Self:
        return self.filter(due_at__lte=Now())


class SearchQueue(models.Model):
    """An item to be indexed anew, now or at a moment to come. Rows are only ever added and deleted."""

    item_id = models.BigIntegerField(db_index=True)
    due_at = models.DateTimeField(db_index=True)

    objects = SearchQueueQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Item {self.item_id}, {self.due_at}"


class SearchWord(models.Model):
    """A word of public text as it is written, small and without accents: what a misspelt one may have meant."""

    word = models.CharField(max_length=40, primary_key=True)

    objects = models.Manager()

    class Meta:
        indexes = [GinIndex(OpClass("word", "gin_trgm_ops"), name="minutes_search_word_trigrams")]

    def __str__(self) -> str:
        return self.word
