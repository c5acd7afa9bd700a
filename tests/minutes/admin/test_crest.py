"""The council's crest: taken by its content, described, shown on every page, and nothing else is taken."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from minutes.models import Council
from tests import factories as make
from tests.minutes.admin.forms import errors, filled

pytestmark = pytest.mark.django_db

PAGE = "/admin/minutes/council/1/change/"


def picture(kind="PNG", size=(60, 40)):
    out = io.BytesIO()
    Image.new("RGB", size, "#7a1f2b").save(out, kind)
    return out.getvalue()


def upload(client, content, **facts):
    facts = {"crest_description": "A bridge over a river", **facts}
    if content is not None:
        facts["crest_file"] = SimpleUploadedFile("crest.svg", content)
    return client.post(PAGE, filled(client.get(PAGE), facts))


@pytest.fixture
def admin(admin_client):
    make.CouncilFactory()
    return admin_client


@pytest.mark.parametrize(
    ("kind", "content_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")]
)
def test_crest_is_shown_with_its_description_and_served_as_what_it_is(admin, client, kind, content_type):
    assert upload(admin, picture(kind)).status_code == 302
    assert 'src="/council-crest" width="60" height="40" alt="A bridge over a river"' in client.get("/").content.decode()
    served = client.get("/council-crest")
    assert (served.content, served.headers["Content-Type"]) == (picture(kind), content_type)


@pytest.mark.parametrize(
    ("content", "facts", "told"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", {}, "not a PNG"),
        (picture()[:60], {}, "not a PNG"),
        (picture("GIF"), {}, "not a PNG"),
        (picture() + b"x" * 300_000, {}, "larger than 200 KB"),
        (picture(size=(3000, 2)), {}, "more than 2000 pixels"),
        (picture(), {"crest_description": " "}, "Say what the crest shows"),
    ],
    ids=["svg", "cut short", "gif", "too large", "too wide", "not described"],
)
def test_what_is_no_described_picture_is_refused_with_the_reason(admin, monkeypatch, content, facts, told):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    page = upload(admin, content, **facts)
    assert told in " ".join(errors(page))
    assert not Council.objects.exclude(crest="").exists()


def test_crest_can_be_taken_away_and_a_council_without_one_has_no_picture(admin, client):
    assert client.get("/council-crest").status_code == 404
    upload(admin, picture())
    assert upload(admin, None, no_crest="on").status_code == 302
    assert client.get("/council-crest").status_code == 404
    assert "crest" not in client.get("/").content.decode()
