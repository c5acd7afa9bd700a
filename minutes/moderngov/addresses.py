"""
The addresses of the old system, read: which kind of record one names, and its number there. Pure.

Letter case and order of the keys do not matter, a session part in the path and keys that are noise are passed over.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

# By page, in small letters: the kind of record, and the keys that may hold its number.
PAGES = {
    "mgcommitteedetails.aspx": ("committee", ("id",)),
    "ielistmeetings.aspx": ("committee", ("cid", "committeeid")),
    "ielistdocuments.aspx": ("meeting", ("mid", "meetingid")),
    "mgai.aspx": ("item", ("id",)),
    "ieissuedetails.aspx": ("issue", ("iid", "id")),
    "mgissuehistoryhome.aspx": ("issue", ("iid", "id")),
    "mgissuehistorychronology.aspx": ("issue", ("iid", "id")),
    "iedecisiondetails.aspx": ("decision", ("id",)),
    "mguserinfo.aspx": ("member", ("uid",)),
}
# Where the page's own key is missing: another kind of record, by another key.
OTHERWISE = {"iedecisiondetails.aspx": ("item", "aiid"), "ielistdocuments.aspx": ("committee", "cid")}
LISTS = {
    "mglistcommittees.aspx": "committees", "iedochome.aspx": "committees", "ielistmeetings.aspx": "meetings",
    "mgmemberindex.aspx": "people", "ielistdocuments.aspx": "meetings",
}  # fmt: skip
DOCUMENT = re.compile(r"documents/(?P<kind>[sg])(?P<number>\d{1,18})/(?P<name>[^/]*)$", re.IGNORECASE)
PAGE = re.compile(r"(?P<page>[a-z]+\.aspx)/?$", re.IGNORECASE)
# documents/g<meeting>/<name>.pdf?T=…: which of the meeting's papers it was.
PAPERS = {"0": "agenda", "1": "minutes", "4": "decisions", "9": "supplement", "10": "pack"}
ITEM_FRAGMENT = re.compile(r"AI(\d{1,18})", re.IGNORECASE)


class Named(NamedTuple):
    """
    What an old address names: a record's `kind` and `number` there, or a list ("committees", "meetings") without one.

    `words` are those that the address holds about it, for a search: a document's file name. `paper` is the one of a
    meeting's papers that it was: agenda, minutes, decisions, supplement or pack.
    """

    kind: str
    number: str = ""
    words: str = ""
    paper: str = ""


def read_address(address: str) -> Named | None:
    """What an address of the old system names, with or without its host; None for any other address."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # a bracket that is no host's
        return None
    path = unquote(parts.path)
    keys = {key.lower(): value.strip() for key, value in parse_qsl(parts.query.replace("&amp;", "&"))}
    if found := DOCUMENT.search(path):
        number, words = _number(found["number"]), words_of(found["name"])
        if found["kind"].lower() == "s":
            return Named("document", number, words)
        return Named("meeting", number, words, PAPERS.get(keys.get("t", ""), "pack"))
    page = PAGE.search(path)
    return _page(page["page"].lower(), keys, parts.fragment) if page else None


def _page(page: str, keys: dict[str, str], fragment: str) -> Named | None:
    kind, names = PAGES.get(page, ("", ()))
    if kind == "meeting" and (item := ITEM_FRAGMENT.fullmatch(fragment)):
        return Named("item", _number(item[1]))
    other, key = OTHERWISE.get(page, ("", ""))
    for told, value in [*((kind, keys.get(name, "")) for name in names), (other, keys.get(key, ""))]:
        if re.fullmatch(r"\d{1,18}", value, re.ASCII):
            return Named(told, _number(value))
    return Named(LISTS[page]) if page in LISTS else Named(kind) if kind else None


def _number(digits: str) -> str:
    """A number without the zeros before it."""
    return digits.lstrip("0") or "0"


def words_of(file_name: str) -> str:
    """The words of a document's file name."""
    name = re.sub(r"\.\w{2,4}$", "", file_name)
    return " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name))[:200]
