"""What is left of a name beside the record: kept papers, alerts that ask for it, the list of words of the search."""

from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.db import connection
from django.urls import reverse

from minutes.models import AgendaItem, Meeting
from minutes.pdf.store import papers
from minutes.redaction.finding import item_or_meeting_of, subscriptions_to
from minutes.search.language import CONFIG
from minutes.text.withheld import Words

# The words of a name that nothing public holds any more; entries of what was changed went with the change.
FORGET = """
DELETE FROM minutes_searchword w WHERE word = ANY (%s) AND NOT EXISTS (
    SELECT FROM minutes_searchentry WHERE vector @@ plainto_tsquery(%s, w.word)
)
"""


def forget_papers(rows: Iterable[Any]) -> None:
    """
    Throw away the kept PDFs in which these rows can have stood; all, where one belongs to no meeting.

    None is served as it was in any case: the mark of the record has changed. They are made anew when asked for.
    """
    meetings = {_meeting_of(row) for row in rows}
    everywhere = None in meetings
    found = [meeting for meeting in meetings if meeting is not None]
    below = tuple(meeting.get_absolute_url() for meeting in found)
    volumes = {reverse("minutes:year-pdf", args=[one.committee.slug, one.municipal_year_start]) for one in found}
    for address in list(papers().addresses()):
        if everywhere or address.startswith(below) or address in volumes:
            papers().forget(address)


def forget_subscriptions(words: Words) -> None:
    """End the alerts that ask for the name, or for the page of whoever bears it."""
    apps.get_model("minutes", "AlertSubscription")._default_manager.filter(pk__in=subscriptions_to(words)).delete()


def forget_words(words: Collection[str]) -> None:
    """Take single words out of the list from which a search offers what may have been meant."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [sorted(words), CONFIG])


def _meeting_of(row: Any) -> Meeting | None:
    found = item_or_meeting_of(row)
    return found.meeting if isinstance(found, AgendaItem) else found
