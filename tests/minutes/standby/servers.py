"""A copy of the tests' database server in a folder of its own, and a site with two workers that uses it by its address."""

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from minutes.database.journal import copy_base
from minutes.database.server import USER, Server, server_in
from tests.torture.site import Site

COLLECTED: list[Path] = []  # static files of the first site, which the others use too


def copied(folder: Path) -> Server:
    """The tests' own server as it is now, as another one, in `folder`. It does not run yet."""
    folder.mkdir()
    copy_base(server_in(settings.DATA_DIR, settings.WAL_ARCHIVE), folder).rename(folder / "postgres")
    return Server(folder)


def url_of(sockets: str) -> str:
    """The tests' database on the server that listens there."""
    return f"postgres://{USER}@{quote(sockets, safe='')}/{connection.settings_dict['NAME']}"


def site_at(folder: Path, **environment: str) -> Site:
    """A site with a data folder; `with` it."""
    folder.mkdir(exist_ok=True)
    site = Site(folder)
    site.environment |= environment
    if not COLLECTED:
        site.run("collectstatic", "--noinput", "--verbosity=0")
        COLLECTED.append(folder / "static")
    elif not (folder / "static").exists():
        (folder / "static").symlink_to(COLLECTED[0])
    return site
