"""Ways to send a form that no browser has, as Hypothesis draws them."""

import zlib
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes, urlsplit

from hypothesis import strategies as st

from tests import factories
from tests.files import OLE, blank_pdf, docx, zip_bomb
from tests.site.requests import ODD

BOUNDARY = "zq-boundary"
MARK = "<zq7 a='\"'>"  # stands on no page but one that repeats what was typed as it was
MARKED = b"<zq7"
METHODS = ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"]
LONGEST = 8_000  # characters of a query: what servers take
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
MORE = [
    MARK, f'"{MARK}', "9" * 19, "-9223372036854775809", "1e400", "-0", "٣", "½", "9999-12-31", "9999-12-31T23:59:59Z", "0001-01-01",
    "-0001-01-01", "24:00", "23:59:60", "\u200b", "\u2066x\u2069", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe", b"\xc0\x80",
    "javascript:alert(1)", "a@b", "a@" + "b" * 300, "#", "\t", "\x1b[2J", "\x85", "\u2028", "on", "null", "[" * 5_000, '{"a":' * 2_000,
    "x" * 20_000, "1,2,3", "1\n2", "=1+1", "%s%n", "${7*7}", "__proto__", "2024-02-29", "31 February 2024", "\r\n\r\n", "1" * 5_000,
]  # fmt: skip


def _bytes(value):
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


values = st.one_of(
    st.sampled_from([*MORE, *ODD]),
    st.sampled_from(MORE),
    st.text(max_size=30),
    st.integers().map(str),
    st.binary(max_size=12),
).map(_bytes)


def _png(width, height):
    """The head of a picture of that size, of which the rest is not there."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" + head + zlib.crc32(head).to_bytes(4, "big")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
# Each with a name, which may promise something else, and what its content is.
FILES = [
    ("report.pdf", b"<!doctype html><script>alert(1)</script>", ""), ("report.pdf", b"MZ\x90\x00" + b"\x00" * 500, ""),
    ("report.pdf", b"", ""), ("report.pdf", b"%PDF-1.7\n" + b"\x00" * 500, ""), ("report.pdf", blank_pdf()[:200], ""),
    ("report.pdf", blank_pdf(), "pdf"), ("report.pdf", b"GIF89a" + blank_pdf(), "pdf"), ("report.pdf", blank_pdf() + docx(), "pdf"),
    ("report.docx", docx(), "docx"), ("report.docx", zip_bomb(), ""), ("report.docx", docx() + blank_pdf(), "docx"),
    ("report.docx", docx()[:-30], ""), ("report.docx", OLE + b"\x00" * 600, ""), ("report.pdf", docx(), "docx"), ("crest.png", SVG, ""),
    ("crest.png", _png(100_000, 100_000), ""), ("crest.png", _png(10, 10), ""), ("crest.svg", SVG, ""), ("x.exe", blank_pdf(), "pdf"),
    ("../../../etc/passwd.pdf", blank_pdf(), "pdf"), ("a\x00b.pdf", blank_pdf(), "pdf"), ("\u202efdp.exe", b"MZ", ""), (MARK, b"x", ""),
    ("x" * 400 + ".pdf", blank_pdf(), "pdf"), ("report.txt", b"a report", ""), (".pdf", factories.pdf("A report."), "pdf"),
    ("report.pdf", b"<script>alert(1)</script>" + blank_pdf(), "pdf"), ("report.pdf", SVG + b"%PDF-", ""), ("con", b"PK\x03\x04", ""),
]  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A request as it goes over the wire."""

    method: str
    address: str
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    told: str = ""  # of the body, for whoever reads of a fault


def urlencoded(pairs):
    return b"&".join(quote_from_bytes(name).encode() + b"=" + quote_from_bytes(value).encode() for name, value in pairs)


