"""How uploads come in: on the disk, and no more of each than is taken."""

import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

DAY = 24 * 3600


class LimitedUpload(TemporaryFileUploadHandler):
    """
    Writes each file to a temporary one as it comes, up to `REPORT_MAX_BYTES`.

    What is over is counted and dropped: neither memory nor disk fills, the rest of the form arrives, and the size that
    the file would have had is told at its field.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.REPORT_MAX_BYTES:
            self.file.truncate(0)
            return
        super().receive_data_chunk(raw_data, start)


def tidy() -> int:
    """Delete what killed processes have left of files that were coming, a day ago or more; how many."""
    old, folder = time.time() - DAY, Path(str(settings.FILE_UPLOAD_TEMP_DIR))
    left = [path for path in folder.iterdir() if path.stat().st_mtime < old]
    for path in left:
        path.unlink()
    return len(left)
