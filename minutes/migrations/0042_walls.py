"""
What the public side's role may read, row by row: minutes/publication.py said in SQL.

Policies bind every role but the owner of the tables, so that they need no role to be there, in a restored dump for
instance; which tables the role may read at all, minutes/walls/tables.py says. A row that hangs on another is public as
that one is: the two views `minutes_open_…` say it of meetings and items, once for all that hangs on them. What a view
shows its reader, the owner of the view may read: so nothing asks for a policy within a policy.
"""

from django.db import migrations

NOW = "statement_timestamp()"
STAGES = ("announced_at", "agenda_published_at", "decisions_published_at", "minutes_published_at", "confirmed_at")


def stands(table: str) -> str:
    """The row is not withdrawn."""
    return f"({table}.withdrawn_at IS NULL OR {table}.withdrawn_at > {NOW})"


def come(table: str, moment: str) -> str:
    """A moment, once it has come."""
    return f"CASE WHEN {table}.{moment} <= {NOW} THEN {table}.{moment} END"


def note(table: str, when: str = "withdrawn_at", why: str = "withdrawal_note") -> str:
    """When a row was withdrawn, and why, under these names."""
    gone = f"{table}.withdrawn_at <= {NOW}"
    return f"{come(table, 'withdrawn_at')} AS {when}, CASE WHEN {gone} THEN {table}.withdrawal_note ELSE '' END AS {why}"


OPEN_MEETING = f"""
CREATE VIEW minutes_open_meeting AS
SELECT m.id, COALESCE(m.agenda_published_at <= {NOW}, false) AS has_agenda,
    COALESCE(m.minutes_published_at <= {NOW}, false) AS has_minutes
FROM minutes_meeting m JOIN minutes_committee c ON c.id = m.committee_id
WHERE c.is_listed AND m.announced_at <= {NOW} AND {stands("m")}
"""
OPEN_ITEM = f"""
CREATE VIEW minutes_open_item AS
SELECT i.id, i.is_exempt, COALESCE(m.decisions_published_at <= {NOW}, false) AS has_decisions,
    COALESCE(m.minutes_published_at <= {NOW}, false) AS has_minutes
FROM minutes_agendaitem i JOIN minutes_meeting m ON m.id = i.meeting_id JOIN minutes_committee c ON c.id = m.committee_id
WHERE c.is_listed AND m.announced_at <= {NOW} AND m.agenda_published_at <= {NOW} AND i.released_at <= {NOW}
AND {stands("m")} AND {stands("i")}
"""
# As functions, whose questions a session plans once: written into each policy they are planned with every question, and
# that takes ten times as long as the rest of an item's page. They ask as their owner; what they call is named in full,
# and nobody else can make a function.
FUNCTION = """
CREATE FUNCTION {name}({parameters}) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 20 AS $$
BEGIN
    RETURN {answer};
END $$
"""
ITEM_SHOWS = FUNCTION.format(name="minutes_item_shows", parameters="which bigint, part text", answer="""EXISTS (
    SELECT FROM public.minutes_open_item o WHERE o.id = which AND CASE part
    WHEN 'agenda' THEN true WHEN 'documents' THEN NOT o.is_exempt WHEN 'summary' THEN o.has_minutes
    WHEN 'decisions' THEN NOT o.is_exempt AND o.has_decisions WHEN 'minutes' THEN NOT o.is_exempt AND o.has_minutes END)""")
MEETING_SHOWS = FUNCTION.format(name="minutes_meeting_shows", parameters="which bigint, part text", answer="""EXISTS (
    SELECT FROM public.minutes_open_meeting o WHERE o.id = which
    AND CASE part WHEN 'agenda' THEN o.has_agenda WHEN 'minutes' THEN o.has_minutes END)""")
IS_NAMED = FUNCTION.format(name="minutes_is_named", parameters="who bigint", answer="""EXISTS (
    SELECT FROM public.minutes_attendance a JOIN public.minutes_open_meeting o ON o.id = a.meeting_id
    WHERE o.has_minutes AND (a.person_id = who OR a.substitute_for_id = who)
) OR EXISTS (
    SELECT FROM public.minutes_declaration d JOIN public.minutes_open_item o ON o.id = d.item_id
    WHERE NOT o.is_exempt AND o.has_minutes AND d.person_id = who)""")
