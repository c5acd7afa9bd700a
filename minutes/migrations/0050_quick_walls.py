"""
The policies of 0042_walls.py once more: the same rows, asked for as quickly as without them.

Of a condition that it cannot look into, PostgreSQL supposes that every third row meets it, of a subquery every second;
the site's own rules, which say the same, it knows to be met by nearly all. Both together made it read whole tables
where a page's worth of rows by an index would have done. Of "is not null" it supposes that nearly every row meets it.

Items and documents, of which a page of a feed reads hundreds, ask for what they stand in by themselves, which takes a
third of the time that the function takes. What else hangs on an item goes on asking the function, because to plan the
question by itself takes longer than to ask it of thirty rows; and PostgreSQL is told that this is dear.
"""

from importlib import import_module

from django.db import migrations

walls = import_module("minutes.migrations.0042_walls")
NOW, stands = walls.NOW, walls.stands


def surely(condition: str) -> str:
    """A condition that nearly every row meets, said so that the planner knows."""
    return f"NULLIF({condition}, false) IS NOT NULL"


def found(rows: str) -> str:
    """That there is such a row, of which there is one at most: the same."""
    return f"(SELECT true FROM {rows}) IS NOT NULL"


def of_item(part: str, item: str = "item_id") -> str:
    return surely(walls.of_item(part, item))


def through(table: str, parent: str, column: str) -> str:
    return found(f"{parent} p WHERE p.id = {table}.{column}")


def listed(table: str, column: str, of: str) -> str:
    return found(f"{of} p WHERE p.id = {table}.{column} AND p.is_listed")


def policy(table: str, condition: str, before: str) -> migrations.RunSQL:
    """Another condition for the same rows."""
    return migrations.RunSQL(*(f"ALTER POLICY public ON {table} USING ({one})" for one in (condition, before)))


def again(table: str, part: str, item: str = "item_id") -> migrations.RunSQL:
    """The policy of what hangs on an item."""
    return policy(table, of_item(part, item), walls.of_item(part, item))


def cost(function: str) -> migrations.RunSQL:
    """What it takes to ask a function, in the planner's unit; a session plans what it asks once."""
    return migrations.RunSQL(*(f"ALTER FUNCTION {function} COST {dear}" for dear in (100, 20)))


MEETING = f"""{listed("minutes_meeting", "committee_id", "minutes_committee")} AND announced_at <= {NOW}
    AND {stands("minutes_meeting")}"""
ITEM = f"""released_at <= {NOW} AND {stands("minutes_agendaitem")}
    AND {found(f"minutes_meeting p WHERE p.id = meeting_id AND p.agenda_published_at <= {NOW}")}"""
REPORT = f"""NOT is_exempt AND released_at <= {NOW} AND {stands("minutes_report")}
    AND {found("minutes_open_item p WHERE p.id = item_id AND NOT p.is_exempt")}"""
VERSION = f"{stands('minutes_reportversion')} AND {through('minutes_reportversion', 'minutes_report', 'report_id')}"
MEMBERSHIP = ("committee", "person")


def membership(rule):
    return " AND ".join(rule("minutes_membership", f"{one}_id", f"minutes_{one}") for one in MEMBERSHIP)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0049_log_of_names")]
    operations = [
        cost("minutes_item_shows"),
        cost("minutes_meeting_shows"),
        policy("minutes_meeting", MEETING, walls.MEETING),
        policy("minutes_agendaitem", ITEM, walls.ITEM),
        policy("minutes_report", REPORT, walls.REPORT),
        policy("minutes_reportversion", VERSION, walls.VERSION),
        policy(
            "minutes_reportpage",
            *(rule("minutes_reportpage", "minutes_report", "report_id") for rule in (through, walls.through)),
        ),
        policy("minutes_seat", *(rule("minutes_seat", "person_id", "minutes_person") for rule in (listed, walls.listed))),
        policy("minutes_membership", membership(listed), membership(walls.listed)),
        policy("minutes_issue", surely(walls.ISSUE), walls.ISSUE),
        again("minutes_agendaitem_wards", "agenda", "agendaitem_id"),
        *(again(f"minutes_{table}", "minutes") for table in ("narrative", "declaration", "correction")),
        again("minutes_fairsummary", "summary"),
        *(
            policy(f"minutes_{table}", surely(walls.OF_MEETING), walls.OF_MEETING)
            for table in ("attendance", "meetingcorrection")
        ),
    ]
