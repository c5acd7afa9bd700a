"""The people whom a page offers, those who are most likely first."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When

from minutes.models import PRESENT, Attendance, Membership, Person, PersonKind, Seat

THERE = "At the meeting"
SITTING = "On the committee that day"
OTHERS = {
    PersonKind.MEMBER: "Other councillors",
    PersonKind.OFFICER: "Officers",
    PersonKind.OTHER: "Others",
}
ORDER = [THERE, SITTING, *OTHERS.values()]


def offered(request, meeting):
    """
    Choices of people, in groups: who was at `meeting`, who sat on its committee that day, then everybody else.

    Councillors whose time was over by then are left out. Read once a page, however many rows offer it.
    """
    if not hasattr(request, "people_offered"):
        groups = {}
        for person in _people(meeting):
            groups.setdefault(person.group, []).append((person.pk, str(person)))
        request.people_offered = [("", "---------"), *((name, groups[name]) for name in ORDER if name in groups)]
    return request.people_offered


def _people(meeting):
    others = [When(kind=kind, then=Value(label)) for kind, label in OTHERS.items()]
    if meeting is None:
        return _grouped(Person.objects.all(), others)
    person = Q(person=OuterRef("pk"))
    there = Attendance.objects.filter(person, meeting=meeting, status__in=PRESENT)
    sitting = Membership.objects.lasting_on(meeting.date).filter(person, committee=meeting.committee_id)
    seats = Seat.objects.filter(person)
    seated = Exists(seats.lasting_on(meeting.date))
    people = Person.objects.filter(Exists(there) | Exists(sitting) | seated | ~Exists(seats))
    first = [When(Exists(there), then=Value(THERE)), When(Exists(sitting), then=Value(SITTING))]
    return _grouped(people, [*first, *others])


def _grouped(people, groups):
    return people.annotate(group=Case(*groups, output_field=CharField())).order_by("name", "pk")
