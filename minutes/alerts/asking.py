"""
Asking for alerts, and ending them.

A form can be sent by anybody for any address. So the answer is the same whether or not the address is known; what is
sent to it is one question, and no more than a few a day; and one network can ask only so often.
"""

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.core import signing
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone

from minutes.alerts.models import WAITING, AlertKnock, AlertLetter, AlertNews, AlertSubscription, Rhythm
from minutes.alerts.news import note_news
from minutes.alerts.preparing import next_monday, write

A_DAY, AN_HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
QUESTIONS_A_DAY = 5  # to one address
ASKED_AN_HOUR = 20  # by one network
FORGOTTEN_AFTER = dt.timedelta(days=3)
signer = signing.Signer(salt="minutes.alerts")
check_address = validate_email


class TooOften(Exception):
    """A network has asked too often."""


def form_token(day: dt.date) -> str:
    """What a form carries that this site has made: the day, signed. The same for everybody, so caches keep the page."""
    return signer.sign(day.isoformat())


def is_own_form(token: str) -> bool:
    """Whether a form was made here in the last days."""
    try:
        made = dt.date.fromisoformat(signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return False
    return dt.timedelta(days=-1) <= timezone.localdate() - made <= dt.timedelta(days=2)


@transaction.atomic
def ask(*, email: str, subject: str, rhythm: str, language: str, root: str, network: str) -> None:
    """Note that an address would be told of a subject, and ask it. Raises TooOften."""
    if _knocks(network, AN_HOUR) >= ASKED_AN_HOUR:
        raise TooOften
    if _knocks(email.lower(), A_DAY) >= QUESTIONS_A_DAY:
        return
    chosen = {"rhythm": rhythm, "language": language, "root": root}
    known = AlertSubscription.objects.filter(email__iexact=email, subject=subject).first()
    if known is None:
        known, _ = AlertSubscription.objects.get_or_create(email=email, subject=subject, defaults=chosen)
    elif known.confirmed_at or timezone.now() - known.asked_at < A_DAY:
        return
    AlertSubscription.objects.filter(pk=known.pk).update(asked_at=Now(), **chosen)
    write(known, [])


def confirm(subscription: AlertSubscription) -> None:
    """From now on it is told: of what becomes public after this."""
    if subscription.confirmed_at is not None:
        return
    note_news()
    subscription.told = AlertNews.objects.aggregate(last=Max("id"))["last"] or 0
    subscription.confirmed_at = timezone.now()
    subscription.due_at = next_monday(subscription.confirmed_at) if subscription.rhythm == Rhythm.WEEKLY else None
    subscription.save(update_fields=["told", "confirmed_at", "due_at"])


def forget() -> None:
    """Delete what is no longer needed: who never confirmed, who knocked, and letters that came long ago."""
    now = timezone.now()
    AlertSubscription.objects.filter(confirmed_at=None, asked_at__lt=now - FORGOTTEN_AFTER).delete()
    AlertKnock.objects.filter(at__lt=now - A_DAY).delete()
    old = AlertLetter.objects.filter(made_at__lt=now - dt.timedelta(days=60))
    old.exclude(WAITING).delete()


def _knocks(who: str, period: dt.timedelta) -> int:
    """How often somebody knocked in that time; this time counts for the next."""
    digest = hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()
    number = AlertKnock.objects.filter(who=digest, at__gt=Now() - period).count()
    AlertKnock.objects.create(who=digest)
    return number
