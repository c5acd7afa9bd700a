"""Issues."""

from django.contrib import admin

from minutes.admin.base import SluggedAdmin, SluggedForm
from minutes.models import Issue


class IssueForm(SluggedForm):
    slug_from = "title"


@admin.register(Issue)
class IssueAdmin(SluggedAdmin):
    form = IssueForm
    list_display = ["title"]
    search_fields = ["title"]
    fields = ["title", "slug", "summary"]
