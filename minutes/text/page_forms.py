"""
The forms of a page around the minutes: its parts, the meeting's heading, the report credit, the document links.

Every pattern is matched on a line whose dirt and list marker are gone.
"""

import re

# Additional documents: · Accompanying Documents: · Supporting documents: · Decision: · Minutes: · Cofnodion:
PARTS = {
    "documents": re.compile(
        r"(?:additional|accompanying|supporting)\s+documents\s*:?$|dogfennau\s+(?:ychwanegol|atodol|cefnogol)\s*:?$",
        re.IGNORECASE,
    ),
    "decision": re.compile(r"decisions?\s*:$|penderfyniad(?:au)?\s*:$", re.IGNORECASE),
    "minutes": re.compile(r"(?:draft\s+)?minutes\s*:$|cofnodion\s*:$", re.IGNORECASE),
}
# Meeting: 16/10/2012 - Cabinet (Item 263)
MEETING = re.compile(
    r"(?:Meeting|Cyfarfod)\s*:\s*(?P<date>\S+)\s+[-–—]\s+(?P<committee>.*?)\s*"
    r"(?:\(\s*(?:Item|Eitem)\s*(?P<label>[^()]*?)\s*\))?$",
    re.IGNORECASE,
)
ISSUE_PAGE = re.compile(r"(?:issue|mater)\s*[-–—]\s*(?:meetings|cyfarfodydd)$", re.IGNORECASE)
OTHER_PAGE = re.compile(
    r"(?:issue\s+-\s+decisions|issue\s+details|agenda\s+item|decision\s+details|committee\s+details|browse\s+meetings)"
    r"\b.*",
    re.IGNORECASE,
)

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
