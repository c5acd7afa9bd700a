"""A real browser: Debian's Chromium, driven by Playwright, with axe on each page."""

import io
import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PASSWORD = "a long enough password"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "clerk-guide.md"
GUIDE_WINDOW = {"width": 1100, "height": 760}
PATIENCE = 60_000  # milliseconds: the other tests keep the machine busy
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session", autouse=True)
def _database_calls_beside_playwright():
    """Playwright runs an event loop in this thread, for which Django would refuse every query."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None and os.environ.get("MINUTEBOOK_BROWSER") != "required":
        pytest.skip("Chromium is not installed; MINUTEBOOK_BROWSER=required makes this a failure")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        )
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium, live_server):
    """Opens a window of its own, logged out; what goes wrong in its console is kept in `window.troubles`."""
    contexts = []

    def open_window(**options):
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("console", lambda message: page.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def staff(transactional_db):
    """One person who is both clerk and publisher, as in a parish."""
    call_command("sync_groups", verbosity=0)
    user = User.objects.create_user("pat", password=PASSWORD, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=["Clerk", "Publisher"]))
    return user


def check_accessible(page):
    """Nothing on this page that axe objects to, and nothing in its console."""
    page.wait_for_load_state()
    troubles = list(page.troubles)
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]}).response["violations"]
    told = [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])})" for v in found]
    page.troubles.clear()  # axe writes styles of its own, which the Content-Security-Policy forbids
    assert (page.url, told, troubles) == (page.url, [], [])


def log_in(page, onward="/admin/", name="pat"):
    """On the way to a page of the admin; where it ends, a second factor may decide."""
    page.goto(f"/admin/login/?next={onward}")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")


def open_meeting(page, meeting):
    """Logged in, on the page of a meeting."""
    log_in(page, f"/admin/minutes/meeting/{meeting.pk}/change/")
    page.wait_for_url("**/change/")


def picture(page, name, element=None, *, keeps_focus=False):
    """
    What the page shows now, or one element of it, for docs/clerk-guide.md; drawn with MINUTEBOOK_GUIDE=1 alone.

    Without `keeps_focus` it is the top of the page, with nothing focused.
    """
    assert f"images/guide-{name}.png" in GUIDE.read_text()
    if not os.environ.get("MINUTEBOOK_GUIDE"):
        return
    if not keeps_focus:
        page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    shot = Image.open(io.BytesIO((element or page).screenshot())).convert("RGB")
    shot = shot.crop((0, 0, shot.width, min(shot.height, GUIDE_WINDOW["height"])))
    shot.quantize(64, dither=Image.Dither.NONE).save(GUIDE.parent / "images" / f"guide-{name}.png", optimize=True)
