"""Days and moments as the admin writes them."""

from django.utils import timezone
from django.utils.dateformat import format as format_date


def day_in_words(day):
    """Monday 7 December 2026."""
    return format_date(day, "l j F Y")


def moment_in_words(moment):
    """7 December 2026, 10:00, by the clock of the council."""
    return format_date(timezone.localtime(moment), "j F Y, H:i")
