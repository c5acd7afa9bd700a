"""One agenda item, with the paper that it consults, its files and what was resolved."""

import datetime as dt

from minutes.sources.json_files import Object, text_of
from minutes.sources.oparl.objects import Objects
from minutes.text.blocks import read_block, resolutions_of
from minutes.text.documents import kind_of
from minutes.text.lines import Line, narrative, read_lines
from minutes.text.records import Document, Item, Resolution

NOTED = ("zur kenntnis", "kenntnisnahme", "noted", "kenntnis genommen")
RECOMMENDED = ("empfohlen", "empfehlung", "recommended")


def consultations_by_item(objects: Objects) -> dict[str, Object]:
    """The consultation of each agenda item, by the item's address: 1.0 names the item there, 1.1 in either place."""
    found = {}
    for one in objects.all("Consultation"):
        if isinstance(item := one.get("agendaItem"), str):
            found[item] = one
    for item in objects.all("AgendaItem"):
        if consultation := objects.get(item.get("consultation")):
            found[str(item["id"])] = consultation
    return found


def read_item(
    objects: Objects, one: Object, paper: Object, committee: str, day: dt.date
) -> tuple[Item | None, list[str]]:
    """The item, and what a person should look at."""
    title = text_of(one, "name") or text_of(paper, "name")
    address = str(one.get("id"))
    if not title:
        return None, [f"Agenda item {address} has no name, and was left out."]
    public = one.get("public")
    exempt = None if public is None else public is False
    resolutions, paragraphs, notes = _resolved(one, hidden=bool(exempt))
    item = Item(
        committee=committee,
        date=day,
        label=text_of(one, "number") or None,
        title=title,
        purpose=_purpose(paper, title),
        documents=tuple(_documents(objects, one, paper, hidden=bool(exempt))),
        minutes=narrative(paragraphs) or None,
        resolutions=resolutions,
        exempt=exempt,
        old=(f"oparl-item:{address}",),
    )
    return item, [f"Item {item.label or title[:60]}: {note}" for note in notes]


def paper_of(objects: Objects, consultation: Object | None) -> Object:
    """The paper of a consultation; an empty object where none is known."""
    if consultation is None:
        return {}
    address = consultation.get("id")
    return (
        objects.get(consultation.get("paper"))
        or next((one for one in objects.all("Paper") if address and address in _addresses(one)), None)
        or {}
    )


def _addresses(paper: Object) -> list[object]:
    held = paper.get("consultation")
    return [one.get("id") if isinstance(one, dict) else one for one in held] if isinstance(held, list) else []


def _purpose(paper: Object, title: str) -> str | None:
    """The paper's number and, where it differs from the item's, its name."""
    reference, name = text_of(paper, "reference"), text_of(paper, "name")
    return " ".join(one for one in (reference, name if name != title else "") if one) or None


def _resolved(one: Object, *, hidden: bool) -> tuple[tuple[Resolution, ...], list[Line], list[str]]:
    """What was resolved: the text, opened by the result; the result alone, where there is no text."""
    result, text = text_of(one, "result"), one.get("resolutionText") or one.get("resolution")
    text = text if isinstance(text, str) else ""
    if hidden and (text or result):
        return (), [], ["it is not public; its result and resolution were left out."]
    lines = [line for line in read_lines(text) if line.words]
    if not lines:
        lines, result = ([Line(result)] if result else []), ""
    if not lines:
        return (), [], []
    block, end = read_block(lines, 0, None)
    block.opening = result
    said = f"{result or lines[0].text}".lower()
    block.kind = "noted" if any(word in said for word in NOTED) else "resolved"
    if any(word in said for word in RECOMMENDED):
        block.kind = "recommended"
    rest = lines[end:]
    notes = [f"behind the resolution, kept in the minutes: {line.words[:120]}" for line in rest]
    return tuple(resolutions_of(block, 0)), [*(line for _, line in block.interludes), *rest], notes


def _documents(objects: Objects, one: Object, paper: Object, *, hidden: bool) -> list[Document]:
    """The paper's file, its annexes, the item's own files and its resolution; each once."""
    places = ((paper, "mainFile", "report"), (paper, "auxiliaryFile", "appendix"), (one, "auxiliaryFile", "supplement"),
              (one, "resolutionFile", "supplement"))  # fmt: skip
    found: dict[str, Document] = {}
    for held, key, default in places:
        for file in objects.each(held, key):
            title = text_of(file, "name") or text_of(file, "fileName")
            url = text_of(file, "downloadUrl") or text_of(file, "accessUrl")
            size = file.get("size")
            kilobytes = round(size / 1024) or 1 if isinstance(size, int) and size > 0 else None
            kind = default if default == "report" else kind_of(title, default)
            if title or url:
                found.setdefault(
                    url or title, Document(title or url, kind, kilobytes, hidden, f"oparl-file:{file.get('id')}", url)
                )
    return list(found.values())
