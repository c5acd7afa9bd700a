"""Putting an agenda together: its items in order, their numbers, who was there."""
