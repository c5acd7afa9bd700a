"""What every answer to a program shares: JSON, who may read it, and saying what was wrong with a question."""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from minutes.formats.data import encoded
from minutes.views.public import View, dated, public_page

Problems = list[dict[str, str]]
ALLOWED = "GET, HEAD, OPTIONS"


def open_data(view: View) -> View:
    """A public page that scripts of any site may read, and that says when anything public was changed last."""
    page = public_page(view)

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = response["Allow"] = ALLOWED
            response["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = "86400"
        else:
            response = page(request, *args, **kwargs)
        return open_to_all(response)

    return csrf_exempt(answered)


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """The same, which scripts of any site may read (Fetch standard, CORS protocol)."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    return response


def answer(record: Any, *, status: int = 200) -> HttpResponseBase:
    """An answer as JSON."""
    response = HttpResponse(encoded(record) + "\n", status=status, content_type="application/json")
    return dated(response) if status == 200 else response


def refused(problems: Iterable[dict[str, str]]) -> HttpResponseBase:
    """The parameters that could not be understood, each with what is wrong with it."""
    return answer({"error": "Some parameters cannot be understood.", "parameters": list(problems)}, status=400)


def missing() -> HttpResponseBase:
    """There is nothing public at this address."""
    return answer({"error": "There is nothing here."}, status=404)


def prefers_json(request: HttpRequest) -> bool:
    """Whether who asks would rather have JSON than a page."""
    kind = request.get_preferred_type(["text/html", "application/json"])
    return kind == "application/json"


def varying(response: HttpResponseBase) -> HttpResponseBase:
    """An answer that depends on what form is asked for."""
    patch_vary_headers(response, ["Accept"])
    patch_cache_control(response, public=True)
    return response


def whole(text: str, least: int, most: int) -> int:
    """A whole number, of those from least to most. Raises ValueError with a sentence for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
        raise ValueError(f"It is a whole number from {least} to {most}.")
    return int(text)
