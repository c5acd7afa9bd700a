"""
A draft as the public will see it: the public page itself, through the manager that foresees every stage.

Only for those with the right, never kept by a cache (`admin_view` sees to that), and never at a public address.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path

from minutes.admin.standing import PREVIEW
from minutes.views.items import item_page, items_for
from minutes.views.meetings import meeting_page, meetings_for


class PreviewMixin:
    """A page `<pk>/preview/`; `previewed` gives the rows as a public page reads them, `preview_page` that page."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", view, name=name), *super().get_urls()]

    def preview_view(self, request, pk):
        """The page, or 404 for what no stage will make public: exempt or withdrawn."""
        if not request.user.has_perm(PREVIEW):
            raise PermissionDenied
        seen = self.get_queryset(request).filter(pk=pk).exists()
        record = self.previewed().filter(pk=pk).first() if seen else None
        if record is None:
            raise Http404("The public will not see this, whatever is published: it is withdrawn or not listed.")
        return self.preview_page(request, record)


class MeetingPreview(PreviewMixin):
    def previewed(self):
        return meetings_for("preview")

    def preview_page(self, request, record):
        return meeting_page(request, record, "preview")


class ItemPreview(PreviewMixin):
    def previewed(self):
        return items_for("preview")

    def preview_page(self, request, record):
        return item_page(request, record, "preview")
