"""Content controls: boxes that a template offers to be filled in."""

from minutes.text.word.xml import Element, named, toggle, value


def is_placeholder(control: Element) -> bool:
    """Whether a control still shows the words that ask for its content: nobody's words."""
    return bool(toggle(named(control, "sdtPr"), "showingPlcHdr"))


def is_gallery(control: Element, wanted: str) -> bool:
    """Whether Word built the control's content itself, as it does a table of contents."""
    gallery = value(control, "sdtPr", "docPartObj", "docPartGallery") or ""
    return gallery.lower().startswith(wanted)
