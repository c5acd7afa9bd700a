"""Where on the disk an address of the site stands, and which addresses only a server can answer."""

import functools
import posixpath
import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from minutes.languages import PREFIX, WELSH, is_welsh

PAGE = "index.html"
SEARCH, SEARCH_ADDRESS = f"search/{PAGE}", "/search/"
ON_THE_SITE = f"on-the-site/{PAGE}"  # the page that stands for what needs a server

# They answer a question, or say again what the files say: what is in the API's lists is in its downloads; what is in a
# paper's other forms in its PDF, which has the record as data inside. For each item they would double work and bag.
NEEDS_SERVER = {
    "search-suggest", "feed-search", "opensearch", "alerts", "alerts-asked", "alert-confirm", "alert-stop", "verify",
    "api-description", "api-index", "api-list", "api-detail", "oparl-system", "oparl-list", "oparl-object",
    "old-address", "item-form", "meeting-form",
}  # fmt: skip
ADMIN = "admin"
# Questions that have a file of their own: years, months and what follows in them. Left out are pages that all move when
# a record is added in front of them, and so would be written anew each time: every resolution, every entry of the log.
QUESTIONS: tuple[set[str], ...] = (
    {"year"}, {"month"}, {"month", "after"}, {"committee"}, {"committee", "after"},
    {"format"}, {"month", "format"}, {"committee", "format"},
)  # fmt: skip
ANSWER = re.compile(r"[\w.-]{1,100}", re.ASCII)
SEARCHED = {"q", "committee"}  # of the search, what can be asked on the disk too

# What some file system, or the list of a bag as older programs read it, does not take in a name.
UNSAFE = re.compile(r'[%<>:"\\|?*\x00-\x1f]')
LONGEST = 200  # bytes of a name


def place_of(address: str) -> str | None:
    """The file, beneath the payload's folder, in which the answer to an address stands; None where there is none."""
    path, _, query = address.partition("?")
    if path.startswith(settings.STATIC_URL):
        return _named(path)
    name = _view_of(unquote(path))
    if name is None or name in NEEDS_SERVER:
        return None
    if name == "search":
        return _named(path) + PAGE if {key for key, _ in _asked(query)} <= SEARCHED else None
    if not query:
        return _named(path) + (PAGE if path.endswith("/") else "")
    asked = _asked(query)
    if {key for key, _ in asked} not in QUESTIONS or not all(ANSWER.fullmatch(value) for _, value in asked):
        return None
    stem = "_".join(f"{key}-{value}" for key, value in sorted(asked) if key != "format")
    ending = dict(asked).get("format", "html")
    return f"{_named(path)}{stem or 'all'}.{ending}"


def is_page(name: str) -> bool:
    """Whether a file is a page, with links of its own."""
    return name.endswith(".html")


def address_of(name: str) -> str | None:
    """The address whose answer a file holds; None for the answer to a question, and for what is no answer."""
    if name.removeprefix(f"{WELSH}/") in (SEARCH, ON_THE_SITE):
        return None
    path = f"/{quote(name)}"
    if path.endswith(f"/{PAGE}"):
        path = path.removesuffix(PAGE)
    elif is_page(name):
        path = path.removesuffix(".html")  # the note at the address of a file that was withdrawn
    return path if place_of(path) is not None else None


def own(name: str, welsh: bool) -> str:
    """A page of the deposit itself, in either language."""
    return f"{PREFIX[1:]}/{name}" if welsh else name


def relative(name: str, page: str) -> str:
    """A link from a page to a file, both beneath the payload's folder."""
    return quote(posixpath.relpath(name, posixpath.dirname(page) or "."))


def _asked(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _named(path: str) -> str:
    """A path as the name of a file on any system; with a slash at its end where it has one, none at its head."""
    name = "/".join(map(_safe, unquote(path).strip("/").split("/")))
    return f"{name}/" if path.endswith("/") and name else name


def _safe(part: str) -> str:
    part = UNSAFE.sub("-", unicodedata.normalize("NFC", part)).rstrip(". ")
    stem, ending = posixpath.splitext(part)
    room = LONGEST - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore") + ending if room > 0 else part[: LONGEST // 4]


@functools.lru_cache(maxsize=20_000)
def _view_of(path: str) -> str | None:
    """The name of the view at a path; None where nothing answers, and in the admin."""
    with translation.override(WELSH if is_welsh(path) else settings.LANGUAGE_CODE):
        try:
            found = resolve(path)
        except Resolver404:
            return None
    return None if ADMIN in found.namespaces or found.route.startswith(f"{ADMIN}/") else found.url_name
