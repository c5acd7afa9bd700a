"""
What the public sees already, and who may still change it.

What is public is changed by those who may publish; a clerk goes on with the stages that are still to come. Whether
something is public is asked of `minutes.publication` through the public managers, never answered here.
"""

from django.http import HttpRequest
from django.utils import timezone

from minutes import publication
from minutes.models import AgendaItem, Meeting
from minutes.publication import STAGES

PUBLISH = "minutes.publish_meeting"
PREVIEW = "minutes.preview_draft"
EXEMPT = "minutes.read_exempt"


def stage_shown(record: Meeting | AgendaItem) -> str:
    """The last stage of a meeting, or of an item's meeting, that the public sees; "" when it sees nothing of it."""
    if "stage_shown" not in vars(record):
        path = "" if isinstance(record, Meeting) else "meeting__"
        rows = type(record).public.filter(pk=record.pk).annotate(shown=publication.stage(path))
        vars(record)["stage_shown"] = rows.values_list("shown", flat=True).first() or ""
    return str(vars(record)["stage_shown"])


def reached(record: Meeting | AgendaItem | None, stage: str) -> bool:
    """Whether the public sees what belongs to `stage` of a record that is stored."""
    shown = stage_shown(record) if record and record.pk else ""
    return bool(shown) and STAGES.index(shown) >= STAGES.index(stage)


def may_publish(request: HttpRequest) -> bool:
    """Whether this user publishes, and so changes what is public."""
    return bool(request.user.has_perm(PUBLISH))


class PublishedMixin:
    """A record of which nobody is offered to delete what has been public: it is withdrawn. The database agrees."""

    def has_delete_permission(self, request, obj=None):
        gone = obj is not None and self.model.ever_public.filter(pk=obj.pk).exists()
        return super().has_delete_permission(request, obj) and not gone


def locked(record: Meeting | AgendaItem | None) -> bool:
    """Whether the minutes of a meeting, or of an item's meeting, are confirmed: a correction alone changes them."""
    if record is None or not record.pk:
        return False
    meeting = record if isinstance(record, Meeting) else record.meeting
    return meeting.confirmed_at is not None and meeting.confirmed_at <= timezone.now()


class StagedInline:
    """
    Rows that become public with a stage of their meeting, and are locked once its minutes are confirmed.

    Once it is reached they are read-only to those who do not publish, and nobody deletes one of a model that is
    `kept` (the database refuses that too).
    """

    public_from = "minutes_published_at"
    kept = True

    def staged(self, obj):
        """The meeting or item whose stage counts."""
        return obj

    def is_open(self, request, obj):
        if obj is not None and locked(self.staged(obj)):
            return False
        return obj is None or may_publish(request) or not reached(self.staged(obj), self.public_from)

    def get_extra(self, request, obj=None, **kwargs):
        """No empty row where none can be added: of a row that is there once Django shows one all the same."""
        return super().get_extra(request, obj, **kwargs) if self.has_add_permission(request, obj) else 0

    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and self.is_open(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.is_open(request, obj)

    def has_delete_permission(self, request, obj=None):
        gone = self.kept and obj is not None and reached(self.staged(obj), self.public_from)
        return super().has_delete_permission(request, obj) and self.is_open(request, obj) and not gone
