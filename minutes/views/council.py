"""What every page knows: the council, and its style."""

from base64 import b64decode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from minutes import colours
from minutes.models import Council
from minutes.views.public import public_page


def council(request: HttpRequest) -> dict[str, object]:
    """`council` for templates, read when a page asks for it."""
    return {"council": SimpleLazyObject(current_council)}


def current_council() -> Council:
    """The council, or a nameless one where none has been entered yet."""
    return Council.objects.first() or Council(name="Minutebook")


@public_page
def council_css(request: HttpRequest) -> HttpResponse:
    """The council's colour as custom properties, darkened or lightened until it can be read on the page."""
    colour = current_council().colour
    light, dark = colours.readable(colour, on=colours.PAPER), colours.readable(colour, on=colours.LAMPLIGHT)
    rule = ":root{{--accent:{}}}@media (prefers-color-scheme:dark){{:root{{--accent:{}}}}}\n"
    return HttpResponse(rule.format(light, dark), content_type="text/css")


@public_page
def council_crest(request: HttpRequest) -> HttpResponse:
    """The council's crest, as it was uploaded."""
    found = Council.objects.exclude(crest="").values_list("crest", "crest_type").first()
    if found is None:
        raise Http404
    return HttpResponse(b64decode(found[0]), content_type=found[1])
