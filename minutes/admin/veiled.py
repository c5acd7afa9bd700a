"""What a history says of a name that is withheld is shown to those with a right of its own."""

from minutes.redaction.histories import Veil

SEES = "minutes.view_redacted"


class Nothing:
    """Covers nothing: for those who may see what was withheld."""

    def covers(self, row):
        return False


def veil_for(request):
    """What covers rows of a history for this user; made once a request."""
    if not hasattr(request, "veil"):
        request.veil = Nothing() if request.user.has_perm(SEES) else Veil()
    return request.veil
