"""The council's own page."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse

from minutes.admin.base import RecordAdmin
from minutes.files.pictures import MAX_BYTES, NotAPicture, look
from minutes.models import Council


class CouncilForm(forms.ModelForm):
    """The council, and a crest that is looked into before it is taken."""

    crest_file = forms.FileField(
        label="crest", required=False, help_text=f"A PNG, JPEG or WebP picture of {MAX_BYTES // 1024} KB at most."
    )
    no_crest = forms.BooleanField(label="take the crest away", required=False)

    class Meta:
        model = Council
        fields = ["crest_description"]

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("crest_file")
        if cleaned.get("no_crest"):
            self.instance.drop_crest()
        elif file:
            if not cleaned.get("crest_description", "").strip():
                self.add_error("crest_description", "Say what the crest shows: not everybody can see it.")
            try:
                self.instance.take_crest(look(file.read(MAX_BYTES + 1)))
            except NotAPicture as error:
                self.add_error("crest_file", str(error))
        return cleaned


@admin.register(Council)
class CouncilAdmin(RecordAdmin):
    """There is one: the list leads straight to it, or to the form that enters it."""

    form = CouncilForm
    fields = [
        "name", "jurisdiction", "language", "second_factor", "address", "email", "telephone", "website", "colour",
        "crest_file", "crest_description", "no_crest",
    ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        """Whoever manages people decides how they log in."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.has_perm("auth.change_user") else [*fields, "second_factor"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "website":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

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
