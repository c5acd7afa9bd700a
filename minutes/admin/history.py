"""
The history of a record in the admin, and the way back to an earlier state of it.

A page's history holds the changes of its rows too: of an item, its minutes, documents, resolutions and votes. What it
said before a name was withheld is told to those with the right to see that, and to nobody else.
"""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin

from minutes.actions import NotPossible
from minutes.admin.history_entries import Part, entries, timeline
from minutes.admin.putting_back import State
from minutes.admin.veiled import veil_for
from minutes.models.keys import is_key

PAGE = "p"


class Traced(SimpleHistoryAdmin):
    """A page `<pk>/history/`, and `<pk>/history/<kind>/<entry>/` with one state beside what stands now."""

    history_list_per_page = 25

    def get_urls(self):
        """Django's own, without the form in which simple_history puts a state back past every rule."""
        view = self.admin_site.admin_view(self.state_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_state"
        return [
            path("<int:pk>/history/<str:kind>/<int:entry>/", view, name=name),
            *super(SimpleHistoryAdmin, self).get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        record, is_here = self._traced(request, unquote(object_id))
        parts = self._parts(request, record, is_here)
        paginator = Paginator(timeline(parts), self.history_list_per_page)
        page = paginator.get_page(request.GET.get(PAGE))
        page.object_list = entries(list(page.object_list), parts, veil_for(request))
        for entry in page.object_list:
            entry.url = "" if entry.is_now or entry.is_veiled else self._state_page(record, entry)
        context = self._history_context(request, record, f"History: {record}") | {
            "page_obj": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "page_var": PAGE,
            "pagination_required": paginator.num_pages > 1,
        }
        return render(request, "admin/record_history.html", context | (extra_context or {}))

    def state_view(self, request, pk, kind, entry):
        """A state beside what stands now; put back by whoever may change it."""
        record, is_here = self._traced(request, str(pk))
        part = next((part for part in self._parts(request, record, is_here) if part.kind == kind), None)
        was = part.rows.filter(history_id=entry).select_related("history_user").first() if part else None
        if was is None or veil_for(request).covers(was):
            raise Http404("There is no such entry in this history.")
        state = State(self, request, record, part, was)
        if any(map(veil_for(request).covers, state.lines_then())):
            raise Http404("There is no such entry in this history.")
        refusal = ""
        if request.method == "POST":
            if state.why_not:
                raise PermissionDenied(state.why_not)
            try:
                state.put_back()
            except NotPossible as reason:
                refusal = str(reason)
            else:
                self.message_user(request, f"Put back: {state.name}.", messages.SUCCESS)
                return redirect(self._history_page(record))
        context = self._history_context(request, record, "An earlier state") | {
            "state": state, "refusal": refusal, "back": self._history_page(record),
        }  # fmt: skip
        return render(request, "admin/record_state.html", context)

    def _traced(self, request, pk):
        """The record and whether it is still here; one that was deleted is told of by its last state."""
        record = self.get_object(request, pk)
        if record is not None:
            if not self.has_view_permission(request, record):
                raise PermissionDenied
            return record, True
        gone = self.model.history.filter(id=pk).order_by("-history_id").first() if is_key(pk) else None
        if gone is None or self.model._default_manager.filter(pk=pk).exists() or not self.sees_deleted(request):
            raise Http404("There is no such record.")
        if veil_for(request).covers(gone):
            raise Http404("There is no such record.")
        return gone.instance, False

    def sees_deleted(self, request):
        """Whether this user is told of records that were deleted."""
        return self.has_view_permission(request)

    def _parts(self, request, record, is_here):
        """The record's own history, and those of the rows that this user sees on its page."""
        parts = [Part(self.model, self.model.history.filter(id=record.pk))]
        for inline in self.get_inline_instances(request, record) if is_here else []:
            if hasattr(inline.model, "history"):
                parent = inline.get_parent_name()
                rows = inline.model.history.filter(**{f"{parent}_id": record.pk})
                parts.append(Part(inline.model, rows, inline, parent))
                for model, field in getattr(inline, "along", ()):
                    along = model.history.filter(**{f"{field}_id__in": rows.order_by().values("id")})
                    parts.append(Part(model, along, inline, field, is_along=True))
        return parts

    def _history_context(self, request, record, title):
        return self.admin_site.each_context(request) | {
            "title": title,
            "object": record,
            "opts": self.opts,
            "module_name": capfirst(str(self.opts.verbose_name_plural)),
        }

    def _history_page(self, record):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[record.pk])

    def _state_page(self, record, entry):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_state"
        return reverse(name, args=[record.pk, entry.kind, entry.row.history_id])
