"""
Imports as real processes with a database and a data folder of their own, and SIGKILL for them at random moments.

What is compared is the record as it is exported, ids by their order and without moments: a killed process leaves gaps
in a sequence, and it was another time.
"""

import json
import os
import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from psycopg import sql

from minutes.exchange.tables import tables
from tests.minutes.moderngov.stand_in import StandIn

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
PATIENCE = 120


def server_address(connection) -> dict[str, str]:
    """The server of a Django connection, in libpq's words."""
    told = connection.get_connection_params()
    return {name: told[name] for name in ("host", "port", "user", "password") if told.get(name)}


class Place:
    """A database made from a template, and a data folder. `with` it: the database is dropped at the end."""

    def __init__(self, server: dict[str, str], template: str, folder: Path):
        self.server, self.template, self.folder = server, template, folder
        self.name = f"killed_{os.getpid()}_{time.monotonic_ns()}"
        user = quote(server.get("user", "")) + (f":{quote(server['password'])}" if server.get("password") else "")
        port = f":{server['port']}" if server.get("port") else ""
        url = f"postgres://{user}@{quote(server.get('host', 'localhost'), safe='')}{port}/{self.name}"
        self.environment = {**os.environ, "DATABASE_URL": url, "MINUTEBOOK_DATA": str(folder)}
        self.environment.pop("PYTEST_CURRENT_TEST", None)

    def __enter__(self):
        # A database that is copied may have no other session: one that is just ending is ended now.
        self._end_sessions()
        self._tell("CREATE DATABASE {} TEMPLATE {}", self.name, self.template)
        return self

    def __exit__(self, *_):
        self._tell("DROP DATABASE {} WITH (FORCE)", self.name)

    def _end_sessions(self):
        with psycopg.connect(**self.server, dbname="postgres", autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [self.template]
            )

    def _tell(self, words: str, *names: str):
        with psycopg.connect(**self.server, dbname="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(words).format(*map(sql.Identifier, names)))

    def start(self, *command: str) -> subprocess.Popen:
        """`manage.py` with a command, as a process that leads its own group."""
        program = [sys.executable, "manage.py", *command]
        return subprocess.Popen(program, cwd=settings.BASE_DIR, env=self.environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True)  # fmt: skip

    def run(self, *command: str) -> None:
        process = self.start(*command)
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors

    def dump(self) -> list[str]:
        """The record, comparable."""
        target = self.folder / "export.jsonl"
        self.run("export_records", str(target))
        return comparable(target)


def comparable(path: Path) -> list[str]:
    """The lines of an export: ids by their order, files by their content, moments all alike."""
    rows, digests = defaultdict(list), {}
    for line in path.read_text().splitlines()[1:]:
        told = json.loads(line)
        if told["record"] == "file":
            digests[told["row"]["name"]] = told["row"]["sha256"]
        else:
            rows[told["record"]].append(told["row"])
    models = {table.label: table.model for table in tables()}
    places = {
        label: {row[models[label]._meta.pk.column]: place for place, row in enumerate(rows[label], 1)}
        for label in models
    }
    lines = [f"file {digest}" for digest in sorted(digests.values())]
    for label, found in rows.items():
        kinds = _referred(models[label])
        lines += [f"{label} {json.dumps(_alike(row, kinds, places, digests), sort_keys=True)}" for row in found]
    return lines


def _referred(model) -> dict[str, str]:
    """By column: the table whose ids stand in it."""
    label = model._meta.label_lower
    kinds = {model._meta.pk.column: label}
    for one in model._meta.concrete_fields:
        if one.remote_field and one.remote_field.model._meta.label_lower != "auth.user":
            kinds[one.column] = one.remote_field.model._meta.label_lower
    if "historical" in label:
        kinds.setdefault("id", label.replace("historical", ""))
    return kinds


def _alike(row, kinds, places, digests):
    told = {}
    for column, value in row.items():
        if column in kinds and value is not None:
            value = places.get(kinds[column], {}).get(value, value)
        elif isinstance(value, str):
            value = "a moment" if MOMENT.match(value) else digests.get(value, value)
        told[column] = value
    return _named(told, places)


def _named(told, places):
    """What imports remember names records by label and id."""
    if told.get("record") in places and "key" in told:
        told["key"] = places[told["record"]].get(told["key"], told["key"])
        told.pop("identity", None)  # a digest of the id
    if (
        isinstance(told.get("facts"), dict) and "order" in told["facts"]
    ):  # digests of the ids; the positions are compared
        told["facts"]["order"] = told["facts"]["order"][2:]
    if isinstance(told.get("facts"), dict) and "decisions_published_at" in told["facts"]:
        told["facts"]["decisions_published_at"] = told["facts"]["decisions_published_at"][1:]  # a moment's digest
    if isinstance(told.get("records"), dict):
        told["records"] = {label: [places[label].get(key, key) for key in keys]
                           for label, keys in told["records"].items()}  # fmt: skip
    return told


@dataclass
class Undisturbed:
    """What a run that nobody killed came to, and its time: until its first request, and in all."""

    dump: list[str]
    first: float
    whole: float

    @property
    def middle(self) -> float:
        """Moments up to here are chosen from: a run goes on where the last one was killed, and so they come over all of it."""
        return (self.first + self.whole) / 2


def undisturbed(server: dict[str, str], template: str, folder: Path, there: StandIn) -> Undisturbed:
    with Place(server, template, folder) as place:
        there.forget()
        start = time.monotonic()
        place.run("import_moderngov", there.address)
        whole = time.monotonic() - start
        return Undisturbed(place.dump(), there.at[0] - start, whole)


def killed(
    server: dict[str, str],
    template: str,
    folder: Path,
    there: StandIn,
    measure: Undisturbed,
    most: int,
    chance: random.Random,
) -> tuple[int, list[str], int]:
    """
    One import, killed and started again up to `most` times, until it ends by itself.

    How often it was killed, what it came to, and how many answers were sent again.
    """  # fmt: skip
    with Place(server, template, folder) as place:
        there.forget()
        kills = 0
        ended = False
        while not ended:
            process = place.start("import_moderngov", there.address)
            moment = chance.uniform(measure.first, measure.middle) if kills < most else PATIENCE
            try:
                _, errors = process.communicate(timeout=moment)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                kills += 1
            else:
                assert process.returncode == 0, errors
                ended = True
        assert kills <= most, "it did not end by itself"
        return kills, place.dump(), there.sent_again()
