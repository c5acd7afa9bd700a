"""What the workbench shows, and what is sent from it."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef

from minutes.actions import NotPossible
from minutes.admin.standing import may_publish
from minutes.agenda import actions
from minutes.agenda.numbering import course_of, notes
from minutes.models import AgendaItem, LabelFrom, Narrative, StandardItem
from minutes.models.refusals import sentence

PUBLIC = "“{}” is public: those who publish change it."


class Done(NamedTuple):
    """What was done, in words, and where on the page one goes on."""

    told: str
    query: str = ""


class Line:
    """An item on the page: what stands in its fields, what is wrong with it, which buttons it has."""

    def __init__(self, page, item, posted):
        self.item, self.pk = item, item.pk
        self.is_open, self.is_public = page.may_change and item.pk not in page.closed, item.pk in page.public
        self.title = posted.get(f"title-{item.pk}", item.title)
        self.label = posted.get(f"label-{item.pk}", item.label)
        self.was_title = posted.get(f"was-title-{item.pk}", item.title)
        self.was_label = posted.get(f"was-label-{item.pk}", item.label)
        self.errors = {}
        self.up = self.down = self.out = self.into = False
        self.below = self.pk == page.below
        self.focus = page.focus[1] if page.focus[0] == item.pk else ""

    @property
    def name(self):
        """As buttons call it."""
        return f"{self.item.label} {self.item.title}".strip()

    @property
    def by_hand(self):
        return self.item.label_from == LabelFrom.PERSON

    @property
    def can_be_removed(self):
        return self.is_open and self.item.released_at is None

    @property
    def renamed(self):
        """What a person wrote into its fields."""
        title, label = " ".join(self.title.split()), self.label.strip()
        return (title, label) if (title, label) != (self.was_title, self.was_label) else None


class Workbench:
    """The page; with what was sent, what is wrong with that."""

    def __init__(self, request, meeting, *, may_change):
        self.request, self.meeting, self.by = request, meeting, request.user
        self.may_change, self.refusal, self.new_errors = may_change, "", {}
        posted = request.POST
        self.below = _number(posted.get("new-below") or request.GET.get("below"))
        self.focus = (_number(request.GET.get("at")), request.GET.get("on", ""))
        self.new = {name: posted.get(f"new-{name}", "") for name in ("title", "label", "part")}
        self.new["part"] = self.new["part"] or request.GET.get("part", "")
        self.public = set(AgendaItem.public.filter(meeting=meeting).values_list("pk", flat=True))
        self.closed = set() if may_publish(request) else self.public
        self.items = list(
            AgendaItem.objects.filter(meeting=meeting).order_by("position").annotate(
                documents=Count("reports"), has_minutes=Exists(Narrative.objects.filter(item=OuterRef("pk"))),
            )
        )  # fmt: skip
        self.lines = [Line(self, item, posted) for item in self.items]
        self._offer()
        if self.below not in {item.pk for item in self.items}:
            self.below = None

    def _offer(self):
        """Which buttons each line has, and which of them has the focus after it was pressed."""
        tops = [at for at, line in enumerate(self.lines) if line.item.depth == 1]
        last = len(self.lines) - 1
        for at, line in enumerate(self.lines):
            is_part = line.item.depth > 1
            line.up = line.is_open and (at > 1 if is_part else at > 0)
            line.down = line.is_open and (at < last if is_part else at < tops[-1])
            line.out, line.into = line.is_open and is_part, line.is_open and not is_part and at > 0
            offered = {"up": line.up, "down": line.down, "in": line.into, "out": line.out}
            if not offered.get(line.focus, True):
                line.focus = {"up": "down", "down": "up", "in": "out", "out": "in"}[line.focus]
            if not offered.get(line.focus, True):
                line.focus = "title"

    @property
    def notes(self):
        """What is odd about the numbers."""
        return notes(course_of(self.meeting), self.items)

    @property
    def standard_missing(self):
        """How many items of the committee's template the agenda has not."""
        there = {item.title.casefold() for item in self.items}
        template = StandardItem.objects.filter(committee=self.meeting.committee_id).values_list("title", flat=True)
        return sum(title.casefold() not in there for title in template)

    @property
    def wrong(self):
        """The fields that cannot be stored as they are: where, what it is called, why."""
        rows = [
            (f"{field}-{line.pk}", line.name, told) for line in self.lines for field, told in line.errors.items()
        ]  # fmt: skip
        return [*rows, *((f"new-{field}", "The new item", told) for field, told in self.new_errors.items())]

    def do(self):
        """Store what was typed and do what the button says, or nothing: None, and `wrong` or `refusal` tells why."""
        try:
            with transaction.atomic():
                renamed = self._rename()
                added = self._add()
                if self.wrong:
                    raise NotPossible("Nothing is saved yet. Mend what is said below.")
                return self._act(renamed, added)
        except NotPossible as reason:
            self.refusal = str(reason)
        except IntegrityError as refused:
            self.refusal = sentence(refused)
        return None

    def _rename(self):
        number = 0
        for line in self.lines:
            if not line.is_open or not (told := line.renamed):
                continue
            line.item.refresh_from_db(fields=["title", "label"])
            if (line.item.title, line.item.label) not in {(line.was_title, line.was_label), told}:
                line.errors["title"] = f"It was changed to “{line.item}” meanwhile."
                line.was_title, line.was_label = line.item.title, line.item.label
                continue
            try:
                actions.rename(item=line.item, title=told[0], label=told[1], by=self.by)
            except actions.Wrong as wrong:
                line.errors[wrong.field] = str(wrong)
            number += 1
        return number

    def _add(self):
        if not self.new["title"].strip():
            if self.new["label"].strip():
                self.new_errors["title"] = "An item needs a title."
            return None
        below = next((item for item in self.items if item.pk == self.below), None)
        facts = {"title": self.new["title"], "label": self.new["label"], "depth": 2 if self.new["part"] else 1}
        try:
            return actions.add(meeting=self.meeting, below=below, by=self.by, **facts)
        except actions.Wrong as wrong:
            self.new_errors[wrong.field] = str(wrong)
        return None

    def _act(self, renamed, added):
        """What the button that was pressed asks for."""
        posted = self.request.POST
        for name in ("up", "down", "in", "out", "remove", "below", "place"):
            if name in posted:
                pk, _, rest = posted[name].partition(":")
                return getattr(self, f"_{name}")(self._item(_number(pk), name), rest)
        if "standard" in posted:
            number = actions.put_standard(meeting=self.meeting, by=self.by)
            return Done(f"{number} standard item{'s' if number > 1 else ''} put on the agenda.")
        if added is not None:
            query = {"below": added.pk} if self.below else {"on": "new"}
            query |= {"part": 1} if self.new["part"] else {}
            return Done(f"“{added}” is on the agenda.", f"?{urlencode(query)}")
        return Done("Saved." if renamed else "Nothing was changed.")

    def _item(self, pk, act):
        item = next((item for item in self.items if item.pk == pk), None)
        if item is None:
            raise NotPossible("That item is not on the agenda any more.")
        if pk in self.closed and act != "below":
            raise NotPossible(PUBLIC.format(item.title))
        return item

    def _up(self, item, _):
        actions.move(item=item, up=True, by=self.by)
        return self._moved(item, "up")

    def _down(self, item, _):
        actions.move(item=item, up=False, by=self.by)
        return self._moved(item, "down")

    def _in(self, item, _):
        actions.nest(item=item, depth=2, by=self.by)
        return self._moved(item, "in")

    def _out(self, item, _):
        actions.nest(item=item, depth=1, by=self.by)
        return self._moved(item, "out")

    def _place(self, item, before):
        other = next((one for one in self.items if one.pk == _number(before)), None)
        actions.place(item=item, before=other, by=self.by)
        return self._moved(item, "title")

    def _remove(self, item, _):
        at = next(place for place, one in enumerate(self.items) if one.pk == item.pk)
        beside = [*self.items[at + 1 :], *reversed(self.items[:at])]
        actions.remove(item=item, by=self.by)
        query = f"?{urlencode({'at': beside[0].pk, 'on': 'title'})}" if beside else ""
        return Done(f"“{item}” is taken off the agenda.", query)

    def _below(self, item, _):
        query = {"below": item.pk} | ({"part": 1} if item.depth > 1 else {})
        return Done(f"Write the title of what follows “{item}”.", f"?{urlencode(query)}")

    def _moved(self, item, button):
        stored = AgendaItem.objects.get(pk=item.pk)
        told = f"“{stored}” is now at place {stored.position} of {len(self.items)}."
        return Done(told, f"?{urlencode({'at': item.pk, 'on': button})}")


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
