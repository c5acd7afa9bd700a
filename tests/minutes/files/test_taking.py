"""What is looked at in an uploaded file."""

import hashlib
import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from minutes.files.names import readable_name
from minutes.files.taking import take
from tests.factories import pdf


def written(pages=1, **options):
    """A PDF of blank pages."""
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out, **options)
    return out.getvalue()


def test_take_tells_size_and_pages():
    data = written(3)
    taken = take(ContentFile(data))
    assert (taken.size, taken.pages, taken.sha256) == (len(data), 3, hashlib.sha256(data).hexdigest())


def test_take_takes_a_pdf_with_rubbish_before_it():
    assert take(ContentFile(b"\r\n\r\n" + pdf("x"))).pages == 1


def test_take_leaves_the_file_to_be_read_from_its_beginning():
    file = ContentFile(pdf("x"))
    take(file)
    assert file.read(5) == b"%PDF-"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a Word file", "damaged"),
        (b"<html>%PDF" * 200, "not_pdf"),
        (b"%PDF-1.7\nand then nothing", "damaged"),
        (pdf("x")[:150], "damaged"),
    ],
    ids=["empty", "word", "html", "header only", "cut short"],
)
def test_take_refuses_what_is_no_whole_pdf(data, code):
    with pytest.raises(ValidationError) as refused:
        take(ContentFile(data))
    assert refused.value.code == code


def test_take_refuses_a_locked_pdf():
    locked = written(encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(ValidationError, match="password"):
        take(ContentFile(locked))


def test_take_refuses_what_is_over_the_limit_and_names_both_sizes(settings):
    settings.REPORT_MAX_BYTES = 1024
    with pytest.raises(ValidationError) as refused:
        take(ContentFile(b"%PDF-" + b"x" * 2043))
    assert "2.0\N{NO-BREAK SPACE}KB; at most 1.0\N{NO-BREAK SPACE}KB" in refused.value.message


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("School places 2027/28: options", "School-places-2027-28-options.pdf"),
        ("Tŷ Gwyn – “appendix”", "Ty-Gwyn-appendix.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("日本", "document.pdf"),
        ("a" * 300, "a" * 100 + ".pdf"),
    ],
)
def test_readable_name_holds_plain_letters_alone(title, name):
    assert readable_name(title) == name
