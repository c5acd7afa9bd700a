"""The admin, where the record is entered and published."""

from django.contrib import admin

from minutes.admin import (
    bodies,
    council,
    glossary,
    imports,
    issues,
    items,
    meetings,
    phrases,
    redactions,
    reports,
    retention,
    synonyms,
    users,
)

admin.site.site_header = "Minutebook"
admin.site.site_title = "Minutebook"
admin.site.index_title = "The record"

__all__ = [
    "bodies",
    "council",
    "glossary",
    "imports",
    "issues",
    "items",
    "meetings",
    "phrases",
    "redactions",
    "reports",
    "retention",
    "synonyms",
    "users",
]
