"""
The XML of the web service, read safely and leniently. Pure: bytes in, elements out.

Element and attribute names come in any case, with and without namespaces, in a SOAP envelope, as XML inside one string;
text comes escaped twice, with HTML in it. Nothing in a reply can make the parser fetch, expand or run out of memory.
"""

import datetime as dt
import re
from html import unescape
from html.entities import name2codepoint

from lxml import etree, html

from minutes.moderngov.parse import NotAPage, decode
from minutes.moderngov.parse_html import lines_of
from minutes.text.clean import clean
from minutes.text.dates import find_date
from minutes.text.lines import Line, read_lines

MOST_BYTES = 50_000_000
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
HTML_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
HTML_TITLE = re.compile(r"<title[^>]*>(.{0,200}?)</title", re.IGNORECASE | re.DOTALL)
DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
# What XML 1.0 does not allow, as such and as a reference; it is nobody's word.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\\d|3[01]));", re.I
)
# &nbsp; and its kin, which HTML knows and XML does not.
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,7});")
OF_XML = {"amp", "lt", "gt", "quot", "apos"}
TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
ESCAPED_TAG = re.compile(r"&lt;(?:/?[a-z][^<>]{0,500}?|!--.{0,500}?--)&gt;", re.IGNORECASE | re.DOTALL)
ESCAPED_AGAIN = re.compile(r"&amp;(?=(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,7});)", re.IGNORECASE)


class NotAReply(Exception):
    """What the service sent is no reply that can be read. The message is a sentence that says what it is, and where."""


def read_reply(data: bytes, source: str, *roots: str) -> etree._Element:
    """
    The element with one of those names in a reply, all names in it in small letters.

    Raises NotAReply, with the place, for HTML, for XML that is broken off or declares entities, and for other XML.
    """
    if len(data) > MOST_BYTES:
        raise NotAReply(f"{source} has {len(data) / 1e6:.0f} MB; at most {MOST_BYTES / 1e6:.0f} are read.")
    try:
        text = DECLARATION.sub("", decode(data, source))
    except NotAPage as error:
        raise NotAReply(str(error)) from error
    if HTML_PAGE.search(text[:4096]):
        title = HTML_TITLE.search(text[:8192])
        named = f", “{' '.join(unescape(title[1]).split())}”," if title else ""
        raise NotAReply(f"{source} is an HTML page{named} instead of XML.")
    root = _parsed(text, source)
    if root.tag == "string" and (inner := (root.text or "").strip()).startswith("<"):
        root = _parsed(DECLARATION.sub("", inner), source)
    found = next((one for one in root.iter(*roots)), None)
    if found is None:
        raise NotAReply(f"{source} is XML that begins with <{root.tag}>, not with <{'> or <'.join(roots)}>.")
    return found


def _parsed(text: str, source: str) -> etree._Element:
    if DOCTYPE.search(text):
        raise NotAReply(f"{source} declares a document type or entities, which no reply of the service does.")
    text = NAMED.sub(_as_number, CONTROLS.sub("", text))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = (error.msg or "").partition(", line")[0]
        raise NotAReply(f"{source} is broken XML in line {line}, column {column}: {reason}.") from error
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname.lower()
        for name, value in list(element.attrib.items()):
            del element.attrib[name]
            element.set(etree.QName(name).localname.lower(), value)
    return root


def _as_number(found: re.Match[str]) -> str:
    point = name2codepoint.get(found[1])
    return found[0] if point is None or found[1] in OF_XML else f"&#{point};"


def raw(element: etree._Element, *names: str) -> str:
    """The text of the first of those children, or attributes, that has any; an empty one where none has."""
    for name in names:
        text = (element.findtext(name) or element.get(name) or "").strip()
        if text:
            return text
    return ""


def told(element: etree._Element, *names: str) -> str:
    """That text as a person reads it: on one line, escaped no longer, without tags."""
    return plain(raw(element, *names))


def flag(element: etree._Element, *names: str) -> bool | None:
    """That text as yes or no; None where it is neither."""
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(
        raw(element, *names).lower()
    )


def plain(text: str) -> str:
    """A text on one line, without what escaping and HTML have left in it."""
    source = unescaped(text)
    if TAG.search(source):
        return " ".join(one.words for one in html_lines(source))
    return clean(" ".join(unescape(source).split()))


def html_lines(text: str) -> list[Line]:
    """The lines of a text that may be HTML, escaped once more or not."""
    source = unescaped(text)
    if not TAG.search(source):
        return read_lines(unescape(source))
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = html.document_fromstring(f"<div>{source}</div>".encode(), parser=parser)
    return lines_of(root)


def unescaped(text: str) -> str:
    """HTML that was escaped more often than it should be, as HTML."""
    for _ in range(3):
        text = ESCAPED_AGAIN.sub("&", text)
        if not TAG.search(text) and ESCAPED_TAG.search(text):
            text = unescape(text)
    return text


def day(text: str) -> dt.date | None:
    """The day that a text names, as councils write it or as 2019-03-14T00:00:00."""
    return find_date(re.sub(r"(?<=\d)T(?=\d)", " ", text))
