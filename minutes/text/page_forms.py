"""
The forms of a page around the minutes: its parts, the meeting's heading, the report credit, the document links.

Every pattern is matched on a line whose dirt and list marker are gone.
"""

import re


def heading(*forms: str) -> re.Pattern[str]:
    """A line that is one of the headings ``forms`` and nothing else."""
    return re.compile(rf"(?:{'|'.join(forms)})\s*:?$", re.IGNORECASE)


def labelled(*forms: str) -> re.Pattern[str]:
    """A line that begins with one of the labels ``forms`` and a colon; its ``value`` is what stands behind."""
    return re.compile(rf"(?:{'|'.join(forms)})\s*:\s*(?P<value>.*)$", re.IGNORECASE)


# Additional documents: · Accompanying Documents: · Supporting documents: · Decision: · Minutes: · Cofnodion:
PARTS = {
    "documents": re.compile(
        r"(?:additional|accompanying|supporting)\s+documents\s*:?$|dogfennau\s+(?:ychwanegol|atodol|ategol|cefnogol|cysylltiedig)\s*:?$",
        re.IGNORECASE,
    ),
    "decision": re.compile(r"decisions?(?:\s+(?:taken|made))?\s*:$|penderfyniad(?:au)?\s*:$", re.IGNORECASE),
    "minutes": re.compile(r"(?:draft\s+)?minutes\s*:$|cofnodion\s*:$", re.IGNORECASE),
}
# Meeting: 16/10/2012 - Cabinet (Item 263)
MEETING = re.compile(
    r"(?:Meeting|Cyfarfod)\s*:\s*(?P<date>\S+)\s+[-–—]\s+(?P<committee>.*?)\s*"
    r"(?:\(\s*(?:Item|Eitem)\s*(?P<label>[^()]*?)\s*\))?$",
    re.IGNORECASE,
)
ISSUE_PAGE = re.compile(r"(?:issue|mater)\s*[-–—]\s*(?:meetings|cyfarfodydd)$", re.IGNORECASE)
_PAPERS = r"(?:draft\s+)?(?:printed\s+)?(?:agenda|decisions?|minutes)"
# What stands as the heading of each kind of page.
HEADINGS = (
    ("issue", ISSUE_PAGE),
    ("issue-decisions", re.compile(r"(?:issue|mater)\s*[-–—]\s*(?:decisions|penderfyniadau)$", re.IGNORECASE)),
    (
        "decision",
        re.compile(r"(?:decision\s+details|decisions?\s+published|manylion\s+(?:y\s+)?penderfyniad)$", re.IGNORECASE),
    ),
    ("item", re.compile(r"(?:agenda\s+item|eitem\s+(?:ar\s+(?:yr?\s+)?)?(?:agenda|rhaglen))$", re.IGNORECASE)),
    (
        "meeting",
        re.compile(
            rf"(?:{_PAPERS}(?:\s*(?:,|and|&)\s*(?:and\s+)?{_PAPERS})*|(?:meeting\s+)?attendance(?:\s+details)?"
            r"|(?:agenda|rhaglen)(?:,\s+penderfyniadau)?\s+a\s+chofnodion|rhaglen|cofnodion|manylion\s+presenoldeb)$",
            re.IGNORECASE,
        ),
    ),
    (
        "committee",
        re.compile(
            r"(?:committee\s+details|manylion\s+(?:y\s+)?pwyllgor|browse\s+meetings|pori(?:’r|'r)?\s+cyfarfodydd)$",
            re.IGNORECASE,
        ),
    ),
    (
        "member",
        re.compile(
            r"(?:(?:councillor|member|mayor|officer|user)\s+(?:details|information)"
            r"|manylion\s+(?:y(?:r)?\s+)?(?:cynghorydd|aelod))$",
            re.IGNORECASE,
        ),
    ),
)
OTHER_PAGE = re.compile(
    r"(?:issue\s+details|decision\s+details|committee\s+details|browse\s+(?:meetings|forward\s+plans)|outside\s+bod(?:y|ies)"
    r"|library|calendar|search|petition|agenda\s+item|meeting\s+details)\b.*",
    re.IGNORECASE,
)
# 17/11/2017 - Budget, month 6 · 14/11/2023 - Resources ref: 1248    For Determination
DECISION_BLOCK = re.compile(
    r"(?P<date>\d{1,2}/\d{1,2}/\d{4})\s+[-–—]\s+(?P<title>.+?)"
    r"(?:\s+\((?:Item|Eitem)\s+(?P<label>[^()]{1,20})\))?(?:\s*\bref:?\s*(?P<ref>\d+)(?:\s+(?P<status>.*))?)?$"
)
# Bridge Committee - Thursday, 24th February, 2022 7.30 pm
COMMITTEE_AND_TIME = re.compile(
    r"(?P<committee>.+?)\s+[-–—]\s+"
    r"(?P<time>(?:\w+(?:\s+\w+)?,?\s+)?\d{1,2}(?:st|nd|rd|th|\w{1,3})?\s+(?:of\s+|o\s+)?[^\W\d]+,?\s+\d{4}\b.*)"
)
# Agenda for Cabinet on Thursday 15 January 2026, 7:30 pm · Meeting of Cabinet, Tuesday 3 May 2022 6.00 pm (Item 8.)
MEETING_OF = re.compile(
    r"(?:.{0,80}?\b)?(?:(?:agenda|minutes|decisions|details|record)(?:\s+item)?\s+for|(?:meeting|cyfarfod)\s*(?:of|:|y)?)\s+"
    r"(?:the\s+)?(?P<committee>\S.{1,120}?)(?:,|\s+on|\s+ar|\s+[-–—])\s+"
    r"(?P<time>(?:[^\W\d]+,?\s+)?\d{1,2}(?:[^\W\d]{2,3})?[\s/](?:of\s+|o\s+)?\w+,?[\s/]\d{4}\b[^()]*)"
    r"(?:\(\s*(?:Item|Eitem)\s*(?P<label>[^()]{1,20}?)\s*\))?.{0,80}$",
    re.IGNORECASE,
)
VENUE = re.compile(r"(?:Venue|Location|Lleoliad)\s*:\s*(?P<venue>.*)$")
CONTACT = re.compile(r"(?:Contact|Cyswllt)\s*:\s*(?P<contact>.*)$")
# What stands between the head of a meeting and its items.
ITEMS = re.compile(
    r"(?:\|\s*)?(?:(?:no|rhif)\.?\s*\|?\s*(?:item|eitem)(?:\s*\|)?|items?|eitemau|rhif\s+yr\s+eitem)$", re.IGNORECASE
)
STATUSES = (
    ("cancelled", re.compile(r"\b(?:cancell?ed|canslwyd|wedi(?:’|')i\s+ganslo)\b", re.IGNORECASE)),
    ("postponed", re.compile(r"\b(?:postponed|gohiriwyd)\b", re.IGNORECASE)),
    ("adjourned", re.compile(r"\badjourned\b", re.IGNORECASE)),
)


