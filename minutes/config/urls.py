"""Every address of the site. They are permanent: see README.md, "Addresses"."""

from django.contrib import admin
from django.urls import include, path

from minutes.config import public_urls

urlpatterns = [
    path("admin/second-factor/", include("minutes.access.urls")),
    path("admin/written/", include("minutes.admin.written")),
    path("admin/", admin.site.urls),
    *public_urls.urlpatterns,
]

handler400, handler403 = public_urls.handler400, public_urls.handler403
handler404, handler500 = public_urls.handler404, public_urls.handler500
