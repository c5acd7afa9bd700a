"""What every paper carries: whose it is, its language, its address as a QR code, its version."""

import datetime as dt
import hashlib
import json
from typing import Any

from django.utils import translation

from minutes import colours, pdf, qr
from minutes.models import Council, Language

LOCALES = {Language.ENGLISH: "en-gb", Language.WELSH: "cy-gb"}  # not "cy", which puts /cy/ before addresses
BCP_47 = {Language.ENGLISH: "en-GB", Language.WELSH: "cy-GB"}


def speaking(council: Council) -> translation.override:
    """Inside this, templates, dates and choices are in the language of the council's papers."""
    return translation.override(LOCALES[Language(council.language)])


def compose(
    template: str,
    context: dict[str, Any],
    *,
    council: Council,
    heads: tuple[str, str],
    title: str,
    url: str,
    since: dt.datetime,
    record: dict[str, Any],
    file_name: str,
) -> pdf.Paper:
    """
    A paper with its letterhead, and `record` attached to it as `file_name`.

    `heads` are its running heads, left and right, which page 1 carries as its masthead; `since` is the moment from
    which all that it shows has been public; the hash in its foot is that of the attached data.
    """
    data = json.dumps(record, ensure_ascii=False, indent=1, default=str).encode()
    letterhead = {
        "council": council,
        "head_left": heads[0],
        "head_right": heads[1],
        "accent": colours.readable(council.colour, on="#ffffff"),
        "qr": qr.code(url),
        "since": since,
        "record_hash": hashlib.sha256(data).hexdigest()[:12],
    }
    with speaking(council):
        description = translation.gettext("This paper as data (JSON)")
        return pdf.compose(
            template,
            {**context, **letterhead},
            title=title,
            language=BCP_47[Language(council.language)],
            url=url,
            modified=since,
            attachment=pdf.Attachment(file_name, data, description),
        )
