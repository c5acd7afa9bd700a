"""Who was at a meeting, by ticking, and who declared what interest: one page beside the workbench."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import path, reverse

from minutes.actions import NotPossible
from minutes.admin.acts import Link
from minutes.admin.attendance_forms import NewcomerForm, SeatForm, declaration_forms
from minutes.admin.people_offered import offered
from minutes.admin.phrases import phrases_for
from minutes.admin.standing import locked, may_publish, reached
from minutes.agenda.sitting import MEMBERS, Told, seats, set_attendance, somebody_named
from minutes.models import AgendaItem, AttendanceStatus, Person, PhrasePlace
from minutes.models.refusals import sentence

MAY = ["minutes.add_attendance", "minutes.change_attendance", "minutes.add_declaration"]
NEWCOMERS = 3


class AttendanceMixin:
    """A page `<pk>/attendance/`, and a link to it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.attendance_view)
        return [path("<int:pk>/attendance/", view, name=self._name("attendance")), *super().get_urls()]

    def links(self, request, record):
        links = super().links(request, record)
        if self._may_tick(request, record):
            url = reverse(self._named("attendance"), args=[record.pk])
            links.insert(1, Link("Attendance and interests", url))
        return links

    def _may_tick(self, request, meeting):
        """Whether this user enters attendance: once the minutes are public, those who publish."""
        is_open = may_publish(request) or not reached(meeting, "minutes_published_at")
        is_open = is_open and not locked(meeting)
        return request.user.has_perms(MAY) and is_open and meeting.withdrawn_at is None

    def attendance_view(self, request, pk):
        meeting = self._record(request, pk)
        if not self._may_tick(request, meeting):
            raise PermissionDenied
        page = AttendancePage(request, meeting)
        if request.method == "POST" and (number := page.save()) is not None:
            self.message_user(request, f"Saved: {number} change{'' if number == 1 else 's'}.", messages.SUCCESS)
            return redirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": "Attendance and interests", "record": meeting, "opts": self.opts, "page": page,
            "back": self._page(meeting), "workbench": reverse(self._named("workbench"), args=[meeting.pk]),
            "phrases": phrases_for(request, meeting.committee_id, [PhrasePlace.DECLARATION]),
        }  # fmt: skip
        return render(request, "admin/workbench/attendance.html", context)


class AttendancePage:
    """The forms of the page."""

    def __init__(self, request, meeting):
        self.request, self.meeting, self.refusal = request, meeting, ""
        posted = request.POST if request.method == "POST" else None
        people = offered(request, meeting)
        there = seats(meeting)
        members = [seat.person for seat in there if seat.group == MEMBERS]
        self.seats = [SeatForm(posted, seat=seat, members=members) for seat in there]
        self.newcomers = [NewcomerForm(posted, people=people, number=number) for number in range(NEWCOMERS)]
        items = AgendaItem.objects.filter(meeting=meeting).order_by("position")
        self.declarations = declaration_forms(meeting=meeting, people=people, items=items, posted=posted)

    @property
    def groups(self):
        """The people to tick, by group, in order."""
        names = dict.fromkeys(form.seat.group for form in self.seats)
        return [(name, [form for form in self.seats if form.seat.group == name]) for name in names]

    def save(self):
        """Store what changed, all of it or nothing; how much that was, None where something is wrong."""
        valid = [form.is_valid() for form in [*self.seats, *self.newcomers, self.declarations]]
        self._one_chair()
        if not all(valid) or any(form.errors for form in self.seats):
            self.refusal = "Nothing is saved yet. Mend what is said below."
            return None
        try:
            with transaction.atomic():
                number = set_attendance(meeting=self.meeting, told=list(self._told()), by=self.request.user)
                changed = [form for form in self.declarations.forms if form.has_changed()]
                self.declarations.save()
                return number + len(changed)
        except (NotPossible, ValidationError) as reason:
            self.refusal = " ".join(reason.messages) if isinstance(reason, ValidationError) else str(reason)
        except IntegrityError as refused:
            self.refusal = sentence(refused)
        return None

    def _one_chair(self):
        chairs = [form for form in self.seats if form.is_valid() and form.cleaned_data["is_chair"]]
        for form in chairs[1:]:
            form.add_error("is_chair", f"{chairs[0].seat.person} is in the chair already.")

    def _told(self):
        everybody = "all" in self.request.POST
        for form in self.seats:
            if everybody and form.seat.group == MEMBERS and not form.cleaned_data["status"]:
                yield form.told(AttendanceStatus.PRESENT)
            elif form.has_changed():
                yield form.told()
        for form in self.newcomers:
            if form.is_filled:
                data = form.cleaned_data
                person = (
                    Person.objects.get(pk=data["person"]) if data["person"]
                    else somebody_named(data["name"].strip(), data["kind"])
                )  # fmt: skip
                yield Told(person, data["status"] or AttendanceStatus.IN_ATTENDANCE, note=data["note"],
                           is_remote=data["is_remote"])  # fmt: skip
