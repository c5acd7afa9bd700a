"""What an item's page says of itself."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError
from django.utils import timezone

from minutes.models import Council
from minutes.views.private import reasons
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def item():
    """An item of a committee with draft minutes."""
    make.CouncilFactory(name="Testbury Council")
    meeting = make.MeetingFactory(stage="minutes_published_at", date=dt.date(2024, 3, 5), committee__name="Cabinet")
    return make.AgendaItemFactory(meeting=meeting, label="77/21", title="Crossing in Weir Lane")


def page(client, item):
    return client.get(item.get_absolute_url()).content.decode()


def test_next_meeting_that_is_not_announced_is_not_named(client, item):
    ahead = timezone.localdate() + 9 * DAY
    following = make.MeetingFactory(committee=item.meeting.committee, date=ahead)
    assert "not yet confirmed as a correct record" in page(client, item)
    following.announced_at = timezone.now()
    following.save()
    assert f'which next meets on <a href="{following.get_absolute_url()}">' in page(client, item)


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_meeting_that_is_called_off_confirms_nothing(client, item, status):
    ahead = timezone.localdate() + 9 * DAY
    make.MeetingFactory(committee=item.meeting.committee, date=ahead, stage="announced_at", status=status)
    assert "not yet confirmed as a correct record" in page(client, item)


def test_word_is_explained_where_it_stands_first_and_at_the_foot(client, item):
    make.TermFactory(name="Quango", also="quangos", explanation="A body at arm’s length.")
    make.NarrativeFactory(item=item, text="Two quangos wrote. A quango <b>& another</b> answered.")
    text = page(client, item)
    assert text.count('<a class="term" href="#word-quango">') == 1
    assert '<a class="term" href="#word-quango">quangos</a> wrote. A quango &lt;b&gt;&amp; another' in text
    assert '<dt id="word-quango">Quango</dt><dd>A body at arm’s length.</dd>' in text


def test_page_without_such_words_has_no_explanations(client, item):
    assert 'id="words"' not in page(client, item)


def test_word_inside_a_link_or_another_word_is_left_alone(client, item):
    make.TermFactory(name="Lane")
    make.NarrativeFactory(item=item, text="The planes and the Lane-side.")
    assert "#word-lane" not in page(client, item)


def test_item_in_private_says_why_in_plain_words(client):
    make.CouncilFactory()
    meeting = make.MeetingFactory(stage="agenda_published_at")
    item = make.AgendaItemFactory(meeting=meeting, is_exempt=True, exempt_paragraph="3")
    assert "about the money or business of a particular person" in page(client, item)


@pytest.mark.parametrize(
    ("paragraph", "jurisdiction", "number"),
    [("1 and 2", "england", 2), ("3, 3", "england", 1), ("14", "wales", 1), ("3", "wales", 0), ("6", "scotland", 0),
     ("7A", "england", 0), ("", "england", 0), ("99", "northern_ireland", 0)],
)  # fmt: skip
def test_paragraph_is_explained_as_the_law_of_the_place_counts_it(paragraph, jurisdiction, number):
    assert len(reasons(paragraph, jurisdiction)) == number


def test_story_shows_what_came_of_the_matter_at_each_meeting_and_no_draft(client, item):
    item.issue = make.IssueFactory(title="The crossing")
    item.save()
    open_one = make.MeetingFactory(stage="decisions_published_at", date=dt.date(2024, 5, 7))
    other = make.AgendaItemFactory(meeting=open_one, issue=item.issue, title="Crossing: second thoughts")
    make.ResolutionFactory(item=other, text="That two crossings be built.")
    closed = make.AgendaItemFactory(issue=item.issue, title="Crossing: a draft")
    story = page(client, item).split('id="history"')[1].split("</section>")[0]
    assert story.index("This item") < story.index("second thoughts") < story.index("That two crossings be built.")
    assert closed.title not in story


def test_last_change_is_the_last_that_became_public(client, item):
    make.CorrectionFactory(item=item, made_on=dt.date(2024, 6, 1))
    make.ReportFactory(item=item, released_at=timezone.now() + DAY)
    assert "Last changed on 1 June 2024." in page(client, item)
    assert re.search(r'<a href="#corrections">1 correction</a> was made', page(client, item))


def test_citation_can_be_sent_without_a_script(client, item):
    text = page(client, item)
    assert (
        'href="mailto:?subject=Crossing%20in%20Weir%20Lane%20%E2%80%93%20Cabinet%2C%205%20March%202024&amp;body='
        in text
    )
    assert f"%0Ahttp%3A%2F%2Ftestserver{item.get_absolute_url().replace('/', '%2F')}" in text


def test_vote_is_told_plainly_beside_the_formal_words(client, item):
    make.VoteFactory(item=item, kind="amendment", outcome="lost", votes_for=3, votes_against=7, abstentions=1)
    text = page(client, item)
    assert "The meeting did not agree to change the proposal in this way." in text
    assert "3 for, 7 against, 1 abstaining" in text


def test_council_with_no_words_explained_gets_its_pages(client, item):
    Council.objects.all().delete()
    assert "Crossing in Weir Lane" in page(client, item)


def test_exempt_document_is_listed_by_its_public_name_and_says_why(client):
    make.CouncilFactory()
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    facts = {"item": item, "is_exempt": True, "exempt_paragraph": "3", "title": "Rent asked of Ms Grey"}
    report = make.ReportFactory(**facts, exempt_reason="Ms Grey bids.", listed_as="Appendix B")
    make.ReportFactory(**facts)
    addresses = [item.get_absolute_url(), f"{item.get_absolute_url().rstrip('/')}.json",
                 f"{item.meeting.get_absolute_url()}agenda.txt", f"{item.meeting.get_absolute_url()}agenda.json"]  # fmt: skip
    for address in addresses:
        text = b"".join(client.get(address)).decode()
        assert text.count("Appendix B") == 1, address
        assert "Grey" not in text, address
        assert report.file_name not in text, address
    page = client.get(item.get_absolute_url()).content.decode()
    assert "Why is this private?" in page
    assert "the money or business of a particular person" in page
    assert client.get(report.get_absolute_url()).status_code == 404


def test_exempt_document_is_listed_with_a_paragraph_of_the_law_alone():
    with pytest.raises(IntegrityError, match="listed_with_paragraph"):
        make.ReportFactory(is_exempt=True, listed_as="Appendix B")
