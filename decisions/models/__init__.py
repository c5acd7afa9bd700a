"""What was decided: decisions, numbered resolutions and votes."""

from decisions.models.decisions import Decision
from decisions.models.resolutions import Clause, Resolution, ResolutionKind
from decisions.models.votes import Ballot, Choice, Outcome, Vote, VoteKind

__all__ = [
    "Ballot", "Choice", "Clause", "Decision", "Outcome", "Resolution", "ResolutionKind", "Vote", "VoteKind",
]  # fmt: skip
