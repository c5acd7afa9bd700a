"""
A program of its own that looks into one PDF: `python -I probe.py PATH MEMORY SECONDS PAGES CHARACTERS`.

A PDF can be made so that whoever opens it never ends or takes all memory. So it is opened by a process that the
kernel stops, and the site reads what that one says: a line of JSON with the facts, then one with the text of each page.
"""

import json
import resource
import sys


def main(path: str, memory: int, seconds: int, most_pages: int, characters: int) -> None:
    """Say what is in the file; a line `{"refused": …}` where it cannot be opened."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        say(refused="locked" if "password" in str(error).lower() else "damaged")
        return
    pages = len(document)
    if not pages:
        say(refused="no_pages")
        return
    say(pages=pages, tagged=bool(pypdfium2.raw.FPDFCatalog_IsTagged(document.raw)))
    for number in range(min(pages, most_pages)):
        text = text_of(document, number)[:characters]
        characters -= len(text)
        say(text=text)


def text_of(document, number: int) -> str:  # type: ignore[no-untyped-def]
    """What can be read on a page; nothing, where it is broken."""
    import pypdfium2

    try:
        page = document[number]
        text: str = page.get_textpage().get_text_bounded()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    return text


def say(**facts: object) -> None:
    """One line, at once: what comes after it may be cut off."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:6]))
