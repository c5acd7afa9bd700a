"""What is refused is refused on a page of the site's own, in the language of the address, that repeats nothing of what was sent."""

import lxml.html
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ODD = "<zq7>\"'&"


@pytest.fixture
def refused(admin_user):
    """Asks as a clerk whose forms are checked, and gives the page and its words."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)

    def ask(method, path, status, **sent):
        response = client.generic(method.upper(), path, **sent)
        assert response.status_code == status
        assert "<zq7" not in response.content.decode()
        page = lxml.html.fromstring(response.content)
        assert page.xpath("//h1 and //title and //meta[@name='viewport'] and //a[@href]")
        return page

    return ask


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/nowhere/", 404), ("get", f"/committees/{ODD}/", 404), ("post", "/people/", 405), ("put", "/search/", 405),
     ("delete", "/decisions/", 405), ("patch", "/", 405)],
)  # fmt: skip
@pytest.mark.parametrize(("prefix", "language"), [("", "en-GB"), ("/cy", "cy")])
def test_public_refusal_speaks_the_language_of_its_address(refused, prefix, language, method, path, status):
    assert refused(method, f"{prefix}{path}", status).get("lang") == language


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [("post", "/admin/minutes/ward/add/", 403, "This form cannot be taken"),
     ("get", "/admin/minutes/vote/add/", 404, "nothing at this address"),
     ("get", "/admin/decisions/vote/add/", 403, "You may not do this here"),
     ("get", "/admin/written/pasted/", 405, "does not answer that")],
)  # fmt: skip
def test_refusal_of_the_admin_is_a_page_of_the_site(refused, method, path, status, words):
    assert words in refused(method, f"{path}?{ODD}", status, data=b"name=%3Czq7", content_type="a/b").text_content()


def test_form_that_cannot_be_read_is_refused_on_a_page(admin_client):
    body = b"&".join(b"%d=<zq7" % number for number in range(10_001))
    response = admin_client.generic(
        "POST", "/admin/minutes/ward/add/", body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400
    assert "<h1>This request cannot be understood</h1>" in response.content.decode()
    assert "<zq7" not in response.content.decode()


def test_what_the_api_refuses_is_told_as_json(client):
    response = client.post("/api/v1/items/")
    assert (response.status_code, response.json()) == (405, {"error": "This address is only read."})
    assert response.headers["Allow"] == "GET, HEAD"
