"""Who works with the record: users and their groups."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

admin.site.unregister(User)


@admin.register(User)
class PeopleAdmin(UserAdmin):
    """Django's own, in which nobody makes a superuser who is not one."""

    list_display = ["username", "first_name", "last_name", "is_active"]
    list_filter = ["groups", "is_active"]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser", "user_permissions"]

    def get_queryset(self, request):
        """Superusers are left to superusers: whoever sets one's password is one."""
        users = super().get_queryset(request)
        return users if request.user.is_superuser else users.filter(is_superuser=False)
