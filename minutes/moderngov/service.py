"""The web service of the old system, from its address to pages: what `manage.py import_moderngov https://…` asks."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from minutes.moderngov.client import Client
from minutes.moderngov.fetch import Harvest, Progress, quiet
from minutes.moderngov.files import check_document
from minutes.moderngov.kept import Kept
from minutes.moderngov.manners import Manners
from minutes.moderngov.origins import NotOurs, is_loopback, read_service

# Between two requests, at least, to any server but one on this machine.
SHORTEST_PAUSE = 0.5


def harvest(
    address: str,
    folder: Path | None = None,
    *,
    pause: float = 1.0,
    afresh: bool = False,
    today: dt.date | None = None,
    progress: Progress = quiet,
) -> Harvest:
    """
    A round through the service at an address; what is fetched is kept in `folder`, or the data folder's own for it.

    Iterate over its `pages()`, ask `file_of(document)` for the file of a document on a page, and look into `missing`
    at the end. Raises NotOurs for an address that is not asked; `pages` raises Busy while another round runs.
    """
    origin, path = read_service(address)
    if pause < SHORTEST_PAUSE and not is_loopback(origin.host):
        raise NotOurs(f"Requests come at least {SHORTEST_PAUSE} seconds apart.")
    kept = Kept(folder or settings.DATA_DIR / "moderngov" / origin.name)
    return Harvest(
        Client(origin, Manners(pause=pause)),
        kept,
        path,
        check_document=check_document,
        most_bytes=settings.REPORT_MAX_BYTES,
        today=today or timezone.localdate(),
        afresh=afresh,
        progress=progress,
    )
