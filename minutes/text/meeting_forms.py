"""
The forms of the minutes of a whole meeting: its head, who was there, the headings of its items, its end.

Every pattern is matched on a line whose dirt is gone.
"""

import re

from minutes.text.times import TIME

# -- The head ----------------------------------------------------------------------------------------------------------

KIND_OF_BODY = (
    r"(?:Sub[- ]?)?Committee|Cabinet|Executive|Council|Board|Panel|Forum|Commission|Assembly|Authority|Partnership"
    r"|Working\s+(?:Group|Party)|Task\s+(?:Group|Force)|Task\s+and\s+Finish\s+Group|Pwyllgor|Cabinet\s+Member\b.{0,60}"
)
# Planning Committee · AUDIT COMMITTEE (SPECIAL) · Cabinet Member for Housing
BODY_LINE = re.compile(
    rf"(?:the\s+)?(?P<body>(?:[\w’'&,()/-]+\s+){{0,9}}(?:{KIND_OF_BODY})(?:\s+\([^()]{{1,40}}\)"
    r"|\s+[A-Z\d]{1,3}|\s+(?:for|of|on)\s+[\w ,&’'-]{2,60})?|pwyllgor\s+.{2,60})",
    re.IGNORECASE,
)
# Minutes of the meeting of the Planning Committee held on …
_A_MEETING = (
    r"(?:(?:a|an|the)\s+)?(?:(?:ordinary|special|extraordinary|annual|virtual|remote|hybrid|additional)\s+)?"
    r"(?:meeting\s+of\s+)?(?:(?:a|an|the)\s+)?"
)
HELD = re.compile(
    rf"(?:at\s+)?(?:(?:draft|printed)\s+)?(?:minutes\s+(?:of\s+)?)?{_A_MEETING}(?P<body>\S.{{1,120}}?),?\s+(?:meeting\s+)?"
    r"(?:was\s+)?held\b",
    re.IGNORECASE,
)
OF_BODY = re.compile(rf"(?:draft\s+)?minutes\s*(?:of|[-–—:])\s*{_A_MEETING}(?P<body>.{{3,120}})", re.IGNORECASE)
DRAFT = re.compile(r"\b(?:draft|unconfirmed|subject\s+to\s+(?:approval|confirmation))\b", re.IGNORECASE)
VENUE = re.compile(
    r"\b(?:in|at)\s+(?P<venue>(?:the\s+)?(?=[^.;]*\b(?:Room|Chamber|Hall|House|Centre|Offices?|Suite|Building|Library"
    r"|School|Zoom|Teams)\b)[A-Z][^;]{3,140}?)(?=\s+(?:on|at|commencing|from)\s+(?:\w+day|\d)|[.;]?$|,?\s+commencing)"
)
VENUE_LINE = re.compile(r"(?:venue|place|location)\s*:\s*(?P<venue>.+)", re.IGNORECASE)

# -- Who was there -----------------------------------------------------------------------------------------------------

