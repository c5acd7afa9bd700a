"""The acts that make a meeting public, stage by stage."""

from typing import ClassVar

from minutes import actions
from minutes.actions import Actor
from minutes.admin.act_forms import ActForm, CallOff, Restore, Withdraw
from minutes.admin.act_timed import TimedForm
from minutes.admin.confirm_forms import Confirm
from minutes.admin.correct_forms import CorrectMeeting, Withhold
from minutes.models import Meeting
from minutes.publication import STAGES


class PublishForm(TimedForm):
    """A stage of a meeting, with the stages before it that it has not had."""

    stage: ClassVar[str]
    template = "publish"
    done = "Published, with the stages before it."

    @classmethod
    def is_open(cls, record: Meeting) -> bool:
        return record.withdrawn_at is None and getattr(record, cls.stage) is None

    @property
    def stages(self) -> list[str]:
        until = STAGES[: STAGES.index(self.stage) + 1]
        return [stage for stage in until if getattr(self.record, stage) is None]

    def do(self, by: Actor) -> None:
        actions.publish(meeting=self.record, stage=self.stage, by=by, at=self.cleaned_data["at"])


class Announce(PublishForm):
    stage, name, label = "announced_at", "announce", "Announce the meeting"


class PublishAgenda(PublishForm):
    stage, name, label = "agenda_published_at", "publish-agenda", "Publish the agenda"


class PublishDecisions(PublishForm):
    stage, name, label = "decisions_published_at", "publish-decisions", "Publish the decisions"


class PublishMinutes(PublishForm):
    stage, name, label = "minutes_published_at", "publish-minutes", "Publish the draft minutes"


class PublishSupplement(TimedForm):
    """What was added since the agenda was published."""

    name, label, done = "supplement", "Publish what was added", "What was added is published."

    @classmethod
    def is_open(cls, record: Meeting) -> bool:
        published = record.withdrawn_at is None and record.agenda_published_at is not None
        return published and any(actions.waiting(record))

    @property
    def stages(self) -> list[str]:
        return ["agenda_published_at"]

    def do(self, by: Actor) -> None:
        actions.publish_supplement(meeting=self.record, by=by, at=self.cleaned_data["at"])


MEETING_ACTS: list[type[ActForm]] = [
    Announce, PublishAgenda, PublishSupplement, PublishDecisions, PublishMinutes, Confirm, CorrectMeeting, Withhold,
    CallOff, Withdraw, Restore,
]  # fmt: skip
