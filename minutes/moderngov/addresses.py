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
    "ieissuedetails.aspx": ("issue", ("iid",)),
    "mgissuehistoryhome.aspx": ("issue", ("iid",)),
    "mgissuehistorychronology.aspx": ("issue", ("iid",)),
    "iedecisiondetails.aspx": ("item", ("aiid",)),
}
LISTS = {"mglistcommittees.aspx": "committees", "iedochome.aspx": "committees", "ielistmeetings.aspx": "meetings"}
DOCUMENT = re.compile(r"documents/(?P<kind>[sg])(?P<number>\d{1,18})/(?P<name>[^/]*)$", re.IGNORECASE)
PAGE = re.compile(r"(?P<page>[a-z]+\.aspx)$", re.IGNORECASE)
ITEM_FRAGMENT = re.compile(r"AI(\d{1,18})", re.IGNORECASE)


class Named(NamedTuple):
    """
    What an old address names: a record's `kind` and `number` there, or a list ("committees", "meetings") without one.

    `words` are those that the address holds about it, for a search: a document's file name.
    """

    kind: str
    number: str = ""
    words: str = ""


def read_address(address: str) -> Named | None:
    """What an address of the old system names, with or without its host; None for any other address."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # a bracket that is no host's
        return None
    path = unquote(parts.path)
    if found := DOCUMENT.search(path):
        kind = "document" if found["kind"].lower() == "s" else "meeting"
        return Named(kind, found["number"].lstrip("0"), words_of(found["name"]))
    page = PAGE.search(path)
    return _page(page["page"].lower(), parts.query, parts.fragment) if page else None


def _page(page: str, query: str, fragment: str) -> Named | None:
    keys = {key.lower(): value.strip() for key, value in parse_qsl(query)}
    kind, names = PAGES.get(page, ("", ()))
    if kind == "meeting" and (item := ITEM_FRAGMENT.fullmatch(fragment)):
        return Named("item", item[1])
    number = next((keys[name] for name in names if re.fullmatch(r"\d{1,18}", keys.get(name, ""), re.ASCII)), "")
    if number:
        return Named(kind, number.lstrip("0"))
    return Named(LISTS[page]) if page in LISTS else Named(kind) if kind else None


def words_of(file_name: str) -> str:
    """The words of a document's file name."""
    name = re.sub(r"\.\w{2,4}$", "", file_name)
    return " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name))[:200]
