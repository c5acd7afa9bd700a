"""A site for the soak: two workers as in operation, and what they say in a file."""

import json
from pathlib import Path
from typing import TextIO

from tests.torture.site import Site

BAD = {"ERROR", "CRITICAL"}


class SoakSite(Site):
    """With four threads to a worker, and its log."""

    options = (
        "--blocking-threads", "4", "--backpressure", "128", "--log-level", "warning",
        "--log-config", "minutes/logs/granian.json",
    )  # fmt: skip

    def __init__(self, folder: Path, log: TextIO):
        super().__init__(folder)
        self.log = log


def errors_in(path: Path) -> list[str]:
    """What was logged as an error, and each line that is none of the log: a traceback that went past it."""
    return [line for line in path.read_text().splitlines() if _is_bad(line)]


def _is_bad(line: str) -> bool:
    try:
        return json.loads(line)["level"] in BAD
    except ValueError:
        return True
