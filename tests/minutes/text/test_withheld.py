"""Finding a name however it is written, and putting a mark in its place."""

import pytest

from minutes.text.withheld import Words

MARK = "[name withheld]"
ADA = Words(["Ada Thornley", "Siân O’Brien-Łukasz"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Councillor Ada Thornley’s motion.", "Councillor [name withheld]’s motion."),
        ("ADA THORNLEY spoke; so did ada thornley.", "[name withheld] spoke; so did [name withheld]."),
        ("Áda Thörnley", "[name withheld]"),
        ("A\u0301da Thornley\u0301 left", "[name withheld] left"),
        ("Ada\u00a0Thornley, Ada  \n Thornley", "[name withheld], [name withheld]"),
        ("Ada Thorn\u00adley", "[name withheld]"),
        ("Ada Thorn-\nley left", "[name withheld] left"),
        ("ada-thornley-2 Ada_Thornley.pdf ada.thornley@example.org", "[name withheld]-2 [name withheld].pdf [name withheld]@example.org"),
        ("/people/ada%20thornley/", "/people/[name withheld]/"),
        ("sian o'brien lukasz", "[name withheld]"),
        ("sian-obrien-lukasz", "[name withheld]"),
        ("**Ada** Thornley spoke", "**[name withheld]** spoke"),
        ("**Ada Thornley** spoke", "**[name withheld]** spoke"),
        ("Ada *Thorn*ley spoke", "**[name withheld] spoke"),
    ],
)  # fmt: skip
def test_name_is_found_however_it_is_written(text, left):
    assert ADA.replaced(text, MARK) == left


@pytest.mark.parametrize(
    "text",
    ["Ada Thornleys", "Canada Thornley", "Ada, Thornley", "Ada and Thornley", "Ada", "Thornley Road", "", "Ada\n\n\n\n\nThornley"],
)  # fmt: skip
def test_what_is_no_whole_name_is_left(text):
    assert ADA.replaced(text, MARK) == text


def test_s_whose_apostrophe_was_lost_goes_with_the_name_in_an_address():
    assert ADA.replaced_in_address("the-ada-thornleys-case.pdf", "withheld") == "the-withheld-case.pdf"


def test_longer_spelling_goes_before_a_shorter_one_within_it():
    assert Words(["Ada Thornley", "Ada Thornley Dunmore"]).replaced("Ada Thornley Dunmore left", MARK) == f"{MARK} left"


@pytest.mark.parametrize("spellings", [["Ada"], [], [" "], ["A. T."], ["Ada Thornley", "AT"]])
def test_words_too_short_to_tell_are_refused(spellings):
    with pytest.raises(ValueError, match="name"):
        Words(spellings)
