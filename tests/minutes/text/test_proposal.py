"""What a paste proposes: every form in which minutes are written, and no word of the source lost or out of order."""

import datetime as dt

import pytest
from hypothesis import given, settings

from minutes.text.lines import Line, read_lines
from minutes.text.pasted import read_pasted
from minutes.text.proposal import propose_item, propose_meeting
from minutes.text.resolutions import read_list, write_list
from minutes.text.tracing import said_by, words_of
from tests.minutes.text.test_meeting import PIECES, numbered, places
from tests.minutes.text.test_pasted import google, item, normal, word
from tests.minutes.text.test_pasted import numbered as listed

DAY = dt.date(2021, 3, 4)


def as_plain(lines):
    return read_lines("\n".join(lines))


def as_word(lines):
    return read_pasted(word(*map(normal, lines))).lines


def as_google(lines):
    return read_pasted(google("".join(f"<p dir=ltr><span>{line}</span></p>" for line in lines))).lines


def one_item(lines):
    return propose_item(lines, "5.", "School places").matters[0].item


OPENINGS = [
    ["RESOLVED: That tea be taken."], ["RESOLVED – That the oak be kept."], ["Resolved: That a bench be bought."],
    ["Resolved:- That the gate be shut."], ["The Committee resolved to:-", "1. buy a bell", "2. ring it"],
    ["The Panel resolved:-", "(a) to plant an ash", "(b) to fell none"], ["RESOLVED that the lamp be lit."],
    ["RESOLVED to close the lane."], ["RESOLVED", "1. That one be chosen.", "2. That two be spared."],
    ["RESOLVED", "That the map be drawn."], ["RESOLVED:That the well be dug."], ["RESOLVED:That the roof be mended."],
    ["RESOLVEd: That the bridge be shut."], ["RESOLVEd: That the ford be used."],
    ["Resolved: (By 14 votes to none) That the fee be paid."], ["Resolved: (By 9 votes to two) That the fee be halved."],
    ["AGREED: That the hedge be cut."], ["Cabinet agreed that:", "1. the hall be let;", "2. the rent be low."],
    ["DECISION", "1. That the play area be fenced.", "2. That the swings stay."],
    ["DECISIONS", "1. That the bus stop.", "2. That it wait."],
    ["The Cabinet has:", "(a) endorsed the plan", "(b) noted the cost"],
    ["The Executive has:", "(a) approved the list", "(b) agreed the dates"],
    ["Recommended: That Council adopt the code."], ["RECOMMENDED to Council: That the rate be set."],
    ["RESOLVED and RECOMMEND to FULL COUNCIL:", "1. That it be so.", "2. That it stay so."],
    ["PENDERFYNWYD: Derbyn yr adroddiad."], ["PENDERFYNWYD", "1. Derbyn y cynllun.", "2. Nodi’r gost."],
]  # fmt: skip
FORMS = [as_plain, as_word, as_google]


@pytest.mark.parametrize("lines", OPENINGS, ids=lambda lines: lines[0])
@pytest.mark.parametrize("form", FORMS)
def test_forms_that_open_resolutions_are_read_in_a_paste(form, lines):
    found = one_item(form(["Members met.", *lines]))
    assert found.minutes == "Members met."
    assert len(found.resolutions) == max(1, len(lines) - 1)
    assert found.resolutions[0].opening
    assert words_of(" ".join(map(said_by, found.resolutions))) == words_of(" ".join(lines))


MARKERS = [("1.", "2."), ("1)", "2)"), ("(1)", "(2)"), ("(a)", "(b)"), ("a)", "b)"), ("a.", "b."), ("(i)", "(ii)"),
           ("i)", "ii)"), ("i.", "ii."), ("A:", "B:"), ("•", "•"), ("·", "·"), ("-", "-")]  # fmt: skip


@pytest.mark.parametrize("markers", MARKERS, ids="-".join)
@pytest.mark.parametrize("texts", [("That tea be taken", "That it be hot"), ("That the oak stand", "That it be lit")])
@pytest.mark.parametrize("form", FORMS)
def test_markers_of_lists_are_read_in_a_paste(form, texts, markers):
    lines = [f"{marker} {text}" for marker, text in zip(markers, texts, strict=True)]
    assert [one.text for one in one_item(form(["RESOLVED:", *lines])).resolutions] == list(texts)


@pytest.mark.parametrize("labels", [("1.", "(a)", "(i)"), ("(1)", "(a)", "(i)"), ("a)", "i)", "1)")])
@pytest.mark.parametrize("texts", [("That", "the plan", "in May"), ("That Council", "be asked", "at once")])
def test_nested_clauses_of_words_own_lists_and_googles_are_read(labels, texts):
    told = [listed(label, text, level) for level, (label, text) in enumerate(zip(labels, texts, strict=True), 1)]
    first = one_item(read_pasted(word(normal("RESOLVED:"), *told)).lines).resolutions[0]
    assert (first.label, first.clauses[0].label, first.clauses[0].clauses[0].label) == labels
    kinds = ("decimal", "lower-alpha", "lower-roman")
    inner = "".join(
        f"<ol>{item(kind, level, text)}" for level, (kind, text) in enumerate(zip(kinds, texts, strict=True), 1)
    )
    first = one_item(read_pasted(google(f"<p>RESOLVED:</p>{inner}</ol></ol></ol>")).lines).resolutions[0]
    assert (first.label, first.clauses[0].label, first.clauses[0].clauses[0].label) == ("1.", "a.", "i.")


