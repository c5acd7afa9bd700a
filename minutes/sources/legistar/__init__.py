"""A dump of the Legistar Web API: its answers as JSON files, one kind of record a file or all in one folder."""

from minutes.sources.legistar.dump import is_legistar
from minutes.sources.legistar.pages import read_legistar

__all__ = ["is_legistar", "read_legistar"]
