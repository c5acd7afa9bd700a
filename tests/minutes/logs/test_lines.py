"""Real errors are logged, and what people wrote is looked for in the lines."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import path

from minutes.alerts.models import AlertSubscription, Rhythm
from minutes.config import urls
from minutes.database.errors import SetupError
from minutes.gauges.shared import TooMany
from minutes.logs.lines import JsonLine, Line
from minutes.walls.making import NoRight
from minutes.walls.role import NotTheReader, open_door

pytestmark = pytest.mark.django_db

CANARY = "quetzalcoatlus"
EMAIL = f"{CANARY}@example.org"
TOKEN = f"{CANARY}-token-in-a-letter"
FORMS = [Line(), JsonLine()]


@pytest.fixture(params=FORMS, ids=["lines", "json"])
def log(request):
    """What is logged while a test runs, as the site writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(request.param)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written.getvalue
    root.removeHandler(handler)
    root.setLevel(before)


def subscribe(rhythm=Rhythm.AT_ONCE):
    return AlertSubscription.objects.create(
        email=EMAIL, subject="", rhythm=rhythm, language="en-gb", root="https://x.example", token=TOKEN
    )


def twice_the_same_address():
    subscribe()
    with transaction.atomic():
        subscribe()


def a_row_that_a_rule_refuses():
    with transaction.atomic():
        subscribe(rhythm="daily")


def a_value_of_the_wrong_kind():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::integer", [CANARY])


def a_key_that_is_missing():
    return {}[CANARY]


def a_number_that_is_none():
    return int(f"{CANARY} 12")


def a_file_that_is_not_there():
    return open(f"/nowhere/{CANARY}.pdf")  # noqa: PTH123


def an_error_while_another_is_dealt_with():
    try:
        a_key_that_is_missing()
    except KeyError as error:
        raise RuntimeError(CANARY) from error


FAULTS = [
    twice_the_same_address, a_row_that_a_rule_refuses, a_value_of_the_wrong_kind, a_key_that_is_missing,
    a_number_that_is_none, a_file_that_is_not_there, an_error_while_another_is_dealt_with,
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_error_is_told_with_its_place_and_without_what_it_quotes(log, fault):
    with pytest.raises(Exception, match=CANARY) as caught:  # one that quoted nothing would test nothing
        fault()
    logging.getLogger("minutes.logs").error("It failed: %s", caught.value, exc_info=caught.value)
    told = log()
    assert CANARY not in told
    assert fault.__name__ in told
    assert "test_lines.py" in told


def failing(request, **named):
    raise ValueError(f"no number: {CANARY} in {request.path}")


def suspicious(request):
    raise SuspiciousOperation(f"Attempted access to {CANARY} denied")


def refused_by_the_database(request):
    with open_door():
        twice_the_same_address()


urlpatterns = [
    path(f"fails/{CANARY}/", failing, name="failing"),
    path("suspicious/", suspicious, name="suspicious"),
    path("refused/", refused_by_the_database, name="refused"),
    *urls.urlpatterns,
]
handler500 = urls.handler500


@pytest.mark.urls("tests.minutes.logs.test_lines")
@pytest.mark.parametrize(
    ("address", "view"), [(f"/fails/{CANARY}/", "failing"), ("/refused/", "refused")], ids=["python", "database"]
)
def test_view_that_fails_is_named_and_its_address_is_not(log, address, view):
    client = Client(raise_request_exception=False)
    assert client.get(f"{address}?q={CANARY}", headers={"user-agent": CANARY, "referer": CANARY}).status_code == 500
    told = log()
    assert "Internal Server Error" in told
    assert view in told
    assert CANARY not in told


@pytest.mark.urls("tests.minutes.logs.test_lines")
def test_what_django_finds_suspicious_is_told_by_its_kind(log):
    assert Client().get("/suspicious/").status_code == 400
    told = log()
    assert "SuspiciousOperation: suspicious" in told
    assert CANARY not in told


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get(f"/alerts/{TOKEN}/yes/"),
        lambda client: client.get(f"/committees/{CANARY}/2026-01-01/"),
        lambda client: client.get(f"/search/?q={CANARY}"),
        lambda client: client.get(f"/nowhere/{CANARY}/"),
        lambda client: client.post("/committees/", {"email": EMAIL}),
        lambda client: client.post("/admin/login/", {"username": CANARY, "password": CANARY}),
        lambda client: client.get("/", headers={"host": f"{CANARY}.example"}),
        lambda client: client.get("/admin/", headers={"cookie": f"sessionid={CANARY}"}),
    ],
    ids=["token", "draft", "search", "nowhere", "method", "login", "host", "cookie"],
)
def test_request_leaves_nothing_of_what_it_holds(log, ask, settings):
    settings.LOG_FORM = "json"
    ask(Client(REMOTE_ADDR="198.51.99.77"))
    told = log()
    assert "Answered" in told
    assert CANARY not in told
    assert "198.51.99" not in told


