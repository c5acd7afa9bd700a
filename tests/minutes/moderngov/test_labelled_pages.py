"""The labelled pages as a whole: what must be right in all of them, which forms they show, and that no word is lost."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from minutes.moderngov.parse import decode, parse
from minutes.text.clean import clean
from minutes.text.records import Clause, Page, Resolution

PAGES = sorted(
    path
    for path in (Path(__file__).parents[3] / "fixtures" / "moderngov").iterdir()
    if path.suffix in (".txt", ".html")
)
NAMES = [path.name for path in PAGES]
KINDS = ("issue", "issue-decisions", "item", "meeting", "decision", "committee", "member")


def text_of(path: Path) -> str:
    text = decode(path.read_bytes(), path.name)
    if path.suffix == ".txt":
        return text
    root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for element in root.xpath("//head | //style | //script | //div[@class='footer'] | //ul[@class='menu']"):
        element.drop_tree()
    return "\n".join(" ".join(part.split()) for part in root.itertext() if part.strip())


def labelled(path: Path) -> dict:
    return json.loads(path.with_suffix(path.suffix + ".json").read_text())


def read(path: Path) -> Page:
    return parse(path.read_bytes(), path.name)


def order(resolutions: list[dict]) -> list:
    return [(one["label"], one["text"], order(one["clauses"])) for one in resolutions]


def test_there_are_eighty_pages_of_every_kind():
    kinds = Counter(labelled(path)["page"] for path in PAGES)
    assert len(PAGES) >= 80
    assert all(kinds[kind] >= 4 for kind in KINDS), kinds


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_date_committee_label_and_order_of_resolutions_are_right(path):
    wanted, found = labelled(path)["items"], read(path).to_json()["items"]
    for name in ("date", "committee", "label"):
        assert [one[name] for one in found] == [one[name] for one in wanted]
    assert [order(one["resolutions"]) for one in found] == [order(one["resolutions"]) for one in wanted]


# Every form that UK councils were seen to use, and how to see that a page shows it.
FORMS = {
    "RESOLVED:": r"(?m)^\s*RESOLVED:\s*$",
    "RESOLVED –": r"RESOLVED\W{0,3}[–-]\s",
    "Resolved:": r"(?m)^Resolved:-?\s*\S*",
    "resolved:- or to": r"\bresolved(?::-| to| that)",
    "RESOLVED that or to": r"RESOLVED (?:that|to)\b",
    "RESOLVED alone": r"(?m)^RESOLVED\s*$",
    "RESOLVED:That": r"RESOLVED:That",
    "RESOLVEd": r"RESOLVEd",
    "Resolved: (By votes)": r"Resolved: \(By ",
    "AGREED": r"\bAGREED",
    "agreed that:": r"\bagreed that:",
    "DECISION heading": r"(?m)^DECISIONS?:?\s*$",
    "The Cabinet has:": r"(?:Cabinet|Committee) has:",
    "Recommended:": r"(?:Recommended|RECOMMENDED):",
    "RECOMMEND in the list": r"RECOMMEND(?:ED)? to ",
    "The Committee:": r"(?:Committee|Cabinet):\s*\n",
    "no opening": r"(?m)^1\. That(?![\s\S]*RESOLVED)",
    "PENDERFYNWYD": r"PENDERFYNWYD",
    "1.": r"(?m)^\s*1\. ",
    "1)": r"(?m)^\s*1\)",
    "(1)": r"(?m)^\s*\(1\)",
    "(a)": r"(?m)^\s*\(a\)",
    "a)": r"(?m)^\s*a\)",
    "a.": r"(?m)^\s*a\.",
    "(i)": r"(?m)^\s*\(i\)",
    "i)": r"(?m)^\s*i\)",
    "i.": r"(?m)^\s*i\.",
    "A:": r"(?m)^\s*A:",
    "·": r"(?m)^\s*·",
    "•": r"(?m)^\s*•",
    "-": r"(?m)^\s*- That",
    "every item 1.": r"1\. That[^\n]*\n\W*1\. That",
    "rows of a table": r"\|",
    "a single resolution": r"RESOLVED:? That [^\n]*\.\n",
    "paragraph numbers": r"(?m)^\d{1,3}[a-z]?\.\d",
    "Reasons for Decision": r"Reasons for Decision\b",
    "Reason for Decision:": r"Reason for Decision:",
    "Reason for Decisions": r"Reasons? for Decisions",
    "REASON FOR DECISION(S):": r"REASON FOR DECISION\(S\):",
    "REASONS": r"(?m)^REASONS\s*$",
    "REASON –": r"REASON –",
    "Reason:": r"Reason:",
    "The reason for the decision:": r"[Rr]easons? for the decision:",
    "Other Options Considered": r"(?m)^Other Options Considered",
    "Other options considered – none": r"Other options considered – none",
    "Other Options": r"(?m)^Other Options\s*$",
    "considered and rejected:": r"Alternative [Oo]ptions considered and rejected:",
    "Alternative options considered:": r"Alternative options considered:",
    "CONSIDERED AND REJECTED –": r"OTHER OPTIONS CONSIDERED AND REJECTED –",
    "Considered :-": r"Considered :-",
    "Conflict of Interest: None": r"Conflict of Interest: None",
    "Dispensation Granted: None": r"Dispensation Granted: None",
    "interests / dispensations": r"Conflicts of interest / dispensations granted – none",
    "(Report of … To be introduced": r"Report of the [\s\S]{1,90}To be introduced by",
    "(copy attached).": r"\(copy attached\)",
    "Report by": r"Report by",
    "Report attached.": r"Report attached\.",
    "pdf icon PDF": r"pdf icon PDF",
    "PDF 226 KB": r"(?<!icon )PDF \d+ KB",
    "pdf eicon PDF": r"pdf eicon PDF",
    "Additional documents:": r"Additional documents:",
    "Accompanying Documents:": r"Accompanying Documents:",
    "Supporting documents:": r"Supporting documents:",
    "restricted": r"restricted \(",
    "lost by": r"lost by \w+ votes to",
    "carried by": r"carried (?:by )?\w+ votes to",
    "For: Against:": r"For: \d+",
    "Voting for": r"Voting for \d+",
    "Declined to vote": r"Declined to vote|did not vote",
    "not carried": r"(?i)not carried",
    "fell": r"\bfell\b",
    "declared to be carried": r"declared to be carried",
    "Meeting: date - body (Item": r"Meeting: \d\d/\d\d/\d{4} - [^\n]+\(Item",
    "24th February, 2022 7.30 pm": r"\d+(?:th|rd|nd|st) \w+, \d{4} \d",
    "10 November 2020 6.00 pm": r"\d+ \w+ \d{4} \d+\.\d\d pm",
    "9.30am": r"\d\.\d\d ?am",
    "9fed Hydref": r"9fed Hydref",
    "For Determination": r"For Determination",
    "Recommendations Approved": r"Recommendations Approved",
    "Decision Made": r"Decision Made",
    "subject to call-in": r"subject to call-in",
    "non-breaking blanks": "\u00a0",
    "leaked tags": r"</?AI\d",
    "held on XX": r"held on XX",
    "Decommissioned": r"Decommissioned \d",
    "cut short": r"view the full minutes text",
}


@pytest.mark.parametrize(("name", "pattern"), FORMS.items(), ids=FORMS.keys())
def test_every_form_is_shown_by_two_pages(name, pattern):
    showing = [path.name for path in PAGES if re.search(pattern, shown(path))]
    assert len(showing) >= 2, f"{name}: {showing}"


def shown(path: Path) -> str:
    """The page's words; rows of a table between bars."""
    text = text_of(path)
    return text + "|" * decode(path.read_bytes(), path.name).count("<table")


