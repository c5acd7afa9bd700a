"""Marks and stock phrases beside the fields: by mouse, by keyboard alone, with undo, and without a script."""

import pytest
from playwright.sync_api import expect

from minutes.models import Narrative, Phrase
from tests import factories as make
from tests.browser.conftest import check_accessible, log_in
from tests.minutes.admin.test_entering import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "#id_narrative-0-text"
PASTE = """(html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "plain");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def item():
    make.CouncilFactory()
    Phrase.objects.all().delete()
    make.PhraseFactory(text="Apologies were received from … and ….")
    make.PhraseFactory(text="Nobody spoke.")
    make.PhraseFactory(text="That the report be noted.", place="resolution")
    return make.AgendaItemFactory(title="Crossing")


@pytest.fixture(params=[(1280, 900), (320, 640)], ids=["desk", "phone"])
def page(visitor, staff, item, request):
    width, height = request.param
    opened = visitor(viewport={"width": width, "height": height})
    log_in(opened, page_of(item))
    tools(opened).wait_for()
    return opened


def tools(page, of="Minutes, row 1"):
    return page.get_by_role("toolbar", name=f"Writing: {of}")


def test_marks_and_phrases_by_mouse(page):
    bar = tools(page)
    page.locator(FIELD).fill("The gate was shut.")
    page.locator(FIELD).evaluate("field => field.setSelectionRange(5, 7)")  # inside the word
    bar.get_by_role("button", name="Bold").click()
    expect(page.locator(FIELD)).to_have_value("The **gate** was shut.")
    bar.get_by_role("button", name="Bold").click()
    expect(page.locator(FIELD)).to_have_value("The gate was shut.")
    page.keyboard.press("Control+z")
    expect(page.locator(FIELD)).to_have_value("The **gate** was shut.")
    page.locator(FIELD).press("Control+End")
    page.keyboard.press("Enter")
    bar.get_by_role("button", name="Phrases").click()
    check_accessible(page)
    page.get_by_role("button", name="Apologies were received").click()
    page.keyboard.type("Ben Moss")  # over the first blank
    expect(page.locator(FIELD)).to_have_value("The **gate** was shut.\nApologies were received from Ben Moss and ….")
    bar.get_by_role("button", name="Preview").click()
    seen = page.get_by_role("region", name="Preview: Minutes, row 1")
    expect(seen.locator("strong")).to_have_text("gate")
    page.locator(FIELD).fill("## Head\n\n- a <b>\n  - b")
    expect(seen.get_by_role("heading", name="Head")).to_be_visible()
    expect(seen.locator("ul ul li")).to_have_text("b")
    check_accessible(page)
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Narrative.objects.get().text.splitlines() == ["## Head", "", "- a <b>", "  - b"]


def test_marks_and_phrases_by_keyboard_alone(page):
    page.locator(FIELD).focus()
    page.keyboard.type("Gate and fence")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Control+i")
    expect(page.locator(FIELD)).to_have_value("Gate and *fence*")
    page.keyboard.press("Control+End")
    page.keyboard.press("Shift+Tab")  # the toolbar is one stop
    expect(tools(page).get_by_role("button", name="Bold")).to_be_focused()
    for name in ("Italic", "Heading", "List"):
        page.keyboard.press("ArrowRight")
        expect(tools(page).get_by_role("button", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_have_value("- Gate and *fence*")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(tools(page).get_by_role("button", name="Phrases")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Apologies were received")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_have_value("- Gate and *fence*\nNobody spoke.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    assert page.troubles == []


@pytest.mark.parametrize(
    ("before", "chosen", "name", "after"),
    [
        ("a\nb\n\nc", (0, 3), "List", "- a\n- b\n\nc"),
        ("- a\n- b", (0, 7), "List", "a\nb"),
        ("- a\n- b", (0, 7), "Numbers", "1. a\n2. b"),
        ("  a\nb", (0, 5), "Numbers", "  1. a\n2. b"),
        ("Head", (1, 1), "Heading", "## Head"),
        ("## Head", (4, 4), "Heading", "Head"),
        ("", (0, 0), "List", "- "),
        ("**gate**", (2, 6), "Italic", "***gate***"),
        ("***gate***", (3, 7), "Bold", "*gate*"),
        ("*gate*", (1, 5), "Italic", "gate"),
        ("plan", (0, 4), "Link", "[plan](https://)"),
        ("https://a.example", (0, 17), "Link", "[words](https://a.example)"),
        ("One.", (4, 4), "Table", "One.\n\n| Heading | Heading |\n| words | words |"),
        (" gate ", (0, 6), "Bold", " **gate** "),
    ],
)
def test_each_button_puts_in_its_mark_and_undo_takes_it_back(visitor, staff, item, before, chosen, name, after):
    page = visitor()
    log_in(page, page_of(item))
    tools(page).wait_for()
    page.locator(FIELD).focus()
    page.keyboard.insert_text(before)
    page.locator(FIELD).evaluate("(field, [start, end]) => field.setSelectionRange(start, end)", list(chosen))
    tools(page).get_by_role("button", name=name, exact=True).click()
    expect(page.locator(FIELD)).to_have_value(after)
    page.keyboard.press("Control+z")
    expect(page.locator(FIELD)).to_have_value(before)


def test_paste_from_word_keeps_how_it_was_set(visitor, staff, item):
    page = visitor()
    log_in(page, page_of(item))
    tools(page).wait_for()
    page.locator(FIELD).focus()
    page.keyboard.type("Before: ")
    page.evaluate(
        PASTE, "<p>It <b>was</b> <a href='https://a.example'>shut</a></p><ul><li>so</li></ul><script>x</script>"
    )
    expect(page.locator(FIELD)).to_have_value("Before: It **was** [shut](https://a.example)\n\n- so")
    page.keyboard.press("Control+z")
    expect(page.locator(FIELD)).to_have_value("Before: ")
    page.route("**/written/pasted/", lambda route: route.abort())
    page.evaluate(PASTE, "<p>It <b>was</b></p>")
    expect(page.locator(FIELD)).to_have_value("Before: plain")


def test_row_that_is_added_has_its_phrases(visitor, staff, item):
    page = visitor()
    log_in(page, page_of(item))
    page.locator("#resolutions-group .add-row a").click()
    for number in (1, 2):
        tools(page, f"Text, row {number}").get_by_role("button", name="Phrases").click()
        page.locator(f"#id_resolutions-{number - 1}-text-phrases button").first.click()
        expect(page.locator(f"#id_resolutions-{number - 1}-text")).to_have_value("That the report be noted.")
    assert page.troubles == []


def test_phrases_can_be_copied_without_a_script(visitor, staff, item):
    page = visitor(java_script_enabled=False)
    log_in(page, page_of(item))
    page.locator("#phrases summary").click()
    expect(page.get_by_text("That the report be noted.")).to_be_visible()
    assert page.get_by_role("toolbar").count() == 0


def test_declaration_is_chosen_on_the_attendance_page(visitor, staff, item):
    make.PhraseFactory(text="As a member of ….", place="declaration")
    page = visitor(viewport={"width": 320, "height": 640})
    log_in(page, page_of(item.meeting, "attendance"))
    page.get_by_role("button", name="Phrases").first.click()
    page.get_by_role("button", name="As a member of ….").first.click()
    expect(page.locator("#id_declarations-0-text")).to_have_value("As a member of ….")
    check_accessible(page)
