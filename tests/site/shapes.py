"""Records of odd shapes, as Hypothesis draws them: what a clerk might enter, an import might bring, nobody would plan."""

import datetime as dt

from hypothesis import strategies as st

from decisions.models import Ballot, Clause, Decision, Resolution, Vote
from minutes.models import AgendaItem, Attendance, Correction, Declaration, FairSummary, Narrative
from minutes.models.lock import Way, unlocked
from tests import factories as make

HARD = [
    "Dywedodd y Cynghorydd Ŵyn Prydderch fod tŷ’r ŵyl yn dŷ i bawb, gan gynnwys Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch.",
    "احفظوا موقف الحافلات، فقد وُعد التجّار بذلك منذ عام 1998 (الفقرة 5.3).",
    "הצילו את החניון (Save the Coach Park) עד 31.3.2026",
    "\u202eright to left\u202c, zero\u200bwidth, soft\u00adhyphen, \ufeff byte order mark",
    "漢字 한국어 ไทยคำ Ελληνικά Русский \U0001f600 \U0001f1ec\U0001f1e7 ✔ ☎ → ½",
    "\uf0b7 \ue000 \U000f0001 a\x01b\x0bc",
    "W" * 300,
    "https://marlbridge.example/" + "very-long-address/" * 20,
    "<b>not</b> &amp; <script>alert(1)</script> {{ item }} {% now %}",
    "e\u0301\u0302\u0303 z\u0324\u0325\u0326a\u0300\u0301\u0302\u0303l",
]
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
line = st.one_of(
    st.sampled_from(HARD), st.text(characters, max_size=60), st.just("A plain sentence of the minutes. " * 3)
)
filled_line = line.map(lambda text: f"x {text}")
cell = st.one_of(st.just(""), st.just("12,500"), line.map(lambda text: text.replace("|", "/").replace("\n", " ")))


@st.composite
def table(draw):
    """Rows of unequal length, up to 60 of them."""
    rows = draw(st.lists(st.lists(cell, max_size=7), min_size=1, max_size=draw(st.sampled_from([2, 5, 60]))))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


@st.composite
def clause_rows(draw):
    """Clauses in which each is at most one level deeper than the one before."""
    rows, depth = [], 0
    for _ in range(draw(st.integers(0, 8))):
        depth = draw(st.integers(1, min(depth + 1, 5)))
        rows.append((depth, draw(st.sampled_from(["(a)", "(i)", "A.", "", "(xxviii)", "•"])), draw(filled_line)))
    return rows


bullets = st.lists(line, min_size=1, max_size=8).map(lambda rows: "\n".join(f"- {row}" for row in rows))
numbered = line.map(lambda text: f"46.3 {text}")
block = st.one_of(line, bullets, numbered, table(), st.just("\u00a0"), st.just(""))
prose = st.one_of(st.just(""), st.lists(block, max_size=6).map("\n\n".join))
filled_prose = prose.map(lambda text: f"x {text}")
label = st.sampled_from(["", "1", "77/21", "276.", "P/142", "12.1(a)", "X" * 40])
resolution = st.tuples(
    st.sampled_from(["", "RESOLVED:", "PENDERFYNWYD", "y" * 500]), label, filled_prose, clause_rows()
)


@st.composite
def items(draw):
    """What an item holds; any part may be missing."""
    resolutions = draw(st.lists(resolution, max_size=4))
    if resolutions and draw(st.integers(0, 9)) == 0:
        resolutions = (resolutions * 200)[:200]
    return {
        "label": draw(label),
        "title": draw(filled_line)[:1000],
        "credit": draw(prose),
        "purpose": draw(prose),
        "urgency": draw(prose),
        "exempt": draw(st.booleans()) and draw(st.booleans()),
        "minutes": draw(prose),
        "summary": draw(prose),
        "reasons": draw(prose),
        "interests": draw(prose),
        "resolutions": resolutions,
        "votes": draw(st.lists(filled_line, max_size=3)),
        "ballots": draw(st.integers(0, 12)),
        "declared": draw(st.lists(filled_prose, max_size=2)),
        "corrections": draw(st.lists(filled_prose, max_size=2)),
        "documents": draw(st.lists(filled_line, max_size=3)),
    }


