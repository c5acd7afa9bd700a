"""What every factory shares."""

import datetime as dt

import factory

from minutes.models.lock import Confirmable, Way, unlocked

PAST = dt.datetime(2024, 1, 1, 9, 0, tzinfo=dt.UTC)


def pdf(text: str = "A report.") -> bytes:
    """A small real PDF with one page, on which `text` stands."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        start,
    )


class Factory(factory.django.DjangoModelFactory):
    """Rows of confirmed minutes are made past their lock, as an import makes them."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if not issubclass(model_class, Confirmable):
            return super()._create(model_class, *args, **kwargs)
        with unlocked(Way.IMPORT):
            return super()._create(model_class, *args, **kwargs)
