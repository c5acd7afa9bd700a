"""`manage.py sync_groups`: the groups as minutes/config/groups.py has them. Run it after every migrate."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from minutes.config.groups import groups


class Command(BaseCommand):
    """Makes the groups and sets their permissions; members, and groups of the council's own, are left alone."""

    help = "Make the groups Clerk, Publisher, Officer and Administrator, with their permissions."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        known = {
            f"{permission.content_type.app_label}.{permission.codename}": permission
            for permission in Permission.objects.select_related("content_type")
        }
        for name, wanted in groups().items():
            if missing := sorted(wanted - known.keys()):
                raise CommandError(
                    f"The database does not know these permissions: {', '.join(missing)}. Migrate first."
                )
            group, is_new = Group.objects.get_or_create(name=name)
            held = set(group.permissions.values_list("pk", flat=True))
            group.permissions.set([known[permission] for permission in wanted])
            if options["verbosity"] and (is_new or held != {known[permission].pk for permission in wanted}):
                self.stdout.write(f"{name}: {'made' if is_new else 'brought up to date'}, {len(wanted)} permissions.")
