"""Reading the pages of a scan by machine, with Tesseract, where that is installed."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
MEMORY, SECONDS, LARGEST = 2 * 1024**3, 60, 200 * 1024**2  # for each page, and each of the two programs
LANGUAGES = ("eng", "cym")


def program() -> str | None:
    """Where Tesseract is, if it is."""
    return shutil.which("tesseract")


def read_pages(path: str, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """
    What can be read on these pages of the PDF at `path`, each as soon as it is read; "" for one that cannot be.

    A page is drawn by one program and read by another, in so much time and memory: a PDF can be made so that neither
    ever ends.
    """
    tesseract = program()
    if tesseract is None:
        return
    with tempfile.TemporaryDirectory(prefix="minutebook-scan-") as folder:
        picture = Path(folder) / "page.png"
        for number in numbers:
            picture.unlink(missing_ok=True)
            drawn = _run(sys.executable, "-I", str(HERE / "render.py"), path, str(number), str(picture))
            text = _run(tesseract, str(picture), "stdout", "-l", _languages(tesseract)) if drawn is not None else None
            yield number, (text or "").replace("\f", "").replace("\0", "").strip()


@functools.cache
def _languages(tesseract: str) -> str:
    """Those of the site's languages that are installed with it."""
    listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=True).stdout.split()
    return "+".join(language for language in LANGUAGES if language in listed) or "eng"


def _run(*command: str) -> str | None:
    """What a program says; None where it fails or takes too much."""
    limited = [sys.executable, str(HERE / "limited.py"), str(MEMORY), str(SECONDS), str(LARGEST), *command]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(limited, capture_output=True, timeout=SECONDS * 2, env=environment, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "ignore")
