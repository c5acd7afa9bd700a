"""What a word processor puts on the clipboard beside the words."""

import re

from lxml.html import HtmlElement

DECLARATION = re.compile(r"<\?xml[^>]*>", re.IGNORECASE)
# Word's conditions in the form that is no comment. What they enclose is what a browser shows.
CONDITION = re.compile(r"<!\[(?:if|endif)[^\]>]*\]>", re.IGNORECASE)
# Tags of other namespaces (smart tags, Word's paragraph ends, drawings): the words inside them stay.
FOREIGN = re.compile(r"</?[a-z][\w.-]*:(?:\"[^\"]*\"|'[^']*'|[^>\"'])*+>", re.IGNORECASE)
SKIPPED = {
    *("button", "del", "head", "iframe", "img", "link", "meta", "noscript", "object", "option", "script", "select"),
    *("style", "svg", "template", "textarea", "title", "xml"),
}
# Comments of a reviewer, and what was deleted with changes tracked.
HIDDEN_CLASSES = {"msocomanchor", "msocommentreference", "msodel", "msocommenttext", "sdcommentanc"}
HIDDEN_STYLE = re.compile(
    r"display:none|mso-hide:all|mso-element:(?:comment|header|footer)|mso-special-character:comment|mso-list:ignore"
)
COMMENT_LINK = re.compile(r"#(?:cmnt|_msocom|_msoanchor)")


def without_foreign(html: str) -> str:
    """``html`` as a parser of HTML understands it."""
    return FOREIGN.sub("", CONDITION.sub("", DECLARATION.sub("", html)))


def is_rubbish(element: HtmlElement) -> bool:
    """Whether the words of an element are none of the document's: hidden, deleted, a comment, a printed marker."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return True
    classes = {one.lower() for one in (element.get("class") or "").split()}
    if classes & HIDDEN_CLASSES or HIDDEN_STYLE.search(style_of(element)):
        return True
    return element.tag == "a" and COMMENT_LINK.match(element.get("href") or "") is not None


def style_of(element: HtmlElement) -> str:
    """The element's own style in small letters, without blanks."""
    return re.sub(r"\s+", "", element.get("style") or "").lower()
