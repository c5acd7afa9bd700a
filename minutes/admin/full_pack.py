"""
A meeting's pack with everything in it, exempt documents too, for those with the right.

It is made for whoever asks and kept nowhere: the file is deleted before the first byte is sent, and `admin_view`
forbids caches to keep it.
"""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.db.models.functions import Now
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils import timezone

from minutes.admin.acts import Link
from minutes.admin.standing import EXEMPT, PREVIEW
from minutes.models import Report
from minutes.pdf.store import PRIVATE
from minutes.views.items import items_for
from minutes.views.meetings import meetings_for
from minutes.views.packs import facts_of, full_pack, pack
from minutes.views.papers import or_unavailable
from minutes.views.public import absolute_url

STANDING = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=Now())


class FullPack:
    """A page `<pk>/full-pack.pdf`, and a link to it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.full_pack_view)
        return [path("<int:pk>/full-pack.pdf", view, name="minutes_meeting_full_pack"), *super().get_urls()]

    def links(self, request, record):
        links = super().links(request, record)
        if request.user.has_perms([PREVIEW, EXEMPT]):
            links.append(Link("Full pack with exempt papers (PDF)", self._full_pack_url(record)))
        return links

    def _full_pack_url(self, meeting):
        return reverse("admin:minutes_meeting_full_pack", args=[meeting.pk])

    def full_pack_view(self, request, pk):
        """The pack, with the agenda as it stands: drafts too."""
        if not request.user.has_perms([PREVIEW, EXEMPT]):
            raise PermissionDenied
        seen = self.get_queryset(request).filter(pk=pk).exists()
        meeting = meetings_for("preview").filter(pk=pk).prefetch_related(None).first() if seen else None
        if meeting is None:
            raise Http404("The meeting is withdrawn, or its committee is not listed.")
        reports = Prefetch("reports", Report.objects.filter(STANDING).order_by("position"), to_attr="shown_reports")
        items = items_for("preview").filter(meeting=meeting).prefetch_related(None).prefetch_related(reports)
        meeting.shown_items = list(items.order_by("position"))
        url = absolute_url(request, self._full_pack_url(meeting))
        facts = facts_of(full_pack, url, timezone.now(), private=True)
        return or_unavailable(request, lambda: self._sent(pack(meeting, facts), meeting))

    def _sent(self, full, meeting):
        settings.PAPERS_ROOT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=settings.PAPERS_ROOT, prefix=PRIVATE) as folder:
            file = Path(folder) / "full.pdf"
            full.write(file)
            opened = file.open("rb")
        return FileResponse(
            opened, content_type="application/pdf",
            filename=f"{meeting.committee.slug}-{meeting.key}-full-pack-EXEMPT.pdf",
            headers={"X-Content-Type-Options": "nosniff", "Content-Encoding": "identity"},
        )  # fmt: skip
