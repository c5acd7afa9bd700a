"""Sessions in the database, as Django stores them."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError

from minutes.database.errors import is_loss


class SessionStore(db.SessionStore):
    """What `SESSION_ENGINE` asks for."""

    def save(self, must_create: bool = False) -> None:
        """
        Store it. Raises UpdateError where the session was ended meanwhile, and the database's own where that was lost.

        Django takes the second for the first, and would tell a clerk that the request was bad (400) instead of that
        the database is away (503).
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            lost = error.__context__
            if lost is not None and is_loss(lost):
                raise lost from None
            raise
