"""
Records from elsewhere: Word and PDF minutes, OParl, Legistar. Each adapter yields the plain records that are loaded.

``read`` recognises a source by what is in it. It writes nothing and touches no network: an endpoint is read through
the ``fetch`` that it is given.
"""

from minutes.sources.found import Found, LeftOut, NoSource
from minutes.sources.read import read, read_endpoint

__all__ = ["Found", "LeftOut", "NoSource", "read", "read_endpoint"]
