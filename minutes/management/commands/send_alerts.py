"""`manage.py send_alerts`: tell those who asked what has become public."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from minutes.alerts.asking import forget
from minutes.alerts.news import note_news
from minutes.alerts.post import Post
from minutes.alerts.preparing import prepare
from minutes.alerts.sending import deliver


class Command(BaseCommand):
    """For a timer, every minute or every few. Safe to run twice at once and after a crash (docs/alerts.md)."""

    help = "Note what has become public, and send e-mail to those who asked for it."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_FROM or not settings.MAIL_SERVER:
            raise CommandError("MINUTEBOOK_SMTP and MINUTEBOOK_MAIL_FROM are not set: see docs/alerts.md.")
        forget()
        noted, made = note_news(), prepare()
        with Post(settings.MAIL_SERVER) as post:
            outcome = deliver(post)
        told = ", ".join(f"{number} {name}" for name, number in sorted(outcome.items())) or "none"
        self.stdout.write(f"{noted} news, {made} letters made; letters: {told}.")
