"""Committees and people, and who sits where."""

from django.contrib import admin
from django.urls import reverse

from minutes.admin.acts import Link
from minutes.admin.base import KeptAdmin, RecordAdmin, SluggedAdmin
from minutes.admin.ordering import Ordered, PlacedForm
from minutes.admin.remit import LimitedRows, committees_of
from minutes.admin.rows import Rows
from minutes.admin.widgets import Lines
from minutes.models import Committee, Membership, Party, Person, Seat, StandardItem, Ward


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


class OfPerson(LimitedRows, MembershipInline):
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


class StandardItemForm(PlacedForm):
    class Meta:
        model = StandardItem
        fields = ["title", "purpose", "where", "is_numbered"]
        widgets = {"purpose": Lines(attrs={"rows": 1})}


class StandardItemRows(Ordered, Rows):
    """What stands on every agenda."""

    model = StandardItem
    form = StandardItemForm
    fields = ["place", "title", "purpose", "where", "is_numbered"]
    extra = 2
    verbose_name_plural = "standard items: put on a new agenda in one step, on its workbench"


@admin.register(Committee)
class CommitteeAdmin(SluggedAdmin):
    """Everybody sees all of them: they are public. A clerk changes those given to them and adds none."""

    def has_add_permission(self, request):
        return super().has_add_permission(request) and committees_of(request) is None

    def has_change_permission(self, request, obj=None):
        given = committees_of(request)
        return super().has_change_permission(request, obj) and (obj is None or given is None or obj.pk in given)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and committees_of(request) is None

    list_display = ["name", "kind", "dissolved_on", "is_listed"]
    list_filter = ["kind", "is_listed"]
    search_fields = ["name"]
    inlines = [OnCommittee, StandardItemRows]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "remit"]}),
        ("Contact", {"fields": ["contact_name", "contact_email"]}),
        ("Numbers of its agenda items", {"fields": ["label_scheme", "label_pattern", "label_first", "label_parts"]}),
        ("Its place", {"fields": ["parent", "position", "is_listed", "established_on", "dissolved_on"]}),
    ]


@admin.register(Person)
class PersonAdmin(SluggedAdmin):
    list_display = ["name", "title", "kind", "post", "is_listed"]
    list_filter = ["kind", "is_listed"]
    search_fields = ["name"]
    inlines = [SeatInline, OfPerson]
    fields = ["title", "name", "slug", "kind", "post", "email", "is_listed"]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The way to withhold the name, for whoever may."""
        if obj is not None and request.user.has_perm("minutes.redact"):
            context["acts"] = [Link("Withhold the name", f"{reverse('admin:minutes_redaction_add')}?person={obj.pk}")]
        return super().render_change_form(request, context, add, change, form_url, obj)


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
