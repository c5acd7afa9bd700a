"""
The acts of publication in the admin: deliberate steps, each with a page that says what will happen and asks.

An admin with `acts` gets a page for each and a row of links to those that can be done to the record as it stands.
"""

from functools import partial
from typing import ClassVar, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse

from minutes import actions
from minutes.admin.act_forms import ActForm
from minutes.admin.refusing import REFUSALS, reasons
from minutes.admin.standing import PREVIEW, locked
from minutes.ledger.writing import enter
from minutes.models import AgendaItem, Meeting


class Link(NamedTuple):
    """A step that can be taken from a record's page."""

    label: str
    url: str


class ActsMixin:
    """Pages for the `acts` on a record, for those who may do them, and its `preview` where it has a page."""

    acts: ClassVar[list[type[ActForm]]] = []
    change_form_template = "admin/record_form.html"

    def get_urls(self):
        pages = [
            path(
                f"<int:pk>/{act.name}/",
                self.admin_site.admin_view(partial(self.act_view, act=act)),
                name=self._name(act.name),
            )
            for act in self.acts
        ]
        return [*pages, *super().get_urls()]

    def act_view(self, request, pk, act):
        """Ask, then do it."""
        record = self._record(request, pk)
        if not act.may(request):
            raise PermissionDenied
        if not act.is_open(record):
            self.message_user(request, f"“{act.label}” cannot be done now: the record has changed.", messages.WARNING)
            return redirect(self._page(record))
        form = act(request.POST if request.method == "POST" else None, record=record, query=request.GET)
        if request.method == "POST" and form.is_valid():
            try:
                form.do(request.user)
            except REFUSALS as refused:
                form.add_error(None, reasons(refused))
            else:
                enter(record)
                self.message_user(request, f"{record}: {form.said()}", messages.SUCCESS)
                return redirect(reverse(self._named(form.after), args=[pk]) if form.after else self._page(record))
        context = self.admin_site.each_context(request) | form.facts()
        context |= {
            "title": act.label,
            "form": form,
            "record": record,
            "opts": self.opts,
            "back": self._page(record),
            "preview": next((link.url for link in self.links(request, record) if link.label == "Preview"), ""),
        }
        return render(request, f"admin/acts/{act.template or act.name}.html", context)

    def links(self, request, record):
        """The preview, and the acts that can be done to a record now."""
        links = []
        if self._has_preview() and request.user.has_perm(PREVIEW):
            links.append(Link("Preview", reverse(self._named("preview"), args=[record.pk])))
        acts = [act for act in self.acts if act.may(request) and act.is_open(record)]
        links += [Link(act.label, reverse(self._named(act.name), args=[record.pk])) for act in acts]
        return links

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["acts"] = self.links(request, obj)
            context["locked"] = self._correcting(request, obj)
            context["scheduled"] = actions.scheduled(self.meeting_of(obj)) if hasattr(self, "meeting_of") else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _correcting(self, request, record):
        """Of confirmed minutes, the way to a correction, for whoever may make or ask for one; "" of any others."""
        if not isinstance(record, Meeting | AgendaItem) or not locked(record):
            return ""
        ways = [act for act in self.acts if "correct" in act.name and act.may(request)]
        return reverse(self._named(ways[0].name), args=[record.pk]) if ways else "-"

    def _record(self, request, pk):
        record = self.get_queryset(request).filter(pk=pk).first()
        if record is None or not self.has_view_permission(request, record):
            raise Http404("There is no such record.")
        return record

    def _has_preview(self):
        return hasattr(self, "preview_view")

    def _page(self, record):
        return reverse(self._named("change"), args=[record.pk])

    def _name(self, what):
        return f"{self.opts.app_label}_{self.opts.model_name}_{what}"

    def _named(self, what):
        return f"admin:{self._name(what)}"
