"""
From a Word file of fifteen items to published draft minutes, in at most twelve actions.

With MINUTEBOOK_GUIDE=1 (`make pictures`) it draws that way for docs/clerk-guide.md, which names the number of actions.
"""

import re

import pytest
from playwright.sync_api import expect

from decisions.models import Resolution
from minutes.models import AgendaItem, Meeting, Narrative, PastedMinutes, Phrase
from tests import factories as make
from tests.browser.conftest import GUIDE, GUIDE_WINDOW, check_accessible, open_meeting, picture
from tests.docx import abstract, docx, heading, level, listed, paragraph, restart, run, table, use

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MATTERS = ["Apologies for absence", "Declarations of interest", "Minutes of the last meeting", "School places",
           "Winter service", "Library hours", "Weir Lane crossing", "Allotment rents", "Flood defences", "Bus shelters",
           "Street trees", "Market charges", "Play areas", "Car parks", "Urgent business"]  # fmt: skip
# Items 23., 24., …; resolutions (1), (a), (i), beginning again in each item.
NUMBERING = (
    abstract(0, level(0, start=23))
    + abstract(1, level(0, text="(%1)"), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)"))
    + use(1, 0)
    + "".join(use(2 + place, 1, restart(0, 1)) for place in range(len(MATTERS)))
)
ACTIONS = 6  # of the twelve that it may take


def word_file():
    """Fifteen items, numbered by Word itself."""
    body = [
        heading("Netherby Parish Council"), heading("HIGHWAYS COMMITTEE"),
        paragraph("Tuesday 6 October 2026 at 7.00 pm in the Village Hall"),
        paragraph("Present: Councillors Ada Thornley (Chair), Ben Moss and Cyril Dunmore"),
    ]  # fmt: skip
    for place, title in enumerate(MATTERS):
        body += [listed(run(title, "<w:b/>"), 1), paragraph(f"Members spoke of matter {place}.")]
        if place == 3:
            body.append(table(["Ward", "Places"], ["East", "37"]))
        if place >= 2:
            body += [
                paragraph("RESOLVED:"), listed(f"That matter {place} be approved.", 2 + place),
                listed("That the Clerk:", 2 + place), listed(f"write of matter {place}; and", 2 + place, 1),
                listed("report on", 2 + place, 1), listed("the cost; and", 2 + place, 2), listed("the site.", 2 + place, 2),
            ]  # fmt: skip
    body.append(paragraph("The meeting closed at 8.40 pm."))
    return docx(*body, numbering=NUMBERING)


