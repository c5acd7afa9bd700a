"""The pages of alerts: asking for them, saying yes, and ending them. None of them sets a cookie."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from minutes.alerts import asking
from minutes.alerts.models import AlertSubscription, Rhythm
from minutes.feeds.subjects import Subject
from minutes.networks import network_of
from minutes.views.public import public_page, site_root
from minutes.walls.role import has_door, open_door

READ_OR_SEND = ["GET", "HEAD", "POST"]


@csrf_exempt  # no cookie goes with the form that a stranger's page could misuse; asking.form_token stands in it
@require_http_methods(READ_OR_SEND)
def alerts(request: HttpRequest) -> HttpResponseBase:
    """The form; sent, it asks the address that was given."""
    if not settings.MAIL_FROM:
        raise Http404
    return _asked(request) if request.method == "POST" else form_page(request)


@public_page
def form_page(request: HttpRequest) -> HttpResponse:
    """The form for the subject that the address names."""
    return _form(request, Subject.read(request.GET.dict()))


@public_page
def sent(request: HttpRequest) -> HttpResponse:
    """What follows, the same for everybody."""
    return render(request, "alerts/asked.html", {})


def _asked(request: HttpRequest) -> HttpResponse:
    subject = Subject.parse(request.POST.get("about", "")[:1000])
    email, rhythm = request.POST.get("email", "").strip(), request.POST.get("rhythm", "")
    problems = {}
    if not asking.is_own_form(request.POST.get("form", "")) or request.POST.get("name"):
        problems["form"] = _("This form was made too long ago. Please send it again.")
    if rhythm not in Rhythm.values:
        problems["rhythm"] = _("Choose how often you want to hear.")
    try:
        asking.check_address(email)
    except ValidationError:
        problems["email"] = _("Write an e-mail address like name@example.org.")
    if problems or not subject.is_known:
        return _form(request, subject, problems, status=422, email=email[:254], rhythm=rhythm)
    try:
        with _subscribers():
            asking.ask(
                email=email, subject=subject.query, rhythm=rhythm, language=get_language() or settings.LANGUAGE_CODE,
                root=site_root(request), network=network_of(request),
            )  # fmt: skip
    except asking.TooOften:
        return render(request, "alerts/too_often.html", {}, status=429)
    return HttpResponseRedirect(reverse("minutes:alerts-asked"), status=303)


@contextmanager
def _subscribers() -> Iterator[None]:
    """Within, subscribers can be read and written. Raises Http404 in a process of the public side, which knows none."""
    if not has_door():
        raise Http404
    with open_door():
        yield


def _form(request: HttpRequest, subject: Subject, problems=None, *, status: int = 200, **given) -> HttpResponse:
    context = {
        "subject": subject, "problems": problems or {}, "rhythms": Rhythm.choices, "given": given,
        "ignored": subject.ignored, "form_token": asking.form_token(timezone.localdate()),
    }  # fmt: skip
    return render(request, "alerts/form.html", context, status=status)


@csrf_exempt
@require_http_methods(READ_OR_SEND)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button, for programs that look into e-mails follow links; pressed, the alerts begin."""
    with _subscribers():
        subscription = get_object_or_404(AlertSubscription, token=token)
        if request.method == "POST":
            asking.confirm(subscription)
    return _private(request, "alerts/confirm.html", subscription)


@csrf_exempt
@require_http_methods(READ_OR_SEND)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A button; pressed, or sent by a mail programme (RFC 8058), the alerts end. Ended once, it stays ended."""
    with _subscribers():
        subscription = AlertSubscription.objects.filter(token=token).first()
        if request.method == "POST" and subscription is not None:
            subscription.delete()
            subscription = None
    return _private(request, "alerts/stop.html", subscription)


def _private(request: HttpRequest, template: str, subscription: AlertSubscription | None) -> HttpResponse:
    """A page for one person."""
    subject = Subject.parse(subscription.subject) if subscription else None
    response = render(request, template, {"subscription": subscription, "subject": subject})
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
