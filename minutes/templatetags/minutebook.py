"""What templates of every part of the site use."""

import datetime as dt
from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import pgettext

from minutes import markup

register = template.Library()
register.filter("prose", markup.prose)
register.filter("lines", markup.lines)


@register.filter
def written(date: dt.date | str) -> str:
    """A date as it is written out: 16 October 2012."""
    if isinstance(date, str):  # one that the database has put into JSON
        date = dt.date.fromisoformat(date)
    return format_date(date, "j F Y")


@register.filter
def clock(time: dt.time) -> str:
    """A time as councils write it: 6.30 pm, 7 pm."""
    hour = time.hour % 12 or 12
    minutes = f".{time.minute:02}" if time.minute else ""
    half = pgettext("before noon", "am") if time.hour < 12 else pgettext("after noon", "pm")
    return f"{hour}{minutes} {half}"


@register.simple_tag(takes_context=True)
def explain(context: template.Context, text: str) -> str:
    """The text with links from its words to their explanations; on a paper, which has no glossary, as it is."""
    glossary = context.get("glossary")
    return glossary.mark(text) if glossary else text


@register.filter
def sentence(said: Any) -> str:
    """A sentence of minutes/views/standing.py, its links made."""
    return markup.linked(said.template, said.words, said.links)


@register.filter
def day(date: dt.date) -> str:
    """A date with its weekday: Tuesday 16 October 2012. In Welsh, dydd Mawrth has its capital only at the head."""
    written_out = format_date(date, "l j F Y")
    return f"d{written_out[1:]}" if written_out.startswith("Dydd ") else written_out


def after_preposition(date: dt.date) -> str:
    """The same behind ar, tan or i, which soften it in Welsh: ar ddydd Mawrth."""
    written_out = day(date)
    return f"d{written_out}" if written_out.startswith("dydd ") else written_out


@register.filter
def address(record: Model, preview: bool = False) -> str:
    """Where a page leads for a record: to its public address or, from a preview, to its own preview."""
    if preview:
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_preview", args=[record.pk])
    found: str = record.get_absolute_url()  # type: ignore[attr-defined]
    return found
