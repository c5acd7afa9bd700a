"""
Pictures of every kind of paper, in docs/images/: `python -m tests.pictures`, on a data folder of its own.

Those of the demo council, and two of records made up for it that show what is hard to set: Welsh, other scripts, long
tables and lists. To be looked at whenever the style sheet changes.
"""

import datetime as dt
import os
from pathlib import Path

import django
from django.core.management import call_command
from django.db import transaction
from PIL import Image

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SCALE = 1.15  # 83 dots an inch: body text can be read
GAP = 10
# The picture, the paper, its pages.
DEMO = {
    "paper-item": ("/committees/cabinet/2026-10-13/210.pdf", [1, 2]),
    "paper-agenda": ("/committees/cabinet/2026-11-10/agenda.pdf", [1, 2]),
    "paper-decisions": ("/committees/cabinet/2026-11-10/decisions.pdf", [1, 2]),
    "paper-pack": ("/committees/cabinet/2026-11-10/pack.pdf", [1, 2, 3, 5]),
    "paper-minutes": ("/committees/council/2026-09-30/minutes.pdf", [1, 2, 3]),
    "paper-year": ("/committees/cabinet/2025-26.pdf", [1, 2, -2]),
}
TABLE = "| Ward | Homes | Cost | What is to be done |\n" + "\n".join(
    f"| Ward {n} | {n * 37} | £{n * 1250:,} | {'Kerbs, drains and the crossing. ' * (n % 4 + 1)} |"
    for n in range(1, 36)
)
SCRIPTS = """8.1 The petition was headed in three languages.

- احفظوا موقف الحافلات، فقد وُعد التجّار بذلك منذ عام 1998.
- הצילו את החניון עד 31.3.2026
- Dywedodd y Cynghorydd Ŵyn Prydderch fod tŷ’r ŵyl yn dŷ i bawb.

احفظوا موقف الحافلات، فقد وُعد التجّار بذلك منذ عام 1998 (الفقرة 5.3)، ولم يُبنَ شيء منذ ذلك الحين.

Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, and https://marlbridge.example/a/very/long/address/that/has/to/break/somewhere/in/the/line"""


def main() -> None:
    """Loads the demo council where it is not there yet, and draws."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")
    django.setup()
    from django.conf import settings
    from django.test import Client, override_settings

    from minutes.models import Council

    call_command("migrate", verbosity=0)
    if not Council.objects.exists():
        call_command("sync_groups")
        call_command("load_demo")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    address = "https://minutes.marlbridge.example"
    storages = {**settings.STORAGES, "staticfiles": plain}
    with override_settings(SITE_URL=address, ALLOWED_HOSTS=["*"], STORAGES=storages):
        for name, (paper, pages) in DEMO.items():
            draw(name, Client().get(paper).content, pages)
        with transaction.atomic():
            meeting = hard_meeting()
            for language, paper, pages in [("cy", "minutes", [1, 2]), ("en", "minutes", [3, 4, 5])]:
                Council.objects.update(language=language)
                draw(f"paper-{language}-hard", Client().get(f"{meeting.get_absolute_url()}{paper}.pdf").content, pages)
            transaction.set_rollback(True)


def hard_meeting():
    """A meeting whose minutes are hard to set."""
    from tests import factories as make

    meeting = make.MeetingFactory(
        stage="minutes_published_at",
        date=dt.date(2025, 3, 4),
        committee__name="Pwyllgor Iaith a Diwylliant",
        committee__slug="iaith",
        venue="Neuadd y Dref",
    )
    for n in range(24):
        make.AttendanceFactory(
            meeting=meeting, person__name=f"Cynghorydd {'Ŵyn Prydderch-Lloyd' if n % 2 else 'Tŷ'} {n}"
        )
    scripts = make.AgendaItemFactory(meeting=meeting, label="77/21", title="Deiseb: achubwch y maes parcio")
    make.NarrativeFactory(item=scripts, text=SCRIPTS)
    make.DeclarationFactory(item=scripts, person__name="Dilys Ambrose")
    table = make.AgendaItemFactory(meeting=meeting, label="78/21", title="Homes and their cost, by ward, " * 3)
    make.NarrativeFactory(item=table, text=f"The committee went through the table.\n\n{TABLE}")
    for n in range(1, 40):
        opening = "PENDERFYNWYD:" if n == 1 else ""
        resolution = make.ResolutionFactory(
            item=table, label=f"{n}.", opening=opening, text=f"That matter {n} be done. " * (n % 5 + 1)
        )
        if n % 6 == 0:
            for depth, label in [(1, "(a)"), (2, "(i)"), (2, "(ii)"), (3, "A."), (1, "(b)")]:
                make.ClauseFactory(
                    resolution=resolution,
                    depth=depth,
                    label=label,
                    text="it is shown to the ward’s members in time; " * 2,
                )
    return meeting


def draw(name: str, content: bytes, pages: list[int]) -> None:
    """Some pages of a PDF side by side, as a small PNG."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        sheets = [
            document[number - 1 if number > 0 else len(document) + number].render(scale=SCALE).to_pil()
            for number in pages
        ]
    picture = Image.new("RGB", (sum(s.width + GAP for s in sheets) - GAP, sheets[0].height), "#bbb6ad")
    for place, sheet in enumerate(sheets):
        picture.paste(sheet, (place * (sheet.width + GAP), 0))
    path = IMAGES / f"{name}.png"
    picture.quantize(48, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} KB, {len(pages)} pages")


if __name__ == "__main__":
    main()
