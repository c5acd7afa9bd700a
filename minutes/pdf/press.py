"""The printing: WeasyPrint with the project's fonts, one style sheet, and no way out to any other file or address."""

import contextlib
import datetime as dt
import functools
import logging
import os
import threading
from collections.abc import Collection, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from minutes import pdf
from minutes.pdf import characters, standards

logger = logging.getLogger(__name__)

FONT_PACKAGES = {"SourceSerifPro": "font_source_serif_pro", "SourceSansPro": "font_source_sans_pro"}

if harfbuzz_subset is None:  # without it the time of day gets into the fonts, and so into the bytes
    raise pdf.PdfUnavailable("libharfbuzz-subset")

# Pango's font maps are not made for two threads at once, and other threads run while WeasyPrint is in C code.
_one_at_a_time = threading.Lock()


class FontsOnly(URLFetcher):
    """Answers ``font:SourceSerifPro-It.ttf`` from the installed font packages, and refuses everything else."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The font's file. Raises ValueError for any other address; WeasyPrint then goes on without it."""
        scheme, _, name = url.partition(":")
        package = FONT_PACKAGES.get(name.partition("-")[0])
        if scheme != "font" or package is None or Path(name).name != name:
            logger.warning("Refused to fetch something for a PDF")  # its address may be a word of a draft
            raise ValueError("a PDF fetches nothing but its fonts")
        return URLFetcherResponse(url, resources.files(package).joinpath("files", name).read_bytes())


def print_pdf(html: str, about: pdf.About, attachment: pdf.Attachment | None) -> bytes:
    """The PDF of a page of HTML. One at a time in a process."""
    unprintable: set[str] = set()
    with _one_at_a_time:
        printed, found = _print(html, about, attachment, unprintable)
        while not found <= unprintable:
            unprintable |= found
            names = " ".join(map(characters.code, sorted(found)))
            logger.warning("No font for %s in a PDF: printed as code points", names)
            printed, found = _print(html, about, attachment, unprintable)
    return printed


def _print(
    html: str, about: pdf.About, attachment: pdf.Attachment | None, unprintable: Collection[str]
) -> tuple[bytes, set[str]]:
    """The PDF, and the characters in it that neither standard allows because no good font has them."""
    fonts, sheet = _fonts_and_style()
    page = HTML(string=html, base_url=about.url, url_fetcher=FontsOnly())
    characters.make_printable(page.etree_element, unprintable)
    document = page.render(font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/a-3a")
    moment = about.modified.astimezone(dt.UTC)
    metadata = document.metadata
    metadata.title, metadata.lang = characters.printable(about.title), about.language
    metadata.created = metadata.modified = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    metadata.attachments = [_attached(attachment, moment)] if attachment else []
    printed = document.write_pdf(finisher=standards.finish, pdf_variant="pdf/a-3a")
    return printed, {character for font in document.fonts.values() for character in _badly_set(font)}


def _badly_set(font: Any) -> str:
    """The characters set in a font that lacks them, or that draws them as coloured pictures (emoji)."""
    missing = "".join(map(chr, font.missing))
    pictures = font.png or font.svg or font.colr or font.bitmap
    return missing + "".join(font.to_unicode.values()) if pictures else missing


def _attached(attachment: pdf.Attachment, moment: dt.datetime) -> Attachment:
    return Attachment(
        string=attachment.content,
        name=attachment.name,
        description=attachment.description,
        created=moment,
        modified=moment,
        relationship="Data",
        url_fetcher=FontsOnly(),
    )


@functools.cache
def _fonts_and_style() -> tuple[FontConfiguration, CSS]:
    """The fonts and the style sheet, read once a process."""
    with _settings_of_fonts():
        fonts = FontConfiguration()
    sheet = Path(str(finders.find(pdf.STYLE_SHEET)))
    return fonts, CSS(string=sheet.read_text(), font_config=fonts, url_fetcher=FontsOnly())


@contextlib.contextmanager
def _settings_of_fonts() -> Iterator[None]:
    """The press's own settings of Fontconfig in place of the machine's; other programs that start here keep theirs."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before
