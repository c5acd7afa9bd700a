"""Meetings as iCalendar (RFC 5545)."""
