"""The PDFs in the log: the bytes that were made at an address, and of which record."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pypdfium2

from minutes.ledger.canonical import record_hash
from minutes.ledger.chain import New
from minutes.models.ledger import Act, LedgerEntry, Subject
from minutes.pdf.store import papers
from minutes.pdf.untold import Given


def differing(addresses: Sequence[str]) -> list[New]:
    """What the log does not say yet of the PDFs that are kept for these addresses."""
    files = dict(_files(set(addresses) - ceased(addresses)))
    before = last_papers(files)
    news = [_made(address, path, before.get(address)) for address, path in sorted(files.items())]
    return [new for new in news if new is not None]


def given_out(given: Sequence[Given]) -> list[New]:
    """What the log does not say yet of PDFs that were given out, replaced since or not; in their order."""
    addresses = {one.address for one in given}
    entered = set(LedgerEntry.objects.filter(kind=Subject.PAPER, address__in=addresses).values_list("address", "file"))
    records = {(new.address, new.file): new.record for new in differing(list(addresses))}
    news = {(one.address, one.sha256): one for one in given if (one.address, one.sha256) not in entered}
    return [
        New(act=Act.MADE, kind=Subject.PAPER, address=address, file=file, record=records.get((address, file), ""))
        for address, file in news
    ]


def _files(addresses: Collection[str]) -> Iterator[tuple[str, Path]]:
    for address in addresses:
        note = papers().noted(address)
        if note is not None:
            yield address, papers().path(note.digest)


def _made(address: str, path: Path, before: LedgerEntry | None) -> New | None:
    """The entry of a kept PDF; none where the log has it, or it is damaged and will be made anew."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if before is not None and before.file == digest:
            return None
        return New(act=Act.MADE, kind=Subject.PAPER, address=address, file=digest, record=record_in(path))
    except (FileNotFoundError, pypdfium2.PdfiumError):
        return None


def last_papers(addresses: Collection[str]) -> dict[str, LedgerEntry]:
    """The last entry of a PDF at each of these addresses that has one."""
    rows = LedgerEntry.objects.filter(kind=Subject.PAPER, address__in=addresses).last_of_each("address")
    return {entry.address: entry for entry in rows}


def ceased(addresses: Collection[str]) -> set[str]:
    """Those of these PDFs whose item or meeting is public no more, as the log has it."""
    pages = {page for address in addresses for page in _pages(address)}
    rows = LedgerEntry.objects.filter(address__in=pages).last_of_each("address")
    gone = {row.address for row in rows if row.is_gone}
    return {address for address in addresses if not gone.isdisjoint(_pages(address))}


def page_of(address: str) -> str:
    """The page of an item at whose PDF's address somebody looks; any other address as it is."""
    return f"{address.removesuffix('.pdf')}/" if address.endswith(".pdf") else address


def _pages(address: str) -> tuple[str, str]:
    """An item's own page or a meeting's, of which a PDF is."""
    return page_of(address), f"{address.rpartition('/')[0]}/"


def record_in(path: Path) -> str:
    """The hash of the record that is attached to a PDF; "" where none is, as in a pack. Raises PdfiumError."""
    with pypdfium2.PdfDocument(path) as pdf:
        files = [pdf.get_attachment(number) for number in range(pdf.count_attachments())]
        attached = [bytes(file.get_data()) for file in files if file.get_name().endswith(".json")]
    return record_hash(json.loads(attached[0])) if len(attached) == 1 else ""
