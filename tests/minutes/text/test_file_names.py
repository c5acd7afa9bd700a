"""What a file's name says of the item that it belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.text.file_names import Guess, guess

PLAIN = [str(n) for n in range(260, 280)]


@pytest.mark.parametrize(
    ("name", "labels", "expected"),
    [
        ("263 School places.pdf", PLAIN, Guess("263", "report", "School places")),
        ("Item 5 Appendix A - Budget.pdf", ["4", "5", "6"], Guess("5", "appendix", "Appendix A – Budget")),
        ("77-21 Report.pdf", ["76/21", "77/21"], Guess("77/21", "report", "Report")),
        ("05b_Appendix 2.pdf", ["5a", "5b", "5"], Guess("5b", "appendix", "Appendix 2")),
        ("276. Minutes.pdf", ["276.", "277."], Guess("276.", "report", "Minutes")),
        ("276 - Minutes of the last meeting.docx", ["276."], Guess("276.", "report", "Minutes of the last meeting")),
        ("P-142 Tree works.pdf", ["P/141", "P/142"], Guess("P/142", "report", "Tree works")),
        ("p142_tree_works_final.pdf", ["P/142"], Guess("P/142", "report", "Tree works")),
        ("4b Lease.pdf", ["4", "4a", "4b"], Guess("4b", "report", "Lease")),
        ("4(b) Lease.pdf", ["4", "4(a)", "4(b)"], Guess("4(b)", "report", "Lease")),
        ("12.1 Budget.pdf", ["1", "2", "12", "12.1", "12.10"], Guess("12.1", "report", "Budget")),
        ("12_1 Budget.pdf", ["12", "12.1", "12.10"], Guess("12.1", "report", "Budget")),
        ("12.10 Outturn.pdf", ["12", "12.1", "12.10"], Guess("12.10", "report", "Outturn")),
        ("12 Budget.pdf", ["12", "12.1"], Guess("12", "report", "Budget")),
        ("Agenda Item 07 - Late paper on flooding.pdf", ["7", "70"], Guess("7", "late", "Late paper on flooding")),
        ("Background paper item 7.pdf", ["7"], Guess("7", "background", "Background paper")),
        ("Supplement to item 7 figures.pdf", ["7"], Guess("7", "supplement", "Supplement to figures")),
        ("263.pdf", ["263"], Guess("263", "report", "Report on item 263")),
        ("263 Appendix.PDF", ["263"], Guess("263", "appendix", "Appendix")),
        ("263 10 year plan.pdf", ["263"], Guess("263", "report", "10 year plan")),
        ("263-2027 budget.pdf", ["263"], Guess("263", "report", "2027 budget")),
        ("263 Exempt appendix 1.pdf", ["263"], Guess("263", "appendix", "Exempt appendix 1", is_exempt=True)),
        ("263%20School%20places.pdf", ["263"], Guess("263", "report", "School places")),
        (r"C:\Papers\263 School places (2).pdf", ["263"], Guess("263", "report", "School places")),
    ],
)  # fmt: skip
def test_name_that_begins_with_a_label_leads_to_that_item(name, labels, expected):
    assert guess(name, labels) == expected


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("School places.pdf", PLAIN),
        ("2630 School places.pdf", PLAIN),
        ("26 School places.pdf", PLAIN),
        ("2027 budget.pdf", ["20", "27", "2"]),
        ("5th report.pdf", ["5"]),
        ("20 mph zones.pdf", ["2", "0"]),
        ("4b Lease.pdf", ["4b", "4.b"]),
        ("77-22 Report.pdf", ["77/21", "77"]),
        ("4c Lease.pdf", ["4", "4a", "4b"]),
        ("budget 5.pdf", ["5"]),
        ("5 Budget.pdf", []),
        ("5 Budget.pdf", ["", "-"]),
        ("item 5 and item 6.pdf", ["55"]),
    ],
)
def test_name_that_names_no_item_or_two_leads_to_none(name, labels):
    assert guess(name, labels).label is None


@given(st.text(), st.lists(st.text(max_size=12), max_size=6))
def test_any_name_is_read(name, labels):
    read = guess(name, labels)
    assert read.title
    assert read.label is None or read.label in labels


@given(st.sampled_from(["263", "276.", "77/21", "P/142", "4b", "12.1", "CAB 14/26", "8(iii)"]), st.integers(0, 2))
def test_label_written_as_a_file_name_can_hold_it_leads_to_its_item(label, zeros):
    written = "0" * (zeros if label[0].isdigit() else 0) + label.replace("/", "-")
    assert guess(f"{written} Report.pdf", [label, "999", "X/1"]).label == label
