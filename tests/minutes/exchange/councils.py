"""Councils that nobody thought of: records of every kind with any text, drawn by hypothesis."""

import datetime as dt

from hypothesis import strategies as st

from decisions.models import Choice, EffectKind, Outcome, Resolution, ResolutionKind
from minutes.models import THERE, AttendanceStatus, InterestKind, NoteKind
from minutes.models.lock import Way, unlocked
from minutes.publication import STAGES
from tests import factories as make

# Any text that PostgreSQL can hold: no NUL, no half of a pair of surrogates.
ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
SEEN = ANY.map(lambda words: f"{words}x")  # with something that can be seen
# Hypothesis takes bounds without a zone and adds it.
MOMENTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001
DAYS = st.dates(dt.date(1974, 4, 1), dt.date(2090, 1, 1))
TIMES = st.none() | st.times()
SMALL = st.integers(0, 3)


def fill(draw):
    """A council in the database."""
    make.CouncilFactory(name=draw(SEEN), address=draw(ANY))
    people = [make.PersonFactory(name=draw(SEEN), title=draw(ANY), is_listed=draw(st.booleans())) for _ in range(3)]
    wards = [make.WardFactory(name=f"{draw(ANY)}{n}") for n in range(draw(SMALL))]
    for person in people:
        make.SeatFactory(person=person, started_on=draw(DAYS), ward=wards[0] if wards else None)
    for _ in range(draw(SMALL) + 1):
        committee = make.CommitteeFactory(name=draw(SEEN), remit=draw(ANY), dissolved_on=draw(st.none() | DAYS))
        make.MembershipFactory(committee=committee, person=draw(st.sampled_from(people)), started_on=draw(DAYS))
        for sequence in range(1, draw(SMALL) + 1):
            fill_meeting(draw, committee, sequence, people, wards)
    resolutions = list(Resolution.objects.order_by("item__meeting__date", "id"))
    if len(resolutions) > 1:
        make.EffectFactory(earlier=resolutions[0], resolution=resolutions[-1], kind=draw(st.sampled_from(EffectKind)))
    make.TermFactory(name=draw(SEEN), explanation=draw(SEEN), also=draw(ANY))
    make.PhraseFactory(text=draw(SEEN), committee=committee)
    for _ in range(draw(SMALL)):
        make.ImportedRecordFactory(facts=draw(st.dictionaries(ANY, st.lists(ANY), max_size=3)))
        make.ImportNoteFactory(kind=draw(st.sampled_from(NoteKind)), words=draw(SEEN), value=draw(JSON))


JSON = st.recursive(
    st.booleans() | st.integers(-(2**53), 2**53) | ANY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3),
    max_leaves=6,
)


def fill_meeting(draw, committee, sequence, people, wards):
    stage = draw(st.none() | st.sampled_from(STAGES))
    meeting = make.MeetingFactory(
        committee=committee, date=draw(DAYS), sequence=sequence, stage=stage, at=draw(MOMENTS), venue=draw(ANY),
        starts_at=draw(TIMES), status_note=draw(ANY),
    )  # fmt: skip
    for person in people[: draw(SMALL)]:
        status = draw(st.sampled_from(AttendanceStatus))
        remote = status in THERE and draw(st.booleans())
        make.AttendanceFactory(meeting=meeting, person=person, status=status, is_remote=remote)
    for _ in range(draw(SMALL)):
        fill_item(draw, meeting, people, wards)


def fill_item(draw, meeting, people, wards):
    item = make.AgendaItemFactory(meeting=meeting, label=draw(ANY), title=draw(SEEN), purpose=draw(ANY),
                                  is_exempt=draw(st.booleans()), issue=draw(st.none() | st.just(1)) and make.IssueFactory())  # fmt: skip
    item.wards.set(wards[: draw(SMALL)])
    if draw(st.booleans()):
        narrative = make.NarrativeFactory(item=item, text=draw(SEEN))
        narrative.text = draw(SEEN)
        with unlocked(Way.IMPORT):
            narrative.save()
    if draw(st.booleans()):
        make.DecisionFactory(item=item, reasons=draw(ANY), is_key=True, key_reference=draw(ANY))
    for _ in range(draw(SMALL)):
        resolution = make.ResolutionFactory(
            item=item, label=draw(ANY), opening=draw(ANY), text=draw(SEEN), kind=draw(st.sampled_from(ResolutionKind))
        )
        for _ in range(draw(SMALL)):
            make.ClauseFactory(resolution=resolution, label=draw(ANY), text=draw(SEEN))
    if draw(st.booleans()):
        vote = make.VoteFactory(item=item, subject=draw(SEEN), outcome=draw(st.sampled_from(Outcome)))
        make.BallotFactory(vote=vote, person=people[0], choice=draw(st.sampled_from(Choice)))
        make.DeclarationFactory(item=item, person=people[1], kind=draw(st.sampled_from(InterestKind)), text=draw(SEEN))
    for _ in range(draw(SMALL)):
        make.ReportFactory(item=item, title=draw(SEEN), is_exempt=draw(st.booleans()), file="")
        make.OldAddressFactory(item=item)
