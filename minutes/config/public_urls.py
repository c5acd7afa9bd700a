"""The addresses of a process of the public side: all but the admin's."""

from django.urls import include, path

from minutes.languages import pages

urlpatterns = [
    pages([path("decisions/", include("decisions.urls"))]),
    path("", include("minutes.urls")),
]

handler400 = "minutes.views.errors.malformed"
handler403 = "minutes.views.errors.forbidden"
handler404 = "minutes.views.errors.not_found"
handler500 = "minutes.views.errors.failed"
