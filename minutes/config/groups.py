"""Who may do what: the groups, each with its permissions, as `app.codename`."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

READ, WRITE = ("view",), ("view", "add", "change", "delete")
PREVIEW, PUBLISH = "minutes.preview_draft", "minutes.publish_meeting"
EXEMPT = "minutes.read_exempt"
# What somebody was called who is not to be found any more is seen by few (minutes/redaction).
PRIVACY = {"minutes.redact", "minutes.view_redacted", "minutes.dispose"}
# Set up once, or for everybody (phrases). Corrections are made by an act of publication (minutes/closing), earlier
# versions by replacing a file.
NOT_A_CLERKS = {"council", "correction", "meetingcorrection", "phrase", "reportversion"}
DELETE_PHRASE = "minutes.delete_phrase"


def groups() -> dict[str, set[str]]:
    """The permissions of each group. Publishing is a right of its own: a clerk enters, somebody else lets it out."""
    records = list(_records())
    entered = [model for model in records if model._meta.model_name not in NOT_A_CLERKS]
    clerk = {*_may(READ, records), *_may(WRITE, entered), PREVIEW, EXEMPT}
    publisher = {*clerk, *_may(("view", "change", "add"), records), PUBLISH, DELETE_PHRASE}
    users = [apps.get_model("auth", name) for name in ("User", "Group")]
    users.append(apps.get_model("minutes", "GivenCommittee"))
    return {
        "Clerk": clerk,
        "Publisher": publisher,
        "Officer": {*_may(READ, records), PREVIEW},
        "Privacy": {*_may(READ, records), PREVIEW, EXEMPT, *PRIVACY},
        "Administrator": {*publisher, *_may(WRITE, users), *PRIVACY},
    }


def _records() -> Iterator[type[Model]]:
    """Every model that a clerk's work is stored in: those with a history."""
    for app in ("minutes", "decisions"):
        yield from (model for model in apps.get_app_config(app).get_models() if hasattr(model, "history"))


def _may(actions: tuple[str, ...], models: list[type[Model]]) -> Iterator[str]:
    for model in models:
        yield from (f"{model._meta.app_label}.{action}_{model._meta.model_name}" for action in actions)
