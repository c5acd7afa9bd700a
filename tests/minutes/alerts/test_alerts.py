"""Alerts: asking, confirming, what is told, and ending them."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from minutes.alerts import sending
from minutes.alerts.models import AlertLetter, AlertSubscription
from minutes.models import AgendaItem
from tests import factories as make
from tests.minutes.alerts.following import follower, link, published, send, subscribe, titles

pytestmark = pytest.mark.django_db


def test_address_is_asked_and_told_nothing_until_it_says_yes(client, mailbox):
    response = subscribe(client)
    assert (response.status_code, response.url, response.cookies) == (303, "/alerts/asked/", {})
    item = published(title="Repairs to Weir Street")
    send()
    [letter] = mailbox.to("reader@example.org")
    assert item.title not in str(letter)
    address = link(letter, "yes")
    assert client.get(address).status_code == 200
    assert AlertSubscription.objects.get().confirmed_at is None, "a program that follows links has said yes"
    client.post(address)
    later = published(title="A crossing in Mill Lane")
    send()
    text = titles(mailbox)[-1]
    assert later.title in text
    assert item.title not in text, "it was public before the yes"


def test_letter_can_be_read_as_text_and_as_html_and_names_its_end(client, mailbox):
    follower(client, mailbox)
    item = published("decisions_published_at", title="Bread & <b>roses</b>")
    make.ResolutionFactory(item=item, label="1.", text="That the bakery in Mill Lane be kept.")
    send()
    [letter] = mailbox.to("reader@example.org")
    text, html = (letter.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert "Bread & <b>roses</b>" in text
    assert "Bread &amp; &lt;b&gt;roses&lt;/b&gt;" in html
    for part in (text, html):
        assert "That the bakery in Mill Lane be kept." in part
        assert f"http://testserver{item.get_absolute_url()}" in part
    assert not re.search(r"<img|<script|url\(", html)
    stop = link(letter, "stop")
    assert letter["List-Unsubscribe"] == f"<http://testserver{stop}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in html


def test_one_click_ends_alerts_without_cookie_and_looking_at_the_page_does_not(mailbox):
    client = Client(enforce_csrf_checks=True)
    follower(client, mailbox)
    published()
    send()
    stop = link(mailbox.letters[0][1], "stop")
    page = client.get(stop)
    assert (page.status_code, page.cookies, AlertSubscription.objects.count()) == (200, {}, 1)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    answer = client.post(stop, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, AlertSubscription.objects.count()) == (200, 0)
    assert client.post(stop).status_code == 200, "twice is as good as once"


@pytest.mark.parametrize("rhythm", ["at_once", "weekly"])
def test_second_request_of_a_follower_tells_nobody_anything(client, mailbox, rhythm):
    first = subscribe(client)
    send()
    client.post(link(mailbox.letters[0][1], "yes"))
    again = subscribe(client, rhythm=rhythm)
    unknown = subscribe(client, email="other@example.org")
    send()
    assert (again.status_code, again.url) == (unknown.status_code, unknown.url) == (first.status_code, first.url)
    assert len(mailbox.to("reader@example.org")) == 1
    assert AlertSubscription.objects.get(email="reader@example.org").rhythm == "at_once"


def test_nobody_can_be_flooded(client, mailbox):
    for number in range(30):
        subscribe(client, f"q=word{number}", email="victim@example.org")
    send()
    assert len(mailbox.to("victim@example.org")) == 5
    answers = [subscribe(client, email=f"a{number}@example.org").status_code for number in range(3)]
    assert answers == [429, 429, 429]


def test_form_that_is_not_this_sites_is_not_taken(client, mailbox):
    told = {"email": "reader@example.org", "rhythm": "weekly", "about": ""}
    for form in ("", "2026-01-01", "2026-01-01:forged"):
        assert client.post("/alerts/", {**told, "form": form}).status_code == 422
    assert subscribe(client, name="a robot fills every field").status_code == 422
    assert subscribe(client, email="nonsense").status_code == 422
    assert AlertSubscription.objects.count() == 0


def test_unconfirmed_is_forgotten_after_days(client, mailbox):
    subscribe(client)
    AlertSubscription.objects.update(asked_at=timezone.now() - dt.timedelta(days=4))
    send()
    assert AlertSubscription.objects.count() == 0


def test_follower_hears_of_its_subject_and_no_other(client, mailbox):
    item = published(issue=make.IssueFactory(slug="bridge"), title="The weir bridge")
    ward = make.WardFactory(slug="weirside")
    about = {
        "all": "", "committee": f"committee={item.meeting.committee.slug}", "issue": "issue=bridge",
        "ward": "ward=weirside", "search": "q=weir", "phrase": "q=%22weir+bridge%22&from=2020-01-01", "other": "q=school",
    }  # fmt: skip
    for name, query in about.items():
        follower(client, mailbox, query, email=f"{name}@example.org")
    item = published(issue=item.issue, title="The weir bridge again", meeting={"committee": item.meeting.committee})
    item.wards.add(ward)
    other = published(title="A playground")
    send()
    told = {there.partition("@")[0] for there, letter in mailbox.letters if item.title in str(letter)}
    assert told == set(about) - {"other"}
    assert [there for there, letter in mailbox.letters if other.title in str(letter)] == ["all@example.org"]


def test_follower_of_a_member_hears_of_the_members_votes(client, mailbox):
    member = make.PersonFactory(slug="ada")
    follower(client, mailbox, "member=ada")
    item = published("minutes_published_at")
    make.NarrativeFactory(item=item)
    make.VoteFactory(item=item, mover=member)
    published("minutes_published_at")
    send()
    [text] = titles(mailbox)
    assert item.title in text
    assert text.count("Item ") == 1


def test_weekly_letter_holds_the_week_and_comes_on_monday(client, mailbox):
    follower(client, mailbox, rhythm="weekly")
    due = AlertSubscription.objects.get().due_at.astimezone(timezone.get_current_timezone())
    assert (due.weekday(), due.hour) == (0, 7)
    items = [published(), published()]
    send()
    assert mailbox.letters == []
    AlertSubscription.objects.update(due_at=timezone.now())
    send()
    send()
    [text] = titles(mailbox)
    assert all(item.title in text for item in items)
    assert AlertSubscription.objects.get().due_at > timezone.now()


def test_what_is_withdrawn_after_the_letter_was_made_is_not_in_it(client, mailbox, monkeypatch):
    follower(client, mailbox)
    gone, stays = published(title="Named by mistake"), published(title="Harmless")
    mailbox.answers["reader@example.org"] = "451 later"
    send()
    assert AlertLetter.objects.filter(state="ready").count() == 1
    AgendaItem.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now(), withdrawal_note="A name.")
    mailbox.answers.clear()
    AlertLetter.objects.update(next_at=timezone.now())
    send()
    [text] = titles(mailbox)
    assert stays.title in text
    assert gone.title not in text


def test_letter_is_not_sent_when_all_of_it_is_withdrawn_while_the_server_is_asked(client, mailbox, monkeypatch):
    follower(client, mailbox)
    item = published(title="Named by mistake")
    compose, calls = sending.compose, []

    def withdrawn_meanwhile(letter):
        calls.append(letter)
        if len(calls) == 2:
            AgendaItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), withdrawal_note="A name.")
        return compose(letter)

    monkeypatch.setattr(sending, "compose", withdrawn_meanwhile)
    send()
    assert len(calls) == 2
    assert mailbox.letters == []
    assert AlertLetter.objects.filter(state="void").count() == 1


def test_letter_is_not_sent_to_somebody_who_ends_alerts_while_the_server_is_asked(client, mailbox, monkeypatch):
    follower(client, mailbox)
    published()
    compose = sending.compose

    def ended_meanwhile(letter):
        message = compose(letter)
        AlertSubscription.objects.all().delete()
        return message

    monkeypatch.setattr(sending, "compose", ended_meanwhile)
    send()
    assert (mailbox.letters, AlertLetter.objects.count()) == ([], 0)


def test_server_that_is_away_or_refuses_loses_nothing_and_is_not_pressed(client, mailbox, settings):
    follower(client, mailbox)
    published()
    there = settings.MAIL_SERVER
    settings.MAIL_SERVER = {**there, "port": 1}
    send()
    letter = AlertLetter.objects.get(state="ready")
    assert letter.next_at > timezone.now()
    settings.MAIL_SERVER = there
    AlertLetter.objects.update(next_at=timezone.now())
    send()
    assert len(mailbox.letters) == 1


def test_letter_without_an_answer_is_sent_again_under_the_same_identity(client, mailbox, monkeypatch):
    """The server had the whole letter and hung up: nobody knows whether it took it."""
    follower(client, mailbox)
    published()
    seen = []

    async def hangs_up(server, session, envelope):
        seen.append(envelope.content)
        server.transport.close()
        return "250 never heard"

    with monkeypatch.context() as patch:
        patch.setattr(mailbox, "handle_DATA", hangs_up)
        send()
    letter = AlertLetter.objects.get(state="sending")
    assert letter.message_id.encode() in seen[0]
    AlertLetter.objects.update(next_at=timezone.now())
    send()
    assert [there["Message-ID"] for there in mailbox.to("reader@example.org")] == [letter.message_id]


def test_address_that_is_refused_three_times_is_forgotten(client, mailbox):
    follower(client, mailbox)
    mailbox.answers["reader@example.org"] = "550 no such user"
    for _ in range(3):
        published()
        send()
    assert AlertSubscription.objects.count() == 0


def test_bad_subject_is_named_and_not_followed(client, mailbox):
    page = client.get("/alerts/?committee=nowhere")
    assert page.status_code == 200
    assert "<form method" not in page.content.decode()
    assert subscribe(client, "q=weir&nonsense=1").status_code == 303
    assert AlertSubscription.objects.get().subject == "q=weir"


def test_alerts_are_not_offered_without_a_mail_server(client, settings):
    settings.MAIL_FROM = ""
    assert client.get("/alerts/").status_code == 404
    assert "/alerts/" not in client.get("/follow/").content.decode()
