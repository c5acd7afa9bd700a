"""Who voted by name is what a search can be narrowed down to: the index is told of ballots too."""

from importlib import import_module

from django.db import migrations

search = import_module("minutes.migrations.0004_search")

OF_VOTE = "SELECT v.item_id FROM decisions_vote v JOIN changed c ON c.vote_id = v.id"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_record_marks"), ("minutes", "0014_search_choices")]
    operations = [search.watch("decisions_ballot", OF_VOTE)]