class Record(dict):
    """A drawn record. What it holds can be longer than a report of a failure should be."""

    def __repr__(self):
        whole = super().__repr__()
        return whole if len(whole) < 5000 else f"{whole[:5000]}…"


records = st.fixed_dictionaries(
    {
        "language": st.sampled_from(["en", "cy"]),
        "committee": filled_line.map(lambda text: text[:200]),
        "venue": line.map(lambda text: text[:300]),
        "attending": st.lists(filled_line, max_size=30),
        "confirmed": st.booleans(),
        "items": st.lists(items(), max_size=4),
    }
).map(Record)


def enter(record):
    """The meeting of a drawn record; all of it public, though it is confirmed before it is written."""
    with unlocked(Way.IMPORT):
        return _entered(record)


def _entered(record):
    make.CouncilFactory(language=record["language"], name="Cyngor Marlbridge ŵŷ")
    committee = make.CommitteeFactory(name=record["committee"])
    meeting = make.MeetingFactory(
        committee=committee,
        date=dt.date(2025, 6, 3),
        venue=record["venue"],
        stage="confirmed_at" if record["confirmed"] else "minutes_published_at",
    )
    people = [make.PersonFactory(name=name[:200]) for name in record["attending"]]
    Attendance.objects.bulk_create(Attendance(meeting=meeting, person=person, note="x" * 300) for person in people)
    for facts in record["items"]:
        enter_item(meeting, facts)
    return meeting


def enter_item(meeting, facts):
    """One of its items with all its parts."""
    exempt = {"is_exempt": True, "exempt_paragraph": "3", "exempt_reason": facts["purpose"]} if facts["exempt"] else {}
    item = make.AgendaItemFactory(
        meeting=meeting,
        label=facts["label"],
        title=facts["title"],
        report_credit=facts["credit"],
        purpose=facts["purpose"],
        urgency_reason=facts["urgency"],
        **exempt,
    )
    for title in facts["documents"]:
        make.ReportFactory(item=item, title=title, file="", size=1000)
    if facts["minutes"]:
        Narrative.objects.create(item=item, text=f"x {facts['minutes']}", minute_number=facts["label"])
    if facts["summary"]:
        FairSummary.objects.create(item=item, text=f"x {facts['summary']}")
    Decision.objects.create(item=item, reasons=facts["reasons"], interests_declared=facts["interests"])
    for text in facts["declared"]:
        Declaration.objects.create(item=item, person=make.PersonFactory(), kind="other_registrable", text=text)
    for text in facts["corrections"]:
        Correction.objects.create(item=item, made_on=dt.date(2025, 7, 1), text=text)
    enter_decided(item, facts)


def enter_decided(item: AgendaItem, facts):
    """Its resolutions, votes and ballots."""
    rows = [
        Resolution(item=item, ordinal=n, opening=opening, label=label, text=text)
        for n, (opening, label, text, _) in enumerate(facts["resolutions"], 1)
    ]
    Resolution.objects.bulk_create(rows)
    Clause.objects.bulk_create(
        Clause(resolution=row, ordinal=n, depth=depth, label=label, text=text)
        for row, (_, _, _, clauses) in zip(rows, facts["resolutions"], strict=True)
        for n, (depth, label, text) in enumerate(clauses, 1)
    )
    for n, subject in enumerate(facts["votes"], 1):
        vote = Vote.objects.create(
            item=item, ordinal=n, subject=subject, outcome="lost", resolution=(rows or [None])[0]
        )
        voters = [make.PersonFactory() for _ in range(facts["ballots"])]
        Ballot.objects.bulk_create(Ballot(vote=vote, person=voter, choice="against") for voter in voters)
