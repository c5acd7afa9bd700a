"""
Records from elsewhere: Word and PDF minutes, OParl, Legistar. Each adapter yields the plain records that are loaded.

``read`` recognises a source by what is in it, and so do ``is_source`` a whole and ``is_document`` a single file;
``reading`` gives the files beside its pages, too.
Nothing is written and no network touched: an endpoint is read through the ``fetch`` that is given.
"""

from minutes.sources.filed import Filed
from minutes.sources.files import File, Unreadable
from minutes.sources.found import Found, LeftOut, NoSource
from minutes.sources.minutes_files import is_document, read_document
from minutes.sources.read import is_source, read, read_endpoint, reading

__all__ = [
    "File",
    "Filed",
    "Found",
    "LeftOut",
    "NoSource",
    "Unreadable",
    "is_document",
    "is_source",
    "read",
    "read_document",
    "read_endpoint",
    "reading",
]
