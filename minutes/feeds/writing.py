"""A feed as Atom and as RSS; the second page and those after it as RFC 5005 has them."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, rfc2822_date, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EMPTY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # the moment of a feed in which nothing stands yet


def clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return NOT_XML.sub("", text)


@dataclass(frozen=True)
class Links:
    """The addresses of a feed's page: its own, the first one and, where there is more, the next."""

    own: str
    first: str
    following: str = ""


class Paged:
    """Adds the links of paging, and a moment that is that of the newest entry and never the clock's."""

    feed: dict[str, Any]
    items: list[dict[str, Any]]

    def latest_post_date(self) -> dt.datetime:
        return max((one["updateddate"] for one in self.items), default=EMPTY)

    def links(self) -> Iterable[tuple[str, str]]:
        links: Links = self.feed["links"]
        yield "first", links.first
        if links.following:
            yield "next", links.following


class Atom(Paged, Atom1Feed):
    """Atom (RFC 4287)."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for relation, address in self.links():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: Any) -> None:
        handler.addQuickElement("title", item["title"])
        handler.addQuickElement("link", "", {"href": item["link"], "rel": "alternate", "type": "text/html"})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("summary", item["description"])
        for category in item["categories"]:
            handler.addQuickElement("category", "", {"term": category})


class Rss(Paged, Rss201rev2Feed):
    """RSS 2.0, of whose readers many know one date alone: that of the last change."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for relation, address in self.links():
            handler.addQuickElement("atom:link", None, {"rel": relation, "href": address})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: Any) -> None:
        handler.addQuickElement("title", item["title"])
        handler.addQuickElement("link", item["link"])
        handler.addQuickElement("description", item["description"])
        handler.addQuickElement("guid", item["unique_id"], {"isPermaLink": "false"})
        handler.addQuickElement("pubDate", rfc2822_date(item["updateddate"]))
        for category in item["categories"]:
            handler.addQuickElement("category", category)


FORMS: dict[str, Any] = {"atom": Atom, "rss": Rss}
