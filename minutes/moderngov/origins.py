"""The hosts that an import asks: which addresses are theirs, and how they are written. Pure."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

SERVICE = "mgWebService.asmx"
PORTS = {"http": 80, "https": 443}
# What a path and a query may hold as it stands; a percent sign is taken to begin what was quoted already.
PLAIN = "/%:@!$&'()*+,;=~-._"


class NotOurs(Exception):
    """An address that is not asked. The message says why."""


@dataclass(frozen=True)
class Origin:
    """Scheme, host and port of the old system."""

    scheme: str
    host: str
    port: int

    @property
    def name(self) -> str:
        """A name for its folder."""
        plain = self.host.replace(":", "-")
        return plain if self.port == PORTS["https"] else f"{plain}-{self.port}"

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    def target(self, address: str, within: str = "/") -> str:
        """
        Path and query of an address on this host, as a request names them; a relative one stands `within` another.

        Replies write `http` where the host answers to `https`: it is asked as the service is. Raises NotOurs for
        another host.
        """
        try:
            parts = urlsplit(urljoin(f"{self.address}{within}", address.strip()))
            port = parts.port
        except ValueError as error:
            raise NotOurs(f"“{address}” is no address that can be asked.") from error
        if parts.scheme not in PORTS or not parts.hostname:
            raise NotOurs(f"“{address}” is no address that can be asked.")
        if parts.hostname != self.host or port not in (None, self.port, *PORTS.values()):
            raise NotOurs(f"{parts.hostname} is another host than {self.host} and was not asked.")
        query = f"?{quote(parts.query, safe=f'{PLAIN}?')}" if parts.query else ""
        return quote(parts.path or "/", safe=PLAIN) + query


def is_service(source: str) -> bool:
    """Whether what somebody named is the address of a web service: no file, and no other address."""
    return source.lower().startswith(("https://", "http://")) and SERVICE.lower() in source.lower()


def read_service(address: str) -> tuple[Origin, str]:
    """
    Host and path of the web service that an address names, with or without a method behind it.

    Raises NotOurs unless it is `https://…/mgWebService.asmx`; plain http is for this machine itself.
    """
    origin, path = origin_of(address)
    place = path.lower().find(SERVICE.lower())
    if place < 0:
        raise NotOurs(f"“{address}” is not the address of a web service: https://…/{SERVICE}")
    return origin, path[: place + len(SERVICE)]


def origin_of(address: str) -> tuple[Origin, str]:
    """Host and path of an address. Raises NotOurs unless it is one that is asked: https, or http on this machine."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotOurs(f"“{address}” is no address.") from error
    if parts.scheme not in PORTS or not host:
        raise NotOurs(f"“{address}” is not the address of a web service: https://…/{SERVICE}")
    if parts.username or parts.password:
        raise NotOurs("The address holds a user's name or password; the web service is public and asks for none.")
    if parts.scheme == "http" and not is_loopback(host):
        raise NotOurs(f"“{address}” is not encrypted. Write it with https://")
    return Origin(parts.scheme, host, port or PORTS[parts.scheme]), parts.path


def is_loopback(host: str) -> bool:
    """Whether the host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def origin_of_file(address: str) -> Origin:
    """
    The host of a file that a source names, which is asked encrypted though the source may write `http`.

    Raises NotOurs for what is no such address.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotOurs(f"“{address}” is no address.") from error
    if parts.scheme not in PORTS or not host:
        raise NotOurs(f"“{address}” is no address that can be asked.")
    if parts.username or parts.password:
        raise NotOurs("The address holds a user's name or password and was not asked.")
    if is_loopback(host):
        return Origin(parts.scheme, host, port or PORTS[parts.scheme])
    return Origin("https", host, PORTS["https"] if port in (None, PORTS["http"]) else port)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network: none of this machine, of a private network or of many."""
    found = ipaddress.ip_address(address)
    inner = (found.ipv4_mapped or found.sixtofour) if isinstance(found, ipaddress.IPv6Address) else None
    return found.is_global and not found.is_multicast and (inner is None or is_public(str(inner)))
