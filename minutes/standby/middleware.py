"""Asks the database first whether it answers, and without it serves what is kept."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import Error, ProgrammingError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from minutes.database.errors import SetupError, is_loss
from minutes.models.mark import PublicMark, public_mark
from minutes.standby.answers import kept, unavailable
from minutes.standby.keeping import Keeper, address_of, is_askable
from minutes.standby.known import is_on, known, shelf
from minutes.standby.loss import ERROR, Outage, loss_of, may_be_asked_again, note_loss
from minutes.views.asking import is_from_inside
from minutes.views.kept import site_version

logger = logging.getLogger(__name__)
NO_MARK = PublicMark("", 0.0)  # nothing is shown that was kept under it


class StandbyMiddleware:
    """Stands before everything that asks the database, and keeps the answers that come out of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.outage, self.keeper = Outage(), Keeper()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_on() or is_from_inside(request):
            return self.get_response(request)
        if may_be_asked_again(request):
            return self.of_replica(request)
        setattr(request, ERROR, None)
        mark = self.ask()
        if mark is None:
            return self.without_database(request)
        response = self.get_response(request)
        if loss_of(request):
            self.lose()
            return self.without_database(request)
        if mark is not NO_MARK:
            self.keeper.keep(request, response, mark)
        return response

    def of_replica(self, request: HttpRequest) -> HttpResponseBase:
        """What a replica answers; if it is lost, another server is asked before what is kept."""
        try:
            mark = known().note(public_mark())
        except (Error, OSError) as error:
            setattr(request, ERROR, error)
            return HttpResponse(status=503)
        response = self.get_response(request)
        if loss_of(request) is None:
            self.keeper.keep(request, response, mark)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A view lost the database: no page of an error, and none in the log."""
        handled = (is_on() or may_be_asked_again(request)) and not is_from_inside(request) and note_loss(request, error)
        return HttpResponse(status=503) if handled else None

    def ask(self) -> PublicMark | None:
        """The public mark; None while the database is down, without waiting for it."""
        if not self.outage.is_on:
            return self.read_mark()
        if not self.outage.may_try():
            return None
        try:
            return self.read_mark()
        finally:
            self.outage.tried()

    def read_mark(self) -> PublicMark | None:
        """Ask for it, and note it. A database without marks is one in which `migrate` has not been run."""
        try:
            mark = known().note(public_mark())
        except (ProgrammingError, OSError) as error:  # `migrate` has not been run; the disk is full
            logger.warning("No pages are kept: %s", error)
            mark = NO_MARK
        except (Error, SetupError) as error:
            if not is_loss(error):
                raise
            self.lose()
            return None
        self.outage.end()
        return mark

    def lose(self) -> None:
        """The database is down: said once in the log."""
        if not self.outage.is_on:
            logger.error("The database does not answer: pages are served as they were kept.")
        self.outage.begin()

    def without_database(self, request: HttpRequest) -> HttpResponseBase:
        """The kept page or, where there is none that may be shown, a page that says why."""
        try:
            return self.kept_page(request) or unavailable(request)
        except OSError as error:  # the folder belongs to somebody else
            logger.warning("No page is served: %s", error)
            return unavailable(request)

    def kept_page(self, request: HttpRequest) -> HttpResponseBase | None:
        """The kept page, if it may be shown. Raises OSError."""
        now = timezone.now().timestamp()
        if not is_askable(request) or now - known().down_since(self.outage.since) >= 60 * settings.STANDBY_MINUTES:
            return None
        found = shelf().get(address_of(request))
        if found is None:
            return None
        page, body, right_at = found
        may_be_shown = page.mark == known().newest() and now < page.until and page.version == site_version()
        return kept(request, page, body, right_at) if may_be_shown else None
