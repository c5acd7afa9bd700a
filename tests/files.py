"""Files that tests upload, made by code: PDFs of every kind of trouble, and Word documents."""

import io
import zipfile

import pikepdf

TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def blank_pdf(pages=1, **options):
    """A PDF of blank pages."""
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out, **options)
    return out.getvalue()


def tagged_pdf():
    """A PDF that says it is tagged."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    document.save(out)
    return out.getvalue()


def docx(text="A report.", *, body="", relations="", types=TYPES, more=None):
    """A Word document with one paragraph; `more`, other parts by name."""
    paragraph = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    space = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f'<?xml version="1.0"?><w:document {space}><w:body>{paragraph}{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}</Relationships>',
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def zip_bomb():
    """A Word document of some kilobytes that unpacks to 200 MB."""
    return docx(more={"word/media/image1.bmp": b"\0" * 200 * 1024 * 1024})


def pdf_of(*objects, root=1):
    """A PDF of these objects, numbered from 1."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (len(objects) + 1, table, len(objects) + 1, root, len(out))


def pdf_that_claims(pages):
    """One page, and a count that says otherwise."""
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )


def pdf_with_deep_tree(depth):
    """A page under so many nested nodes."""
    nodes = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 %s>>"
        % (number + 1, b"/Parent %d 0 R " % (number - 1) if number > 2 else b"")
        for number in range(2, depth + 2)
    ]
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>" % (depth + 1)
    return pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page)


def pdf_bomb(megabytes=2000):
    """A page whose content is a few kilobytes packed twice, and gigabytes of text operators unpacked."""
    import zlib

    packer = zlib.compressobj(9)
    piece = b"BT /F1 12 Tf (bomb) Tj ET\n" * 40_000
    packed = [packer.compress(piece) for _ in range(megabytes * 1024 * 1024 // len(piece))] + [packer.flush()]
    stream = zlib.compress(b"".join(packed), 9)
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
