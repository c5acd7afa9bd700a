"""Whether every file that the record names is there, unchanged, and in the store where it belongs."""

from collections.abc import Iterator

from django.core.files.storage import Storage, storages

from minutes.files.stores import CLOSED, PUBLIC
from minutes.inspection.finding import Finding
from minutes.preservation.chest import content_of
from minutes.preservation.held import earlier_files, held_files, public_files
from minutes.preservation.manifest import Content
from minutes.preservation.watching import Watch

SETTLE = "Run settle_documents."
FROM_BACKUP = "Take it from a backup that was restored into another place (docs/operations.md)."


def look(url: str, watch: Watch) -> Iterator[Finding]:
    """
    Every file; then what no record names.

    While somebody works, files move and go: what seems wrong is looked at once more at the end.
    """
    held, public = held_files(), public_files()
    suspect = []
    for done, (name, content) in enumerate(held.items(), 1):
        if list(_of(name, content, name in public)):
            suspect.append(name)
        watch("Reading files", done, len(held))
    strays = list(_strays(watch))
    held, public = held_files(), public_files()
    for name in suspect:
        if name in held:
            yield from _of(name, held[name], name in public)
    named = held.keys() | earlier_files().keys()
    for alias, name in strays:
        if name not in named:
            what = f"no record names it (in the {'public' if alias == PUBLIC else 'closed'} store)"
            yield Finding(f"The file {name}", what, "It can be deleted: a crash has left it.", harmless=True)


def _of(name: str, content: Content | None, is_public: bool) -> Iterator[Finding]:
    """What is the matter with one file."""
    wanted = PUBLIC if is_public else CLOSED
    found = [alias for alias in (PUBLIC, CLOSED) if storages[alias].exists(name)]
    if not found:
        yield Finding(f"The file {name}", "it is missing", FROM_BACKUP)
    for alias in found:
        if content is not None and _content(storages[alias], name) != content:
            yield Finding(f"The file {name}", "its bytes have changed", FROM_BACKUP)
    if found and found != [wanted]:
        what = "it lies in the public store and is not public" if wanted == CLOSED else "it is public, and lies closed"
        yield Finding(f"The file {name}", what, SETTLE, harmless=wanted == PUBLIC)


def _content(store: Storage, name: str) -> Content | None:
    try:
        with store.open(name) as stored:
            return content_of(stored)
    except FileNotFoundError:  # moved just now
        return None


def _strays(watch: Watch) -> Iterator[tuple[str, str]]:
    """Every file in both stores, with the store."""
    for alias in (PUBLIC, CLOSED):
        watch("Listing files", 0, 1)
        for name in _names(storages[alias], ""):
            yield alias, name
    watch("Listing files", 1, 1)


def _names(store: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = store.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored there
        return
    yield from (f"{folder}{name}" for name in names if name)
    for inner in folders:
        yield from _names(store, f"{folder}{inner}/")
