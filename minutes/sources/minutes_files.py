"""Minutes as files: Word and PDF, one meeting each, alone, in a folder or in a zip archive."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from minutes.sources.beside import Beside, read_beside
from minutes.sources.files import File, Unreadable
from minutes.sources.found import Found, LeftOut, NoSource
from minutes.sources.names import known_of
from minutes.text.lines import Line
from minutes.text.meeting import NotMinutes, read_meeting
from minutes.text.pdf import NotPdf, read_pdf
from minutes.text.records import Page
from minutes.text.word import NotWord, read_word

# The names of a zip archive's files stand at its end.
LONGEST_DIRECTORY = 256 * 1024
WORD, PDF = (".docx", ".docm", ".dotx", ".doc"), (".pdf",)


def is_minutes_file(file: File) -> bool:
    """Whether a file's name says that it is a Word or a PDF file."""
    return file.path.suffix.lower() in (*WORD, *PDF)


def read_minutes_files(files: Sequence[File]) -> Iterator[Found]:
    """The pages of the Word and PDF files, in the order of their names; a CSV file beside them counts first."""
    beside = read_beside(list(files))
    yield from beside.left_out
    documents = [file for file in files if is_minutes_file(file)]
    word = {file.path.with_suffix("") for file in documents if file.path.suffix.lower() in WORD}
    for file in documents:
        twin = file.path.suffix.lower() in PDF and file.path.with_suffix("") in word
        if twin:
            yield LeftOut(file.place, "The Word file of the same name was read instead.", fault=False)
        else:
            yield _read(file, beside)


def is_document(data: bytes) -> bool:
    """Whether a file is a PDF or a Word document, by its content."""
    if data.lstrip()[:5] == b"%PDF-":
        return True
    return data.startswith(b"PK") and (b"word/document" in data[-LONGEST_DIRECTORY:])


def read_document(data: bytes, name: str, place: str) -> Page:
    """
    The page of one Word or PDF file alone. ``name`` is its path in the source, which may say whose and when.

    Raises ``NoSource`` with a sentence that begins with the place.
    """
    found = _read(File(name, place, lambda: data), Beside())
    if isinstance(found, LeftOut):
        raise NoSource(str(found))
    return found


def _read(file: File, beside: Beside) -> Found:
    try:
        lines, notes = _lines(file.read(), file)
        guessed, told = known_of(file.name), beside.of(file.name)
        known = (
            replace(told, committee=told.committee or guessed.committee, date=told.date or guessed.date)
            if told
            else guessed
        )
        return _with_notes(read_meeting(lines, file.place, known), notes)
    except (NotWord, NotPdf, NotMinutes, Unreadable) as error:
        return LeftOut(file.place, f"It {error}")


def _lines(data: bytes, file: File) -> tuple[Sequence[Line], Sequence[str]]:
    """The lines of a file, by what is in it: a PDF that is named .docx is one all the same."""
    if data.lstrip()[:5] == b"%PDF-" or (file.path.suffix.lower() in PDF and not data.startswith(b"PK")):
        text = read_pdf(data)
        return text.lines, text.notes
    word = read_word(data)
    return word.lines, word.notes


def _with_notes(page: Page, notes: Sequence[str]) -> Page:
    return replace(page, unread=(*notes, *page.unread))
