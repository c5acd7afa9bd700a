"""Styles: what a paragraph or a run has from its style, and that from the style it is based on."""

from collections.abc import Iterator

from minutes.text.word.xml import Element, attribute, children, named, number, toggle, value


class Styles:
    """The style sheet of a document."""

    def __init__(self, root: Element | None) -> None:
        self.by_id = {attribute(one, "styleId"): one for one in children(root, "style")}
        self.default = next(
            (
                attribute(one, "styleId")
                for one in children(root, "style")
                if attribute(one, "type") == "paragraph" and (attribute(one, "default") or "0") in ("1", "true", "on")
            ),
            None,
        )

    def chain(self, style: str | None) -> Iterator[Element]:
        """The style and those that it is based on, nearest first; a circle is walked once."""
        seen: set[str | None] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            yield self.by_id[style]
            style = value(self.by_id[style], "basedOn")

    def style_of(self, paragraph: Element) -> str | None:
        """The identifier of a paragraph's style."""
        own = value(paragraph, "pPr", "pStyle")
        return own if own in self.by_id else self.default

    def name_of(self, style: str | None) -> str:
        """The style's name as Word's own language calls it: ``heading 1``."""
        return (value(self.by_id.get(style), "name") or "").lower()

    def run_toggle(self, run: Element, paragraph: Element, wanted: str) -> bool:
        """Whether a run is bold, hidden, …: by itself, by its style or by the paragraph's."""
        own = toggle(named(run, "rPr"), wanted)
        if own is not None:
            return own
        for style in (value(run, "rPr", "rStyle"), self.style_of(paragraph)):
            for one in self.chain(style):
                found = toggle(named(one, "rPr"), wanted)
                if found is not None:
                    return found
        return False

    def outline_level(self, paragraph: Element) -> int | None:
        """0 to 8 for a heading that Word's outline shows, by the paragraph or its style."""
        level = number(value(paragraph, "pPr", "outlineLvl"))
        for one in self.chain(self.style_of(paragraph)):
            if level is not None:
                break
            level = number(value(one, "pPr", "outlineLvl"))
        return level if level is not None and level < 9 else None

    def numbering(self, style: str | None) -> tuple[int | None, list[tuple[str, int | None]]]:
        """The list that a style gives; and the styles through which it comes, nearest first, with the level of each."""
        through: list[tuple[str, int | None]] = []
        for one in self.chain(style):
            found = named(one, "pPr", "numPr")
            through.append((attribute(one, "styleId") or "", number(value(found, "ilvl"))))
            listed = number(value(found, "numId"))
            if listed is not None:
                return listed, through
        return None, through

    def indents(self, style: str | None) -> Iterator[Element]:
        """The indentation of the style and of those it is based on, nearest first."""
        for one in self.chain(style):
            if (found := named(one, "pPr", "ind")) is not None:
                yield found
