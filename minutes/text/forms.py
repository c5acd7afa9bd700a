"""
The forms in which UK councils write minutes, in one place: what opens resolutions, what heads reasons, options,
interests, documents and the parts of a page. ``markers`` has the list markers, ``votes`` the votes, ``clean`` the dirt.

Every pattern is matched at the head of a line whose dirt and list marker are gone.
"""

import re
from dataclasses import dataclass

# -- Who decides, and how ----------------------------------------------------------------------------------------------

BODY = (
    r"(?:[Tt]he\s+|[Tt]hat\s+the\s+)?(?:[A-Z][\w’'&,-]*\s+(?:and\s+|of\s+|for\s+|the\s+)*){0,6}"
    r"(?:(?:Cabinet|Executive|Lead|Deputy|Joint)\s+Members?(?:\s+for\s+[^:.]{1,80}?)?|Portfolio\s+Holder(?:\s+for\s+[^:.]{1,80}?)?"
    r"|Cabinet|CABINET|Executive|Council|COUNCIL"
    r"|(?:Sub-?)?[Cc]ommittee|COMMITTEE|Panel|Board|Forum|Commission|Assembly|Authority"
    r"|Leader(?:\s+of\s+the\s+Council)?|Mayor|Members|Councillors)"
)
# Following discussion, the Committee … · Upon being put to the vote, it was … A longer preface is narrative.
PREFACE = r"(?:Following|Having|After|Upon|On\s+(?:a|being|the\s+(?:motion|proposal|vote))|(?:In\s+the\s+)?[Ll]ight|Arising)\b"
AFTER = rf"(?:{PREFACE}[^.:;]{{0,60}},\s*)?"
IT_WAS = (
    rf"(?:(?:{PREFACE}[^.:;]{{0,60}},?\s*|Accordingly,?\s+|Therefore,?\s+)?(?:and\s+)?(?:it\s+was|It\s+was|IT\s+WAS)"
    r"(?:\s+(?:then|therefore|accordingly|thereupon|also|further|duly|subsequently))*)"
)
WHOM = rf"(?:(?:{IT_WAS}|{BODY}(?:\s+(?:has|have|then|therefore|also))*|and)\s+)?"
HOW = r"(?:,?\s*(?:unanimously|UNANIMOUSLY|nem\.?\s*con\.?|by\s+a\s+majority))?"
BY_VOTES = r"(?:,?\s+(?:with|by)\s+(?=[^:.]*\b(?:vote|majority|abst))[^:.]{1,120}(?=:))?"
BRACKET = r"(?:\s*\((?!\w{1,4}\))[^()]{1,100}\))?"  # (By 14 votes to none), never the marker (a)
DASH = r"(?::\s*[-–—]|[:–—]|-(?=\s|$))"  # : :- – - and never the hyphen of a word
COLON = rf"(?:\s*{DASH})?"
THAT = r"(?=\s*(?:[:–—(-]|$)|\s+(?:that|to|THAT|TO|That|as\s+follows|unanimously)\b|\s*[,;])"
TO_BODY = r"(?:\s+(?:to|TO)\s+(?!(?:approve|note|agree)\b)[^.:;]{1,80}?(?=\s*[:–—]|\s+-\s|\s+(?:that|THAT|to)\b|\s*$))?"

# -- What opens resolutions --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Opening:
    """
    A way to open resolutions.

    ``weak`` ones are also ordinary narrative: they open only when a list follows. ``verbs`` ones say nothing
    themselves: the list must begin with a verb of decision.
    """

    name: str
    pattern: re.Pattern[str]
    kind: str = "resolved"
    weak: bool = False
    verbs: bool = False


def _loud(core: str) -> re.Pattern[str]:
    return re.compile(rf"{WHOM}{HOW}\s*{core}{HOW}{BRACKET}{COLON}{BRACKET}{COLON}")


