"""Around everything else: each request is counted, and logged for programs."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from minutes.gauges import shared
from minutes.gauges.counts import counts
from minutes.logs.current import answering
from minutes.operating import metrics
from minutes.operating.kinds import OPERATOR, kind_of, method_of, view_of

logger = logging.getLogger("minutes.requests")


class Questions:
    """Counts what is asked of the database, and for how long it is waited for; a wrapper of Django's connection."""

    def __init__(self) -> None:
        self.number, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.number += 1
            self.seconds += time.perf_counter() - began


class LogMiddleware:
    """
    Numbers requests, and logs each one: for programs that read the log; people would drown in it.

    Whoever gets an error is told its number (`X-Request-Id`). No other answer has one:
    it would give everybody other bytes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.LOG_FORM != "json":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        with answering(request) as current:
            response = self.get_response(request)
            view = view_of(request, response)
            if view != OPERATOR:
                told = {"method": method_of(request), "status": response.status_code, "view": view}
                logger.info("Answered", extra={**told, "ms": round((time.perf_counter() - began) * 1000, 1)})
        if response.status_code >= 500:
            response["X-Request-Id"] = current.number
        return response


class GaugeMiddleware:
    """Counts every request, and answers `/metrics` to whoever may see them; nobody else learns that it is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not shared.is_on():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == metrics.PATH and metrics.may_see(request):
            return HttpResponse(
                metrics.exposition(), content_type=metrics.CONTENT_TYPE, headers={"Cache-Control": "no-store"}
            )
        questions, began = Questions(), time.perf_counter()
        with connection.execute_wrapper(questions):
            response = self.get_response(request)
        self.count(request, response, time.perf_counter() - began, questions)
        return response

    def count(self, request: HttpRequest, response: HttpResponseBase, seconds: float, questions: Questions) -> None:
        """One answer. What a load balancer asks every second would hide what readers wait for."""
        view = view_of(request, response)
        if view == OPERATOR:
            return
        kind = kind_of(view)
        method, status = method_of(request), response.status_code
        counts().request(view=view, kind=kind, method=method, status=status, seconds=seconds)
        if questions.number:
            counts().database(kind=kind, number=questions.number, seconds=questions.seconds)
