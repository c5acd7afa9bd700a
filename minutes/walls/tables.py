"""
Which tables the public side may read. One that is not named here it may not: a new table is closed until it is.

Other apps add theirs when they start, as they do to the registry.
"""

# Nothing in them is ever secret: facts of the council, moments of what was public, the public log, public text.
OPEN = {
    "minutes_council", "minutes_party", "minutes_ward", "minutes_term", "minutes_oldaddress", "minutes_synonyms",
    "minutes_publicchange", "minutes_publicmark", "minutes_recordmark", "minutes_recordmoment", "minutes_ledgerentry",
    "minutes_ledgerhead",
    "minutes_searchentry", "minutes_searchpassage", "minutes_searchword", "django_migrations",
}  # fmt: skip
# Views that show some facts of rows which are closed otherwise (minutes/migrations/0042_walls.py).
WINDOWS = {
    "minutes_open_meeting", "minutes_open_item", "minutes_listed_private", "minutes_search_due", "minutes_last_moment",
    "minutes_once_meeting", "minutes_once_item", "minutes_once_report", "minutes_once_version",
    "minutes_gone", "minutes_shown_words_of_item", "minutes_shown_words_of_meeting",
}  # fmt: skip
# A policy says of each row whether it is public.
BY_ROW = {
    "minutes_committee", "minutes_person", "minutes_seat", "minutes_membership", "minutes_issue", "minutes_meeting",
    "minutes_agendaitem", "minutes_agendaitem_wards", "minutes_report", "minutes_reportpage", "minutes_reportversion",
    "minutes_narrative", "minutes_fairsummary", "minutes_declaration", "minutes_correction", "minutes_attendance",
    "minutes_meetingcorrection",
}  # fmt: skip


def readable() -> list[str]:
    """All of these, in order."""
    return sorted(OPEN | WINDOWS | BY_ROW)
