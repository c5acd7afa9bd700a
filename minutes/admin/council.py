"""The council's own page."""

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse

from minutes.admin.base import RecordAdmin
from minutes.models import Council


@admin.register(Council)
class CouncilAdmin(RecordAdmin):
    """There is one: the list leads straight to it, or to the form that enters it."""

    fields = ["name", "jurisdiction", "language", "address", "email", "telephone", "website", "colour"]

    def changelist_view(self, request, extra_context=None):
        council = Council.objects.first()
        if council is not None and self.has_view_permission(request, council):
            return redirect(reverse("admin:minutes_council_change", args=[council.pk]))
        if council is None and self.has_add_permission(request):
            return redirect(reverse("admin:minutes_council_add"))
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Council.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False
