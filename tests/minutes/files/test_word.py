"""LibreOffice, where it is installed: what it may reach, and that it always ends."""

import stat
import threading

import psutil
import pytest

from minutes.files import word
from tests.files import docx
from tests.minutes.files.bucket import Bucket
from tests.torture.site import wait_for

needs_office = pytest.mark.skipif(word.program() is None, reason="LibreOffice is not installed")

LINK = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="{}/picture.png" TargetMode="External"/>'
)
PICTURE = """<w:p><w:r><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="p"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:link="rId9"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline>
</w:drawing></w:r></w:p>"""


class Watched(Bucket):
    """A server that notes what it is asked for."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def process_request(self, request, client_address):
        self.asked.append(client_address)
        super().process_request(request, client_address)


@pytest.fixture
def outside():
    server = Watched()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@needs_office
@pytest.mark.parametrize("wall", ["both", "profile", "parts"])
def test_word_file_with_a_linked_picture_fetches_nothing(outside, tmp_path, monkeypatch, wall):
    """Two walls, of which each holds by itself."""
    if wall == "profile":
        monkeypatch.setattr(word, "OUTSIDE", word.re.compile(rb"(?!)"))
    elif wall == "parts":
        monkeypatch.setattr(word, "PROFILE", word.PROFILE[: word.PROFILE.index("<item")] + "</oor:items>")
    path = tmp_path / "linked.docx"
    path.write_bytes(docx(body=PICTURE, relations=LINK.format(outside.url)))
    assert word.to_pdf(str(path)) is not None
    assert outside.asked == []


def test_office_that_never_ends_is_ended_with_all_that_it_started(tmp_path, monkeypatch):
    started_by_it = tmp_path / "pid"
    office = tmp_path / "soffice"
    office.write_text(f"#!/bin/sh\nsleep 3600 &\necho $! > {started_by_it}\nsleep 3600\n")
    office.chmod(office.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(word, "program", lambda: str(office))
    monkeypatch.setattr(word, "SECONDS", 4)
    path = tmp_path / "a.docx"
    path.write_bytes(docx())
    assert word.to_pdf(str(path)) is None
    child = int(started_by_it.read_text())
    wait_for(lambda: is_gone(child), "the end of what it started")


def is_gone(number):
    """Whether it has ended, even if nobody has asked yet how."""
    try:
        return psutil.Process(number).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_office_that_makes_nothing_leaves_the_word_file(tmp_path, monkeypatch):
    monkeypatch.setattr(word, "program", lambda: "/bin/false")
    path = tmp_path / "a.docx"
    path.write_bytes(docx())
    assert word.to_pdf(str(path)) is None
