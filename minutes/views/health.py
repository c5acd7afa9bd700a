"""
Whether this process serves, and whether it should be sent requests: for whoever runs it, not for readers.

`/healthz` answers as long as the process does. `/readyz` answers 200 once a page could be served, and 503 with the
reason until then. They are answered before anything else: a load balancer asks by number and without HTTPS.
"""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from minutes.database.errors import SetupError

LEAST_DISK = 100 * 1024 * 1024
OK = "ok"


class HealthMiddleware:
    """Answers both addresses; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.is_migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponse
        if request.path_info == "/healthz":
            response = HttpResponse(OK, content_type="text/plain")
        elif request.path_info == "/readyz":
            states = {"database": self.database(), "disk": disk()}
            response = JsonResponse(states, status=200 if set(states.values()) == {OK} else 503)
        else:
            return self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response

    def database(self) -> str:
        """Whether it answers, with every migration of this version. That it has them is asked until it has."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if not self.is_migrated:
                executor = MigrationExecutor(connection)
                self.is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except (DatabaseError, SetupError):
            return "unreachable"
        return OK if self.is_migrated else "not migrated: run migrate"


def disk() -> str:
    """Whether the disk of the data folder has room for what a clerk uploads and the database writes."""
    return OK if shutil.disk_usage(settings.DATA_DIR).free >= LEAST_DISK else "full"
