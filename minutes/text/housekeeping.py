"""Items that every meeting has and that few look for: apologies, declarations, the minutes of the last meeting."""

import re

# The title says nothing else: "Minutes of the last meeting", not "Minutes of the inquiry into the flood".
HOUSEKEEPING = re.compile(
    r"""\s*(?:\d+[.)]?\s+)?(?:to\s+(?:receive|note|approve|confirm|consider|agree)\s+)?(?:any\s+|the\s+)?(?:
      (?:welcome|introductions?|opening\s+remarks|roll\s+call)(?:[\s,]+(?:and\s+)?\w+){0,4}
    | apolog(?:y|ies)(?:\s+for\s+absence)?(?:[\s,/&]+(?:and\s+|of\s+|for\s+)*[\w']+){0,6}
    | (?:attendance\s+by\s+)?(?:reserve|substitut\w+|named\s+substitut\w+)(?:\s+members?)?
    | (?:declarations?|disclosures?|notification|interests)\b(?:\s+(?:of|by|and|or|members?|any|disclosable|pecuniary|personal
        |prejudicial|other|registrable|interests?|dispensations?|lobbying|party|whip|whipping|the)\b)*
    | minutes(?:\s+and\s+matters\s+arising|\s+silence)?
    | minutes\s+(?:of|from)\s+(?:the\s+)?(?:(?:last|previous|annual|ordinary|extraordinary|special|council|cabinet|committee|public)\s+)*
        meetings?(?:\s+(?:held\s+)?(?:on\s+)?.{0,60})?
    | minutes\s+of\s+(?:\w+,?\s+)?\d{1,2}.{0,40}
    | matters\s+arising(?:\s+from.{0,40})?
    | (?:any\s+other\s+)?urgent\s+(?:business|items?|matters?)(?:\s+.{0,30})?
    | any\s+other\s+business(?:\s+.{0,40})?
    | (?:chair\w*|mayor|leader)(?:['’]?s)?\s+(?:announcements?|communications?|opening\s+remarks)
    | (?:announcements?|communications?)(?:\s+from\s+the\s+\w+)?
    | exclusion\s+of\s+(?:the\s+)?(?:press|public)(?:\s+and\s+(?:the\s+)?(?:press|public))?
    | (?:date|dates)(?:,\s*time)?(?:\s+and\s+(?:time|venue))?\s+of\s+(?:the\s+)?(?:next|future)\s+meetings?(?:\s+.{0,30})?
    | ymddiheuriadau(?:\s+am\s+absenoldeb)? | datgan(?:iadau)?\s+(?:o\s+)?(?:fuddiannau|buddiant|diddordeb) | cofnodion(?:\s+y\s+cyfarfod.{0,30})?
    )\s*[.:\u2013-]*\s*""",
    re.IGNORECASE | re.VERBOSE,
)


ABOUT_MINUTES = re.compile(
    r"\W*(?:\d+[.)]?\s+)?(?:to\s+\w+\s+)?(?:(?:approval|confirmation)\s+of\s+)?(?:the\s+)?(?:draft\s+)?(?:minutes|cofnodion)\b",
    re.IGNORECASE,
)


def is_about_minutes(title: str) -> bool:
    """Whether a title names the business at which earlier minutes are confirmed."""
    return ABOUT_MINUTES.match(title[:200]) is not None and (is_housekeeping(title) or "inutes of" not in title)


def is_housekeeping(title: str) -> bool:
    """Whether a title names nothing but such business."""
    return HOUSEKEEPING.fullmatch(title[:200]) is not None
