"""The API's description is OpenAPI, tells of every address, and what it says of answers is true."""

import copy

import pytest
from django.urls import get_resolver, reverse
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator

from minutes.registry import registry
from tests.site import full
from tests.site.world import State, build

pytestmark = pytest.mark.django_db
ADDRESS = "/api/openapi.json"


@pytest.fixture
def described(client):
    return client.get(ADDRESS).json()


def closed(schema):
    """The same, without room for a field that is not described."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: closed(one) for name, one in schema.items()}
    return found | ({"additionalProperties": False} if "properties" in found and "required" in found else {})


def errors(described, schema, answer):
    """What an answer has that the schema does not allow."""
    whole = closed(copy.deepcopy(described)) | {"allOf": [closed(schema)]}
    found = OAS31Validator(whole, format_checker=oas31_format_checker).iter_errors(answer)
    return [f"{error.json_path}: {error.message}"[:300] for error in found]


def told(described, path, status, content_type="application/json"):
    return described["paths"][path]["get"]["responses"][status]["content"][content_type]["schema"]


def test_description_is_openapi(described):
    assert described["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_every_address_of_the_api_is_described(described):
    routes = [str(one.pattern) for one in get_resolver("minutes.urls").url_patterns if not hasattr(one, "url_patterns")]
    routes = [route for route in routes if route.startswith("api/")]
    assert len(routes) > 4
    kinds = [kind.name for kind in registry.public_kinds]
    every = {"/api/"} | {
        "/" + route.replace("<slug:kind>", kind).replace("<int:pk>", "{id}").replace("<bulk:form>", form)
        for route in routes for kind in kinds for form in ("jsonl", "csv")
    }  # fmt: skip
    assert set(described["paths"]) == every


@pytest.mark.parametrize("build", [full.build, lambda: build(State("confirmed_at"))], ids=["full", "world"])
def test_answers_are_as_they_are_described(client, build):
    build()
    described = client.get(ADDRESS).json()
    assert errors(described, told(described, "/api/v1/", "200"), client.get("/api/v1/").json()) == []
    for kind in registry.public_kinds:
        place = reverse("minutes:api-list", args=[kind.name])
        page = client.get(f"{place}?limit=1").json()
        assert errors(described, told(described, place, "200"), page) == []
        records = client.get(place).json()["records"]
        assert records
        for record in records:
            one = client.get(f"{place}{record['id']}/").json()
            assert errors(described, told(described, f"{place}{{id}}/", "200"), one) == []


def test_everything_that_can_be_in_a_record_was_in_one_that_was_compared(client):
    """Else a shape of something that no record has would be compared with nothing."""
    full.build()
    answers = [client.get(reverse("minutes:api-list", args=[kind.name])).json() for kind in registry.public_kinds]
    described = client.get(ADDRESS).json()["components"]["schemas"]
    for name in registry.shapes:
        fields = set(described[name]["required"])
        assert any(set(one) == fields for one in objects(answers)), name


def objects(value):
    """Every object in an answer, however deep."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from objects(one)


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [("/api/v1/items/", "?limit=0&x=1", 400), ("/api/v1/items.csv", "?from=x", 400), ("/api/v1/items/{id}/", "", 404)],
)
def test_refusals_are_as_they_are_described(client, described, path, query, status):
    response = client.get(path.replace("{id}", "9") + query)
    assert response.status_code == status
    assert errors(described, told(described, path, str(status)), response.json()) == []


def test_parameters_are_those_that_are_answered(client, described):
    for kind in registry.public_kinds:
        place = reverse("minutes:api-list", args=[kind.name])
        names = [one["name"] for one in described["paths"][place]["get"]["parameters"]]
        assert set(names) == {*kind.filters, "after", "limit"}
        for form in ("csv", "jsonl"):
            place = reverse("minutes:bulk", args=[kind.name, form])
            names = [one["name"] for one in described["paths"][place]["get"]["parameters"]]
            assert set(names) == set(kind.filters)


def test_description_is_found_from_the_page_and_kept_by_caches(client):
    page = client.get("/api/", headers={"accept": "text/html"}).content.decode()
    assert f'<link rel="service-desc" type="application/json" href="{ADDRESS}">' in page
    assert f'<a href="{ADDRESS}">' in page
    assert f'<{ADDRESS}>; rel="service-desc"' in client.get("/api/v1/").headers["Link"]
    first = client.get(ADDRESS)
    assert "public" in first.headers["Cache-Control"]
    assert client.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
