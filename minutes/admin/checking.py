"""What is missing before a meeting's next stage, for whoever enters it: publishing may be somebody else's right."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from minutes.actions import STAGE_NAMES
from minutes.admin.act_timed import CHECKED, told
from minutes.admin.acts import Link
from minutes.checks import find

ENTERS = "minutes.change_meeting"


class ChecksMixin:
    """A page `<pk>/checks/` of a meeting, and a link to it while something is left to publish."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.checks_view)
        return [path("<int:pk>/checks/", view, name="minutes_meeting_checks"), *super().get_urls()]

    def links(self, request, record):
        links = super().links(request, record)
        if request.user.has_perm(ENTERS) and next_stage(record):
            links.append(Link("What is missing", reverse("admin:minutes_meeting_checks", args=[record.pk])))
        return links

    def checks_view(self, request, pk):
        meeting = self._record(request, pk)
        if not request.user.has_perm(ENTERS):
            raise PermissionDenied
        stage = next_stage(meeting)
        found = find(meeting, [stage], timezone.now()) if stage else []
        context = self.admin_site.each_context(request) | {
            "title": "What is missing",
            "record": meeting,
            "opts": self.opts,
            "back": self._page(meeting),
            "stage": STAGE_NAMES.get(stage, ""),
            **told(found),
        }
        return render(request, "admin/checks.html", context)


def next_stage(meeting):
    """The first stage with checks that a meeting has not had and for which no moment is set; "" after the last."""
    return next((stage for stage in CHECKED if getattr(meeting, stage) is None), "")