# Of an exempt document no more than this: its title may itself be exempt (Local Government Act 1972, s. 100B(5)).
LISTED_PRIVATE = f"""
CREATE VIEW minutes_listed_private WITH (security_barrier) AS
SELECT r.id, r.item_id, r.position, r.kind, r.listed_as, r.exempt_paragraph
FROM minutes_report r JOIN minutes_open_item i ON i.id = r.item_id
WHERE NOT i.is_exempt AND r.is_exempt AND r.listed_as <> '' AND {stands("r")}
"""
# A row when the index has work to do: not of which items, nor when what is set for later will come.
SEARCH_DUE = f"""
CREATE VIEW minutes_search_due WITH (security_barrier) AS
SELECT true AS is_due FROM minutes_searchqueue WHERE due_at <= {NOW} LIMIT 1
"""
# Of a correction no words that are withheld.
SHOWN = "SELECT k.id, k.before, k.after FROM minutes_{} k JOIN minutes_open_{} o ON o.id = k.{}_id WHERE {} AND k.part <> ''"
SHOWN_OF_ITEM = f"""
CREATE VIEW minutes_shown_words_of_item WITH (security_barrier) AS
{SHOWN.format("correction", "item", "item", "NOT o.is_exempt AND o.has_minutes AND k.withheld_because = ''")}
"""
SHOWN_OF_MEETING = f"""
CREATE VIEW minutes_shown_words_of_meeting WITH (security_barrier) AS
{SHOWN.format("meetingcorrection", "meeting", "meeting", "o.has_minutes AND k.withheld_because = ''")}
"""
# Of what is public or was until it was withdrawn: where it stood, and its note. No moment that lies ahead.
ONCE_MEETING = f"""
CREATE VIEW minutes_once_meeting WITH (security_barrier) AS
SELECT m.id, m.committee_id, c.slug AS committee_slug, m.date, m.sequence, m.announced_at,
    {", ".join(f"{come('m', stage)} AS {stage}" for stage in STAGES[1:])}, {note("m")}
FROM minutes_meeting m JOIN minutes_committee c ON c.id = m.committee_id
WHERE c.is_listed AND m.announced_at <= {NOW}
"""
PLACE = "JOIN minutes_meeting m ON m.id = i.meeting_id JOIN minutes_committee c ON c.id = m.committee_id"
EVER_ITEM = f"c.is_listed AND m.announced_at <= {NOW} AND m.agenda_published_at <= {NOW} AND i.released_at <= {NOW}"
EVER_REPORT = f"{EVER_ITEM} AND NOT i.is_exempt AND NOT r.is_exempt AND r.released_at <= {NOW}"
ONCE_ITEM = f"""
CREATE VIEW minutes_once_item WITH (security_barrier) AS
SELECT i.id, i.meeting_id, i.slug, i.released_at, c.slug AS committee_slug, m.date, m.sequence, m.agenda_published_at,
    {note("i")}, {note("m", "meeting_withdrawn_at", "meeting_note")}
FROM minutes_agendaitem i {PLACE} WHERE {EVER_ITEM}
"""
ONCE_REPORT = f"""
CREATE VIEW minutes_once_report WITH (security_barrier) AS
SELECT r.id, r.item_id, i.meeting_id, r.file_name, r.file <> '' AS has_file, r.released_at, m.agenda_published_at,
    {note("r")}
FROM minutes_report r JOIN minutes_agendaitem i ON i.id = r.item_id {PLACE} WHERE {EVER_REPORT}
"""
ONCE_VERSION = f"""
CREATE VIEW minutes_once_version WITH (security_barrier) AS
SELECT v.id, v.report_id, v.number, v.file_name, v.pages, v.size, v.replaced_at,
    CASE WHEN {stands("v")} THEN v.note ELSE '' END AS note,
    {note("v")}, {note("r", "report_withdrawn_at", "report_note")}
FROM minutes_reportversion v JOIN minutes_report r ON r.id = v.report_id JOIN minutes_agendaitem i ON i.id = r.item_id
{PLACE} WHERE {EVER_REPORT}
"""


def newest(moment: str, table: str, rule: str) -> str:
    """The last such moment that has come, of what is public or was; an index gives it."""
    return f"(SELECT {moment} AS at FROM {table} WHERE {rule} AND {moment} <= {NOW} ORDER BY {moment} DESC LIMIT 1)"


MEETINGS = "minutes_meeting m JOIN minutes_committee c ON c.id = m.committee_id"
ITEMS = f"minutes_agendaitem i {PLACE}"
REPORTS = f"minutes_report r JOIN {ITEMS.replace(' i ', ' i ON i.id = r.item_id ', 1)}"
LAST_MOMENT = "CREATE VIEW minutes_last_moment AS " + " UNION ALL ".join([
    "(SELECT at FROM minutes_publicchange ORDER BY at DESC LIMIT 1)",
    *(newest(f"m.{moment}", MEETINGS, f"c.is_listed AND m.announced_at <= {NOW}") for moment in (*STAGES, "withdrawn_at")),
    *(newest(f"i.{moment}", ITEMS, EVER_ITEM) for moment in ("released_at", "withdrawn_at")),
    *(newest(f"r.{moment}", REPORTS, EVER_REPORT) for moment in ("released_at", "withdrawn_at")),
])


