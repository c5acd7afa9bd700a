"""The acts on an item and on a document."""

from minutes.admin.act_forms import ActForm, Restore, Withdraw
from minutes.admin.confirm_forms import ConfirmEarlier
from minutes.admin.correct_forms import AskCorrection, CorrectItem, TurnDown, Withhold
from minutes.admin.exempt_forms import ExemptDocument, ExemptItem, MakePublic

ITEM_ACTS: list[type[ActForm]] = [
    ConfirmEarlier, AskCorrection, CorrectItem, Withhold, TurnDown, ExemptItem, MakePublic, Withdraw, Restore,
]  # fmt: skip
REPORT_ACTS: list[type[ActForm]] = [ExemptDocument, MakePublic, Withdraw, Restore]
VERSION_ACTS: list[type[ActForm]] = [Withdraw, Restore]
