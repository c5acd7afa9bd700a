"""
"Paste or upload minutes" of a meeting or of one item: read, shown as a proposal beside the source, then accepted.

What was pasted waits in a row of its own until a clerk has accepted or discarded it; nothing changes before.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse

from minutes.actions import NotPossible
from minutes.admin.acts import Link
from minutes.admin.pasting_forms import PasteForm
from minutes.admin.pasting_matter import LISTED, MARKED
from minutes.admin.pasting_page import ProposalPage, propose
from minutes.admin.phrases import phrases_for
from minutes.models import AgendaItem, PastedMinutes
from minutes.models.refusals import sentence
from minutes.pasting import actions

MAY = "minutes.add_narrative"
NO_ITEMS = (
    "No headings of items were found in it. Each needs a number or bold type of its own, as in “5. School places”. "
    "The minutes of one item are pasted on that item's page."
)


class PastingMixin:
    """A page `<pk>/paste/` to paste into, and `<pk>/paste/<paste>/` with the proposal."""

    def get_urls(self):
        return [
            path("<int:pk>/paste/", self.admin_site.admin_view(self.paste_view), name=self._name("paste")),
            path(
                "<int:pk>/paste/<int:paste>/",
                self.admin_site.admin_view(self.proposal_view),
                name=self._name("proposal"),
            ),
            *super().get_urls(),
        ]

    def links(self, request, record):
        links = super().links(request, record)
        if request.user.has_perm(MAY) and not actions.why_closed(self.meeting_of(record)):
            links.insert(0, Link("Paste or upload minutes", reverse(self._named("paste"), args=[record.pk])))
        return links

    def meeting_of(self, record):
        return record

    def paste_view(self, request, pk):
        """Take a paste in."""
        record, closed = self._open(request, pk)
        if closed:
            return closed
        form = PasteForm(request.POST or None, request.FILES or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            item = record if isinstance(record, AgendaItem) else None
            paste = PastedMinutes(
                meeting=self.meeting_of(record), item=item, by=request.user, lines=PastedMinutes.stored(form.lines),
                name=form.cleaned_data["file"].name[-255:] if form.cleaned_data["file"] else "",
            )  # fmt: skip
            if propose(paste).matters:
                paste.save()
                return redirect(reverse(self._named("proposal"), args=[record.pk, paste.pk]))
            form.add_error("file" if paste.name else "text", "It holds nothing but the heading." if item else NO_ITEMS)
        waiting = PastedMinutes.objects.filter(meeting=self.meeting_of(record)).select_related("by")
        waiting = waiting.filter(item=record) if isinstance(record, AgendaItem) else waiting.filter(item=None)
        context = self._context(request, record, "Paste or upload minutes") | {
            "form": form,
            "waiting": [(one, reverse(self._named("proposal"), args=[record.pk, one.pk])) for one in waiting],
        }
        return render(request, "admin/pasting/paste.html", context)

    def proposal_view(self, request, pk, paste):
        """The proposal; accepted, kept for later or discarded."""
        record, closed = self._open(request, pk)
        if closed:
            return closed
        item = record if isinstance(record, AgendaItem) else None
        paste = PastedMinutes.objects.select_related("meeting__committee", "by").filter(
            pk=paste, meeting=self.meeting_of(record), item=item
        ).first()  # fmt: skip
        if paste is None:
            raise Http404("This paste is not here any more: it was accepted or discarded.")
        if request.method == "POST" and "discard" in request.POST:
            actions.discard(paste=paste)
            self.message_user(request, "The paste is thrown away. Nothing has changed.", messages.SUCCESS)
            return redirect(self._page(record))
        posted = request.POST if request.method == "POST" else None
        page = ProposalPage(request, paste, posted)
        if posted is not None and self._answered(request, page):
            return redirect(self._page(record) if "accept" in posted else request.path)
        context = self._context(request, record, "Look at what was read, then accept it") | {
            "page": page, "paste": paste,
            "phrases": phrases_for(request, paste.meeting.committee_id, [*MARKED.values(), *LISTED.values()]),
        }  # fmt: skip
        return render(request, "admin/pasting/proposal.html", context)

    def _answered(self, request, page):
        """Keep what was corrected; with "accept", store it. False where something is wrong."""
        page.keep()
        if "accept" not in request.POST:
            self.message_user(request, "Kept for later, as you left it.", messages.SUCCESS)
            return True
        if not page.is_valid():
            return False
        try:
            with transaction.atomic():
                stored = actions.accept(paste=page.paste, told=page.told(), by=request.user)
        except NotPossible as reason:
            page.refusal = str(reason)
        except IntegrityError as refused:
            page.refusal = sentence(refused)
        else:
            self._say(request, stored)
            return True
        return False

    def _say(self, request, stored):
        counts = stored.counts
        kinds = [one for one in ("item", "new item", "resolution", "vote") if counts[one]]
        told = [f"{counts[one]} {one}{'s' if counts[one] > 1 else ''}" for one in kinds]
        told += [f"attendance of {counts['attendance']}"] if counts["attendance"] else []
        self.message_user(request, f"Saved: {', '.join(told) or 'nothing'}.", messages.SUCCESS)
        if stored.left:
            words = f"Left as it stood, because you did not tick “replace”: {'; '.join(stored.left)}."
            self.message_user(request, words, messages.WARNING)

    def _open(self, request, pk):
        """The record; and where nothing can be pasted, the answer that says why."""
        record = self._record(request, pk)
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        if why := actions.why_closed(self.meeting_of(record)):
            self.message_user(request, why, messages.ERROR)
            return record, redirect(self._page(record))
        return record, None

    def _context(self, request, record, title):
        return self.admin_site.each_context(request) | {
            "title": title, "record": record, "opts": self.opts, "back": self._page(record),
            "again": reverse(self._named("paste"), args=[record.pk]),
        }  # fmt: skip
