"""Words that say that somebody attended a meeting from elsewhere: "(remotely)", "via Teams", "joined online"."""

import re

_WAY = (
    r"(?:(?:MS|Microsoft)\s+)?Teams|Zoom|Webex|Skype|(?:a\s+)?(?:video|audio|tele)[\s-]?(?:link|conferenc(?:e|ing)|call)"
    r"|(?:tele)?phone"
)
_CAME = (
    r"(?:who\s+)?(?:(?:was|were)\s+)?(?:attend(?:ed|ing|s)?|join(?:ed|ing|s)?|present|participat(?:ed|ing)"
    r"|in\s+attendance|yn\s+bresennol|yn\s+mynychu)(?:\s+the\s+meeting)?"
)
_SURELY = (
    rf"remotely|virtually|o\s+bell|(?:via|by|on|over|through|using|dros|trwy|ar)\s+(?:{_WAY})(?:\s+(?:link|call))?"
)
# Words that stand in the names of posts too (Head of Online Services): by themselves, or behind a verb.
_MAYBE = rf"remote|virtual|on-?line|{_WAY}"
# The lookbehinds keep a long run of spaces from being tried from each of them.
AT_END = re.compile(
    rf"(?:^|(?<![\s,;–—-])[\s,;–—-]++)(?:(?:{_CAME},?\s+)?(?:{_SURELY})|{_CAME},?\s+(?:{_MAYBE}))\s*\.?\s*$",
    re.IGNORECASE,
)
WHOLE = re.compile(_MAYBE, re.IGNORECASE)
BRACKET = re.compile(r"(?<!\s)\s*+\((?P<inner>[^()]*)\)")


def apart(text: str) -> tuple[str, bool]:
    """What is told of somebody, without the words that they attended remotely; and whether there were such words."""
    shorter = AT_END.sub("", BRACKET.sub(_bracket, text))
    return (shorter, True) if shorter != text else (text, False)


def _bracket(found: re.Match[str]) -> str:
    inner = found["inner"].strip()
    rest = "" if WHOLE.fullmatch(inner) else AT_END.sub("", inner)
    if rest == inner:
        return found[0]
    return f" ({rest})" if rest else ""
