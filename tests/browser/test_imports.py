"""What an import left to a person, and its report, in a browser: readable by everybody, on a small phone too."""

import pytest

from minutes.loading.outcome import Outcome
from minutes.loading.report import Report
from minutes.models import ImportNote, NoteKind
from tests import factories as make
from tests.browser.conftest import check_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG_PLACE = "export/2012/" + "ieIssueDetails.aspx-IId-" * 6 + "28471.html"


@pytest.fixture
def conflict():
    """Both texts differ, and the place in the source is a long word."""
    item = make.AgendaItemFactory(title="Crossing in Weir Lane")
    make.NarrativeFactory(item=item, text="The Committee heard from two residents of Weir Lane.")
    return make.ImportNoteFactory(
        kind=NoteKind.CONFLICT, record="minutes.agendaitem", key=item.pk, record_name="Crossing in Weir Lane",
        fact="minutes", value="The Committee heard from three residents.", place=LONG_PLACE,
        words="The minutes of item 263 differ from what a clerk has written here.",
    )  # fmt: skip


def questions(page, note):
    """The pages in the admin, after logging in."""
    page.goto("/admin/login/?next=/admin/minutes/importnote/")
    page.get_by_label("Username").fill("pat")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_label("Password").press("Enter")
    page.wait_for_url("**/importnote/")
    return ["/admin/minutes/importnote/", "/admin/minutes/importnote/?state=all",
            f"/admin/minutes/importnote/{note.pk}/change/"]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_questions_of_imports(visitor, staff, conflict, scheme):
    page = visitor(color_scheme=scheme)
    for address in questions(page, conflict):
        assert page.goto(address).ok, address
        assert "differ from what a clerk has written here" in page.inner_text("#content")
        check_accessible(page)


def test_questions_of_imports_fit_a_small_phone(visitor, staff, conflict):
    page = visitor(viewport={"width": 320, "height": 640})
    for address in questions(page, conflict):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_question_is_settled_by_keyboard_without_script(visitor, staff, conflict):
    page = visitor(java_script_enabled=False)
    page.goto(questions(page, conflict)[-1])
    page.get_by_role("button", name="Keep ours").press("Enter")
    page.wait_for_selector(".success")
    assert ImportNote.objects.get().outcome == "kept"


@pytest.fixture
def report(tmp_path, transactional_db):
    """A report with a line of every kind."""
    report = Report(tmp_path, ["export/"])
    report.not_read(LONG_PLACE, "It is a page of another system.")
    for kind in NoteKind:
        outcome = Outcome(notes=[make.ImportNoteFactory.build(kind=kind, words="Its words " + "run" * 40)])
        outcome.made["item"] = 3
        report.read(LONG_PLACE, outcome)
    report.read(LONG_PLACE, Outcome(changed=["item 263: title"], corrected=["item 263: minutes"]))
    report.close()
    return tmp_path / "import.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_report_of_an_import_is_accessible_at_any_width(visitor, report, scheme, width):
    page = visitor(color_scheme=scheme, viewport={"width": width, "height": 640})
    page.goto(report.as_uri())
    assert page.title().startswith("Report of an import, ")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
