"""How text and questions become words: the text search configuration `minutebook` and what goes before it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchQueryField, SearchVectorField
from django.db.models import F, Func, TextField, Value

CONFIG = "minutebook"  # made in minutes/migrations/0004_search.py, as are the functions


class Plain(Func):
    """A text with every sign that PostgreSQL's parser misreads turned into a space, places unchanged."""

    function = "minutes_search_plain"
    output_field = TextField()


def vector(texts: list[str], weights: list[str]) -> Func:
    """The words of these texts, each with its weight; no phrase runs from one text into the next."""
    strings: ArrayField[list[str], list[str]] = ArrayField(TextField())
    return Func(
        Value(texts, strings),
        Value(weights, strings),
        function="minutes_search_vector",
        output_field=SearchVectorField(),
    )


def query(question: str) -> SearchQuery:
    """What a person typed: words, "phrases", -exclusions, OR."""
    return SearchQuery(Plain(Value(question)), config=CONFIG, search_type="websearch")


def parsed(lexemes: str) -> Func:
    """A query that PostgreSQL has written out before."""
    return Func(Value(lexemes), template="(%(expressions)s)::tsquery", output_field=SearchQueryField())


def plain(field: str) -> Plain:
    """`Plain` of a column."""
    return Plain(F(field))
