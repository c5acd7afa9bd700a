"""The list of what one backup holds: every table with its rows, every file with its hash."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from minutes.preservation.errors import BackupError

FORMAT, VERSION = "minutebook-backup", 1


class Content(NamedTuple):
    """Bytes, by their SHA-256 in hexadecimal and their number."""

    sha256: str
    size: int


class Rows(NamedTuple):
    """A table: how many rows it has, and the SHA-256 of what COPY writes of them in the order of their key."""

    number: int
    sha256: str


@dataclass
class Manifest:
    """
    One backup.

    `migrations` name the last of each app; `public` are the files that were in the public store; `missing` are files
    that the record names and nobody has, `changed` such as are not what was stored once.
    """

    made_at: str
    database: Content
    tables: dict[str, Rows]
    files: dict[str, Content]
    public: list[str] = field(default_factory=list)
    migrations: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def contents(self) -> list[Content]:
        """Everything that must be in the folder, each once."""
        return list(dict.fromkeys([self.database, *self.files.values()]))

    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.made_at)

    def write(self) -> bytes:
        """As JSON, the same bytes for the same backup."""
        told = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_manifest(data: bytes) -> Manifest:
    """Raises BackupError where it is none, or of another version."""
    try:
        told = json.loads(data)
        form, version = told.pop("format"), told.pop("version")
    except (ValueError, KeyError, AttributeError) as error:
        raise BackupError("This is no list of a backup.") from error
    if (form, version) != (FORMAT, VERSION):
        raise BackupError(f"The backup has the form {form} {version}, and {FORMAT} {VERSION} is read here.")
    told["database"] = Content(*told["database"])
    told["tables"] = {name: Rows(*rows) for name, rows in told["tables"].items()}
    told["files"] = {name: Content(*content) for name, content in told["files"].items()}
    return Manifest(**told)
