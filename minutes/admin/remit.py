"""
What a clerk sees and changes: the records of the committees given to them.

It binds those who enter and do not publish. A record of another committee is not in their lists, and its pages are not
there for them, whatever address they ask for. Officers, who change nothing, read everything.
"""

from django.db.models import Q

from minutes.admin.standing import PUBLISH
from minutes.models import AgendaItem, GivenCommittee, ImportNote, Meeting, Report

ENTERS = "minutes.change_meeting"


def committees_of(request):
    """The keys of the committees given to this user; None: all."""
    if not hasattr(request, "given_committees"):
        request.given_committees = _given(request.user)
    return request.given_committees


def within(request, rows, path):
    """Those of the rows whose committee, to which `path` leads, is given to this user."""
    given = committees_of(request)
    return rows if given is None else rows.filter(**{f"{path}__in": given})


def notes_for(request):
    """Questions of imports: of a clerk's own meetings, items and documents."""
    notes = ImportNote.objects.all()
    if committees_of(request) is None:
        return notes
    kinds = [(Meeting, "committee"), (AgendaItem, "meeting__committee"), (Report, "item__meeting__committee")]
    own = [
        Q(record=model._meta.label_lower, key__in=within(request, model.objects.order_by(), path).values("pk"))
        for model, path in kinds
    ]
    return notes.filter(Q(*own, _connector=Q.OR))


class Limited:
    """
    Pages of records that belong to a committee, to which `committee_path` leads; none: they belong to everybody.

    Asked twice: in the rows that a page can find, and in the rights to the record itself.
    """

    committee_path = ""

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return within(request, rows, self.committee_path) if self.committee_path else rows

    def is_given(self, request, record):
        """Whether a record belongs to a committee of this user's."""
        given = committees_of(request)
        if given is None or record is None or not self.committee_path:
            return True
        *steps, last = self.committee_path.split("__")
        for step in steps:
            record = getattr(record, step)
        return (record.pk if last == "pk" else getattr(record, f"{last}_id")) in given

    def sees_deleted(self, request):
        """Of a record that is not here any more nobody knows the committee."""
        return super().sees_deleted(request) and (committees_of(request) is None or not self.committee_path)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and self.is_given(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.is_given(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.is_given(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **_offered(db_field, request, kwargs))


class LimitedRows:
    """Rows that name a committee, on the page of a record that belongs to everybody."""

    def get_queryset(self, request):
        return within(request, super().get_queryset(request), "committee")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **_offered(db_field, request, kwargs))


def _offered(db_field, request, kwargs):
    """Of the committee of a record, only those given are offered, and taken."""
    if db_field.name == "committee" and committees_of(request) is not None:
        return {**kwargs, "queryset": within(request, db_field.related_model.objects.all(), "pk")}
    return kwargs


def _given(user):
    if user.has_perm(PUBLISH) or not user.has_perm(ENTERS):
        return None
    given = set(GivenCommittee.objects.filter(user=user).values_list("committee", flat=True))
    return None if None in given else given
