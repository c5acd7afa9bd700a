"""
Sending what waits.

A process that sends a letter holds a lock of the database on it, which ends with the process however that ends: two
processes never send one letter at once, and a letter whose process died is free again at once. A letter goes from
ready to sending when the mail server is about to get the line that ends it, and to sent when the server has answered.

So a process that dies before the first step has sent nothing, and the letter is sent later; one that dies after the
second leaves nothing to do. Between the two lies the time that a mail server takes to answer. Nobody can
know from here whether it took a letter whose process died then: it is sent once more under the same Message-ID, by
which most mailboxes put two copies together, because a letter that is lost is worse than one that comes twice.
"""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from minutes.alerts.letters import compose
from minutes.alerts.models import WAITING, AlertLetter, AlertSubscription, LetterState
from minutes.alerts.post import Doubtful, Later, Post, Refused

logger = logging.getLogger(__name__)
LOCK = 0x6D696E78 << 32
MOST_REFUSALS = 3  # in a row; then the subscription is forgotten
BATCH = 200


def deliver(post: Post) -> dict[str, int]:
    """Send the letters whose time has come; how many ended how."""
    outcome: dict[str, int] = {}
    last = 0
    while keys := list(_waiting(last)):
        for key in keys:
            with _claimed(key) as letter:
                if letter is not None:
                    ended = _send(post, letter)
                    outcome[ended] = outcome.get(ended, 0) + 1
        last = keys[-1]
    return outcome


def _waiting(last: int) -> Iterator[int]:
    rows = AlertLetter.objects.filter(WAITING, next_at__lte=Now(), pk__gt=last)
    yield from rows.order_by("pk").values_list("pk", flat=True)[:BATCH]


@contextmanager
def _claimed(key: int) -> Iterator[AlertLetter | None]:
    """The letter, if nobody else has it and it still waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK + key % 2**32])
        (mine,) = cursor.fetchone()
    if not mine:
        yield None
        return
    try:
        letters = AlertLetter.objects.select_related("subscription")
        yield letters.filter(WAITING, pk=key, next_at__lte=Now()).first()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK + key % 2**32])


def _send(post: Post, letter: AlertLetter) -> str:
    """Send one letter; how it ended."""
    if letter.state == LetterState.SENDING:
        logger.warning("%s may have been sent before; it is sent again as %s.", letter, letter.message_id)
    if compose(letter) is None:
        return _end(letter, LetterState.VOID)

    def last_look() -> EmailMessage | None:
        """The letter as it is now, noted as on its way; none, where it was withdrawn or unsubscribed meanwhile."""
        current = AlertLetter.objects.select_related("subscription").filter(pk=letter.pk).first()
        message = compose(current) if current else None
        if message is None:
            return None
        AlertLetter.objects.filter(pk=letter.pk).update(state=LetterState.SENDING, attempts=F("attempts") + 1)
        return message

    try:
        sent = post.send(settings.MAIL_FROM, letter.subscription.email, last_look)
    except Refused as error:
        return _refused(letter, str(error))
    except (Later, Doubtful) as error:
        state = LetterState.SENDING if isinstance(error, Doubtful) else LetterState.READY
        return _postponed(letter, state, str(error))
    if not sent:
        return _end(letter, LetterState.VOID)
    AlertSubscription.objects.filter(pk=letter.subscription_id).exclude(refusals=0).update(refusals=0)
    return _end(letter, LetterState.SENT)


def _end(letter: AlertLetter, state: LetterState) -> str:
    AlertLetter.objects.filter(pk=letter.pk).update(state=state, sent_at=Now(), problem="")
    return str(state)


def _postponed(letter: AlertLetter, state: LetterState, problem: str) -> str:
    """Try again later: after a minute, then twice as long each time, up to six hours."""
    wait = dt.timedelta(minutes=min(2**letter.attempts, 360))
    AlertLetter.objects.filter(pk=letter.pk).update(
        state=state, next_at=Now() + wait, problem=problem[:300], attempts=letter.attempts + 1
    )
    return "postponed"


def _refused(letter: AlertLetter, problem: str) -> str:
    """A server that refuses an address again and again means it: the subscription is forgotten."""
    AlertLetter.objects.filter(pk=letter.pk).update(state=LetterState.REFUSED, problem=problem[:300])
    rows = AlertSubscription.objects.filter(pk=letter.subscription_id)
    rows.update(refusals=F("refusals") + 1)
    rows.filter(refusals__gte=MOST_REFUSALS).delete()
    return str(LetterState.REFUSED)
