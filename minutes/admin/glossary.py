"""The council's words, explained."""

from django.contrib import admin

from minutes.admin.base import RecordAdmin
from minutes.models import Term


@admin.register(Term)
class TermAdmin(RecordAdmin):
    list_display = ["name", "also"]
    search_fields = ["name", "also", "explanation"]
    fields = ["name", "also", "explanation"]
