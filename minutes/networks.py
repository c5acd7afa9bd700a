"""Who asks, as no more than the network a request comes from: single addresses are nobody's business here."""

import ipaddress

from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
SIZES = {4: 24, 6: 64}  # bits: a street of customers, or one customer


def network_of(request: HttpRequest) -> str:
    """The network that asks: a /24, or a /64. Behind a proxy of one's own, what that proxy says."""
    address = _address(request)
    return _around(address) if address else ""


def outside_network_of(request: HttpRequest) -> str:
    """The network that asks, if it is one of the internet; "" for this machine and its own network."""
    address = _address(request)
    return _around(address) if address and not _is_ours(address) else ""


def _address(request: HttpRequest) -> Address | None:
    """
    The address of the first machine on the way here that is not of one's own network; None where there is none.

    A proxy adds to X-Forwarded-For at the end whom it heard. What stands before the first address from outside is
    what that one claims, and is not believed.
    """
    told = [request.META.get("REMOTE_ADDR", "")]
    told += reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(","))
    heard = None
    for text in told:
        try:
            heard = ipaddress.ip_address(text.strip())
        except ValueError:
            break
        if not _is_ours(heard):
            break
    return heard


def _around(address: Address) -> str:
    return str(ipaddress.ip_network(f"{address}/{SIZES[address.version]}", strict=False))


def _is_ours(address: Address) -> bool:
    return address.is_private or address.is_loopback
