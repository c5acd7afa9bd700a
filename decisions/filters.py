"""How the register of decisions is narrowed down."""

from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision, Resolution, ResolutionKind
from minutes.models import Committee
from minutes.search.index import catch_up
from minutes.search.language import parsed
from minutes.search.matching import PATIENCE
from minutes.search.models import SearchPassage
from minutes.search.words import parse
from minutes.views.months import Month, asked_for

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
FEW = 2_000  # resolutions
FEW_KEY = 300  # decisions


def committees(request: Any) -> QuerySet[Committee]:
    """Those that the form offers."""
    rows: QuerySet[Committee] = Committee.public.all()
    return rows


def kinds() -> list[tuple[str, str]]:
    """Those that the form offers, in the language of the page."""
    return [(value, gettext(label)) for value, label in ResolutionKind.choices]


class RegisterFilter(django_filters.FilterSet):
    """
    Committee, dates, kind, key decisions, words; of rows `with_key`.

    What cannot be understood is left out, and `ignored` names it.
    """

    q = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=200)
    committee = django_filters.ModelChoiceFilter(
        label=_("Committee"), queryset=committees, to_field_name="slug", field_name="item__meeting__committee",
        empty_label=_("All"), null_label=None,
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=kinds, empty_label=_("All"))
    month = django_filters.CharFilter(label=_("Month"), method="in_month", widget=forms.HiddenInput)
    key = django_filters.BooleanFilter(
        label=_("Key decisions only"), method="key_only", widget=forms.CheckboxInput(attrs={"value": "1"}),
        label_suffix="",  # the words stand behind their box
    )  # fmt: skip

    class Meta:
        model = Resolution
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """`from` is a word of Python, so that these two cannot be written as attributes."""
        date = {"input_formats": DATE_FORMATS, "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        field = "item__meeting__date"
        filters: dict[str, django_filters.Filter] = super().get_filters()
        filters["from"] = django_filters.DateFilter(label=_("From"), field_name=field, lookup_expr="gte", **date)
        filters["to"] = django_filters.DateFilter(label=_("To"), field_name=field, lookup_expr="lte", **date)
        return filters

    def with_words(self, rows: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        """
        Resolutions with these words, in themselves or in one of their clauses, as the index of the search has them.

        Of words that few resolutions hold only those are looked at; of others each row is, until a page is full.
        """
        catch_up(seconds=PATIENCE)
        asked = parse(value)
        if asked.problem:
            return rows.none()
        passages = SearchPassage.objects.filter(kind="resolution", vector=parsed(asked.all))
        items = list(passages.values_list("item", flat=True)[: FEW + 1])
        if len(items) <= FEW:
            rows = rows.filter(item__in=set(items))
        anchor = Concat(Value(Resolution.anchor_of("")), Cast(OuterRef("ordinal"), CharField()))
        return rows.filter(Exists(passages.filter(item=OuterRef("item"), anchor=anchor)))

    def in_month(self, rows: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        """Those of a month's meetings; what is no month is left out, and `ignored` names it."""
        month = asked_for(value)[0]
        return rows.filter(item__meeting__date__gte=month.first, item__meeting__date__lt=month.end) if month else rows

    @property
    def chosen_month(self) -> Month | None:
        """The month asked for."""
        return asked_for(str(self.data.get("month", "")))[0]

    def key_only(self, rows: QuerySet[Resolution], name: str, value: bool) -> QuerySet[Resolution]:
        """Key decisions (SI 2012/2089, reg. 8): of few only those are looked at, of others each row is, as of words."""
        if not value:
            return rows
        items = list(Decision.public.filter(is_key=True).values_list("item", flat=True)[: FEW_KEY + 1])
        return rows.filter(item__in=items) if len(items) <= FEW_KEY else rows.filter(Q(is_key=True))

    @property
    def ignored(self) -> list[str]:
        """A sentence for each value that was left out."""
        said = [
            gettext("%(field)s: “%(value)s” was ignored.")
            % {"field": self.form.fields[name].label, "value": str(self.data.get(name, ""))[:40]}
            + f" {' '.join(errors)}"
            for name, errors in self.form.errors.items()
        ]
        return [*said, *asked_for(str(self.data.get("month", "")))[1]]
