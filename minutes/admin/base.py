"""What every page of the record in the admin shares."""

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.forms import ModelForm
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify

from minutes.admin.history import Traced
from minutes.admin.meanwhile import Together
from minutes.admin.remit import Limited
from minutes.admin.widgets import OVERRIDES
from minutes.models.refusals import sentence


class RecordList(ChangeList):
    """The list of a kind of record."""

    def get_filters(self, request):
        """A day that no calendar has is refused as a word would be: of some Django makes an error (the year 9999)."""
        try:
            return super().get_filters(request)
        except (OverflowError, ValueError) as error:
            raise IncorrectLookupParameters(error) from error


class RecordAdmin(Limited, Together, Traced):
    """A page of the record: with its history, and with a sentence for whatever the database refuses."""

    change_form_template = "admin/record_form.html"
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    formfield_overrides = OVERRIDES
    actions = None  # nobody deletes the record by the page

    def get_changelist(self, request, **kwargs):
        return RecordList

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; where the database refuses what was entered, the same form again with the reason."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            request.refusal = sentence(error)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_object(self, request, object_id, from_field=None):
        """An address with an empty `_to_field`, which Django takes for a field's name, is one without."""
        return super().get_object(request, object_id, from_field or None)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", "")
        if not refusal:
            return form

        class Refused(form):
            def clean(self):
                raise ValidationError(refusal)

        return Refused

    def save_model(self, request, obj, form, change):
        """A form in which nothing changed leaves no trace in the history."""
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Save the rows, and ask the database at once whether they fit together."""
        super().save_related(request, form, formsets, change)
        connection.check_constraints()

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            self.message_user(request, sentence(error), messages.ERROR)
            return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id]))


def folded(fieldsets, obj):
    """The fieldsets, those with a name and nothing in them folded up."""
    return [
        (name, {**part, "classes": ["collapse"]} if name and not _says_anything(obj, part["fields"]) else part)
        for name, part in fieldsets
    ]


def _says_anything(obj, names):
    fields = [obj._meta.get_field(name) for name in names if obj is not None]
    return any(getattr(obj, field.name) not in (field.get_default(), None, "") for field in fields)


class KeptAdmin(RecordAdmin):
    """A record that is entered on another page: here it is looked at, with its history."""

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DoneAdmin(admin.ModelAdmin):
    """
    What was done, for those with the `right`: a list that nobody changes, and pages of its own on which it is done.

    Their templates lie in the `folder` below `admin/`.
    """

    right = folder = ""
    actions = None
    show_full_result_count = False

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(self.right)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def page(self, request, template, context):
        context = self.admin_site.each_context(request) | {"opts": self.opts} | context
        return render(request, f"admin/{self.folder}/{template}.html", context)


class SluggedForm(ModelForm):
    """A form whose address word is made by the server where the clerk leaves it empty."""

    slug_from = "name"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = f"{self.fields['slug'].help_text} Empty: made from the {self.slug_from}."

    def clean(self):
        data = super().clean()
        if "slug" in self.fields and not data.get("slug") and "slug" not in self.errors:
            data["slug"] = self._free_slug(data.get(self.slug_from, ""))
        return data

    def _free_slug(self, words):
        slug = slugify(words)[:80] or self._meta.model._meta.model_name
        taken = set(self._meta.model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
        return slug if slug not in taken else next(word for word in numbered if word not in taken)


class SluggedAdmin(RecordAdmin):
    """A record with an address of its own choice, which stays once it is stored."""

    form = SluggedForm

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": [self.form.slug_from]}
