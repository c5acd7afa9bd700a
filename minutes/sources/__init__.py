"""
Records from elsewhere: Word and PDF minutes, OParl, Legistar. Each adapter yields the plain records that are loaded.

``read`` recognises a source by what is in it, and so do ``is_source`` a whole and ``is_document`` a single file.
Nothing is written and no network touched: an endpoint is read through the ``fetch`` that is given.
"""

from minutes.sources.found import Found, LeftOut, NoSource
from minutes.sources.minutes_files import is_document, read_document
from minutes.sources.read import is_source, read, read_endpoint

__all__ = ["Found", "LeftOut", "NoSource", "is_document", "is_source", "read", "read_document", "read_endpoint"]
