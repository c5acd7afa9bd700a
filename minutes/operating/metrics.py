"""
`/metrics`: what was counted, and how things stand now, in Prometheus' text format.

For whoever asks a process directly from a network that the settings name, or brings their token: through a proxy
everybody has the proxy's address, so what came through one needs the token.
"""

import hmac
import ipaddress
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from minutes.gauges import shared
from minutes.operating.state import State

PATH = "/metrics"
CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_VIA")


def may_see(request: HttpRequest) -> bool:
    """Whether it comes from one of the networks, past any proxy, or brings the token."""
    return request.method in ("GET", "HEAD") and (_brings_token(request) or _is_near(request))


def exposition() -> bytes:
    """All of it, of every process of the site."""
    registry = CollectorRegistry()
    registry.register(shared.registry())
    registry.register(_Now())
    return generate_latest(registry)


class _Now:
    """How things stand, looked up when it is asked for."""

    def collect(self) -> Iterable[Metric]:
        return State().collect()


def _brings_token(request: HttpRequest) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    wanted = settings.METRICS_TOKEN
    return bool(wanted) and scheme == "Bearer" and hmac.compare_digest(token.encode(), wanted.encode())


def _is_near(request: HttpRequest) -> bool:
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_NETWORKS)