# Present: · PRESENT · Apologies for absence: · Also in attendance · Officers present:
ATTENDANCE = (
    ("apologies", r"apologies(?:\s+for\s+absence)?(?:\s+(?:were\s+)?received\s+from)?|ymddiheuriadau"),
    ("absent", r"absent(?:\s+(?:members|councillors))?|members\s+absent"),
    (
        "in_attendance",
        (
            r"(?:also\s+)?in\s+attendance(?:\s*\([^()]*\)|,?\s+(?:virtual(?:ly)?|remotely|online))?"
            r"|also\s+(?:present|in\s+attendance|attending)"
            r"|officers?(?:\s+(?:present|in\s+attendance|attending))?(?:\s*\([^()]*\))?|(?:other\s+)?(?:councillors|members)\s+"
            r"(?:also\s+)?in\s+attendance|others?\s+present|observers?|visitors?|invitees"
        ),
    ),
    ("substitute", r"substitutes?(?:\s+(?:members?|present))?"),
    (
        "chair",
        r"(?:in\s+the\s+)?chair(?:man|person|woman)?|y?\s*cadeirydd|presiding",
    ),
    (
        "present",
        (
            r"(?:members?\s+|councillors?\s+|those\s+|committee\s+members?\s+)?"
            r"present(?:\s*\([^()]*\)|,?\s+(?:virtual(?:ly)?|remotely|online))?|presennol"
            r"|(?:attend|join)(?:ing|ed)\s+(?:remotely|virtually|online)"
            r"|attendance|attendees|membership|(?:committee\s+)?members|councillors"
        ),
    ),
)
ATTENDANCE_HEAD = re.compile("|".join(f"(?P<{name}>(?:{pattern}))" for name, pattern in ATTENDANCE), re.IGNORECASE)
TITLE = (
    r"(?:(?:Portfolio\s+Holder\s*,?\s*)?(?:The\s+)?(?:(?:Deputy\s+)?(?:Lord\s+)?Mayor|Provost|Sheriff)\s*[,(-]?\s*)?"
    r"(?:(?:County|Borough|City|Town|District|Parish)\s+)?(?:Councillors?|Cllrs?\.?|COUNCILLORS?|Aldermen|Alderman|Cyng(?:horydd|horwyr|\.))"
)
PERSONAL = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Prof(?:essor)?|Rev(?:erend|d)?|Canon|Fr|Capt(?:ain)?)\.?"
CHAIR_ROLE = re.compile(
    r"(?:in\s+the\s+)?chair(?:man|woman|person)?|presiding|cadeirydd|mayor|lord\s+mayor", re.IGNORECASE
)
SUBSTITUTE_FOR = re.compile(
    r"(?:(?:as\s+)?(?:a\s+)?substitut(?:e|ed|ing)(?:\s+member)?|sub|deputising|in\s+place|named\s+substitute)\s*(?:for|of)?"
    r"\s*:?\s*(?P<whom>.*)",
    re.IGNORECASE,
)
NO_ONE = re.compile(
    r"\W*(?:none|nil|n/a|no\s+apologies.*|there\s+were\s+(?:none|no\s+apologies).*|dim)\W*", re.IGNORECASE
)

POST = re.compile(
    r"\b(?:officers?|directors?|heads?|managers?|clerk|solicitor|auditor|lawyer|engineer|planner|chief|assistant|adviser"
    r"|secretary|treasurer|surveyor|lead|leader|services?|executive|consultant|inspector|accountant|registrar|coordinator"
    r"|representative|of)\b",
    re.IGNORECASE,
)

# -- Items and the end of the meeting ----------------------------------------------------------------------------------

ITEM_WORD = r"(?:(?:Minute|Item|MINUTE|ITEM|Cofnod|Eitem)\s*(?:[Nn]o\.?|NO\.?)?\s*)?"
ITEM_NUMBER = r"(?:[A-Z]{1,5}\s?[./-]?\s?)?\d{1,4}[a-zA-Z]?(?:[./-]\d{1,4}){0,2}"
ITEM = re.compile(
    rf"{ITEM_WORD}(?P<label>{ITEM_NUMBER}(?:\s*[.):]|\s+[-–—](?=\s))?)(?:\s+|(?<=[.):])(?=[A-Z]))(?P<title>\S.*)"
)
LONE_NUMBER = re.compile(rf"{ITEM_WORD}(?P<label>{ITEM_NUMBER}\s*[.):]?)")
CLOSED = re.compile(
    r"(?:\(?(?:the|there\s+being|having)\b.{0,120}?)?\b(?:meeting|proceedings|cyfarfod|business)\b.{0,60}?"
    r"\b(?:closed|ended|concluded|terminated|finished|rose|gorffen\w*)\b.{0,80}|duration\s+of\s+(?:the\s+)?meeting.{0,60}"
    r"|(?:the\s+)?(?:\w+\s+){1,4}(?:closed|ended|concluded)\s+the\s+(?:meeting|proceedings)\b.{0,60}"
    r"|(?:start(?:ed)?|commenced)\b.{0,40}\b(?:closed|ended|finish(?:ed)?)\b.{0,40}",
    re.IGNORECASE,
)
EXEMPT_TITLE = re.compile(r"\b(?:exempt|confidential|part\s+(?:ii|2|b)|private\s+session|restricted)\b", re.IGNORECASE)
# The sentence that says when it was over and nothing else.
CLOSED_AT = re.compile(
    r"\(?(?:the\s+)?(?:(?:chair\w*|mayor)\s+)?(?:meeting\s+)?(?:was\s+)?(?:closed|ended|concluded|terminated|finished|rose)\s+"
    rf"(?:the\s+meeting\s+)?(?:at\s+)?(?:{TIME.pattern})\W*",
    re.IGNORECASE,
)
