"""The Django backend: PostgreSQL's own, connected to the embedded server."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgresClient

from minutes.database import programs
from minutes.database.server import USER, server_in
from minutes.database.state import PORT


class _Process:
    answers_requests = False


def answer_requests() -> None:
    """This process serves the site: none of its requests waits until a server that was lost is started again."""
    _Process.answers_requests = True


def address() -> dict[str, str]:
    """Where the embedded server listens, in libpq's words. It runs when this returns. Raises SetupError."""
    server = server_in(settings.DATA_DIR, settings.WAL_ARCHIVE)
    host = server.ensure_soon() if _Process.answers_requests else server.ensure()
    return {"host": host, "port": PORT, "user": USER}


class DatabaseClient(PostgresClient):
    """`manage.py dbshell` with the psql that came with the server."""

    executable_name = str(programs.FOLDER / "psql")

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        """Django's own, told the address."""
        named = {key.upper(): value for key, value in address().items()}
        return super().settings_to_cmd_args_env({**settings_dict, **named}, parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django has it; before a connection is made, the server is."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Django's own parameters with the embedded server's address. Raises SetupError when it cannot run."""
        found = {**super().get_connection_params(), **address()}
        # Nobody but this machine's own user is let in; as another role, there is no way back to the owner's.
        return {**found, "user": settings.READER_ROLE} if settings.SIDE == "public" and settings.READER_ROLE else found
