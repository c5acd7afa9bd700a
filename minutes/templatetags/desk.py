"""The desk on the admin's front page."""

from typing import Any

from django import template

from minutes.admin.desk import Desk, Section

register = template.Library()


@register.simple_tag(takes_context=True)
def due(context: template.Context) -> list[Section] | None:
    """What is due, for those who enter meetings; None for everybody else."""
    request: Any = context["request"]
    return Desk(request).sections() if request.user.has_perm("minutes.change_meeting") else None
