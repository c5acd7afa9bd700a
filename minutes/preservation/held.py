"""Which files the record names: what must be in the stores, and in a backup."""

from typing import Any

from django.apps import apps
from django.db.models import FileField, Model

from minutes.files.stores import Stores
from minutes.models import Report, ReportVersion
from minutes.preservation.manifest import Content


def held_files() -> dict[str, Content | None]:
    """Every file that a record has now, with its hash and size where the record knows them."""
    found: dict[str, Content | None] = {}
    for model in apps.get_models():
        for name in _file_fields(model):
            _add(found, model._default_manager.exclude(**{name: ""}), name)
    return found


def earlier_files() -> dict[str, Content | None]:
    """What the history of records names besides: of a draft that was replaced the file may be gone."""
    found: dict[str, Content | None] = {}
    for model in apps.get_models():
        if hasattr(model, "history"):
            for name in _file_fields(model):
                _add(found, model.history.exclude(**{name: ""}), name)
    return found


def public_files() -> set[str]:
    """Those that are public at this moment, and so lie in the public store."""
    rows = [*Report.public.values_list("file", flat=True), *ReportVersion.public.values_list("file", flat=True)]
    return {str(name) for name in rows if name}


def _file_fields(model: type[Model]) -> list[str]:
    fields = model._meta.concrete_fields
    return [field.name for field in fields if isinstance(field, FileField) and isinstance(field.storage, Stores)]


def _add(found: dict[str, Content | None], rows: Any, field: str) -> None:
    """The hash and size of a record are those of its `file`."""
    columns = (field, "sha256", "size") if field == "file" else (field,)
    for name, *facts in rows.values_list(*columns).iterator():
        if name and found.get(name) is None:
            found[name] = Content(*facts) if all(facts) and facts else None
