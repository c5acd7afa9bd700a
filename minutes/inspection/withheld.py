"""
Whether a name that is withheld stands anywhere all the same: in the record, or in the properties of a public PDF.

The database refuses it in the record while it is guarded; what is found was entered while it was not. The author of a
PDF, its title, bookmarks and attached files are in no table, so that nothing but a walk finds a name there.
"""

from collections.abc import Iterator
from itertools import chain

import pypdfium2
from django.utils.text import capfirst

from minutes.inspection.finding import Finding
from minutes.models import FileType, Redaction, Report, ReportVersion
from minutes.preservation.watching import Watch
from minutes.redaction.fields import holders
from minutes.redaction.finding import mark, rows_with
from minutes.text.withheld import Words

SEE = "Look at the list of withheld names in the admin."


def look(url: str, watch: Watch) -> Iterator[Finding]:
    """Every text and every public PDF, where a name is withheld. No finding says which."""
    spellings = Redaction.objects.standing().spellings()
    if not spellings:
        return
    words = Words(spellings)
    told = mark()
    for holder in holders():
        for key, changed in rows_with(holder, words, told, None):
            place = f"{capfirst(holder.model._meta.verbose_name)} {key}, {', '.join(sorted(changed))}"
            yield Finding(place, "here stands a name that is withheld", f"Withhold it again. {SEE}")
    yield from _of_files(words, watch)


def _of_files(words: Words, watch: Watch) -> Iterator[Finding]:
    rows = [
        model.public.filter(file_type=FileType.PDF).exclude(file="").order_by("pk") for model in (Report, ReportVersion)
    ]
    total = sum(one.count() for one in rows)
    for done, document in enumerate(chain.from_iterable(one.iterator() for one in rows), 1):
        if any(words.find(text, in_address=True) for text in properties_of(document)):
            place = f"The file of {document._meta.verbose_name} {document.pk}"
            yield Finding(
                place, "a name that is withheld stands in its properties", "Withdraw it, and replace the file."
            )
        watch("Looking into files", done, total)


def properties_of(document: Report | ReportVersion) -> list[str]:
    """What a PDF says of itself, its bookmarks and the names of attached files; nothing of one that is missing."""
    try:
        with document.file.open("rb") as stored, pypdfium2.PdfDocument(stored.read()) as pdf:
            bookmarks = [mark.get_title() for mark in pdf.get_toc()]
            attached = [pdf.get_attachment(number).get_name() for number in range(pdf.count_attachments())]
            return [*pdf.get_metadata_dict().values(), *bookmarks, *attached]
    except (FileNotFoundError, pypdfium2.PdfiumError):  # which the walk through the files tells
        return []
