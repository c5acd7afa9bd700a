"""Somebody who follows, and what they are sent."""

import re

from django.core.management import call_command
from django.utils import timezone

from tests import factories as make


def send():
    call_command("send_alerts", verbosity=0)


def subscribe(client, about="", email="reader@example.org", rhythm="at_once", **more):
    page = client.get(f"/alerts/?{about}").content.decode()
    told = dict(re.findall(r'name="(about|form)" value="([^"]*)"', page))
    told["about"] = told["about"].replace("&amp;", "&")
    return client.post("/alerts/", {**told, "email": email, "rhythm": rhythm, **more})


def link(letter, what):
    return re.search(rf"https?://testserver(/alerts/\S+/{what}/)", letter.get_body(["plain"]).get_content())[1]


def follower(client, mailbox, about="", email="reader@example.org", **more):
    subscribe(client, about, email, **more)
    send()
    client.post(link(mailbox.to(email)[-1], "yes"))
    mailbox.letters.clear()


def published(stage="agenda_published_at", at=None, **item):
    """An item whose meeting reaches a stage now."""
    meeting = make.MeetingFactory(stage=stage, at=at or timezone.now(), **item.pop("meeting", {}))
    return make.AgendaItemFactory(meeting=meeting, **item)


def titles(mailbox, email="reader@example.org"):
    return [letter.get_body(["plain"]).get_content() for letter in mailbox.to(email)]
