"""A page of the site made to be read from a disk: every link leads to a file beside it, nothing needs a server."""

from collections.abc import Callable
from urllib.parse import urljoin

import lxml.html

# Modules, which no browser loads from a disk; the description of the search for browsers; forms that a server answers.
NEEDS_SERVER = (
    "//script[@type='module'] | //link[@rel='search'] | //form[not(@role='search')] | //meta[@name='robots']"
    " | //*[@data-server]"
)


def for_disk(page: bytes, address: str, lead: Callable[[str], str]) -> bytes:
    """
    The page at an address, with other links.

    `lead` is given the address to which a link within the site leads, without its fragment, and answers with the link
    that is to stand there. What leads out of the site, and what stands in the page's text, is left as it is.
    """
    document = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
    for element in document.xpath(NEEDS_SERVER):
        element.drop_tree()
    document.rewrite_links(lambda link: _led(link, address, lead), resolve_base_href=False)
    written: bytes = lxml.html.tostring(document, encoding="utf-8", doctype="<!doctype html>")
    return written


def _led(link: str, address: str, lead: Callable[[str], str]) -> str:
    if not link.startswith(("/", "?")) or link.startswith("//"):
        return link
    target, mark, fragment = urljoin(address, link).partition("#")
    return f"{lead(target)}{mark}{fragment}"
