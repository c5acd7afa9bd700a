"""What has been kept as long as it is to be: a list to go through, the periods, and what was disposed of before."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path, reverse

from minutes.actions import NotPossible
from minutes.admin.base import DoneAdmin
from minutes.admin.redaction_shown import page_of
from minutes.admin.refusing import REFUSALS, reasons
from minutes.ledger.writing import catch_up
from minutes.models import Disposal, RetentionKind, RetentionPeriod
from minutes.models.keys import is_key
from minutes.retention.disposing import dispose, keep_longer
from minutes.retention.kinds import KINDS, due, period_of

DISPOSE = "minutes.dispose"
SHOWN = 200  # of a kind on one page


class KeepForm(forms.Form):
    """Until when what is ticked is kept, and why."""

    until = forms.DateField(label="Keep it until", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="Why it is kept longer", required=False, max_length=500)


class PeriodForm(forms.ModelForm):
    """How long a kind is kept here, and what says so."""

    class Meta:
        model = RetentionPeriod
        fields = ["months", "source"]

    def __init__(self, *args, kind, **kwargs):
        period = period_of(kind)
        own = RetentionPeriod.objects.filter(kind=kind.name).first() or RetentionPeriod(kind=kind.name)
        initial = {"months": period.months, "source": period.source}
        super().__init__(*args, instance=own, initial=initial, prefix=kind.name, **kwargs)
        self.kind = kind


@admin.register(Disposal)
class DisposalAdmin(DoneAdmin):
    """What was disposed of, with the pages on which that is done."""

    list_display = ["what", "act", "due_on", "made_at", "made_by", "rule"]
    list_display_links = None
    list_filter = ["kind", "act"]
    search_fields = ["what"]
    right, folder = DISPOSE, "retention"
    change_list_template = "admin/retention/disposals.html"

    def get_urls(self):
        views = {"due": self.due_view, "periods": self.periods_view}
        pages = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"minutes_disposal_{name}")
            for name, view in views.items()
        ]
        return [*pages, *super().get_urls()]

    def due_view(self, request):
        """What is due, by kind; what was ticked is disposed of once that was confirmed, or kept longer."""
        self._let_in(request)
        kind = KINDS.get(request.POST.get("kind", ""))
        ticked = [int(key) for key in request.POST.getlist("ticked") if is_key(key)]
        form, asks, problem = KeepForm(request.POST or None), "", ""
        if request.method == "POST" and kind is not None:
            try:
                if asks := self._act(request, kind, ticked, form):
                    return self.page(request, "confirm", {"title": asks, "kind": kind, "rows": _lines(kind, ticked)})
                return redirect(reverse("admin:minutes_disposal_due"))
            except NotPossible as reason:
                problem = str(reason)
        sections = [(kind, period_of(kind), _lines(kind)[:SHOWN], due(kind).count()) for kind in KINDS.values()]
        context = {"title": "What is due", "sections": sections, "form": form, "problem": problem}
        return self.page(request, "due", context)

    def periods_view(self, request):
        """The periods, each with what says so."""
        self._let_in(request)
        kinds = [kind for kind in KINDS.values() if kind.name != RetentionKind.RECORD]
        rows = [PeriodForm(request.POST or None, kind=kind) for kind in kinds]
        valid = [row.is_valid() for row in rows]  # all are asked, so that each tells what is wrong with it
        if request.method == "POST" and all(valid):
            with transaction.atomic():
                for row in rows:
                    if row.has_changed():
                        row.save()
            self.message_user(request, "The periods are stored.", messages.SUCCESS)
            return redirect(reverse("admin:minutes_disposal_due"))
        record = KINDS[RetentionKind.RECORD]
        return self.page(request, "periods", {"title": "How long things are kept", "rows": rows, "record": record})

    def _act(self, request, kind, ticked, form):
        """Do what was asked; else what is to be confirmed, in words. Raises NotPossible."""
        if "keep" in request.POST:
            if not form.is_valid() or form.cleaned_data["until"] is None:
                raise NotPossible("Name the day until which it is kept, and why.")
            kept = keep_longer(kind=kind, keys=ticked, by=request.user, **form.cleaned_data)
            self.message_user(request, f"Kept until {form.cleaned_data['until']:%-d %B %Y}: {kept}.", messages.SUCCESS)
            return ""
        if "do" not in request.POST:
            if not ticked:
                raise NotPossible("Nothing is ticked.")
            return "Dispose of what is due"
        try:
            notes = dispose(kind=kind, keys=ticked, by=request.user)
        except REFUSALS as refused:
            raise NotPossible(" ".join(reasons(refused))) from refused
        catch_up()
        self.message_user(request, f"{notes[0].get_act_display()}: {len(notes)}.", messages.SUCCESS)
        return ""

    def _let_in(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied


def _lines(kind, keys=None):
    """The rows that are due, or those of them with these keys: key, what it is, since when it is due, its page."""
    rows = due(kind) if keys is None else due(kind).filter(pk__in=keys)
    return [(row.pk, kind.what(row), row.due_on, page_of(type(row), row.pk)) for row in rows[: SHOWN + 1]]
