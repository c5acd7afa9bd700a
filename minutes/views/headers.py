"""What every answer forbids a browser, besides what Django's own settings say."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# The site needs none of a device's senses. (RFC 9651 lists; https://www.w3.org/TR/permissions-policy/)
FORBIDDEN = "camera", "display-capture", "geolocation", "microphone", "payment", "usb"
PERMISSIONS = ", ".join(f"{name}=()" for name in FORBIDDEN)


class PermissionsPolicyMiddleware:
    """Adds the header to every answer, static files and PDFs included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        return response
