"""Who works with the record: users, their groups, the committees given to them, their second factor."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.forms import CheckboxSelectMultiple
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django_otp.plugins.otp_totp.admin import TOTPDevice

from minutes.access import factors
from minutes.admin.rows import Rows
from minutes.models import GivenCommittee

admin.site.unregister(User)
admin.site.unregister(TOTPDevice)  # its page shows the keys


class GivenRows(Rows):
    """Of those who enter and do not publish: nothing given, nothing to enter."""

    model = GivenCommittee
    fields = ["committee"]
    verbose_name_plural = "committees whose drafts they enter (a row without a committee: all of them)"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("committee")


@admin.register(User)
class PeopleAdmin(UserAdmin):
    """Django's own, in which nobody makes a superuser who is not one."""

    list_display = ["username", "first_name", "last_name", "is_active"]
    list_filter = ["groups", "is_active"]
    change_form_template = "admin/user_form.html"
    filter_horizontal = []

    def get_inlines(self, request, obj):
        return [GivenRows] if obj is not None else []

    def get_urls(self):
        view = self.admin_site.admin_view(self.factor_view)
        return [path("<int:pk>/second-factor/", view, name="auth_user_factor"), *super().get_urls()]

    def factor_view(self, request, pk):
        """Take away the second factor of somebody who has lost it."""
        user = self.get_queryset(request).filter(pk=pk).first()
        if user is None:
            raise Http404("There is no such user.")
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        back = reverse("admin:auth_user_change", args=[user.pk])
        if request.method == "POST":
            if factors.take_away(user):
                self.log_change(request, user, "Took away the second factor.")
            self.message_user(request, f"{user} has no second factor any more.", messages.SUCCESS)
            return redirect(back)
        context = self.admin_site.each_context(request) | {
            "title": "Take away the second factor", "record": user, "opts": self.opts, "back": back,
        }  # fmt: skip
        return render(request, "admin/take_factor.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["has_factor"] = obj is not None and factors.device_of(obj) is not None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        """Boxes to tick: the two lists of Django's own have no names for a screen reader."""
        widget = {"widget": CheckboxSelectMultiple} if db_field.name == "groups" else {}
        return super().formfield_for_manytomany(db_field, request, **widget, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        return fields if request.user.is_superuser else [*fields, "is_superuser", "user_permissions"]

    def get_queryset(self, request):
        """Superusers are left to superusers: whoever sets one's password is one."""
        users = super().get_queryset(request)
        return users if request.user.is_superuser else users.filter(is_superuser=False)
