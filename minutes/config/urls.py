"""Every address of the site. They are permanent: see README.md, "Addresses"."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("decisions/", include("decisions.urls")),
    path("", include("minutes.urls")),
]

handler404 = "minutes.views.errors.not_found"
handler500 = "minutes.views.errors.failed"
