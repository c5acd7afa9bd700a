"""/healthz and /readyz, and the header that forbids."""

import pytest
from django.db import OperationalError, connection

from minutes.views import health

pytestmark = pytest.mark.django_db


def test_process_that_serves_is_healthy_by_any_host_and_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (response.status_code, response.content) == (200, b"ok")
    assert response["Cache-Control"] == "no-store"


def test_site_that_can_serve_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": "ok", "disk": "ok"})
    assert not response.cookies


def test_site_without_its_database_is_healthy_and_not_ready(client, monkeypatch):
    def down():
        raise OperationalError("the server is away at 10.1.2.3")

    monkeypatch.setattr(connection, "cursor", down)
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "unreachable")
    assert b"10.1.2.3" not in response.content


def test_site_whose_migrations_are_not_run_is_not_ready_until_they_are(client):
    with connection.cursor() as cursor:
        last = "SELECT max(name) FROM django_migrations WHERE app = 'minutes'"
        cursor.execute(f"UPDATE django_migrations SET app = 'other' WHERE app = 'minutes' AND name = ({last})")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "not migrated: run migrate")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET app = 'minutes' WHERE app = 'other'")
    assert client.get("/readyz").status_code == 200


def test_site_on_a_full_disk_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_DISK", 2**60)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["disk"]) == (503, "full")


@pytest.mark.parametrize("address", ["/", "/nothing-here/", "/robots.txt", "/admin/login/"])
def test_every_answer_forbids_what_the_site_does_not_need(client, address):
    assert "camera=(), display-capture=(), geolocation=()" in client.get(address)["Permissions-Policy"]


def test_answer_names_no_address_to_another_site(client):
    response = client.get("/")
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
