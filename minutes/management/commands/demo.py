"""`manage.py demo`: the demo council, from an empty data folder to a site in the browser."""

import socket
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from minutes.database.errors import SetupError

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Prepares the database and the static files, prints address and logins, serves until Ctrl-C."""

    help = "Set up and serve the demo council."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        require_free(port)
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0)
        call_command("sync_groups")
        call_command("load_demo")
        call_command("log_publications")
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(self.style.SUCCESS(f"\nMinutebook is at http://localhost:{port} (Ctrl-C stops it)"))
        connections.close_all()
        serve(port)


def require_free(port: int) -> None:
    """Raise SetupError unless this process may listen on the port and nobody else does."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise SetupError(
                f"Port {port} cannot be used ({getattr(error, 'strerror', None) or error}): "
                f"choose another one, as in `make demo PORT=8123`."
            ) from error


def serve(port: int) -> None:
    """Run granian until it is interrupted. Each of its threads keeps a database connection of its own."""
    Granian(
        "minutes.config.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        backpressure=128,
        respawn_failed_workers=True,
        workers_lifetime=24 * 3600,
        workers_max_rss=1024,  # MB; one takes 130
        workers_kill_timeout=2,  # a worker that was only starting when Ctrl-C came has missed it
        log_level=LogLevels.error,  # it warns that a worker which is replaced may drop a connection
    ).serve()
