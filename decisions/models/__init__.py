"""What was decided: decisions, numbered resolutions and votes."""

from decisions.models.decisions import Decision
from decisions.models.effects import Effect, EffectKind, effect_data, effect_path, effects_on
from decisions.models.resolutions import Clause, Resolution, ResolutionKind
from decisions.models.votes import Ballot, Choice, Outcome, Vote, VoteKind

__all__ = [
    "Ballot", "Choice", "Clause", "Decision", "Effect", "EffectKind", "Outcome", "Resolution", "ResolutionKind", "Vote",
    "VoteKind", "effect_data", "effect_path", "effects_on",
]  # fmt: skip