def view(name: str, made: str) -> migrations.RunSQL:
    return migrations.RunSQL(made, f"DROP VIEW {name}")


def policy(table: str, condition: str, name: str = "public") -> migrations.RunSQL:
    """Of a table, the rows for which the condition holds may be read by whoever has a right to the table."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; CREATE POLICY {name} ON {table} FOR SELECT USING ({condition})",
        f"DROP POLICY {name} ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    )


def of_item(part: str, item: str = "item_id") -> str:
    """The row's item is public with that part of it: agenda, documents, decisions, minutes or summary."""
    return f"minutes_item_shows({item}, '{part}')"


def through(table: str, parent: str, column: str) -> str:
    """The row that it hangs on may be read."""
    return f"EXISTS (SELECT FROM {parent} p WHERE p.id = {table}.{column})"


def listed(table: str, column: str, of: str) -> str:
    """The committee or the person that it names is on the site."""
    return f"EXISTS (SELECT FROM {of} p WHERE p.id = {table}.{column} AND p.is_listed)"


MEETING = f"{listed('minutes_meeting', 'committee_id', 'minutes_committee')} AND announced_at <= {NOW} AND {stands('minutes_meeting')}"
ITEM = f"released_at <= {NOW} AND {stands('minutes_agendaitem')} AND minutes_meeting_shows(meeting_id, 'agenda')"
REPORT = f"""NOT is_exempt AND released_at <= {NOW} AND {stands("minutes_report")}
    AND {of_item("documents")}"""
VERSION = f"{stands('minutes_reportversion')} AND {through('minutes_reportversion', 'minutes_report', 'report_id')}"
OF_MEETING = "minutes_meeting_shows(meeting_id, 'minutes')"
# Without a page of its own, a name still stands in the minutes.
NAMED = "is_listed OR minutes_is_named(id)"
ISSUE = "EXISTS (SELECT FROM minutes_agendaitem i WHERE i.issue_id = minutes_issue.id)"


class Migration(migrations.Migration):
    dependencies = [("minutes", "0041_closed_changes")]
    operations = [
        view("minutes_open_meeting", OPEN_MEETING),
        view("minutes_open_item", OPEN_ITEM),
        migrations.RunSQL(ITEM_SHOWS, "DROP FUNCTION minutes_item_shows"),
        migrations.RunSQL(MEETING_SHOWS, "DROP FUNCTION minutes_meeting_shows"),
        migrations.RunSQL(IS_NAMED, "DROP FUNCTION minutes_is_named"),
        view("minutes_listed_private", LISTED_PRIVATE),
        view("minutes_search_due", SEARCH_DUE),
        view("minutes_shown_words_of_item", SHOWN_OF_ITEM),
        view("minutes_shown_words_of_meeting", SHOWN_OF_MEETING),
        view("minutes_once_meeting", ONCE_MEETING),
        view("minutes_once_item", ONCE_ITEM),
        view("minutes_once_report", ONCE_REPORT),
        view("minutes_once_version", ONCE_VERSION),
        view("minutes_last_moment", LAST_MOMENT),
        policy("minutes_committee", "is_listed"),
        policy("minutes_person", NAMED),
        policy("minutes_seat", listed("minutes_seat", "person_id", "minutes_person")),
        policy(
            "minutes_membership",
            f"{listed('minutes_membership', 'committee_id', 'minutes_committee')}"
            f" AND {listed('minutes_membership', 'person_id', 'minutes_person')}",
        ),
        policy("minutes_issue", ISSUE),
        policy("minutes_meeting", MEETING),
        policy("minutes_agendaitem", ITEM),
        policy("minutes_agendaitem_wards", of_item("agenda", "agendaitem_id")),
        policy("minutes_report", REPORT),
        policy("minutes_reportpage", through("minutes_reportpage", "minutes_report", "report_id")),
        policy("minutes_reportversion", VERSION),
        policy("minutes_narrative", of_item("minutes")),
        policy("minutes_declaration", of_item("minutes")),
        policy("minutes_correction", of_item("minutes")),
        policy("minutes_fairsummary", of_item("summary")),
        policy("minutes_attendance", OF_MEETING),
        policy("minutes_meetingcorrection", OF_MEETING),
    ]
