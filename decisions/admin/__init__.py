"""What was decided, entered on the page of its agenda item."""

from decisions.admin.decided import DecisionRow, ResolutionRows
from decisions.admin.votes import VoteRows
from minutes.registry import registry

registry.item_inlines += [DecisionRow, ResolutionRows, VoteRows]
