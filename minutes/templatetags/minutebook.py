"""What templates of every part of the site use."""

import datetime as dt

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


@register.filter
def address(record: Model, preview: bool = False) -> str:
    """Where a page leads for a record: to its public address or, from a preview, to its own preview."""
    if preview:
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_preview", args=[record.pk])
    found: str = record.get_absolute_url()  # type: ignore[attr-defined]
    return found
