"""The second factor: a code that an app makes anew every thirty seconds (TOTP, RFC 6238)."""

from base64 import b32encode
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Value
from django.http import HttpRequest
from django_otp import login as give_factor
from django_otp.plugins.otp_totp.models import TOTPDevice

from minutes.models import Council

GIVE, SET_UP = "access:second-factor", "access:set-up"


class Refused(Exception):
    """The code was not taken; the message says why."""


def step_to_take(request: HttpRequest) -> str:
    """The page on which this user gives the code, or sets it up where the council wants everybody to; "" for none."""
    user: Any = request.user
    if user.is_verified():
        return ""
    known = TOTPDevice.objects.filter(user=user.pk, confirmed=True).values_list(Value("device"))
    wanted = Council.objects.filter(second_factor=True).values_list(Value("wanted"))
    found = {name for (name,) in known.union(wanted)}
    return GIVE if "device" in found else SET_UP if "wanted" in found else ""


def device_of(user: Any) -> Any:
    """The app that a user has set up; None without one."""
    return TOTPDevice.objects.filter(user=user.pk, confirmed=True).first()


def new_device(user: Any) -> Any:
    """The app that a user is about to set up."""
    return TOTPDevice.objects.get_or_create(user_id=user.pk, confirmed=False, defaults={"name": "app"})[0]


def key_of(device: Any) -> str:
    """A device's key as apps take it from the keyboard, in groups of four."""
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def check(request: HttpRequest, device: Any, code: str) -> None:
    """Take a code, which proves for this session who is there. Raises Refused."""
    with transaction.atomic():
        locked = TOTPDevice.objects.select_for_update().get(pk=device.pk)
        allowed, _ = locked.verify_is_allowed()
        taken = allowed and locked.verify_token(code)
        if taken and not locked.confirmed:
            TOTPDevice.objects.filter(user=locked.user_id).exclude(pk=locked.pk).delete()
            locked.confirmed = True
            locked.save(update_fields=["confirmed"])
    if not allowed:
        raise Refused("Too many wrong codes. Wait a moment, then give the one that the app shows then.")
    if not taken:
        raise Refused("That is not the code that the app shows now. Codes change every thirty seconds, and serve once.")
    request.session.cycle_key()
    give_factor(request, locked)


def take_away(user: User) -> int:
    """Forget the apps of a user; how many there were."""
    return int(TOTPDevice.objects.filter(user=user.pk).delete()[0])
