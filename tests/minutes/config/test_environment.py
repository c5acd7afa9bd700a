"""Settings from the environment: what is wrong with one is said in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from minutes.config import environment

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", "cannot be read"),
        ("postgres://u:p@host:port/db", "cannot be read"),
        ("mysql://u:p@host/db", "must name a PostgreSQL server"),
        ("postgres://", "names no database"),
        ("postgres://u:p@host", "names no database"),
    ],
)
def test_database_url_that_cannot_be_used_is_refused_with_an_example(url, reason):
    with pytest.raises(ImproperlyConfigured, match=f"{reason}.*postgres://user:password@host"):
        environment.database(url)


def test_server_that_does_not_answer_is_given_up_unless_its_address_says_otherwise():
    assert environment.database("postgres://u@h/d")["OPTIONS"] == {"connect_timeout": 3, "tcp_user_timeout": 10_000}
    assert environment.database("postgres://u@h/d?connect_timeout=9")["OPTIONS"]["connect_timeout"] == 9


def test_replica_that_cannot_be_used_is_named():
    with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URLS cannot be read"):
        environment.database("nonsense", "DATABASE_REPLICA_URLS")


@pytest.mark.parametrize("url", ["nonsense", "http://mail.example.org", "smtp://", "smtp://host:port"])
def test_mail_server_that_cannot_be_used_is_refused_with_an_example(url):
    with pytest.raises(ImproperlyConfigured, match=r"MINUTEBOOK_SMTP .*smtp\+tls://user:password@mail"):
        environment.mail_server(url)


def test_mail_server_is_read_with_its_usual_port_and_signs_in_a_password():
    assert environment.mail_server("") is None
    assert environment.mail_server("smtp+tls://me:p%40ss@mail.example.org") == {
        "host": "mail.example.org", "port": 587, "tls": "start", "user": "me", "password": "p@ss",
    }  # fmt: skip


def test_database_url_with_a_socket_s_folder_is_read():
    assert environment.database("postgres://me@%2Fvar%2Frun/book")["HOST"] == "/var/run"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgres://u:p@nowhere.invalid/db", "nowhere.invalid"),
        ("postgres://u:p@127.0.0.1:1/db", "refused"),
        ("mysql://x/y", "must name a PostgreSQL server"),
    ],
)
def test_command_with_a_broken_database_url_says_one_sentence_and_fails(url, said, tmp_path):
    result = subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        env={"PATH": os.environ["PATH"], "DATABASE_URL": url, "MINUTEBOOK_DATA": str(tmp_path)},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_secret_key_is_made_once_and_kept_to_its_owner(tmp_path):
    path = tmp_path / "data" / "key"
    assert environment.secret_key(path) == environment.secret_key(path)
    assert len(path.read_text()) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


def deploy(tmp_path, **values):
    """`check --deploy` with these variables and no others."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.environ["PATH"], "MINUTEBOOK_DATA": str(tmp_path), **values},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_shipped_settings_of_a_public_site_pass_every_check_of_django(tmp_path):
    result = deploy(tmp_path, MINUTEBOOK_HTTPS="1", MINUTEBOOK_HOSTS="minutes.example.gov.uk")
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("key", ["secret", "a" * 60, "django-insecure-" + "abcdefgh" * 8])
def test_site_does_not_start_with_a_key_that_can_be_guessed(tmp_path, key):
    result = deploy(tmp_path, MINUTEBOOK_SECRET_KEY=key)
    assert result.returncode == 1
    assert "MINUTEBOOK_SECRET_KEY can be guessed" in result.stderr
    assert key not in result.stderr


def test_public_site_does_not_start_with_error_pages_for_developers(tmp_path):
    result = deploy(tmp_path, MINUTEBOOK_HTTPS="1", MINUTEBOOK_DEBUG="1")
    assert result.returncode == 1
    assert "MINUTEBOOK_DEBUG shows what is not public" in result.stderr


def test_networks_are_read_and_a_wrong_one_is_refused_with_an_example(monkeypatch):
    monkeypatch.setenv("METRICS", "127.0.0.1, 10.1.2.0/24,fd00::/8")
    assert [str(each) for each in environment.networks("METRICS")] == ["127.0.0.1/32", "10.1.2.0/24", "fd00::/8"]
    for wrong in ("10.1.2.9/24", "here"):
        monkeypatch.setenv("METRICS", wrong)
        with pytest.raises(ImproperlyConfigured, match=r"such as 127\.0\.0\.1"):
            environment.networks("METRICS")


def test_token_that_can_be_guessed_is_refused(monkeypatch):
    assert environment.token("UNSET_TOKEN") == ""
    for wrong in ("short", "a" * 40):
        monkeypatch.setenv("METRICS", wrong)
        with pytest.raises(ImproperlyConfigured, match="can be guessed"):
            environment.token("METRICS")
