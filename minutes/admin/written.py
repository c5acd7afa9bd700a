"""What the buttons beside a field ask (minutes/admin/writing.py). Nothing is stored; for whoever has signed in."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from minutes.markup import prose
from minutes.text.pasted.marked import marked


@require_POST
def preview(request):
    """The text as the public will see it."""
    return HttpResponse(prose(request.POST.get("text", "")))


@require_POST
def pasted(request):
    """What was pasted, as text with marks."""
    return HttpResponse(marked(request.POST.get("html", "")), content_type="text/plain; charset=utf-8")


app_name = "written"
urlpatterns = [
    path("preview/", admin.site.admin_view(preview), name="preview"),
    path("pasted/", admin.site.admin_view(pasted), name="pasted"),
]