REASONS = ["Reasons for Decision", "Reason for Decision:", "Reason for Decisions", "REASON FOR DECISION(S):", "REASONS",
           "REASON –", "Reason:", "The reason for the decision:"]  # fmt: skip
OPTIONS = ["Other Options Considered", "Other options considered –", "Other Options", "Alternative Options considered and rejected:",
           "Alternative options considered:", "OTHER OPTIONS CONSIDERED AND REJECTED –", "Alternative Options Considered :-"]  # fmt: skip


@pytest.mark.parametrize("heading", REASONS)
@pytest.mark.parametrize("text", ["There are more children than places.", "The bridge is weak."])
@pytest.mark.parametrize("form", FORMS)
def test_reasons_are_read_in_a_paste(form, text, heading):
    found = one_item(form(["RESOLVED: That it be so.", heading, text]))
    assert (found.reasons, len(found.resolutions)) == (text, 1)


@pytest.mark.parametrize("heading", OPTIONS)
@pytest.mark.parametrize("text", ["To do nothing was considered.", "A ferry was rejected."])
@pytest.mark.parametrize("form", FORMS)
def test_options_are_read_in_a_paste(form, text, heading):
    found = one_item(form(["RESOLVED: That it be so.", heading, text]))
    assert (found.options_considered, len(found.resolutions)) == (text, 1)


@pytest.mark.parametrize(
    ("lines", "figures"),
    [
        (["The motion was carried by 22 votes to one, with two abstentions."], ("carried", 22, 1, 2)),
        (["The amendment was carried by 9 votes to four, with one abstention."], ("carried", 9, 4, 1)),
        (["The amendment was lost by 47 votes to 17."], ("lost", 47, 17, None)),
        (["The motion was lost by 8 votes to 5."], ("lost", 8, 5, None)),
        (["The motion was carried 31 votes to 29."], ("carried", 31, 29, None)),
        (["The amendment was carried 6 votes to 4."], ("carried", 6, 4, None)),
        (["For: 26", "Against: 32", "Abstention: 0"], (None, 26, 32, 0)),
        (["For: 5 / Against: 3 / Abstention: 1"], (None, 5, 3, 1)),
        (["The motion was put and was NOT CARRIED."], ("lost", None, None, None)),
        (["The amendment was NOT CARRIED."], ("lost", None, None, None)),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_votes_are_read_in_a_paste_and_stay_in_the_minutes(form, lines, figures):
    found = one_item(form(lines))
    vote = found.votes[0]
    assert (vote.outcome, vote.votes_for, vote.votes_against, vote.abstentions) == figures
    assert words_of(found.minutes) == words_of(" ".join(lines))


def test_source_lines_say_where_they_went():
    lines = read_lines(
        "SCHOOL PLACES\nReport of the Director.\nMembers met.\nRESOLVED:\n1. That it be so.\nReasons for Decision\nMore "
        "children.\nOther options: None"
    )
    source = propose_item(lines, "5.", "School places").matters[0].source
    assert [one.goes for one in source] == [
        "title", "credit", "minutes", "resolutions", "resolutions", "heading", "reasons", "options",
    ]  # fmt: skip


def test_italics_stand_where_they_stood():
    lines = [
        Line("An oak, then Quercus robur, then an oak.", italics=("Quercus robur",)),
        Line("This oak is in italics.", italics=("oak",)), Line("(An oak)", italics=("oak",)),
        Line("Reasons for Decision"), Line("Ilex grows.", italics=("Ilex",)),
    ]  # fmt: skip
    found = one_item(lines)
    told = ["An oak, then *Quercus robur*, then an oak.", "This *oak* is in italics.", "(An *oak*)"]
    assert found.minutes.split("\n\n") == told
    assert found.reasons == "*Ilex* grows."


def told_in(proposal):
    """Every word of a proposal: of the people, the items, and of what found no place."""
    parts = [proposal.before]
    parts += [f"{one.name} {one.substitute_for or ''}" for one in proposal.presences]
    parts += [one.post or "" for one in proposal.officers]
    for matter in proposal.matters:
        one = matter.item
        parts += [one.label or "", one.title, one.report_credit or "", one.minutes or "", one.reasons or ""]
        parts += [one.options_considered or "", *map(said_by, one.resolutions)]
    return " ".join([*parts, proposal.after])


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_all_words_of_the_source_are_in_the_proposal(pieces):
    lines, count = numbered(pieces)
    lines = read_lines("\n".join(["1. FIRST", *lines]))
    proposal = propose_meeting(lines, "Planning Committee", DAY)
    source = [*proposal.head, *(one for matter in proposal.matters for one in matter.source), *proposal.tail]
    assert places(" ".join(one.line.words for one in source)) == list(range(count))
    assert set(places(told_in(proposal))) == set(range(count))
    for name in ("minutes", "reasons", "options_considered"):
        for matter in proposal.matters:
            found = places(getattr(matter.item, name) or "")
            assert found == sorted(found)


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_list_that_nobody_touches_reads_the_same_from_its_box(pieces):
    lines, _ = numbered(pieces)
    resolutions = one_item(read_lines("\n".join(["RESOLVED:", "1. That W99x be so.", *lines]))).resolutions
    typed = write_list(resolutions)
    again = read_list("RESOLVED:", typed)
    assert words_of(typed) == words_of(" ".join(said_by(one).removeprefix(one.opening) for one in resolutions))
    assert set(places(" ".join(map(said_by, again)))) == set(places(typed))