OPENINGS = (
    # RECOMMENDED to Cabinet – · Recommended: · RESOLVED and RECOMMEND to FULL COUNCIL:
    Opening(
        "recommended",
        _loud(
            r"(?:(?:RESOLVED|Resolved)\s+(?:(?:AND|and)\s+)?(?:(?:TO|to)\s+)?)?"
            r"(?:RECOMMEND(?:ED|S)?|Recommended(?=\s*[:–—-]|\s+to\s+[^.:–—]{1,80}(?:[:–—]|\s-\s|\s-$)|\s+that\b))"
            + TO_BODY
        ),
        kind="recommended",
    ),
    # RESOLVED: · RESOLVED – · RESOLVED that · RESOLVED · RESOLVEd · RESOLVED:That
    Opening("resolved, loud", _loud(r"(?:RESOLVED|RESOLVEd|REsolved)(?![a-z])(?:\s+(?:FURTHER|ALSO)\b)?")),
    # Resolved: · Resolved:- · Resolved: (By 14 votes to none)
    Opening("resolved", _loud(rf"Resolved{THAT}")),
    # resolved: (small capitals, saved as text)
    Opening("resolved, small", re.compile(r"resolved\s*(?::\s*[-–—]?|[-–—])\s*$")),
    # The Committee resolved:- · The Committee resolved to · It was resolved that
    Opening(
        "body resolved",
        re.compile(
            rf"(?:{AFTER}{BODY}(?:\s+(?:has|have|then|therefore|also))*|{IT_WAS}){HOW}\s+resolved{HOW}{BY_VOTES}{THAT}{BRACKET}{COLON}"
        ),
    ),
    # AGREED · AGREED that · Agreed:
    Opening("agreed", _loud(rf"(?:AGREED(?![a-z])|Agreed{THAT})")),
    # NOTED · The Committee NOTED
    Opening("noted", _loud(r"NOTED(?![a-z])"), kind="noted"),
    # PENDERFYNWYD
    Opening("Welsh", _loud(r"(?:PENDERFYNWYD|Penderfynwyd)(?![a-z])")),
    # Cabinet agreed that: · It was agreed to:
    Opening(
        "body agreed",
        re.compile(
            rf"(?:{BODY}|{IT_WAS})(?:\s+(?:has|have))?{HOW}\s+"
            r"(?:agreed|decided|approved|determined|recommended|endorsed)\b[^.:]{0,60}:\s*-?"
        ),
        weak=True,
    ),
    # The Cabinet has: (a) endorsed · The Committee: 1. Noted
    Opening("body has", re.compile(rf"{BODY}(?:\s+(?:has|have))?\s*:\s*-?"), weak=True, verbs=True),
)
# DECISION · DECISIONS · Decision made (Unanimously): · DECISION: That
DECISION = re.compile(
    r"(?:(?:DECISIONS?|Decisions?)(?:\s+(?:made|MADE|taken|TAKEN))?\s*(?:\([^()]{1,60}\))?"
    r"\s*(?:(?::\s*[-–—]|[:–—]|-)\s*)?$"
    r"|DECISIONS?\s*(?::\s*-|[:–—]|-\s)\s*|(?:PENDERFYNIAD(?:AU)?|Penderfyniad(?:au)?)\s*:?\s*-?\s*$)"
)

# -- What a resolution says of itself, whatever opened its list --------------------------------------------------------

RECOMMENDS = re.compile(
    r"(?:(?:that|to|it\s+be|agreed|resolved)\s+)*recommend(?:s|ed)?\b(?=\s+(?:to|that)\b|\s*:)"
    r"|(?:that\s+)?(?:the\s+)?(?:\w+\s+){1,4}(?:be\s+)?recommended\s+to\b|that\s+it\s+be\s+recommended\b",
    re.IGNORECASE,
)
NOTES = re.compile(r"(?:that\s+|to\s+)?(?:(?:the\s+)?(?:(?!and\b)\w+\s+){1,3})?not(?:e|es|ed|ing)\b", re.IGNORECASE)
BE_NOTED = re.compile(r"\bbe\s+(?:(?:received|welcomed)\s+and\s+)?(?:duly\s+)?noted[\s.;,]*(?:and)?$", re.IGNORECASE)
DOES_MORE = re.compile(
    r"\b(?:and|;)\s+(?:that\b|to\s+)?.*\b(?:agree|approve|authori[sz]e|delegate|adopt|endorse|request|recommend"
    r"|instruct|appoint|ask)(?:s|d|ed)?\b",
    re.IGNORECASE,
)
THAT_CLAUSE = re.compile(r"that\b[,:]?", re.IGNORECASE)
# Verbs by which a body decides: they begin the items of a list without an opening, and mark what stands under DECISION.
DECIDES = re.compile(
    r"(?:has\s+|have\s+|be\s+|to\s+|that\s+)?(?:note[sd]?|approve[sd]?|agree[sd]?|endorse[sd]?|adopt(?:s|ed)?"
    r"|authori[sz]e[sd]?|delegate[sd]?|grant(?:s|ed)?|refuse[sd]?|recommend(?:s|ed)?|request(?:s|ed)?|confirm(?:s|ed)?"
    r"|appoint(?:s|ed)?|defer(?:s|red)?|accept(?:s|ed)?|receive[sd]?|welcome[sd]?|determine[sd]?|resolve[sd]?"
    r"|instruct(?:s|ed)?)\b",
    re.IGNORECASE,
)

