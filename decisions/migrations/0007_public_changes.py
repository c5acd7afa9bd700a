"""Decisions are part of what is public of an item: their changes are noted with the item's."""

from importlib import import_module

from django.db import migrations

changes = import_module("minutes.migrations.0024_public_changes")

DECISIONS = "decisions_published_at"
OF_RESOLUTION = "JOIN decisions_resolution o ON o.id = changed.resolution_id"
OF_VOTE = "JOIN decisions_vote o ON o.id = changed.vote_id"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_effects"), ("minutes", "0024_public_changes")]
    operations = [
        changes.watch(
            "decisions_decision",
            changes.of_item(DECISIONS, 2),
            "id, item_id, reasons, options_considered, interests_declared, dispensations, is_key, key_reference, "
            "decided_on, call_in_deadline, takes_effect_on",
        ),
        changes.watch(
            "decisions_resolution", changes.of_item(DECISIONS, 2), "id, item_id, ordinal, opening, label, text, kind"
        ),
        changes.watch(
            "decisions_clause",
            changes.of_item(DECISIONS, 2, item="o.item_id", join=OF_RESOLUTION),
            "id, resolution_id, ordinal, depth, label, text",
        ),
        changes.watch(
            "decisions_effect",
            changes.of_item(DECISIONS, 2, item="o.item_id", join=OF_RESOLUTION),
            "id, resolution_id, earlier_id, kind",
        ),
        changes.watch(
            "decisions_vote",
            changes.of_item("minutes_published_at", 3),
            "id, item_id, ordinal, resolution_id, subject, kind, mover_id, seconder_id, outcome, votes_for, "
            "votes_against, abstentions, wording",
        ),
        changes.watch(
            "decisions_ballot",
            changes.of_item("minutes_published_at", 3, item="o.item_id", join=OF_VOTE),
            "id, vote_id, person_id, choice",
        ),
    ]
