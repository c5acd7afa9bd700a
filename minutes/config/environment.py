"""Reading the environment: each function says in one sentence what is wrong with a value."""

import ipaddress
import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

KEY_LENGTH, KEY_LETTERS, TOKEN_LENGTH = 50, 5, 32
MAIL_EXAMPLE = "smtp+tls://user:password@mail.example.gov.uk:587"
EXAMPLE = "postgres://user:password@host:5432/database"
# libpq's: seconds for connecting, and milliseconds after which a server that has gone silent is given up.
PATIENCE = {"connect_timeout": 3, "tcp_user_timeout": 10_000}


def flag(name: str) -> bool:
    """True for 1, true, yes or on; false when unset or for 0, false, no or off."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int, *, most: int | None = None) -> int:
    """A whole number of at least 0, and no more than `most`."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    if most is not None and int(value) > most:
        raise ImproperlyConfigured(f"{name} must be no more than {most}, not {value}.")
    return int(value)


def path(name: str) -> Path | None:
    """The absolute path of a folder or file; None when unset."""
    value = os.environ.get(name, "").strip()
    return Path(value).resolve() if value else None


def own_folder(folder: Path) -> Path:
    """The folder, made if need be, for this system user alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Networks or single addresses, written with commas."""
    try:
        return [ipaddress.ip_network(word) for word in words(name, "")]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must name networks, such as 127.0.0.1, 10.1.2.0/24: {error}.") from error


def token(name: str) -> str:
    """A secret that cannot be guessed; empty when unset."""
    value = os.environ.get(name, "").strip()
    if value and (len(value) < TOKEN_LENGTH or len(set(value)) < KEY_LETTERS):
        raise ImproperlyConfigured(f"{name} can be guessed: it needs {TOKEN_LENGTH} characters of chance.")
    return value


def words(name: str, default: str) -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def choice(name: str, usual: str, *others: str) -> str:
    """One of these words; the first when unset."""
    value = os.environ.get(name, "").strip().lower() or usual
    if value not in (usual, *others):
        raise ImproperlyConfigured(f"{name} must be {usual} or {' or '.join(others)}, not {value!r}.")
    return value


def side() -> str:
    """MINUTEBOOK_SIDE: "public" for a process that serves readers alone; "" for one that serves everybody."""
    value = os.environ.get("MINUTEBOOK_SIDE", "").strip().lower()
    if value not in {"", "public"}:
        raise ImproperlyConfigured(f"MINUTEBOOK_SIDE must be public, or left out, not {value!r}.")
    return value


def database(url: str, name: str = "DATABASE_URL") -> dict[str, Any]:
    """The server that the variable `name` names, which must be PostgreSQL: search and rules are written for it."""
    config: dict[str, Any]
    try:
        config = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:  # covers an unknown scheme and a port that is no number
        raise ImproperlyConfigured(f"{name} cannot be read. It looks like {EXAMPLE} .") from error
    if config.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{name} must name a PostgreSQL server: {EXAMPLE} .")
    if not config.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database. It looks like {EXAMPLE} .")
    config["OPTIONS"] = {**PATIENCE, **config.get("OPTIONS", {})}
    return config


def mail_server(url: str) -> dict[str, Any] | None:
    """
    The mail server that MINUTEBOOK_SMTP names; None without one.

    smtps:// speaks TLS from the first byte, smtp+tls:// after asking for it, smtp:// never.
    """
    if not url:
        return None
    parts = urlsplit(url)
    kinds = {"smtp": ("never", 25), "smtp+tls": ("start", 587), "smtps": ("always", 465)}
    try:
        (tls, usual), port = kinds[parts.scheme], parts.port
    except (KeyError, ValueError) as error:
        raise ImproperlyConfigured(f"MINUTEBOOK_SMTP cannot be read. It looks like {MAIL_EXAMPLE} .") from error
    if not parts.hostname:
        raise ImproperlyConfigured(f"MINUTEBOOK_SMTP names no server. It looks like {MAIL_EXAMPLE} .")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return {"host": parts.hostname, "port": port or usual, "tls": tls, "user": user, "password": password}


def stores(side: str = "") -> dict[str, dict[str, Any]]:
    """
    Where documents lie: in two folders or, where MINUTEBOOK_S3_BUCKET is set, in two buckets.

    A process of the public side knows of one alone, and needs no right to the other.
    """
    both = _stores(side)
    return {"default": both["default"]} if side == "public" else both


def _stores(side: str) -> dict[str, dict[str, Any]]:
    public, exempt = (os.environ.get(f"MINUTEBOOK_S3_{name}", "").strip() for name in ("BUCKET", "EXEMPT_BUCKET"))
    if not public and not exempt:
        return {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "exempt": {"BACKEND": "minutes.files.stores.ClosedFolder"},
        }
    if not public or public == exempt or (not exempt and side != "public"):
        raise ImproperlyConfigured(
            "MINUTEBOOK_S3_BUCKET and MINUTEBOOK_S3_EXEMPT_BUCKET name two buckets: one for what is public, one for "
            "everything else. Set both, to different names."
        )
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured('MINUTEBOOK_S3_BUCKET needs django-storages: install "minutebook[s3]".')
    shared = {
        "endpoint_url": os.environ.get("MINUTEBOOK_S3_ENDPOINT") or None,
        "region_name": os.environ.get("MINUTEBOOK_S3_REGION") or None,
        "default_acl": None,  # the bucket's own: closed
        "file_overwrite": False,
    }
    backend = "storages.backends.s3.S3Storage"
    return {
        "default": {"BACKEND": backend, "OPTIONS": {**shared, "bucket_name": public}},
        "exempt": {"BACKEND": backend, "OPTIONS": {**shared, "bucket_name": exempt}},
    }


def refuse_debug_in_public(debug: bool, *, https: bool) -> None:
    """Error pages show settings and records: not where the world reads. Raises ImproperlyConfigured."""
    if debug and https:
        raise ImproperlyConfigured("MINUTEBOOK_DEBUG shows what is not public: turn it off, or MINUTEBOOK_HTTPS.")


def secret_key(path: Path) -> str:
    """
    MINUTEBOOK_SECRET_KEY or, without it, a key of this installation, made once and kept in its data folder.

    There is no default one. A key that could be guessed is refused, by the measure of Django's check W009.
    """
    key = os.environ.get("MINUTEBOOK_SECRET_KEY", "")
    if key:
        if len(key) < KEY_LENGTH or len(set(key)) < KEY_LETTERS or key.startswith("django-insecure-"):
            raise ImproperlyConfigured(
                f"MINUTEBOOK_SECRET_KEY can be guessed: it needs {KEY_LENGTH} characters of chance. Leave it out, and "
                "one is made and kept in the data folder."
            )
        return key
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        draft.rename(path)  # whole or not at all; of two processes the later one wins before either serves
    return path.read_text()
