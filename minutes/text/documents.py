"""Document links: "Budget monitoring pdf icon PDF 753 KB", glued to a title or on lines of their own."""

from dataclasses import replace
from decimal import Decimal

from minutes.text.page_forms import EXEMPT, KINDS, OF_ITEM, RESTRICTED, SIZE
from minutes.text.records import Document

LONGEST_REMARK = 40


def split_title(text: str) -> tuple[str, list[Document]]:
    """A title without the documents glued to it, and those documents: the first is the report, under that title."""
    found = read_documents(text, "report")
    if not found:
        return text.strip(), []
    return found[0].title, found


def read_documents(text: str, default: str) -> list[Document]:
    """
    The documents that one line links; empty where it shows no size and no restriction, and where it goes on behind it.

    ``default`` is the kind of a document whose title tells none.
    """
    documents = []
    start = 0
    for found in SIZE.finditer(text):
        title = text[start : found.start()]
        documents.append(
            _document(title, default if start == 0 else "appendix", kilobytes(found["size"], found["unit"]))
        )
        start = found.end()
    if restricted := RESTRICTED.search(text, start):
        documents.append(_document(text[start : restricted.start()], default, None, exempt=True))
    elif documents and (rest := OF_ITEM.sub("", text[start:]).strip(" ,;")):
        # Words behind the size: a remark belongs to the title, a whole sentence makes the line no line of documents.
        if len(rest) > LONGEST_REMARK:
            return []
        documents[-1] = replace(documents[-1], title=f"{documents[-1].title} {rest}".strip())
    return [document for document in documents if document.title]


def unsized_document(text: str, default: str) -> Document:
    """A document of which only the title is printed: not public where the title says so."""
    return _document(text, default, None, exempt=bool(EXEMPT.search(text)))


def kilobytes(size: str, unit: str) -> int:
    """A size as printed, in KB: 1.5 MB is 1536."""
    return round(Decimal(size.replace(",", "")) * (1024 if unit == "MB" else 1))


def kind_of(title: str, default: str) -> str:
    """The kind that the title tells: appendix, background, supplement, late or report."""
    return next((kind for kind, pattern in KINDS if pattern.search(title)), default)


def _document(title: str, default: str, size_kb: int | None, exempt: bool = False) -> Document:
    words = OF_ITEM.sub("", title).strip(" ,;\n")
    kind = default if default == "report" else kind_of(words, default)
    return Document(words, kind, size_kb, exempt)
