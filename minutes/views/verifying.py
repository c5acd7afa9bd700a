"""
Is this what the council published? A file, an address or a hash is looked up in the public log.

A file that is sent is hashed and thrown away: nothing reads what is in it. No cookie goes with the form, and nothing
comes of it but an answer, so a stranger's page that sent it would gain nothing.
"""

import hashlib
import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from minutes.languages import in_english
from minutes.ledger.papers import ceased, page_of
from minutes.ledger.writing import catch_up
from minutes.models import LedgerEntry
from minutes.models.ledger import Subject
from minutes.views.ledger import told
from minutes.views.public import public_page, unknown_parameters

MOST = 50  # entries of an address
DOCUMENT = re.compile(r"/documents/(\d{1,18})/")
HEXADECIMAL = frozenset("0123456789abcdef")
FORM = 64 * 1024  # what a form adds to the size of its file


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponseBase:
    """The form, and what the log says of what it was given."""
    return _file(request) if request.method == "POST" else asked(request)


@public_page
def asked(request: HttpRequest) -> HttpResponse:
    """What the log says of the address or the hash that is asked for."""
    text = request.GET.get("address", "").replace("\x00", "").strip()[:1000]
    ignored = unknown_parameters(request, ["address"])
    if not text:
        return _page(request, ignored=ignored)
    catch_up()
    if is_hash(text.lower()):
        return _page(request, asked=text, ignored=ignored, **_of_hash(text.lower()))
    path = path_of(text)
    rows = LedgerEntry.objects.filter(address__in=[path, page_of(path)]).reverse()[:MOST]
    answer = "" if rows else _("The log has no entry for this address.")
    return _page(request, asked=text, ignored=ignored, lines=told(list(rows)), answer=answer)


def _file(request: HttpRequest) -> HttpResponse:
    size = request.META.get("CONTENT_LENGTH") or "0"
    most = settings.REPORT_MAX_BYTES
    too_large = _("The file is larger than %(number)s MB. Look for its SHA-256 instead.") % {"number": most // 1024**2}
    # Before it is read.
    if not (size.isascii() and size.isdigit() and len(size) < 19) or int(size) > most + FORM:
        return _never_kept(_page(request, problem=too_large, status=413))
    file = request.FILES.get("file")
    if file is None or not file.size:
        return _never_kept(_page(request, problem=_("Choose a file."), status=422))
    if file.size > most:
        return _never_kept(_page(request, problem=too_large, status=413))
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    catch_up()
    return _never_kept(_page(request, digest=digest, **_of_hash(digest)))


def _of_hash(digest: str) -> dict[str, Any]:
    """What the log says of bytes with that hash: where and when they were published, and whether they still are."""
    entry = LedgerEntry.objects.filter(file=digest).last() or LedgerEntry.objects.filter(record=digest).last()
    if entry is None:
        answer = _(
            "The log does not know this file. It may have been changed, or made from what was public for a short time "
            "only, or before the log began."
        )
        return {"lines": [], "answer": answer}
    rows = [entry]
    if entry.kind == Subject.PAPER:  # with what its page says of when it was published
        rows += LedgerEntry.objects.filter(address=page_of(entry.address)).reverse()[:MOST]
    return {"lines": told(rows), "answer": _("This is what the council published."), "after": _since(entry, digest)}


def _since(entry: LedgerEntry, digest: str) -> str:
    """What became of it afterwards."""
    same = {"kind": entry.kind, "key": entry.key} if entry.key else {"address": entry.address}
    last = LedgerEntry.objects.filter(**same).last()
    ended = entry.kind == Subject.PAPER and bool(ceased([entry.address]))
    if ended or (last is not None and last.is_gone):
        return _("It has been withdrawn since, or is no longer public.")
    if last is not None and digest not in (last.file, last.record):
        return _("It has been replaced since: what is at its address now is another one.")
    return _("It is still what is at its address.")


def path_of(text: str) -> str:
    """The address as the log has it: without host, in English, without what stands behind the path or a file's name."""
    try:
        path = urlsplit(text if "://" in text or text.startswith("/") else f"/{text}").path
    except ValueError:  # "http://["
        return ""
    found = DOCUMENT.match(path)
    return f"/api/v1/documents/{found[1]}/" if found else in_english(unquote(path).replace("\x00", ""))


def is_hash(text: str) -> bool:
    """Whether it is a SHA-256 in hexadecimal."""
    return len(text) == 64 and HEXADECIMAL.issuperset(text)


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    most = settings.REPORT_MAX_BYTES // 1024**2
    return render(request, "minutes/verify.html", {"most": most, **context}, status=status)


def _never_kept(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response
