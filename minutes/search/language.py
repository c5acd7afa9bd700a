"""How text and questions become words: the text search configuration `minutebook` and what goes before it."""

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func, TextField, Value

CONFIG = "minutebook"  # made in minutes/migrations/0004_search.py, as are the functions


class Plain(Func):
    """A text with every sign that PostgreSQL's parser misreads turned into a space, places unchanged."""

    function = "minutes_search_plain"
    output_field = TextField()


def query(question: str) -> SearchQuery:
    """What a person typed: words, "phrases", -exclusions, OR."""
    return SearchQuery(Plain(Value(question)), config=CONFIG, search_type="websearch")


class parsed(SearchQuery):  # noqa: N801  # used like the functions beside it
    """A query that PostgreSQL has written out before."""

    def __init__(self, lexemes: str) -> None:
        super().__init__(Value(lexemes))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> Any:
        sql, parameters = compiler.compile(self.get_source_expressions()[-1])
        return f"({sql})::tsquery", parameters


def plain(field: str) -> Plain:
    """`Plain` of a column."""
    return Plain(F(field))