def test_form_without_its_token_is_refused_and_told_without_its_address(log):
    client = Client(enforce_csrf_checks=True)
    User.objects.create_user(CANARY, is_staff=True)
    client.post("/admin/login/", {"username": CANARY}, headers={"referer": f"https://{CANARY}.example/"})
    told = log()
    assert "Forbidden" in told
    assert "admin:login" in told
    assert CANARY not in told


@pytest.mark.parametrize("level", ["warning", "error"])
def test_what_a_library_fills_in_is_left_out_but_for_numbers(log, level):
    say = getattr(logging.getLogger("weasyprint.html"), level)
    say("Failed to load %r at line %d: %s", CANARY, 17, ValueError(CANARY))
    say(f"Invalid value in <p title='{CANARY}'>, by {EMAIL}, at /drafts/{CANARY}")
    told = log()
    assert CANARY not in told
    assert "at line 17: ValueError" in told


def test_what_does_not_fit_is_left_as_it_stands_in_the_code():
    record = logging.LogRecord("weasyprint", logging.WARNING, "", 0, "%d of them", (CANARY,), None)
    assert Line().format(record).endswith("weasyprint: %d of them")


@pytest.mark.parametrize("kind", [SetupError, NoRight, NotTheReader, TooMany], ids=lambda kind: kind.__name__)
def test_what_is_wrong_with_the_machine_is_told_to_whoever_runs_it(log, kind):
    logging.getLogger("minutes").warning("%s", kind("Run make_reader_role."))
    assert "Run make_reader_role." in log()


def test_broken_rule_is_named(log):
    subscribe()
    try:
        with transaction.atomic():
            subscribe()
    except IntegrityError as error:
        logging.getLogger("minutes").error("No: %s", error)
    assert "SQLSTATE 23505, constraint minutes_alertsubscription_" in log()


def json_lines(monkeypatch, settings, ask):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLine())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    settings.LOG_FORM = "json"
    try:
        response = ask(Client(raise_request_exception=False))
    finally:
        root.removeHandler(handler)
    return response, [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.urls("tests.minutes.logs.test_lines")
def test_lines_of_one_request_have_its_number_and_so_has_the_answer(monkeypatch, settings):
    response, lines = json_lines(monkeypatch, settings, lambda client: client.get("/refused/"))
    failed, answered = lines
    assert response["X-Request-Id"] == failed["request"] == answered["request"]
    assert (failed["view"], failed["status"], failed["error"][:14]) == ("refused", 500, "IntegrityError")
    assert "refused_by_the_database" in failed["traceback"]
    assert (answered["method"], answered["status"], answered["view"]) == ("GET", 500, "refused")
    assert answered["ms"] > 0


def test_answer_without_an_error_has_no_number(monkeypatch, settings):
    response, [line] = json_lines(monkeypatch, settings, lambda client: client.get("/committees/"))
    assert "X-Request-Id" not in response
    assert set(line) == {"time", "level", "logger", "message", "method", "status", "ms", "request", "view"}
    assert (line["logger"], line["view"], line["status"]) == ("minutes.requests", "minutes:committee-list", 200)


def test_what_django_says_of_a_request_in_the_end_has_its_number_too(monkeypatch, settings):
    _, [answered, missing] = json_lines(monkeypatch, settings, lambda client: client.get("/nowhere/"))
    assert (missing["logger"], missing["message"]) == ("django.request", "Not Found: nowhere")
    assert missing["request"] == answered["request"]


def test_health_checks_are_not_logged(monkeypatch, settings):
    assert json_lines(monkeypatch, settings, lambda client: client.get("/healthz"))[1] == []


def test_lines_for_people_tell_of_errors_alone(log):
    Client().get("/committees/")
    assert log() == ""


def test_form_of_the_web_server_is_the_same():
    told = json.loads((settings.BASE_DIR / "minutes/logs/granian.json").read_text())
    assert told["formatters"]["json"]["()"] == f"{JsonLine.__module__}.{JsonLine.__qualname__}"
    record = logging.LogRecord("_granian", logging.INFO, "", 0, "Spawning worker-1 with PID: 12", (), None)
    assert json.loads(JsonLine().format(record))["message"] == "Spawning worker-1 with PID: 12"


def test_request_that_is_not_one_yet_has_no_view():
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", f"/{CANARY}"), None)
    record.request = RequestFactory().get(f"/{CANARY}")
    assert Line().format(record).endswith("django.request: Not Found: nowhere")
