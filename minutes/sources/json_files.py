"""JSON and JSON Lines files of a source, as the objects in them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from minutes.sources.files import File, Unreadable
from minutes.sources.found import LeftOut

Object = dict[str, Any]
ENDINGS = (".json", ".jsonl", ".ndjson", ".jsonlines")


def objects_of(files: Sequence[File]) -> Iterator[tuple[File, Object] | LeftOut]:
    """
    The objects in the JSON files, each with its file.

    A file holds one object, an array of them, a page of them under ``data`` or ``value``, or one a line.
    """
    for file in files:
        if file.path.suffix.lower() not in ENDINGS:
            continue
        try:
            text = file.read().decode("utf-8-sig")
        except Unreadable as error:
            yield LeftOut(file.place, f"It {error}")
        except UnicodeDecodeError:
            yield LeftOut(file.place, "It is not in UTF-8, as JSON must be.")
        else:
            yield from _objects(text, file)


def _objects(text: str, file: File) -> Iterator[tuple[File, Object] | LeftOut]:
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        if file.path.suffix.lower() != ".json" or (text.lstrip().startswith("{") and "\n{" in text.strip()):
            yield from _by_line(text, file)
        else:
            where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            yield LeftOut(file.place, f"It is broken JSON{where}; nothing of it was read.")
        return
    yield from _unpacked(held, file)


def _by_line(text: str, file: File) -> Iterator[tuple[File, Object] | LeftOut]:
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        try:
            held = json.loads(row)
        except (ValueError, RecursionError):
            yield LeftOut(f"{file.place}, line {number}", "It is broken JSON.")
            continue
        yield from _unpacked(held, file)


def _unpacked(held: Any, file: File) -> Iterator[tuple[File, Object] | LeftOut]:
    if isinstance(held, dict):
        page = next((held[key] for key in ("data", "value", "d", "results") if isinstance(held.get(key), list)), None)
        held = page if page is not None and "type" not in held else [held]
    if not isinstance(held, list):
        yield LeftOut(file.place, "It holds no objects.")
        return
    strange = sum(not isinstance(one, dict) for one in held)
    if strange:
        yield LeftOut(file.place, f"{strange} of its entries are no objects.")
    yield from ((file, one) for one in held if isinstance(one, dict))


def text_of(held: Object, key: str) -> str:
    """A text of an object; empty where it is missing or no text."""
    found = held.get(key)
    return " ".join(found.split()) if isinstance(found, str) else str(found) if isinstance(found, int | float) else ""
