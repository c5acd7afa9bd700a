"""
Word's numbering: the lists that a document defines, and the labels that they print.

A list (``num``) is a use of a definition (``abstractNum``) of nine levels. Lists of one definition count on from each
other; one that states a start of its own begins there the first time that it is used. A level begins again when a
higher one has been used since, unless it says otherwise. A level that was passed over counts as used once.
"""

import re
from dataclasses import dataclass, field

from minutes.text.word.formats import printed
from minutes.text.word.styles import Styles
from minutes.text.word.xml import Element, attribute, children, named, number, toggle, value

LEVELS = 9
PLACE = re.compile(r"%([1-9])")
# Fonts whose letters are pictures: what they print as a bullet is no letter.
PICTURES = ("symbol", "wingdings", "webdings")
HIGHEST = 32767


@dataclass(frozen=True)
class Level:
    """One level of a list. ``restart``: the level after which it begins again, 0 for never, ``None`` for any higher."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    indent: Element | None = None
    picture: bool = False

    @property
    def bullet(self) -> bool:
        return self.form == "bullet"


@dataclass
class Numbered:
    """A use of a definition: its levels, those with a start of their own, and which definition counts."""

    abstract: int
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        self._abstracts = {number(attribute(one, "abstractNumId")): one for one in children(root, "abstractNum")}
        self._uses = {number(attribute(one, "numId")): one for one in children(root, "num")}
        self._known: dict[int, Numbered | None] = {}

    def get(self, listed: int) -> Numbered | None:
        """The list with that number; ``None`` for 0, which takes numbering away, and for one that is not defined."""
        if listed not in self._known:
            self._known[listed] = self._read(listed)
        return self._known[listed]

    def _read(self, listed: int) -> Numbered | None:
        use = self._uses.get(listed)
        abstract = number(value(use, "abstractNumId"))
        if listed == 0 or use is None or abstract is None or abstract not in self._abstracts:
            return None
        abstract = self._followed(abstract)
        levels = dict(_levels(self._abstracts[abstract]))
        found = Numbered(abstract, levels)
        for override in children(use, "lvlOverride"):
            level = number(attribute(override, "ilvl"))
            if level is None or not 0 <= level < LEVELS:
                continue
            if (own := named(override, "lvl")) is not None:
                levels[level] = _level(own)
            if (start := number(value(override, "startOverride"))) is not None:
                found.starts[level] = start
        return found

    def _followed(self, abstract: int) -> int:
        """The definition itself, where this one only links to it by a list style."""
        seen = set()
        while abstract not in seen:
            seen.add(abstract)
            link = value(self._abstracts[abstract], "numStyleLink")
            if link is None:
                break
            target = next((key for key, one in self._abstracts.items() if value(one, "styleLink") == link), None)
            if target is None:
                listed, _ = self.styles.numbering(link)
                target = number(value(self._uses.get(listed), "abstractNumId"))
            if target not in self._abstracts or target is None:
                break
            abstract = target
        return abstract

    def level(self, listed: int, level: int) -> Level | None:
        """The level of a list."""
        found = self.get(listed)
        return found.levels.get(level) if found else None

    def of_paragraph(self, paragraph: Element) -> tuple[int, int] | None:
        """The list and the level of a paragraph, by itself or by its style; ``None`` where it is not numbered."""
        own = named(paragraph, "pPr", "numPr")
        listed, level = number(value(own, "numId")), number(value(own, "ilvl"))
        if listed is None:
            listed, through = self.styles.numbering(self.styles.style_of(paragraph))
            if listed is None:
                return None
            level = self._styled_level(listed, through) if level is None else level
        level = min(max(level or 0, 0), LEVELS - 1)
        found = self.get(listed)
        return (listed, level) if found and level in found.levels else None

    def _styled_level(self, listed: int, through: list[tuple[str, int | None]]) -> int | None:
        """The level of a style: the one that is linked to it, else the one that it states, else that of the next."""
        found = self.get(listed)
        linked = {one.style: place for place, one in found.levels.items() if one.style} if found else {}
        levels = (linked.get(style, stated) for style, stated in through)
        return next((one for one in levels if one is not None), None)


def _levels(abstract: Element) -> list[tuple[int, Level]]:
    found = []
    for one in children(abstract, "lvl"):
        place = number(attribute(one, "ilvl"))
        if place is not None and 0 <= place < LEVELS:
            found.append((place, _level(one)))
    return found


def _level(one: Element) -> Level:
    fonts = named(one, "rPr", "rFonts")
    font = (attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "").lower()
    return Level(
        start=min(number(value(one, "start")) or 0, HIGHEST),
        form=value(one, "numFmt") or "decimal",
        text=value(one, "lvlText") or "",
        restart=number(value(one, "lvlRestart")),
        legal=bool(toggle(one, "isLgl")),
        style=value(one, "pStyle"),
        indent=named(one, "pPr", "ind"),
        picture=named(one, "lvlPicBulletId") is not None or font.startswith(PICTURES),
    )


class Counter:
    """Counts through a document, paragraph by paragraph."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self._counts: dict[int, dict[int, int]] = {}
        self._started: set[tuple[int, int]] = set()

    def label(self, listed: int, level: int) -> str:
        """Count a paragraph of that list and level; the label that Word prints before it."""
        found = self.numbering.get(listed)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        for higher in range(level):
            if higher in found.levels:
                counts.setdefault(higher, found.levels[higher].start)
        fresh = (listed, level) not in self._started
        start = found.starts.get(level, found.levels[level].start)
        begins = level not in counts or (fresh and level in found.starts)
        counts[level] = start if begins else counts[level] + 1
        self._started.add((listed, level))
        self._restart_below(found, counts, level)
        return _label(found.levels, counts, level)

    def _restart_below(self, found: Numbered, counts: dict[int, int], level: int) -> None:
        for lower in [one for one in counts if one > level]:
            restart = found.levels[lower].restart if lower in found.levels else None
            if restart is None or level < restart:
                del counts[lower]


def _label(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    own = levels[level]
    if own.bullet:
        return _bullet(own)

    def number_at(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        if at > level or at not in levels:
            return ""
        form = "decimal" if own.legal and levels[at].form != "none" else levels[at].form
        return printed(counts.get(at, levels[at].start), form)

    return PLACE.sub(number_at, own.text).strip()


def _bullet(own: Level) -> str:
    sign = own.text.strip()
    if own.picture or not sign or any("\ue000" <= one <= "\uf8ff" for one in sign):
        return "•"
    return sign
