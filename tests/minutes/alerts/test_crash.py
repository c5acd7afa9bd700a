"""Two processes at once, and SIGKILL in the middle: nobody misses a letter, and nobody gets two different ones."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from urllib.parse import quote

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from minutes.alerts.models import AlertLetter, AlertNews, AlertSubscription
from minutes.config import environment
from tests import factories as make
from tests.minutes.alerts.mailbox import FROM, mail_server

pytestmark = pytest.mark.django_db(transaction=True)
FOLLOWERS = 12
PATIENCE = 60


@pytest.fixture
def box():
    with mail_server() as found:
        yield found


@pytest.fixture
def run(box, tmp_path):
    """Starts `manage.py send_alerts` on the test database."""
    told = connection.get_connection_params()
    host, port = quote(told["host"], safe=""), f":{told['port']}" if told.get("port") else ""
    url = f"postgres://{quote(told['user'])}@{host}{port}/{connection.settings_dict['NAME']}"
    variables = {**os.environ, "DATABASE_URL": url, "MINUTEBOOK_DATA": str(tmp_path), "MINUTEBOOK_SMTP": box.url,
                   "MINUTEBOOK_MAIL_FROM": FROM}  # fmt: skip
    started = []

    def start():
        process = subprocess.Popen([sys.executable, "manage.py", "send_alerts"], cwd=project.BASE_DIR, env=variables,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def ended(process):
    out, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    return out


def send(settings, box):
    """In this process, as quickly as that goes."""
    settings.MAIL_SERVER, settings.MAIL_FROM = environment.mail_server(box.url), FROM
    call_command("send_alerts", verbosity=0)


def followers():
    subscriptions = make.AlertSubscriptionFactory.create_batch(FOLLOWERS)
    meeting = make.MeetingFactory(stage="agenda_published_at", at=timezone.now())
    make.AgendaItemFactory.create_batch(3, meeting=meeting)
    return {subscription.email for subscription in subscriptions}


def test_two_processes_at_once_send_each_letter_once(box, run):
    addresses = followers()
    box.pause = 0.02
    one, other = run(), run()
    ended(one)
    ended(other)
    assert Counter(there for there, _ in box.letters) == dict.fromkeys(addresses, 1)
    assert AlertNews.objects.count() == 3
    assert set(AlertLetter.objects.values_list("state", flat=True)) == {"sent"}
    assert AlertSubscription.objects.filter(told=AlertNews.objects.latest("id").pk).count() == FOLLOWERS


@pytest.mark.parametrize("letters", [0, 5])
def test_killed_in_the_middle_and_started_again_everybody_has_the_letter_once(box, run, settings, letters):
    addresses = followers()
    box.pause = 0.2
    process = run()
    end = time.monotonic() + PATIENCE
    while len(box.letters) < letters + 1 and time.monotonic() < end:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = len(box.letters)
    assert letters < before < FOLLOWERS
    box.pause = 0
    send(settings, box)
    send(settings, box)
    # A mailbox knows a letter by its Message-ID; the one whose answer was awaited at the kill may have come twice.
    assert Counter(
        there for there, _ in {(there, letter["Message-ID"]) for there, letter in box.letters}
    ) == dict.fromkeys(addresses, 1)
    twice = [count - 1 for count in Counter(there for there, _ in box.letters).values() if count > 1]
    assert twice in ([], [1])


def test_killed_before_the_letter_is_handed_over_sends_it_once(box, run, settings, monkeypatch):
    """The server is slow to say that it takes the address: nothing has been sent yet."""
    [address] = {make.AlertSubscriptionFactory().email}
    make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at", at=timezone.now()))
    asked = []

    async def slow(server, session, envelope, address, options):
        asked.append(address)
        await asyncio.sleep(5 if len(asked) == 1 else 0)
        envelope.rcpt_tos.append(address)
        return "250 yes"

    monkeypatch.setattr(box, "handle_RCPT", slow)
    process = run()
    end = time.monotonic() + PATIENCE
    while not asked and time.monotonic() < end:
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert AlertLetter.objects.get().state == "ready"
    send(settings, box)
    send(settings, box)
    assert [there for there, _ in box.letters] == [address]