class Counted:
    """Does what a clerk does, and counts it: a click, a paste, a field."""

    def __init__(self, page, *, keyboard):
        self.page, self.keyboard, self.actions = page, keyboard, 0

    def press(self, control, *, drawn=""):
        """Click it; by keyboard, go to it with Tab, draw what that looks like, and press Enter."""
        self.actions += 1
        if not self.keyboard:
            control.click()
            return
        for _ in range(400):
            self.page.keyboard.press("Tab")
            if control.evaluate("e => e === document.activeElement"):
                break
        else:
            pytest.fail(f"Tab never comes to {control}")
        if drawn:
            picture(self.page, drawn, keeps_focus=True)
        self.page.keyboard.press("Enter")

    def choose(self, field, data):
        """A file: the browser's own window is opened as a button is pressed."""
        with self.page.expect_file_chooser() as chooser:
            self.press(field)
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        chooser.value.set_files({"name": "minutes.docx", "mimeType": kind, "buffer": data})

    def draw(self, name):
        """A step of the way by mouse, for the guide."""
        if not self.keyboard:
            picture(self.page, name)


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_word_file_becomes_published_draft_minutes_in_few_actions(visitor, staff, keyboard):
    make.CouncilFactory(name="Netherby Parish Council")
    committee = make.CommitteeFactory(name="Highways Committee", slug="highways")
    for name in ("Ada Thornley", "Ben Moss", "Cyril Dunmore"):
        make.MembershipFactory(committee=committee, person=make.PersonFactory(name=name))
    meeting = make.MeetingFactory(committee=committee, date="2026-10-06")
    page = visitor(viewport=GUIDE_WINDOW)
    open_meeting(page, meeting)
    clerk = Counted(page, keyboard=keyboard)
    clerk.draw("word-meeting")
    clerk.press(page.get_by_role("link", name="Paste or upload minutes"))
    page.wait_for_url("**/paste/")
    if not keyboard:
        check_accessible(page)
    clerk.choose(page.get_by_label("or choose a Word file"), word_file())
    clerk.draw("word-file")
    clerk.press(page.get_by_role("button", name="Read it"))
    expect(page.get_by_text("15 items read: 15 new.")).to_be_visible()
    assert not AgendaItem.objects.exists()
    if not keyboard:
        check_accessible(page)
    clerk.draw("word-proposal")
    clerk.press(page.get_by_role("button", name="Accept what is ticked"), drawn="word-keys")
    expect(page.get_by_text("Saved: 15 items")).to_be_visible()
    clerk.draw("word-saved")
    clerk.press(page.get_by_role("link", name="Publish the draft minutes"))
    expect(page.get_by_role("button", name="Publish the draft minutes")).to_be_visible()
    clerk.draw("word-publish")
    clerk.press(page.get_by_role("button", name="Publish the draft minutes"))
    expect(page.get_by_text("Published, with the stages before it.")).to_be_visible()
    assert clerk.actions == ACTIONS
    assert f"in {ACTIONS} actions" in GUIDE.read_text()
    items = AgendaItem.public.order_by("position")
    assert [(item.label, item.title) for item in items] == [
        (f"{number}.", title) for number, title in enumerate(MATTERS, 23)
    ]
    assert Narrative.public.count() == len(MATTERS)
    assert Narrative.public.get(item__title="School places").text.endswith("| Ward | Places |\n| East | 37 |")
    for item in items[2:]:
        first, second = Resolution.public.filter(item=item).order_by("ordinal")
        assert (first.opening, first.label, second.label) == ("RESOLVED:", "(1)", "(2)")
        labels = [clause.label for clause in second.clauses.order_by("ordinal")]
        assert labels == ["(a)", "(b)", "(i)", "(ii)"]
    assert Meeting.public.get().attendances.count() == 3
    page.goto(items[0].meeting.get_absolute_url())
    expect(page.get_by_text("Draft minutes").first).to_be_visible()
    clerk.draw("word-public")
    assert page.troubles == []


