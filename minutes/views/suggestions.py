"""What somebody who types into a search box may mean."""

from django.http import HttpRequest, JsonResponse

from minutes.search.suggestions import suggestions
from minutes.views.public import public_page


@public_page
def suggest(request: HttpRequest) -> JsonResponse:
    """Names and titles, each with its kind and its page, as JSON."""
    return JsonResponse({"suggestions": [one._asdict() for one in suggestions(request.GET.get("q", ""))]})
