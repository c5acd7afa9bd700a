"""Withholding a name from the public record: what it would change is shown before it is done, and kept afterwards."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from minutes.actions import NotPossible
from minutes.admin import redaction_shown
from minutes.admin.base import DoneAdmin
from minutes.admin.refusing import REFUSALS, reasons
from minutes.ledger.writing import catch_up
from minutes.models import Person, Redaction
from minutes.models.keys import is_key
from minutes.redaction.undoing import undo
from minutes.redaction.withholding import withhold

REDACT, VIEW = "minutes.redact", "minutes.view_redacted"


class RedactionForm(forms.ModelForm):
    """Whose name, and why."""

    required_css_class = "required"

    class Meta:
        model = Redaction
        fields = ["words", "person", "reason", "note", "is_guarded"]
        widgets = {"words": forms.Textarea(attrs={"rows": 4}), "note": forms.Textarea(attrs={"rows": 3})}


class UndoForm(forms.Form):
    """Why a name is shown again."""

    required_css_class = "required"
    because = forms.CharField(
        label="Why it is put back, for the file", max_length=1_000, widget=forms.Textarea(attrs={"rows": 3})
    )


@admin.register(Redaction)
class RedactionAdmin(DoneAdmin):
    """A list for whoever may see what was withheld; a page to withhold a name, one of each with what it changed."""

    list_display = ["__str__", "words", "reason", "made_by", "undone_at"]
    list_filter = ["reason"]
    right, folder = VIEW, "redaction"

    def has_add_permission(self, request):
        return request.user.has_perm(REDACT) and request.user.has_perm(VIEW)

    def add_view(self, request, form_url="", extra_context=None):
        return self.withholding_view(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.withheld_view(request, object_id)

    def history_view(self, request, object_id, extra_context=None):
        raise Http404("What was done is on the page itself.")

    def withholding_view(self, request):
        """Ask, show everything that would change, and do it once that was seen as it is now."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RedactionForm(request.POST or None, initial=_asked(request))
        shown, is_other = None, False
        if request.method == "POST" and form.is_valid():
            if "do" in request.POST and (done := self._do(request, form)):
                return redirect(reverse("admin:minutes_redaction_change", args=[done.pk]))
            if not form.errors:
                shown = redaction_shown.foreseen(form.instance)
                is_other = request.POST.get("seen", "") not in ("", shown.digest)
        context = {"title": "Withhold a name", "form": form, "shown": shown, "is_other": is_other}
        return self.page(request, "withhold", context)

    def withheld_view(self, request, pk):
        """What was withheld, and the way back."""
        redaction = Redaction.objects.filter(pk=pk).first() if is_key(str(pk)) else None
        if not self.has_view_permission(request):
            raise PermissionDenied
        if redaction is None:
            raise Http404("There is no such entry.")
        form = UndoForm(request.POST or None) if self._may_undo(request, redaction) else None
        if request.method == "POST":
            if form is None:
                raise PermissionDenied
            if form.is_valid() and self._undo(request, redaction, form):
                return redirect(reverse("admin:minutes_redaction_change", args=[redaction.pk]))
        shown = redaction_shown.kept(redaction)
        context = {"title": str(redaction), "form": form, "redaction": redaction, "shown": shown}
        return self.page(request, "withheld", context)

    def _do(self, request, form):
        """The redaction, done; None where something else would change than was shown, or it is not possible."""
        if request.POST.get("seen") != redaction_shown.foreseen(form.instance).digest:
            return None
        try:
            done = withhold(redaction=form.instance, by=request.user)
        except REFUSALS as refused:
            form.add_error(None, reasons(refused))
        else:
            catch_up()
            self.message_user(request, "The name is withheld. See below what is left to do.", messages.SUCCESS)
            return done
        form.instance = RedactionForm.Meta.model(**form.cleaned_data)
        return None

    def _undo(self, request, redaction, form):
        try:
            left = undo(redaction=redaction, because=form.cleaned_data["because"], by=request.user)
        except NotPossible as reason:
            form.add_error("because", str(reason))
            return False
        catch_up()
        told = f"Put back. Left as they are, changed since: {len(left)} places." if left else "Put back everywhere."
        self.message_user(request, told, messages.SUCCESS)
        return True

    def _may_undo(self, request, redaction):
        return request.user.has_perm(REDACT) and redaction.undone_at is None


def _asked(request):
    """The person from whose page somebody comes, and the name as it is spelt there."""
    pk = request.GET.get("person", "")
    person = Person.objects.filter(pk=pk).first() if is_key(pk) else None
    return {"person": person, "words": person.name} if person else {}
