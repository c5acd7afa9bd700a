"""A withheld name put back."""

import pytest
from django.core.files.base import ContentFile

from minutes.actions import NotPossible
from minutes.models import AgendaItem, Correction, Narrative, Person, Redaction, Report
from minutes.redaction.undoing import undo
from tests import factories as make
from tests.minutes.redaction.withheld import withheld

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    make.CouncilFactory()
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at"), title="Complaint by Ada Thornley")
    make.NarrativeFactory(item=item, text="Ada Thornley spoke.")
    return item


def test_everything_says_again_what_it_said(item):
    person = make.PersonFactory(name="Ada Thornley", slug="ada-thornley", post="Head of Paths")
    report = make.ReportFactory(item=item, file=ContentFile(make.pdf("By Ada Thornley."), "a.pdf"))
    redaction = withheld()
    assert undo(redaction=redaction, because="She has changed her mind.", by=None) == []
    assert AgendaItem.objects.get().title == "Complaint by Ada Thornley"
    assert Narrative.objects.get().text == "Ada Thornley spoke."
    person = Person.objects.get(pk=person.pk)
    assert (person.name, person.slug, person.post, person.is_listed) == (
        "Ada Thornley",
        "ada-thornley",
        "Head of Paths",
        True,
    )
    assert Report.public.get() == report
    assert set(redaction.places.values_list("state", flat=True)) == {"restored"}


def test_what_was_changed_since_is_left_and_named(item):
    redaction = withheld()
    AgendaItem.objects.update(title="Complaint by a resident")
    left = undo(redaction=redaction, because="A mistake.", by=None)
    assert [(place.field, place.state) for place in left] == [("title", "left")]
    assert AgendaItem.objects.get().title == "Complaint by a resident"
    assert Narrative.objects.get().text == "Ada Thornley spoke."


def test_what_another_name_is_withheld_in_is_left(item):
    first = withheld("Ada Thornley")
    make.RedactionFactory(words="Complaint by Ada")
    left = undo(redaction=first, because="A mistake.", by=None)
    assert [place.field for place in left] == ["title"]


def test_document_that_was_restored_with_another_file_is_left(item):
    report = make.ReportFactory(item=item, file=ContentFile(make.pdf("By Ada Thornley."), "a.pdf"))
    redaction = withheld()
    Report.objects.filter(pk=report.pk).update(withdrawn_at=None, withdrawal_note="", is_exempt=True)
    assert [place.field for place in undo(redaction=redaction, because="A mistake.", by=None)] == ["file"]


def test_note_beside_the_minutes_says_that_it_is_shown_again(item):
    redaction = withheld()
    undo(redaction=redaction, because="She has changed her mind.", by=None)
    assert [one.text for one in Correction.objects.order_by("pk")] == [
        "A name was withheld.", "A name that was withheld is shown again.",
    ]  # fmt: skip


@pytest.mark.parametrize("because", ["", "  "])
def test_undoing_says_why(item, because):
    with pytest.raises(NotPossible, match="Say why"):
        undo(redaction=withheld(), because=because, by=None)


def test_it_is_undone_once(item):
    redaction = withheld()
    undo(redaction=redaction, because="A mistake.", by=None)
    with pytest.raises(NotPossible, match="before"):
        undo(redaction=Redaction.objects.get(), because="A mistake.", by=None)
