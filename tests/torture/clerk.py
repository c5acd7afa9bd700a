"""A clerk in a browser without scripts: opens a form, changes some of it, sends it, and hears whether it was taken."""

import http.client
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

import lxml.html
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

PATIENCE = 60


class NoAnswer(Exception):
    """The site died before it said anything: nothing was acknowledged."""


class Refused(AssertionError):
    """The site answered and did not take the form: a fault of the trial, or of the site."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirection is the acknowledgement; where it leads does not matter."""

    def redirect_request(self, *_):
        return None


class Visitor:
    """Somebody who reads at `root`, an address without a slash at its end."""

    def __init__(self, root: str):
        self.root = root
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _Stay()).open

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body. Raises NoAnswer."""
        return self._asked(urllib.request.Request(self.root + path))

    def _asked(self, request: urllib.request.Request) -> tuple[int, bytes]:
        try:
            with self._open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            if error.code >= 500:
                raise NoAnswer(f"{error.code}") from error
            return error.code, error.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(str(error)) from error


class Clerk(Visitor):
    """Somebody who is signed in there."""

    def __init__(self, root: str, name: str, password: str):
        super().__init__(root)
        self.send("/admin/login/", username=name, password=password)

    def send(self, path: str, **changes) -> None:
        """
        Fill in the form at an address and send it; fields that are not named stay as they are.

        Returns when the site has said that it was taken. Raises NoAnswer, or Refused with what the page says.
        """
        status, body = self.get(path)
        if status != 200:
            raise Refused(f"{path}: {status}")
        form = max(lxml.html.fromstring(body).forms, key=lambda form: (form.method == "POST", len(form.inputs)))
        fields: dict[str, list] = {}
        for name, value in form.form_values():
            # A browser leaves out the line break that a text area begins with.
            fields.setdefault(name, []).append(value.removeprefix("\n"))
        fields |= {name: value for name, value in changes.items() if value is not None}
        request = urllib.request.Request(
            self.root + path, encode_multipart(BOUNDARY, fields),
            {"Content-Type": MULTIPART_CONTENT, "Referer": self.root + path},
        )  # fmt: skip
        status, body = self._asked(request)
        if status != 302:
            raise Refused(f"{path}: {status}: {_said(body)}")


def _said(body: bytes) -> str:
    page = lxml.html.fromstring(body)
    told = page.xpath("//title | //*[contains(@class, 'errornote') or contains(@class, 'errorlist')]")
    return " ".join(f"{each.get('id', '')} {' '.join(each.text_content().split())}" for each in told)[:500]
