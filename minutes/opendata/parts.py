"""The shapes of what stands inside records. Decisions add their own (decisions/opendata.py)."""

from minutes.models import AttendanceStatus, CorrectionKind, InterestKind, Role
from minutes.models.reports import ReportKind
from minutes.opendata.shapes import (
    ADDRESS,
    DAY,
    NUMBER,
    SLUG,
    TEXT,
    YES_OR_NO,
    Shape,
    one_of,
    or_null,
    record,
)

SHAPES: dict[str, Shape] = {
    "seat": record({"ward": or_null(TEXT), "party": or_null(TEXT), "from": DAY, "to": or_null(DAY)}),
    "membership": record({"committee": SLUG, "role": one_of(Role), "from": DAY, "to": or_null(DAY)}),
    "attendance": record({
        "person": TEXT, "status": one_of(AttendanceStatus), "is_chair": YES_OR_NO, "is_remote": YES_OR_NO, "note": TEXT,
    }),
    "correction": record({
        "kind": one_of(CorrectionKind), "made_on": DAY, "text": TEXT, "reason": TEXT, "before": TEXT, "after": TEXT,
        "withheld_because": TEXT,
    }),
    "exempt": record({"paragraph": TEXT, "reason": TEXT}),
    "document": record({
        "title": TEXT, "kind": one_of(ReportKind), "author": TEXT, "pages": or_null(NUMBER), "bytes": or_null(NUMBER),
        "url": or_null(ADDRESS),
    }),
    "private_document": record({"name": TEXT, "kind": one_of(ReportKind), "paragraph": TEXT}),
    "declaration": record({
        "person": TEXT, "kind": one_of(InterestKind), "text": TEXT, "left_meeting": YES_OR_NO,
    }),
}  # fmt: skip
