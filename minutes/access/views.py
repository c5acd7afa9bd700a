"""The pages of the second factor."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from minutes import qr
from minutes.access import factors

LOGIN = "admin:login"


class CodeForm(forms.Form):
    """The code that the app shows."""

    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label="Code",
        help_text="The six figures that the app shows now.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"invalid": "A code has six figures.", "required": "Write the code that the app shows."},
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


@never_cache
@login_required(login_url=LOGIN)
def give(request: HttpRequest) -> HttpResponse:
    """Give the code, and go on to where one was going."""
    device = factors.device_of(request.user)
    if device is None:
        return redirect(_onward(request, "access:set-up"))
    if _is_verified(request):
        return redirect(_next(request))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and _taken(request, form, device):
        return redirect(_next(request))
    return render(request, "admin/access/give.html", _context(request, form, "Second factor"))


@never_cache
@login_required(login_url=LOGIN)
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the key to an app, and take its first code. Who has an app already gives its code before another one."""
    known = factors.device_of(request.user)
    if known is not None and not _is_verified(request):
        return redirect(_onward(request, "access:second-factor"))
    device, form = factors.new_device(request.user), CodeForm(request.POST or None)
    if request.method == "POST" and _taken(request, form, device):
        messages.success(request, "The second factor is set up. From now on you are asked for a code when you log in.")
        return redirect(_next(request))
    context = _context(request, form, "Set up the second factor")
    context |= {"code": qr.code(device.config_url), "key": factors.key_of(device), "known": known}
    return render(request, "admin/access/set_up.html", context)


@require_POST
@never_cache
@login_required(login_url=LOGIN)
def remove(request: HttpRequest) -> HttpResponse:
    """Do without it again, where the council does not want it."""
    if not _is_verified(request):
        return redirect(_onward(request, "access:second-factor"))
    factors.take_away(request.user)  # type: ignore[arg-type]  # logged in
    messages.success(request, "You are no longer asked for a code.")
    return redirect("admin:index")


def _taken(request: HttpRequest, form: CodeForm, device: Any) -> bool:
    if not form.is_valid():
        return False
    try:
        factors.check(request, device, form.cleaned_data["code"])
    except factors.Refused as reason:
        form.add_error("code", str(reason))
        return False
    return True


def _is_verified(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool(user.is_verified())


def _next(request: HttpRequest) -> str:
    """Where one was going, if that is here."""
    wanted = request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else reverse("admin:index")


def _onward(request: HttpRequest, page: str) -> str:
    query = request.GET.urlencode()
    return f"{reverse(page)}?{query}" if query else reverse(page)


def _context(request: HttpRequest, form: CodeForm, title: str) -> dict[str, Any]:
    """Without the admin's menus: who has not given the code sees nothing of it."""
    site = admin.site
    return {"title": title, "form": form, "site_header": site.site_header, "site_title": site.site_title}
