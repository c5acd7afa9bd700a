"""Word: what a .docx may hold, and a PDF of it by LibreOffice, where that is installed."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File

SECONDS, MEMORY, LARGEST_PDF = 90, 4 * 1024**3, 500 * 1024**2
MOST_PARTS, MOST_BYTES, MOST_RATIO = 10_000, 500 * 1024**2, 200
LIMITED = Path(__file__).with_name("limited.py")
TO_PDF = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
# Written into LibreOffice's throwaway profile: nothing in a document runs, and nothing is fetched.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
OUTSIDE = re.compile(rb"<Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>")


def check(file: File) -> None:
    """Refuse a ZIP file that is no Word document, holds macros or grows without measure when it is unpacked."""
    damaged = ValidationError("The Word file is damaged and cannot be opened. Save it again.", code="damaged")
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            _check_parts(parts)
            kinds = parts.read("[Content_Types].xml")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, KeyError) as error:
        raise damaged from error
    finally:
        file.seek(0)
    if b"macroEnabled" in kinds:
        raise _macros()


def _check_parts(parts: zipfile.ZipFile) -> None:
    listed = parts.infolist()
    names = {part.filename for part in listed}
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise ValidationError("This is neither a PDF nor a Word file. Use “Save as” and choose PDF.", code="not_pdf")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _macros()
    if any(part.flag_bits & 1 for part in listed):
        raise ValidationError("The Word file asks for a password. Save it without one.", code="locked")
    unpacked, packed = sum(part.file_size for part in listed), sum(part.compress_size for part in listed)
    if len(listed) > MOST_PARTS or unpacked > MOST_BYTES or unpacked > max(packed * MOST_RATIO, 50 * 1024**2):
        raise ValidationError(
            "The Word file is far larger inside than it looks, and is not opened. Save it as a PDF.", code="bomb"
        )


def _macros() -> ValidationError:
    return ValidationError("The Word file holds macros. Save it as .docx without them, or as a PDF.", code="macros")


def is_locked(file: File) -> bool:
    """Whether an old Office container holds an encrypted document of today."""
    return "EncryptedPackage".encode("utf-16-le") in file.read()


def program() -> str | None:
    """Where LibreOffice is, if it is."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(path: str) -> File | None:
    """
    The PDF that LibreOffice makes of the document at `path`; None without LibreOffice, or where it makes none.

    It works in a folder and with a profile of its own, which go when it is done, for so long and with so much memory.
    """
    office = program()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="minutebook-word-") as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        document = folder / "document.docx"
        try:
            _without_outside_parts(path, document)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError):
            return None
        options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
                   "--nolockcheck", "--convert-to", TO_PDF, "--outdir", str(folder), str(document)]  # fmt: skip
        _run(
            [sys.executable, "-I", str(LIMITED), str(MEMORY), str(SECONDS), str(LARGEST_PDF), office, *options], folder
        )
        made = folder / "document.pdf"
        return ContentFile(made.read_bytes(), "document.pdf") if made.exists() and made.stat().st_size else None


def _without_outside_parts(path: str, copy: Path) -> None:
    """Copy the document without what it would fetch from elsewhere: linked pictures, templates. Links to click stay."""
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename.endswith(".rels"):
                content = OUTSIDE.sub(lambda found: found[0] if b"/hyperlink" in found[0] else b"", content)
            kept.writestr(part.filename, content)


def _run(command: list[str], folder: Path) -> None:
    """Run to the end or to the limit; then nothing of it is left running."""
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath, "LANG": "C.UTF-8"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        pass  # what it has not made by now counts as not made
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
