"""How the register of decisions is narrowed down."""

from typing import Any

import django_filters
from django import forms
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet

from decisions.models import Clause, Resolution, ResolutionKind
from minutes.models import Committee

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
CONFIG = "minutebook"  # the text search configuration of minutes' search: English, accents ignored


def committees(request: Any) -> QuerySet[Committee]:
    """Those that the form offers."""
    rows: QuerySet[Committee] = Committee.public.all()
    return rows


class RegisterFilter(django_filters.FilterSet):
    """Committee, dates, kind, key decisions, words. What cannot be understood is left out, and `ignored` names it."""

    q = django_filters.CharFilter(label="Words", method="with_words", max_length=200)
    committee = django_filters.ModelChoiceFilter(
        label="Committee", queryset=committees, to_field_name="slug", field_name="item__meeting__committee",
        empty_label="All", null_label=None,
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(label="Kind", choices=ResolutionKind.choices, empty_label="All")
    key = django_filters.BooleanFilter(
        label="Key decisions only", method="key_only", widget=forms.CheckboxInput(attrs={"value": "1"})
    )

    class Meta:
        model = Resolution
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """`from` is a word of Python, so that these two cannot be written as attributes."""
        date = {"input_formats": DATE_FORMATS, "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        field = "item__meeting__date"
        filters: dict[str, django_filters.Filter] = super().get_filters()
        filters["from"] = django_filters.DateFilter(label="From", field_name=field, lookup_expr="gte", **date)
        filters["to"] = django_filters.DateFilter(label="To", field_name=field, lookup_expr="lte", **date)
        return filters

    def with_words(self, rows: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        """Resolutions with these words, in themselves or in one of their clauses."""
        query = SearchQuery(value, config=CONFIG, search_type="websearch")
        vector = SearchVector("text", config=CONFIG)
        clauses = Clause.public.alias(words=vector).filter(resolution=OuterRef("pk"), words=query)
        return rows.alias(words=vector).filter(Q(words=query) | Exists(clauses))

    def key_only(self, rows: QuerySet[Resolution], name: str, value: bool) -> QuerySet[Resolution]:
        """Key decisions (SI 2012/2089, reg. 8)."""
        return rows.filter(item__decision__is_key=True) if value else rows

    @property
    def ignored(self) -> list[str]:
        """A sentence for each value that was left out."""
        return [
            f"{self.form.fields[name].label}: “{str(self.data.get(name, ''))[:40]}” was ignored. {' '.join(errors)}"
            for name, errors in self.form.errors.items()
        ]
