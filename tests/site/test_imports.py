"""The arrows of the architecture: imports run one way, and some things have one home."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = [*(ROOT / "minutes").rglob("*.py"), *(ROOT / "decisions").rglob("*.py")]
# From the top down: a layer imports its own modules and those below it.
LAYERS = [
    {"minutes.config", "minutes.management", "minutes.urls"},
    {"minutes.admin", "minutes.views", "minutes.templatetags", "minutes.feeds", "minutes.calendars", "minutes.alerts",
     "minutes.opendata", "minutes.oparl", "minutes.access", "minutes.inspection", "minutes.deposit", "minutes.standby",
     "minutes.replicas", "minutes.operating"},
    {"minutes.agenda", "minutes.search", "minutes.pdf", "minutes.formats", "minutes.actions", "minutes.loading",
     "minutes.moderngov", "minutes.pasting", "minutes.checks", "minutes.sources", "minutes.exchange", "minutes.markup",
     "minutes.colours", "minutes.qr", "minutes.closing", "minutes.preservation", "minutes.ledger",
     "minutes.redaction", "minutes.retention"},
    {"minutes.models"},
    {"minutes.publication", "minutes.registry", "minutes.converters", "minutes.files", "minutes.text",
     "minutes.packing", "minutes.database", "minutes.languages", "minutes.networks", "minutes.walls",
     "minutes.gauges", "minutes.logs", "minutes.whole"},
]  # fmt: skip


def module(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path, *, run_time=True):
    """The modules that a file imports, wherever in the file; those for type checkers alone are left out."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(name):
    for depth, members in enumerate(LAYERS):
        if any(name == member or name.startswith(f"{member}.") for member in members):
            return depth
    return None


def files_importing(package):
    return {module(p) for p in CODE if any(n == package or n.startswith(f"{package}.") for n in imports(p))}


def test_minutes_never_imports_decisions_outside_its_wiring():
    assert {name for name in files_importing("decisions") if name.startswith("minutes.")} <= {
        name for name in map(module, CODE) if name.startswith("minutes.config")
    }


def test_minutes_layers_import_downwards_alone():
    wrong = [
        f"{module(path)} imports {name}"
        for path in CODE
        if (own := layer(module(path))) is not None and "migrations" not in path.parts
        for name in imports(path)
        if (other := layer(name)) is not None and other < own and module(path) != "minutes.apps"
    ]
    assert wrong == []


def test_every_module_of_minutes_stands_in_a_layer():
    free = {"minutes", "minutes.apps"}
    homeless = [m for m in map(module, CODE) if m.startswith("minutes") and "migrations" not in m and layer(m) is None]
    assert set(homeless) <= free


def test_text_imports_nothing_of_the_project():
    wrong = [
        f"{module(path)} imports {name}"
        for path in CODE
        if module(path).startswith("minutes.text")
        for name in imports(path)
        if name.split(".")[0] in {"decisions", "django"} or (name.startswith("minutes.") and "minutes.text" not in name)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("package", "home"),
    [
        ("weasyprint", "minutes.pdf"),
        ("nh3", "minutes.markup"),
        ("django.utils.safestring", "minutes.markup"),
        ("requests", "minutes.moderngov.client"),
        ("urllib.request", "minutes.moderngov.client"),
        ("http.client", "minutes.moderngov.client"),
        ("httpx", "minutes.moderngov.client"),
        ("urllib3", "minutes.moderngov.client"),
        ("ssl", ("minutes.moderngov.client", "minutes.alerts.post")),
        ("smtplib", "minutes.alerts.post"),
        ("icalendar", "minutes.calendars.writing"),
        ("pyrage", "minutes.preservation.keys"),
        ("cryptography", "minutes.ledger.keys"),
        ("prometheus_client", ("minutes.gauges", "minutes.operating")),
        ("bagit", "minutes.deposit.checking"),
        ("sqlite3", ("minutes.deposit.listing", "minutes.deposit.bag")),
    ],
)
def test_library_is_imported_in_its_one_home(package, home):
    homes = (home,) if isinstance(home, str) else home
    users = files_importing(package)
    assert {name for name in users if not any(name == h or name.startswith(f"{h}.") for h in homes)} == set()


def test_html_is_marked_safe_in_markup_alone():
    words = ("mark_safe", "SafeString", "__html__", "|safe", "autoescape off")
    files = [*CODE, *(ROOT / "templates").rglob("*.html")]
    users = {str(p.relative_to(ROOT)) for p in files if any(w in p.read_text() for w in words)}
    assert users == {"minutes/markup.py"}


PUBLIC = ["minutes/views", "minutes/search/views.py", "minutes/search/results.py", "decisions/views.py",
          "decisions/filters.py", "decisions/paging.py", "decisions/parts.py", "decisions/opendata.py",
          "decisions/table.py", "minutes/feeds", "minutes/calendars", "minutes/opendata", "minutes/oparl", "minutes/deposit"]  # fmt: skip


# Kinds that hold nothing but what is public.
OPEN = {"Council", "SearchEntry", "SearchPassage", "PublicChange", "LedgerEntry", "LedgerHead", "ListedPrivate", "OnceMeeting",
        "OnceItem", "Gone", "OnceReport", "OnceVersion", "shown"}  # fmt: skip


def full_manager(node):
    """`AgendaItem.objects`, but not `Council.objects`."""
    if not isinstance(node, ast.Attribute) or node.attr not in {"objects", "_default_manager", "_base_manager"}:
        return False
    return not (isinstance(node.value, ast.Name) and node.value.id in OPEN)


def sets_model(node):
    """A view's `model` silently takes the full manager."""
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "model" for t in node.targets)


def test_public_code_never_uses_the_full_manager():
    wrong = []
    for path in [
        p for place in PUBLIC for p in ([ROOT / place] if place.endswith(".py") else (ROOT / place).glob("*.py"))
    ]:
        if not path.exists():
            continue
        wrong += [
            f"{path.name}:{node.lineno}"
            for node in ast.walk(ast.parse(path.read_text()))
            if full_manager(node) or (path.name != "filters.py" and sets_model(node))
        ]
    assert wrong == []


def test_templates_never_reach_through_a_relation():
    """A relation's `.all` uses the full manager: an item would show its exempt reports."""
    public = [p for p in (ROOT / "templates").rglob("*.html") if "admin" not in p.parts]
    assert [p.name for p in public if ".all" in p.read_text() or "_set" in p.read_text()] == []