def status_in(text: str) -> str | None:
    """What ``text`` says of a meeting that was not simply held."""
    return next((name for name, pattern in STATUSES if pattern.search(text)), None)


# (Report of the Director of … . To be introduced by …) · Report of … (copy attached). · Report by … · Report attached.
CREDIT = re.compile(
    r"\(?(?:(?:joint\s+|verbal\s+|oral\s+)?reports?\s+(?:of|by|from)\s+(?:the\s+)?\S"
    r"|(?:the\s+)?reports?\s+(?:is\s+|to\s+be\s+|to\s+)?(?:attached|follow)\b|adroddiad\s+(?:y|yr|gan)\b)",
    re.IGNORECASE,
)
CREDIT_GOES_ON = re.compile(
    r"\(?(?:to\s+be\s+(?:introduced|presented)|(?:introduced|presented)\s+by|lead\s+(?:cabinet\s+)?member"
    r"|cabinet\s+member|cop(?:y|ies)\s+(?:attached|to\s+follow)|reports?\s+attached|attached|to\s+follow)",
    re.IGNORECASE,
)

# "pdf icon PDF 753 KB" · "PDF 226 KB" · "pdf eicon PDF 12 KB", glued to the title or not
SIZE = re.compile(
    r"[\s,]*(?:(?:pdf|word|docx?|excel|xlsx?|powerpoint|pptx?|rtf|html?|zip|image|file)\s*e?icon\s+)?"
    r"\(?(?<![A-Z])(?:PDF|DOCX?|XLSX?|PPTX?|RTF|ODT|HTML?|ZIP|CSV|TXT|Word|Excel)\)?"
    r"\s*(?P<size>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?P<unit>[KM]B)\b\)?"
)
# ", View reasons restricted (3)" stands where a public document has its size.
RESTRICTED = re.compile(
    r"\s*,?\s*(?:view\s+(?:the\s+)?reasons?\s+(?:why\s+.{1,80}?\s+is\s+)?restricted(?:\s*\(.{1,20}?\))?"
    r"|restricted\s+enquiry)\s*\.?$",
    re.IGNORECASE,
)
# A whole item considered in private: its title or a paragraph of its purpose says so.
PRIVATE_TITLE = re.compile(
    r"\W*exempt\b(?!\s+(?:information|business|items?)\s*$).*|.*(?:\(|[-–—:]\s*)(?:part\s+(?:ii|2|b)\s+)?exempt\b[^()]{0,20}\)?$",
    re.IGNORECASE,
)
PRIVATE = re.compile(
    r"\W*(?:not\s+for\s+publication\b|(?:this|the)\s+(?:item|report)\s+(?:is|contains)\s+(?:exempt|confidential|restricted)"
    r"|exempt\s+(?:under|by|from)\b|by\s+virtue\s+of\s+paragraph|mae(?:’|'|\s+y)r\s+eitem\b.{0,60}\b(?:gyfrinachol|eithrio))",
    re.IGNORECASE,
)
EXEMPT = re.compile(r"\b(?:exempt|confidential|restricted|part\s+(?:ii|2|b))\b", re.IGNORECASE)
OF_ITEM = re.compile(r"\s*,\s*item\s+\S{1,12}?\.?(?=\s*$|\s+\w+\s+e?icon|\s+PDF)", re.IGNORECASE)
KINDS = (
    ("late", re.compile(r"\blate\b", re.IGNORECASE)),
    ("appendix", re.compile(r"\b(?:appendi(?:x|ces)|annex(?:e|es)?|app\.?\s*\d+|atodiad(?:au)?)\b", re.IGNORECASE)),
    ("background", re.compile(r"\bbackground\b", re.IGNORECASE)),
    (
        "supplement",
        re.compile(r"\b(?:supplement(?:ary)?|addendum|addenda|update\s+sheet|to\s+follow)\b", re.IGNORECASE),
    ),
    ("report", re.compile(r"\b(?:report|adroddiad)\b", re.IGNORECASE)),
)
