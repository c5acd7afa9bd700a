"""A proposal as one form of many parts."""

from django.forms import BooleanField
from django.utils import timezone

from minutes.admin.pasting_matter import MatterForm
from minutes.admin.pasting_people import LeftForm, SittingForm, presence_forms
from minutes.admin.standing import may_publish
from minutes.loading.meetings import presence
from minutes.models import AgendaItem, Council
from minutes.pasting.facts import DECIDED, ON_AGENDA, ToldMeeting, attendance_of, standing
from minutes.pasting.matching import matched
from minutes.text.proposal import propose_item, propose_meeting


def propose(paste):
    """What a paste proposes, read anew from its lines."""
    if paste.item is not None:
        return propose_item(paste.source, paste.item.label, paste.item.title)
    council = Council.objects.first()
    return propose_meeting(
        paste.source, paste.meeting.committee.name, paste.meeting.date, council.name if council else ""
    )


class ProposalPage:
    """The forms of a proposal, filled from what was read, from what was kept, or from what is sent now."""

    refusal = ""

    def __init__(self, request, paste, posted):
        self.paste, self.posted, self.proposal = paste, posted, propose(paste)
        self.agenda = agenda_of(paste)
        self.one = paste.item is not None
        self.attendance = [] if self.one else attendance_of(paste.meeting)
        pairs = [self.agenda[0]] if self.one else matched(self.proposal.matters, self.agenda)
        closed = {} if may_publish(request) else closed_facts(paste.meeting, self.agenda)
        ours = standing(self.agenda)
        self.matters = [
            MatterForm(
                posted, matter=matter, item=item, agenda=self.agenda, ours=ours, closed=closed, place=place,
                initial=self._kept(f"item-{place}"),
            )
            for place, (matter, item) in enumerate(zip(self.proposal.matters, pairs, strict=True))
        ]  # fmt: skip
        self.people = presence_forms(self.proposal, paste.meeting, posted, self._kept)
        self.sitting = SittingForm(
            posted, initial=self._sitting() | self._kept("sitting"), prefix="sitting", label_suffix=""
        )
        self.left = list(self._left())

    def _kept(self, prefix):
        """What the clerk left in the fields of a form when it was kept for later."""
        answers = self.paste.answers
        return {
            name: value for key, value in answers.items() if key.startswith(f"{prefix}-")
            for name in [key.removeprefix(f"{prefix}-")]
        }  # fmt: skip

    def _sitting(self):
        meeting, read = self.paste.meeting, self.proposal
        told = {"starts_at": read.starts_at, "ends_at": read.ends_at, "venue": read.venue}
        return {name: value for name, value in told.items() if value and not getattr(meeting, name)}

    def _left(self):
        choices = [(str(place), form.heading[:100]) for place, form in enumerate(self.matters)]
        last = str(len(self.matters) - 1)
        for prefix, text, place in (("before", self.proposal.before, "0"), ("after", self.proposal.after, last)):
            if text:
                yield LeftForm(self.posted, text=text, choices=choices, chosen=place, prefix=prefix,
                               initial=self._kept(prefix))  # fmt: skip

    @property
    def forms(self):
        return [*self.matters, *self.people, self.sitting, *self.left]

    @property
    def wrong(self):
        """The forms that cannot be accepted as they are, each with what it is called."""
        bound = [form for form in self.forms if form.is_bound and form.errors]
        return [(form, getattr(form, "heading", "") or form.prefix) for form in bound]

    @property
    def counts(self):
        """How much was read: items, those on the agenda, new ones, questions."""
        new = sum(form.goes_to is None for form in self.matters)
        asks = sum(bool(form.questions or form.conflicts) for form in self.matters)
        known = len(self.matters) - new
        return {"items": len(self.matters), "known": known, "new": new, "questions": asks + len(self.left)}

    @property
    def unknown(self):
        """The people who are not known yet."""
        return [form for form in self.people if form.person is None]

    @property
    def sitting_fields(self):
        return [self.sitting[name] for name in ("starts_at", "ends_at", "venue") if self.sitting[name].value()]

    def keep(self):
        """Keep what is in the fields; a tick that was taken away too."""
        names = [name for name in self.posted if "-" in name and not name.endswith("-seen")]
        answers = {name: self.posted[name].replace("\x00", "") for name in names}
        for form in self.forms:
            ticks = [name for name, field in form.fields.items() if isinstance(field, BooleanField)]
            answers |= {form.add_prefix(name): form.add_prefix(name) in self.posted for name in ticks}
        self.paste.answers = answers
        self.paste.save(update_fields=["answers"])

    def is_valid(self):
        """Whether all of it can be accepted as it is."""
        valid = [form.is_valid() for form in self.forms]  # each says what is wrong with it
        if not all(valid):
            return False
        for form in self.left:
            goes = form.cleaned_data["goes"]
            if goes and (why := self.matters[int(goes)].takes_no_words()):
                form.add_error("goes", f"{why} Choose another one, or leave the words out.")
        targets = [form.cleaned_data["target"] for form in self.matters if form.cleaned_data["accepted"]]
        for form in self.matters:
            target = form.cleaned_data.get("target")
            if form.cleaned_data["accepted"] and target != "new" and targets.count(target) > 1:
                form.add_error("target", "Two items of the text go to this item of the agenda.")
        return not any(form.errors for form in self.forms)

    def told(self):
        """All of it, as the clerk accepted it."""
        for form in self.left:
            if goes := form.cleaned_data["goes"]:
                self._add(form, self.matters[int(goes)].cleaned_data)
        items = [told for form in self.matters if (told := form.told())]
        people = [form for form in self.people if form.cleaned_data["accepted"]]
        rows = sorted(
            presence(data["name"], data["status"], data["is_chair"], data["substitute_for"], data["is_remote"])
            for data in (form.cleaned_data for form in people)
        )
        sitting = {
            name: value.isoformat("minutes") if hasattr(value, "isoformat") else value
            for name, value in self.sitting.cleaned_data.items() if name != "replace_attendance" and value
        }  # fmt: skip
        posts = {form.cleaned_data["name"]: form.post for form in people if form.post and form.person is None}
        return ToldMeeting(items, rows, self.sitting.cleaned_data["replace_attendance"], sitting, posts)

    def _add(self, form, data):
        words = form.cleaned_data["text"]
        parts = [words, data["minutes"]] if form.prefix == "before" else [data["minutes"], words]
        data["minutes"] = "\n\n".join(part for part in parts if part)


def agenda_of(paste):
    """The items that can be meant: those of the meeting, or the one."""
    rows = AgendaItem.objects.filter(meeting=paste.meeting_id).order_by("position")
    return list(rows.filter(pk=paste.item_id) if paste.item_id else rows)


def closed_facts(meeting, agenda):
    """By item, the facts that are public: no business of a clerk who does not publish."""
    shown = set(AgendaItem.public.filter(meeting=meeting).values_list("pk", flat=True))
    decided = meeting.decisions_published_at is not None and meeting.decisions_published_at <= timezone.now()
    facts = frozenset(ON_AGENDA | (DECIDED if decided else set()))
    return {item.pk: facts for item in agenda if item.pk in shown}