WORD = """<html><body><!--StartFragment-->
<p class=MsoNormal><b>5. School places<o:p></o:p></b></p><p class=MsoNormal>Members saw <i>Quercus robur</i>.</p>
<p class=MsoNormal>RESOLVED:</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>1.<span>
&nbsp;&nbsp;</span></span><!--[endif]-->That it be kept; and</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>(a)<span>
&nbsp;</span></span><!--[endif]-->that it be pruned.</p><!--EndFragment--></body></html>"""
PLAIN = "5. School places\nMembers saw Quercus robur.\nRESOLVED:\n1.\tThat it be kept; and\n(a)\tthat it be pruned."
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const field = document.querySelector("#id_text");
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  field.value += text;
  field.selectionStart = field.value.length;
}"""


def test_paste_from_word_keeps_its_setting_and_is_read_without_script_too(visitor, staff):
    meeting = make.MeetingFactory()
    item = make.AgendaItemFactory(meeting=meeting, label="5.", title="School places")
    page = visitor()
    open_meeting(page, meeting)
    page.goto(f"/admin/minutes/meeting/{meeting.pk}/paste/")
    page.locator("#id_text").focus()
    page.evaluate(PASTE, [WORD, PLAIN])
    expect(page.get_by_text("Numbering, tables and italics were kept.")).to_be_visible()
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("1 item read: 1 on the agenda.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Minutes", exact=True)).to_have_value("Members saw *Quercus robur*.")
    expect(page.get_by_label("Resolutions", exact=True)).to_have_value(
        re.compile(r"1\. That it be kept; and\n  \(a\) that it")
    )
    page.get_by_label("Minutes", exact=True).fill("Members saw *Quercus robur* and *Ilex*.")
    page.get_by_role("button", name="Keep for later").click()
    expect(page.get_by_label("Minutes", exact=True)).to_have_value(re.compile("Ilex"))
    check_accessible(page)
    page.get_by_role("button", name="Accept what is ticked").click()
    expect(page.get_by_text("Saved: 1 item, 1 resolution.")).to_be_visible()
    assert item.narrative.text == "Members saw *Quercus robur* and *Ilex*."
    assert not PastedMinutes.objects.exists()
    plain = visitor(java_script_enabled=False, viewport={"width": 320, "height": 800})
    open_meeting(plain, meeting)
    plain.goto(f"/admin/minutes/agendaitem/{item.pk}/paste/")
    plain.get_by_label("Paste the minutes here").fill("The oak stands.\n\nRESOLVED: That the oak be kept.")
    plain.get_by_role("button", name="Read it").press("Enter")
    plain.wait_for_selector("fieldset.matter")
    assert plain.locator("html").evaluate("e => e.scrollWidth") <= 320
    assert "stay unless you tick" in plain.inner_text("fieldset.matter")
    plain.get_by_label("Replace them").first.check()
    plain.get_by_role("button", name="Accept what is ticked").press("Enter")
    plain.wait_for_selector(".success")
    item.narrative.refresh_from_db()
    assert item.narrative.text == "The oak stands."
    assert Resolution.objects.get().text == "That it be kept; and"


@pytest.mark.parametrize("width", [1280, 320], ids=["desk", "phone"])
def test_proposal_offers_marks_and_phrases_beside_its_fields(visitor, staff, width):
    make.CouncilFactory()
    Phrase.objects.all().delete()
    make.PhraseFactory(text="The Chair thanked ….")
    make.PhraseFactory(text="That the report be noted.", place="resolution")
    meeting = make.MeetingFactory()
    item = make.AgendaItemFactory(meeting=meeting, label="5.", title="School places")
    page = visitor(viewport={"width": width, "height": 800})
    open_meeting(page, meeting)
    page.goto(f"/admin/minutes/agendaitem/{item.pk}/paste/")
    page.get_by_label("Paste the minutes here").fill("Members met.\n\nRESOLVED:\n1. That it be kept.")
    page.get_by_role("button", name="Read it").click()
    minutes, bar = page.get_by_label("Minutes", exact=True), page.get_by_role("toolbar", name="Writing: Minutes")
    minutes.evaluate("field => field.setSelectionRange(0, 7)")
    bar.get_by_role("button", name="Bold").click()
    minutes.press("Control+End")
    page.keyboard.press("Enter")
    bar.get_by_role("button", name="Phrases").click()
    page.get_by_role("button", name="The Chair thanked ….").click()
    page.keyboard.type("the crews")
    bar.get_by_role("button", name="Preview").click()
    expect(page.locator(".written strong")).to_have_text("Members")
    resolutions = page.get_by_label("Resolutions", exact=True)
    resolutions.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("2. ")
    page.get_by_role("toolbar", name="Writing: Resolutions").get_by_role("button", name="Phrases").click()
    page.get_by_role("button", name="That the report be noted.").click()
    check_accessible(page)
    assert page.locator("html").evaluate("e => e.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Accept what is ticked").click()
    expect(page.get_by_text("Saved: 1 item, 2 resolutions.")).to_be_visible()
    assert item.narrative.text.split() == "**Members** met. The Chair thanked the crews.".split()
    assert [one.text for one in item.resolutions.order_by("ordinal")] == [
        "That it be kept.", "That the report be noted.",
    ]  # fmt: skip


def test_proposal_that_asks_something_of_the_clerk_is_accessible(visitor, staff):
    meeting = make.MeetingFactory()
    item = make.AgendaItemFactory(meeting=meeting, label="5", title="School places")
    make.NarrativeFactory(item=item, text="Entered.")
    make.AttendanceFactory(meeting=meeting)
    page = visitor()
    open_meeting(page, meeting)
    page.goto(f"/admin/minutes/meeting/{meeting.pk}/paste/")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("Nothing was pasted.")).to_be_visible()
    check_accessible(page)
    page.get_by_label("Paste the minutes here").fill(ASKING)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("2 items read: 1 on the agenda, 1 new. 2 to look at.")).to_be_visible()
    page.get_by_label("Number", exact=True).nth(1).fill("9" * 40)
    page.get_by_label("Title", exact=True).nth(1).fill("")
    page.get_by_role("button", name="Accept what is ticked").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved")
    check_accessible(page)
    expect(page.get_by_label("Number", exact=True).nth(1)).to_have_value("9" * 40)
    item.narrative.refresh_from_db()
    assert item.narrative.text == "Entered."


ASKING = """Prayers were said.
Present: Councillor Ada Thornley
5. SCHOOL PLACES
Members met.
For: 5
Against: 3
6. ROADS
Tea.
"""
