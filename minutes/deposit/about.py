"""What a deposit says of itself: to archivists beside the payload, to readers on two pages of its own."""

from django.conf import settings
from django.db.models import Max, Min
from django.shortcuts import render
from django.utils import timezone, translation

from minutes.deposit.places import SEARCH, SEARCH_ADDRESS
from minutes.languages import PREFIX, WELSH
from minutes.models import Committee, Meeting
from minutes.search.kinds import KINDS
from minutes.views.asking import reading
from minutes.views.council import current_council

TEMPLATES = {True: "deposit/search.html", False: "deposit/on_the_site.html"}
README = """\
The minute book of {council}, as it was public on {day}.

Open data/index.html in a browser. No server and no network is needed: pages, documents, data and the search are files.

data/                  pages, PDFs, documents, feeds, calendars, tables (data/api/v1), the public log (data/log.jsonl)
manifest-sha256.txt    the SHA-256 of each file. To check them all: sha256sum --check --quiet manifest-sha256.txt
bag-info.txt           what this is: a BagIt bag, version 1.0 (RFC 8493)

The addresses that stand in citations and papers begin with {url}. Each page lies where its address says:
{url}/committees/ is data/committees/index.html.
"""


def info(url: str) -> dict[str, str]:
    """What bag-info.txt says, by its labels. `url` is the site's."""
    council = current_council()
    dates = Meeting.public.aggregate(first=Min("date"), last=Max("date"))
    covered = {"Dates-Covered": f"{dates['first']}/{dates['last']}"} if dates["first"] else {}
    contact = {"Contact-Email": council.email} if council.email else {}
    return {
        "Bag-Software-Agent": "Minutebook",
        "Source-Organization": str(council),
        **contact,
        "External-Description": f"The public minute book of {council}: meetings, agendas, reports, minutes, decisions "
        "and resolutions, with the public log of their publication. Open data/index.html in a browser.",
        "External-Identifier": url,
        **covered,
        "Bagging-Date": f"{timezone.localdate():%Y-%m-%d}",
    }


def readme(url: str) -> str:
    """What README.txt says."""
    return README.format(council=current_council(), day=f"{timezone.localdate():%Y-%m-%d}", url=url)


def own_page(name: str, welsh: bool, url: str) -> tuple[str, bytes]:
    """
    The search, or the page that stands for what needs a server: the address it is made for, and the page.

    Head and foot are those of every page, and its links are yet to be led.
    """
    address = f"{PREFIX if welsh else ''}{SEARCH_ADDRESS if name == SEARCH else '/'}"
    with translation.override(WELSH if welsh else settings.LANGUAGE_CODE):
        context = {"committees": Committee.public.all(), "kinds": KINDS, "url": f"{url}{address}"}
        return address, render(reading(address, url), TEMPLATES[name == SEARCH], context).content
