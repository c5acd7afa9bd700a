"""
Where files lie: what is public in one store, everything else in another, each a folder or a bucket.

A file keeps its name wherever it lies, so that moving it changes nothing in the record. The store is a second wall:
whether a file may be read is asked of `minutes.publication` at every request, never of the place where it lies.
"""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.deconstruct import deconstructible

PUBLIC, CLOSED = "default", "exempt"


class ClosedFolder(FileSystemStorage):
    """A folder that only the site's own user may look into."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        return str(settings.EXEMPT_ROOT)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).resolve())


@deconstructible
class Stores(Storage):
    """Both stores as one: a new file goes to the closed one, a stored one is found in either."""

    def _save(self, name: str, content: File) -> str:
        saved: str = storages[CLOSED].save(name, content)
        return saved

    def _open(self, name: str, mode: str = "rb") -> File:
        return self._of(name).open(name, mode)

    def _of(self, name: str) -> Storage:
        """The store in which a file lies, and lies whole: a crash may have left a part of it in the other one."""
        found = [storages[alias] for alias in _known() if storages[alias].exists(name)]
        if len(found) < 2:
            return found[0] if found else storages[PUBLIC]
        return max(found, key=lambda store: store.size(name))

    def exists(self, name: str) -> bool:
        return any(storages[alias].exists(name) for alias in _known())

    def size(self, name: str) -> int:
        return self._of(name).size(name)

    def delete(self, name: str) -> None:
        for alias in (PUBLIC, CLOSED):
            storages[alias].delete(name)

    def url(self, name: str | None) -> str:
        raise NotImplementedError("A file has the address of its document alone.")


def _known() -> list[str]:
    """The stores that this process knows: one of the public side has no closed one."""
    return [alias for alias in (CLOSED, PUBLIC) if alias in settings.STORAGES]


def settle(name: str, *, public: bool) -> bool:
    """
    Bring a file to the store in which it belongs; whether it had to be moved.

    It is whole in its new place before it is taken away from the old one: after a crash it is in both, and the next
    call goes on from there.
    """
    here, there = (storages[CLOSED], storages[PUBLIC]) if public else (storages[PUBLIC], storages[CLOSED])
    if not here.exists(name):
        return False
    if there.exists(name) and there.size(name) != here.size(name):
        there.delete(name)  # the part that a crash has left
    if not there.exists(name):
        _copy(name, here, there)
    here.delete(name)
    return True


def _copy(name: str, here: Storage, there: Storage) -> None:
    if isinstance(here, FileSystemStorage) and isinstance(there, FileSystemStorage) and _linked(name, here, there):
        return
    with here.open(name) as content:
        saved = there.save(name, content)
    if saved != name:
        raise RuntimeError(f"{name} could not be stored under its name, but as {saved}.")


def _linked(name: str, here: FileSystemStorage, there: FileSystemStorage) -> bool:
    """Give a file of the same disk its other place at once, without copying. False, where the disk cannot do that."""
    target = Path(there.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(here.path(name))
    except OSError:
        return False
    return True


def clear(names: Iterable[str]) -> None:
    """Take files out of both stores."""
    for name in names:
        Stores().delete(name)
