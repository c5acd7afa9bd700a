"""How uploads come in: on the disk, and no more of each than is taken."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


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
