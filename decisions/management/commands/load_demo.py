"""`manage.py load_demo`: the demo council and its users, where the database holds no council yet."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from rich.progress import track

from decisions.demo import Demo
from minutes.database.statistics import refresh
from minutes.models import Council, GivenCommittee
from minutes.models.lock import Way, unlocked
from minutes.search.index import catch_up

NAME = "Marlbridge Council"
# Their passwords are public: the demo is for trying things, on one's own machine.
USERS = {
    "clerk": ("Clerk", "enters and edits"),
    "publisher": ("Publisher", "also publishes and withdraws"),
    "officer": ("Officer", "reads drafts and downloads"),
    "administrator": ("Administrator", "manages users as well"),
}
PASSWORD = "marlbridge"


class Command(BaseCommand):
    """Loads once; a second run changes nothing. It never adds the demo's users to a real council's database."""

    help = "Load the demo council, unless a council is here already."

    def handle(self, *args: Any, **options: Any) -> None:
        council = Council.objects.first()
        if council is None:
            with transaction.atomic(), unlocked(Way.DEMO):
                Demo(settings.BASE_DIR / "fixtures" / "marlbridge").load(_progress)
                self._users()
            catch_up()
            refresh()
        elif council.name != NAME:
            raise CommandError(f"This database holds {council}; the demo council goes into an empty one.")
        self.stdout.write("Logins, at /admin/:")
        for name, (_, does) in USERS.items():
            self.stdout.write(f"  {name} / {PASSWORD}  ({does})")

    def _users(self) -> None:
        for name, (group, _) in USERS.items():
            user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
            user.groups.add(Group.objects.get(name=group))
            if group == "Clerk":
                GivenCommittee.objects.create(user=user)  # all of them


def _progress(paths: list[Path]) -> Any:
    return track(paths, description="Loading the demo council")
