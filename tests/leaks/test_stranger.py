"""Somebody who asks again is not fobbed off with what was right before."""

import itertools

import pytest
from django.http import HttpResponse
from django.urls import include, path

from tests.leaks.stranger import Stranger

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
numbers = itertools.count()


def changing(request):
    """Another page each time, under the ETag of all."""
    return HttpResponse(f"Page {next(numbers)}", headers={"ETag": '"the same"'})


def staying(request):
    return HttpResponse("Page", headers={"ETag": '"its own"'})


urlpatterns = [path("changing/", changing), path("staying/", staying), path("", include("minutes.config.urls"))]


@pytest.mark.parametrize(("address", "number"), [("/changing/", 1), ("/staying/", 0)])
def test_page_that_is_called_unchanged_and_is_not_is_noted(address, number):
    stranger = Stranger()
    assert stranger.ask_again(address).status == 200
    assert stranger.ask_again(address) is stranger.had[address]
    assert stranger.stale == [f"{address} is another page by now, and called unchanged"] * number
