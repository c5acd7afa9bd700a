"""
A made-up archive backed up, again, sealed, and restored: seconds and sizes. Run it with `make bench-backup`.

The restore is `restore --verify`: into a server of its own, every row and every file compared with the backup's list.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FILE_BYTES = 100_000  # of a document; such as cannot be compressed
HOME = Path(__file__).resolve().parents[2]


def main() -> None:
    """Print one line for each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--folder", help="where everything is made for as long as it is needed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minutebook-", dir=options.folder) as folder:
        Path(folder).chmod(0o755)  # as root, the server runs as somebody else
        site = Site(Path(folder))
        site.fill(options.items, options.documents)
        plain, sealed = Path(folder) / "plain", Path(folder) / "sealed"
        site.tell("backup", "backup", plain, measured=plain)
        site.tell("backup, nothing new", "backup", plain, measured=plain)
        site.tell("restored and compared", "restore", plain, "--verify")
        key = Path(folder) / "backup.key"
        site.tell("key", "make_backup_key", key)
        site.environment["MINUTEBOOK_BACKUP_KEY_FILE"] = str(key)
        site.tell("sealed", "backup", sealed, measured=sealed)
        site.tell("opened and compared", "restore", sealed, "--verify")


class Site:
    """A data folder with a database server of its own."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.data.mkdir()
        self.environment = {**os.environ, "MINUTEBOOK_DATA": str(self.data), "DATABASE_URL": ""}

    def fill(self, items: int, documents: int) -> None:
        """So many items, their index, and documents of random bytes, as long as a short PDF is."""
        self.tell("tables", "migrate", "--verbosity=0")
        self.tell(f"{items:,} items", "make_archive", "--items", items, "--seed", 1)
        self.tell("index", "rebuild_search")
        chance, folder = random.Random(1), self.data / "documents" / "made-up"
        folder.mkdir(parents=True)
        for number in range(documents):
            (folder / f"{number}.pdf").write_bytes(b"%PDF-1.7\n" + chance.randbytes(FILE_BYTES))
        self.tell(f"{documents:,} documents", "shell", "-c", HAND_OUT)

    def tell(self, what: str, *words: object, measured: Path | None = None) -> None:
        """Run a command of `manage.py`; print how long it took and, if asked, how large a folder then is."""
        start = time.perf_counter()
        command = [sys.executable, "manage.py", *map(str, words)]
        subprocess.run(command, cwd=HOME, env=self.environment, check=True, stdout=subprocess.DEVNULL)
        took = time.perf_counter() - start
        size = (
            f"{sum(path.stat().st_size for path in measured.rglob('*') if path.is_file()) / 1e6:10,.1f} MB"
            if measured
            else ""
        )
        print(f"{what:<24} {took:8.1f} s {size}", flush=True)


HAND_OUT = """
from hashlib import sha256
from pathlib import Path
from django.conf import settings
from minutes.models import Report
files = sorted(Path(settings.MEDIA_ROOT, "made-up").iterdir())
rows = list(Report.objects.order_by("pk")[: len(files)])
assert len(rows) == len(files)
for row, path in zip(rows, files):
    row.file, row.size, row.pages, row.is_tagged = f"made-up/{path.name}", path.stat().st_size, 1, False
    row.sha256 = sha256(path.read_bytes()).hexdigest()
Report.objects.bulk_update(rows, ["file", "size", "pages", "is_tagged", "sha256"], batch_size=500)
"""


if __name__ == "__main__":
    main()
