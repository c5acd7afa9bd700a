"""After `migrate`, or in a restored database, the public side's role has its rights to what is there."""

import logging
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from minutes.walls.making import NoRight, make_reader_role

logger = logging.getLogger(__name__)


@receiver(post_migrate)
def give_rights(sender: Any, using: str, **told: Any) -> None:
    """Once, when all migrations are run; where the role cannot be made, `migrate` says so and has done the rest."""
    if sender.name == "minutes" and using == DEFAULT_DB_ALIAS:
        renew_rights()


def renew_rights() -> None:
    """Give the role its rights anew, where there is to be one; what stands against it is logged."""
    if not settings.READER_ROLE:
        return
    try:
        make_reader_role()
    except NoRight as error:
        logger.warning("%s", error)
