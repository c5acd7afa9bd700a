"""
Walking the whole archive: is everything there, unchanged, and what it says it is.

`CHECKS` are asked one after the other; other apps add theirs when they start (`AppConfig.ready`).
"""

from minutes.inspection import addresses, files, index, kept, ledger, tables, withheld
from minutes.inspection.finding import Check, Finding

CHECKS = [
    Check("Tables", tables.look),
    Check("Files", files.look),
    Check("Search index", index.look),
    Check("PDFs", kept.look),
    Check("Old addresses", addresses.look),
    Check("Public log", ledger.look),
    Check("Withheld names", withheld.look),
]

__all__ = ["CHECKS", "Check", "Finding"]