def multipart(pairs, files):
    """A form with uploads, each field and each file as often as it is given."""
    out = []
    for name, value in pairs:
        out.append(
            b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (BOUNDARY.encode(), name, value)
        )
    for name, (file_name, content, _) in files:
        head = (
            b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: application/pdf\r\n\r\n'
        )
        out.append(head % (BOUNDARY.encode(), name.encode(), _bytes(file_name)) + content + b"\r\n")
    return b"".join([*out, b"--%s--\r\n" % BOUNDARY.encode()])


BROKEN = [
    ("application/json", b'{"a":' * 3_000), ("application/json", b"[" * 20_000), ("text/plain", b"a=b"), ("", b"a=b"),
    ("multipart/form-data", b"--x"), (f"multipart/form-data; boundary={BOUNDARY}", b"no boundary in here"),
    (f"multipart/form-data; boundary={'x' * 300}", b"--x"), ("multipart/form-data; boundary=\u00e9", b"--x"),
    (f"multipart/form-data; boundary={BOUNDARY}", f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n'.encode()),
    (f"multipart/form-data; boundary={BOUNDARY}", f"--{BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--{BOUNDARY}--".encode()),
    (f"multipart/form-data; boundary={BOUNDARY}",
     f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--{BOUNDARY}--'.encode()),
    ("application/x-www-form-urlencoded", b"%&%zz=%f&=&&==&a=%ff%fe&%00=%00"), ("application/x-www-form-urlencoded", b"a=b&" * 5_000),
    ("application/x-www-form-urlencoded; charset=utf-7", b"a=+AGE-"), ("application/x-www-form-urlencoded; charset=nope", b"a=b"),
]  # fmt: skip


@st.composite
def sent(draw, form, parameters):
    """The form with some of its fields filled oddly, left out or said twice; or something else sent to where it goes."""
    way = draw(
        st.sampled_from(
            ["fields"] * 6 + ["files"] * (4 if form.files else 0) + ["missing", "query", "query", "broken", "method"]
        )
    )
    if way == "broken":
        content_type, body = draw(st.sampled_from(BROKEN))
        return Sent("POST", form.place, body, content_type, f"{body[:60]!r}")
    pairs = [(name.encode(), value.encode()) for name, value in form.fields]
    if form.names and way in ("fields", "files"):
        pairs = _filled(draw, form, pairs)
    if form.names and (way == "missing" or draw(st.integers(0, 5)) == 0):
        gone = draw(st.sets(st.sampled_from(form.names), max_size=4))
        pairs = [(name, value) for name, value in pairs if name.decode() not in gone]
    path, asked = urlsplit(form.place).path, []
    if way == "query" or not form.names:
        asked = draw(st.lists(st.tuples(st.sampled_from(parameters).map(str.encode), values), max_size=4))
    if form.method == "GET":
        return Sent("GET", f"{path}?{urlencoded([*pairs, *asked])[:LONGEST].decode()}")
    address = f"{path}?{urlencoded(asked)[:LONGEST].decode()}" if asked else form.place
    method = (
        draw(st.sampled_from(METHODS))
        if way == "method"
        else draw(st.sampled_from(["POST"] * 5 + ["GET"]))
        if way == "query"
        else "POST"
    )
    told = repr([pair for pair in pairs if pair not in [(n.encode(), v.encode()) for n, v in form.fields]])[:1_000]
    if form.files:
        files = draw(
            st.lists(
                st.tuples(st.sampled_from(form.files), st.sampled_from(FILES)), max_size=3 if way == "files" else 0
            )
        )
        told += repr([(name, file, content[:20]) for name, (file, content, _) in files])
        return Sent(method, address, multipart(pairs, files), f"multipart/form-data; boundary={BOUNDARY}", told)
    return Sent(method, address, urlencoded(pairs), "application/x-www-form-urlencoded", told)


def _filled(draw, form, pairs):
    """Some fields with odd values, some of these beside the value that they had."""
    odd = draw(st.dictionaries(st.sampled_from(form.names), values, min_size=1, max_size=5))
    kept = [(name, value) for name, value in pairs if name.decode() not in odd or draw(st.integers(0, 3)) == 0]
    return [*kept, *((name.encode(), value) for name, value in odd.items())]
