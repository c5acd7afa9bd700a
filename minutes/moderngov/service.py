"""The web service of the old system, from its address to pages: what `manage.py import_moderngov https://…` asks."""

from contextlib import suppress

from django.conf import settings
from django.utils import timezone

from minutes.moderngov.client import Client
from minutes.moderngov.fetch import Harvest
from minutes.moderngov.files import check_document
from minutes.moderngov.kept import Kept
from minutes.moderngov.manners import Manners
from minutes.moderngov.named_files import NamedFiles
from minutes.moderngov.origins import NotOurs, Origin, is_loopback, is_service, read_service

# Seconds between two requests. A service on this machine is a copy of somebody's own, or a test.
PAUSE, PAUSE_ON_LOOPBACK = 1.0, 0.0
# Under the data folder: the files that OParl and Legistar name, by host.
FILES = "named-files"


def harvest(address: str) -> Harvest:
    """
    A round through the service at an address; what is fetched is kept in the data folder.

    Iterate over its `pages()`, ask `file_of(document)` for the file of a document on a page, and look into `missing`.
    Raises NotOurs for an address that is not asked; `pages` raises Busy while another round runs.
    """
    origin, path = read_service(address)
    return Harvest(
        polite_client(origin),
        _kept(origin),
        path,
        check_document=check_document,
        most_bytes=settings.REPORT_MAX_BYTES,
        today=timezone.localdate(),
    )


def polite_client(origin: Origin, *, public_only: bool = False) -> Client:
    """A connection to a server of somebody else, which is asked once a second at most."""
    manners = Manners(pause=PAUSE_ON_LOOPBACK if is_loopback(origin.host) else PAUSE)
    return Client(origin, manners, public_only=public_only)


def named_files(own: Client | None = None) -> NamedFiles:
    """The files that a source names by their addresses; `own` is the connection to the host of the source itself."""
    return NamedFiles(
        settings.DATA_DIR / FILES,
        own,
        lambda origin: polite_client(origin, public_only=True),
        check_document=check_document,
        most_bytes=settings.REPORT_MAX_BYTES,
        today=timezone.localdate(),
    )


def ask_afresh(source: str) -> None:
    """Have everything asked for again, what is fetched and settled too; the files that other sources than a service
    name, whichever source names them."""
    if is_service(source):
        with suppress(NotOurs):  # whoever reads the source names it
            _kept(read_service(source)[0]).ask_afresh()
        return
    for folder in sorted((settings.DATA_DIR / FILES).glob("*/")):
        Kept(folder).ask_afresh()


def _kept(origin: Origin) -> Kept:
    return Kept(settings.DATA_DIR / "moderngov" / origin.name)
