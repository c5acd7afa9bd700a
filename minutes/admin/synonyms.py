"""Synonyms of the search."""

from django.contrib import admin

from minutes.admin.base import RecordAdmin
from minutes.models import Synonyms


@admin.register(Synonyms)
class SynonymsAdmin(RecordAdmin):
    list_display = ["words"]
    search_fields = ["words"]
    fields = ["words"]