# Words of the page's own labels and headings, and of what is told otherwise in the record: days, openings, sizes.
FURNITURE = set(
    """issue meetings decisions decision details agenda item items and minutes draft of the on to that meeting additional
    accompanying supporting documents no pdf icon kb mb reason reasons for other options considered alternative rejected
    venue key subject call in yes maker status effective from publication date published at decided made purpose taken
    wards affected report author contact explanation anticipated restriction present apologies attendance absence
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december am pm dydd iau fed hydref gloch th st nd rd view directions share this full text
    committee membership information support officer tel email browse page lists postponed cancelled purpose
    councillor councillors party ward title office terms appointments user work phone bus home address recorded vote
    type result title resolution background mater cyfarfodydd cyfarfod eitem eicon dogfennau ychwanegol ategol cofnodion
    rhaglen lleoliad neuadd gwelwch cyfarwyddiadau eitemau rhif penderfyniadau plaid adran penodiadau bwyllgorau manylion
    cynghorydd none chair vice chairman substitute attendee role by with but not none dim agreed resolved feb jan mar
    dec nov about agendas restricted cadeirydd mawrth ystafell is chofnodion""".split()
)
# What stands on a member's page and is left out: other people, outside bodies, home addresses.
LEFT_OUT = {"member.txt", "member.html"}


def words(text: str) -> set[str]:
    """What is told twice on a page (in decision and minutes, as maker and as meeting) is once in the record."""
    return set(re.findall(r"[^\W\d_]{2,}", clean(text).lower()))


def told(page: Page) -> str:
    """Every word of the record: that of the JSON, and the openings."""

    def leaves(value) -> list[str]:
        if isinstance(value, dict):
            return [word for one in value.values() for word in leaves(one)]
        if isinstance(value, list):
            return [word for one in value for word in leaves(one)]
        return [value] if isinstance(value, str) else []

    def opening(one: Resolution | Clause) -> str:
        return one.opening if isinstance(one, Resolution) else ""

    return " ".join([*leaves(page.to_json()), *(opening(one) for item in page.items for one in item.resolutions)])


@pytest.mark.parametrize("path", [path for path in PAGES if path.name not in LEFT_OUT], ids=lambda path: path.name)
def test_no_word_of_a_labelled_page_is_lost(path):
    lost = words(text_of(path)) - words(told(read(path)))
    assert not lost - FURNITURE


@pytest.mark.parametrize("name", sorted(LEFT_OUT))
def test_home_address_is_nowhere(name):
    page = read(next(path for path in PAGES if path.name == name))
    assert not re.search(r"Larch|Weir Road|Old Mill|960002", told(page))
