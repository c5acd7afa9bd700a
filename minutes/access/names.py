"""The name that somebody gives who wants in, as it is kept while wrong passwords are counted."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

LONGEST = 255  # characters: as many as django-axes stores


def given_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The name, cut where nobody's goes on: a longer one would not be stored, and the refusal fail."""
    name = (credentials or request.POST).get("username") or ""
    return str(name)[:LONGEST]