# -- Headings inside the minutes ---------------------------------------------------------------------------------------

_THE_DECISION = (
    r"(?:\s+(?:for|of)\s+(?:the\s+|this\s+)?"
    r"(?:decisions?(?:\(s\))?|recommendations?(?:\(s\))?|resolutions?)|\s+why)?"
)
_OTHER_OPTIONS = (
    r"(?:(?:details\s+of\s+(?:any\s+)?)?(?:any\s+)?"
    r"(?:other\s+\(?alternative\)?|alternative|other|alternatives?\s*/\s*other)\s+options?"
    r"|alternatives|options\s+considered)"
)
_CONSIDERED = (
    r"(?:\s+\(?(?:considered|rejected)\)?)?(?:\s+(?:and|and/or|or|/)\s+\(?rejected\)?)?"
    r"(?:\s+at\s+the\s+meeting)?(?:\s+by\s+[^:.]{1,60})?"
)
_INTERESTS = (
    r"(?:(?:any\s+)?(?:details\s+of\s+(?:any\s+)?)?(?:(?P<conflict>conflicts?\s+of\s+interests?"
    r"|interests?\s+and\s+nature\s+of\s+interests?)|declarations?\s+of\s+interests?)"
    r"(?:\s+(?:declared|and|/|or)\b)?|(?:any\s+)?(?P<dispensation>dispensations?)(?:\s+granted)?)"
)
# Reasons for Decision · REASON FOR DECISION(S): · REASON – · Reason: · The reason for the decision:
REASONS = re.compile(rf"(?:the\s+)?reasons?(?:\(s\))?{_THE_DECISION}(?P<mark>\s*{DASH})?", re.IGNORECASE)
# Other Options Considered · Alternative Options considered and rejected: · Other options considered – none
OPTIONS = re.compile(rf"{_OTHER_OPTIONS}{_CONSIDERED}(?P<mark>\s*{DASH})?", re.IGNORECASE)
# Conflict of Interest: None · Conflicts of interest / dispensations granted – none
INTERESTS = re.compile(rf"{_INTERESTS}[^:.]{{0,60}}?(?P<mark>\s*(?::\s*[-–—]|[:–—]|\s-(?=\s|$)))", re.IGNORECASE)

# The same headings inside a paragraph, after the end of a sentence: in their full form, or before a colon or dash.
_SENTENCE_END = r"(?<=[.;:!?”’\"')])\s+"
_MARK = r"\s*(?::|\s[–—-]\s)"
_INNER = (
    (
        r"(?:The\s+)?(?:Reasons?|REASONS?)(?:\(s\))?"
        r"(?:\s+[Ff]or\s+(?:the\s+)?(?:[Dd]ecision|[Rr]ecommendation)s?(?:\(s\))?"
        rf"|\s+FOR\s+(?:THE\s+)?DECISIONS?(?:\(S\))?)?{_MARK}"
    ),
    r"(?:Reasons?\s+for\s+(?:the\s+)?Decisions?|REASONS?\s+FOR\s+(?:THE\s+)?DECISIONS?(?:\(S\))?)\s+[A-Z]",
    (
        r"(?:(?:Other|Alternative|OTHER|ALTERNATIVE)\s+(?:\(?[Aa]lternative\)?\s+)?(?:[Oo]ptions?|OPTIONS?))"
        rf"(?:\s+(?:[Cc]onsidered|CONSIDERED)(?:\s+(?:and\s+[Rr]ejected|AND\s+REJECTED))?)?{_MARK}"
    ),
    r"(?:Other|Alternative)\s+Options?\s+Considered(?:\s+and\s+Rejected)?\s+[A-Z]",
    rf"(?:Conflicts?\s+of\s+[Ii]nterests?|Dispensations?\s+[Gg]ranted)[^:.]{{0,40}}{_MARK}",
)
INNER_HEADING = re.compile(rf"{_SENTENCE_END}(?={'|'.join(_INNER)})")
