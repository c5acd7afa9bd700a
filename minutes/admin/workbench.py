"""
The workbench of a meeting: its agenda on one page, put in order, numbered, added to.

Every button sends the whole page, so that what was typed elsewhere on it is kept with what the button does.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html

from minutes.admin.acts import Link
from minutes.admin.workbench_page import Workbench

MAY = ["minutes.add_agendaitem", "minutes.change_agendaitem", "minutes.delete_agendaitem"]


class WorkbenchMixin:
    """A page `<pk>/workbench/`, and links to it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.workbench_view)
        return [path("<int:pk>/workbench/", view, name=self._name("workbench")), *super().get_urls()]

    def links(self, request, record):
        return [Link("Workbench", self._workbench_url(record)), *super().links(request, record)]

    @admin.display(description="agenda")
    def workbench(self, meeting):
        """For the list of meetings."""
        words = '<a href="{}" aria-label="Workbench of {}">Workbench</a>'
        return format_html(words, self._workbench_url(meeting), meeting)

    def workbench_view(self, request, pk):
        meeting = self._record(request, pk)
        may_change = request.user.has_perms(MAY) and meeting.withdrawn_at is None
        if request.method == "POST" and not may_change:
            raise PermissionDenied
        page = Workbench(request, meeting, may_change=may_change)
        if request.method == "POST" and (done := page.do()):
            self.message_user(request, done.told, messages.SUCCESS)
            return redirect(f"{request.path}{done.query}")
        others = [link for link in self.links(request, meeting) if link.url != request.path]
        context = self.admin_site.each_context(request) | {
            "title": "Workbench", "record": meeting, "opts": self.opts, "back": self._page(meeting), "page": page,
            "acts": [Link("The meeting's facts", self._page(meeting)), *others],
        }  # fmt: skip
        return render(request, "admin/workbench/page.html", context)

    def _workbench_url(self, meeting):
        return reverse(self._named("workbench"), args=[meeting.pk])
