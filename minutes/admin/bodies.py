"""Committees and people, and who sits where."""

from django.contrib import admin

from minutes.admin.base import KeptAdmin, RecordAdmin, SluggedAdmin
from minutes.admin.rows import Rows
from minutes.models import Committee, Membership, Party, Person, Seat, Ward


class MembershipInline(Rows):
    model = Membership
    fields = ["role", "started_on", "ended_on"]
    show_change_link = True


class OnCommittee(MembershipInline):
    fields = ["person", *MembershipInline.fields]
    people_fields = ("person",)
    verbose_name_plural = "members"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "committee")


class OfPerson(MembershipInline):
    fields = ["committee", *MembershipInline.fields]
    verbose_name_plural = "committees"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "committee")


class SeatInline(Rows):
    model = Seat
    fields = ["ward", "party", "started_on", "ended_on"]
    verbose_name_plural = "ward and party"
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "ward")


@admin.register(Committee)
class CommitteeAdmin(SluggedAdmin):
    list_display = ["name", "kind", "dissolved_on", "is_listed"]
    list_filter = ["kind", "is_listed"]
    search_fields = ["name"]
    inlines = [OnCommittee]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "remit"]}),
        ("Contact", {"fields": ["contact_name", "contact_email"]}),
        ("Its place", {"fields": ["parent", "position", "is_listed", "established_on", "dissolved_on"]}),
    ]


@admin.register(Person)
class PersonAdmin(SluggedAdmin):
    list_display = ["name", "title", "kind", "post", "is_listed"]
    list_filter = ["kind", "is_listed"]
    search_fields = ["name"]
    inlines = [SeatInline, OfPerson]
    fields = ["title", "name", "slug", "kind", "post", "email", "is_listed"]


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    list_display = ["name", "abbreviation"]


@admin.register(Ward)
class WardAdmin(SluggedAdmin):
    list_display = ["name"]
    fields = ["name", "slug"]


@admin.register(Membership)
class MembershipAdmin(KeptAdmin):
    list_select_related = ["person", "committee"]


@admin.register(Seat)
class SeatAdmin(KeptAdmin):
    list_select_related = ["person", "ward"]
