"""Requests of any kind, as Hypothesis draws them: what browsers send, what robots try, what nobody would type."""

from urllib.parse import quote_from_bytes, urlsplit

import lxml.html
from hypothesis import strategies as st

ODD = [
    "", " ", "0", "-1", "1e9", "9" * 40, "9223372036854775808", "2147483648", "NaN", "x" * 10_000, "\x00", "a\x00b", "'", '"',
    "\\", "%", "%00", "';--", "') OR 1=1 --", "<script>alert(1)</script>", "{{ item }}", "../../etc/passwd", "\u202e", "\ufeff",
    "İ", "ß" * 300, "é\u0301", "👩‍👩‍👧‍👦", "\U0010ffff", "31/02/2012", "2012-02-30", "0000-00-00", "10000-01-01", "2024-02", "2024-13",
    "2024-06-01T00:00:00+99:99", "2024-06-01T12:00:00", "2023/24", "1999-00", "\r\nSet-Cookie: a=b", "a" * 255 + ".pdf", "true", "None",
    "[]", "a,b,c", ",", "*", "(", "a|b", "!a", "a & b", '"unclosed', "- - -", "OR", "NOT", "https://elsewhere.example/", "//elsewhere.example",
]  # fmt: skip
KNOWN = [
    "q", "page", "after", "before", "month", "year", "committee", "kind", "state", "ward", "member", "key", "order", "since", "from",
    "until", "limit", "created_since", "created_until", "modified_since", "modified_until", "about", "address", "next", "format",
    "omit_internal", "o", "p", "e", "all", "_popup", "_to_field", "_changelist_filters", "id__exact", "pk__in",
]  # fmt: skip
HEADERS = [
    "Range", "If-None-Match", "If-Modified-Since", "If-Match", "If-Range", "If-Unmodified-Since", "Accept", "Accept-Encoding",
    "Accept-Language", "X-Forwarded-For", "Cookie", "Referer", "User-Agent", "Content-Type", "Origin", "Authorization",
]  # fmt: skip
LIKELY = [
    "bytes=0-", "bytes=-1", "bytes=5-2", "bytes=0-0,2-3", "bytes=99999999999999999999-", '"x"', "*", 'W/"x"', "Thu, 32 Foo 2024", "br;q=x",
    "gzip;q=1.0.0", "127.0.0.1, ::1, x", "sessionid=x; csrftoken=", "application/json", "multipart/form-data", "Sat, 01 Jan 0000 00:00:00 GMT",
]  # fmt: skip

texts = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
raw = st.binary(max_size=12).map(quote_from_bytes)  # also what is no UTF-8
quoted = st.one_of(texts.map(lambda text: quote_from_bytes(text.encode())), raw)
# What a server lets through in a header: no control characters, Latin letters alone.
header = st.one_of(st.sampled_from(LIKELY), texts).map(
    lambda text: "".join(c for c in text if c >= " " and c != "\x7f").encode("latin-1", "ignore").decode("latin-1")
)


def found(client, start="/", most=400):
    """Addresses that pages lead to, each once, with the names of parameters that links and forms on them use."""
    places, names, waiting = [], set(KNOWN), [start]
    while waiting and len(places) < most:
        address = waiting.pop(0)
        if address in places:
            continue
        places.append(address)
        response = client.get(address)
        body = b"".join(response)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        page = lxml.html.fromstring(body)
        names.update(page.xpath("//form//@name"))
        links = (link for link in page.xpath("//@href | //@src | //@action") if link.startswith(("/", "?")))
        for link in links:
            parts = urlsplit(link)
            names.update(part.partition("=")[0] for part in parts.query.split("&") if part)
            place = parts.path or urlsplit(address).path
            if place not in places and "logout" not in place:
                waiting.append(place)
    return places, sorted(names)


@st.composite
def requests(draw, places, names):
    """Method, address with its query, headers and a form's fields."""
    path = draw(st.sampled_from(places))
    if draw(st.integers(0, 4)) == 0:
        steps = path.split("/")
        steps[draw(st.integers(0, len(steps) - 1))] = draw(quoted)
        path = "/" + "/".join(steps).lstrip("/")
    pairs = draw(st.lists(st.tuples(st.sampled_from(names), quoted), max_size=4))
    query = "&".join(f"{name}={value}" for name, value in pairs)
    method = draw(st.sampled_from(["GET"] * 8 + ["HEAD", "POST", "POST", "OPTIONS", "PUT", "DELETE"]))
    headers = draw(st.dictionaries(st.sampled_from(HEADERS), header, max_size=2)) if draw(st.booleans()) else {}
    fields = draw(st.dictionaries(st.sampled_from(names), texts, max_size=5)) if method == "POST" else {}
    return method, f"{path}?{query}" if query else path, headers, fields
