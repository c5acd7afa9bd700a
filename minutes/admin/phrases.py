"""Stock phrases: the list that the council edits, and what a page offers of it."""

from itertools import groupby

from django.contrib import admin
from django.urls import reverse

from minutes.admin.base import RecordAdmin
from minutes.models import Phrase, PhrasePlace


@admin.register(Phrase)
class PhraseAdmin(RecordAdmin):
    list_display = ["text", "place", "language", "committee"]
    list_filter = ["place", "language", "committee"]
    list_select_related = ["committee"]
    search_fields = ["text"]
    fields = ["place", "text", "language", "committee", "position"]


def phrases_for(request, committee, places=PhrasePlace):
    """
    What a page of a committee's record offers: by place, and where the list is edited by whoever may.

    `places` are those that the page has fields for.
    """
    rows = Phrase.objects.offered(committee).filter(place__in=[str(place) for place in places])
    found = {place: list(group) for place, group in groupby(rows, key=lambda row: row.place)}
    may_edit = request.user.has_perm("minutes.change_phrase")
    return {
        "groups": [(place, place.label, found[place]) for place in places if place in found],
        "edit": reverse("admin:minutes_phrase_changelist") if may_edit else "",
    }
