"""PDFs of any shape as reports of a meeting, and its pack."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests import factories as make


def document(*pages, **page_facts):
    """A PDF whose pages have these contents (bytes, or a list of pieces), with what else its pages have."""
    made = Pdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for content in pages:
        pieces = content if isinstance(content, list) else [content]
        streams = [made.make_indirect(Stream(made, piece)) for piece in pieces]
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=streams[0] if len(streams) == 1 else Array(streams),
        )  # fmt: skip
        for name, value in page_facts.items():
            page[f"/{name}"] = value
        made.pages.append(pikepdf.Page(made.make_indirect(page)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def words(text):
    return f"BT /F1 12 Tf 72 600 Td ({text}) Tj ET".encode()


def report(meeting, content, label="1", **facts):
    item = meeting.items.filter(label=label).first() or make.AgendaItemFactory(
        meeting=meeting, label=label, title=f"Business {label}"
    )
    made = make.ReportFactory(item=item, **facts)
    if content is not None:  # past the look that uploads get
        with made.file.storage.open(made.file.name) as stored:
            Path(stored.name).write_bytes(content)
    return made


def pack_of(client, meeting, name="pack"):
    response = client.get(f"{meeting.get_absolute_url()}{name}.pdf")
    assert response.status_code == 200
    return b"".join(response)


def texts(data):
    with pypdfium2.PdfDocument(data) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]
