"""One item of a proposal as a form: what was read fills it, the clerk corrects it, and what is accepted is stored."""

from django import forms

from minutes.admin.pasting_shown import MatterShown
from minutes.admin.widgets import Lines
from minutes.admin.writing import takes_marks, takes_phrases
from minutes.loading.memory import digest
from minutes.models import PhrasePlace
from minutes.pasting.facts import NAMES, ToldItem, plain_resolutions
from minutes.text.meeting_forms import EXEMPT_TITLE
from minutes.text.resolutions import filled, lists_of, read_list, write_list
from minutes.text.tracing import words_of

DEEPEST = 5  # levels of clauses that are stored
OUTCOMES = [("", "leave this vote out"), ("carried", "Carried"), ("lost", "Lost"), ("fell", "Fell without a vote"),
            ("withdrawn", "Withdrawn")]  # fmt: skip
# The fields in which a clerk writes, with the phrases that each is offered.
MARKED = {
    "minutes": PhrasePlace.MINUTES, "reasons": PhrasePlace.REASONS, "options_considered": PhrasePlace.OPTIONS,
}  # fmt: skip
LISTED = {"opening": PhrasePlace.OPENING, "resolutions": PhrasePlace.RESOLUTION}
CHOICES = {"for": "for", "against": "against", "abstain": "abstain", "abstained": "abstain", "declined": "declined"}


class MatterForm(MatterShown, forms.Form):
    """
    One item of the proposal.

    `ours` is what stands at the items of the agenda, by key; `closed` the names of the facts that are published, so
    that this user may not change them.
    """

    accepted = forms.BooleanField(required=False, initial=True)
    target = forms.ChoiceField(label="Goes to")
    label = forms.CharField(label="Number", max_length=40, required=False)
    title = forms.CharField(max_length=1000, widget=forms.TextInput(attrs={"class": "vTextField"}))
    is_exempt = forms.BooleanField(label="Considered in private", required=False)
    report_credit = forms.CharField(required=False, widget=Lines(attrs={"rows": 2}))
    minutes = forms.CharField(required=False, widget=Lines(attrs={"rows": 4}))
    reasons = forms.CharField(label="Reasons for the decision", required=False, widget=Lines(attrs={"rows": 2}))
    options_considered = forms.CharField(
        label="Other options considered", required=False, widget=Lines(attrs={"rows": 2})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, matter, item, agenda, ours, closed, place, **kwargs):
        self.matter, self.item, self.ours, self.closed = matter, item, ours, closed
        self.agenda = {str(one.pk): one for one in agenda}
        self.lists = lists_of(matter.item.resolutions) or [("", [])]
        super().__init__(*args, prefix=f"item-{place}", label_suffix="", **kwargs)
        self.fields["target"].choices = [("new", "a new item of the agenda")] + [
            (key, str(one)[:100]) for key, one in self.agenda.items()
        ]
        self._add_lists()
        self._add_votes()
        for name, place_of_phrases in MARKED.items():
            takes_marks(self.fields[name].widget)
            takes_phrases(self.fields[name].widget, place_of_phrases)
        for name in NAMES:
            self.fields[f"replace_{name}"] = forms.BooleanField(label="Replace what stands there", required=False)
        self.read = self._read()
        self.initial = {**self.read, **self.initial}

    def _add_lists(self):
        for number in range(len(self.lists)):
            self.fields[f"opening_{number}"] = forms.CharField(
                label="Opening words", max_length=500, required=False,
                widget=forms.TextInput(attrs={"class": "vTextField"}),
            )  # fmt: skip
            self.fields[f"resolutions_{number}"] = forms.CharField(
                label="Resolutions", required=False, strip=False, widget=Lines(attrs={"rows": 3})
            )
            for name, place in LISTED.items():
                takes_phrases(self.fields[f"{name}_{number}"].widget, place)

    def _add_votes(self):
        for number in range(len(self.matter.item.votes)):
            self.fields[f"subject_{number}"] = forms.CharField(label="Voted on", required=False)
            self.fields[f"outcome_{number}"] = forms.ChoiceField(label="Outcome", choices=OUTCOMES, required=False)
            for side, label in (("for", "For"), ("against", "Against"), ("abstain", "Abstained")):
                self.fields[f"{side}_{number}"] = forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=9999
                )
            self.fields[f"names_{number}"] = forms.CharField(
                label="Who voted how", required=False, widget=Lines(attrs={"rows": 2})
            )

    def _read(self):
        """What was read, as the fields hold it."""
        read = self.matter.item
        told = {
            "target": str(self.item.pk) if self.item else "new", "label": read.label or "", "title": read.title,
            "is_exempt": bool(EXEMPT_TITLE.search(read.title)) and self.item is None,
            "report_credit": read.report_credit or "", "minutes": read.minutes or "", "reasons": read.reasons or "",
            "options_considered": read.options_considered or "",
            "seen": digest(self.ours[self.item.pk]) if self.item else "",
        }  # fmt: skip
        for number, (opening, resolutions) in enumerate(self.lists):
            told |= {f"opening_{number}": opening, f"resolutions_{number}": write_list(resolutions)}
        for number, vote in enumerate(read.votes):
            told |= {
                f"subject_{number}": (vote.on or "Motion").capitalize(), f"outcome_{number}": vote.outcome or "",
                f"for_{number}": vote.votes_for, f"against_{number}": vote.votes_against,
                f"abstain_{number}": vote.abstentions, f"names_{number}": _written(vote.names),
            }  # fmt: skip
        return told

    # What it becomes

    def clean(self):
        data = super().clean()
        if not data["accepted"]:
            self.errors.clear()  # of what is left out, nothing is asked
        if self.errors or not data["accepted"]:
            return data
        self._check_lists(data)
        self._check_votes(data)
        target = self.agenda.get(data["target"])
        replaced = [name for name in NAMES if data[f"replace_{name}"]]
        if target and replaced and data["seen"] != digest(self.ours[target.pk]):
            self.add_error(None, f"“{target}” has been changed since this page was made. Look at it again.")
        return data

    def _check_lists(self, data):
        for number in range(len(self.lists)):
            for one in self._resolutions(data, number):
                if not one.text:
                    self.add_error(f"resolutions_{number}", f"“{one.label}” has no words.")
                if _depth(one) > DEEPEST:
                    self.add_error(f"resolutions_{number}", f"Clauses go at most {DEEPEST} levels deep.")
                if wrong := next((label for label in _labels(one) if len(label) > 40), None):
                    self.add_error(f"resolutions_{number}", f"“{wrong[:60]}…” is too long for a number.")

    def _check_votes(self, data):
        for number in range(len(self.matter.item.votes)):
            if not data[f"outcome_{number}"]:
                continue
            votes_for, against = data[f"for_{number}"], data[f"against_{number}"]
            if (votes_for is None) != (against is None):
                self.add_error(f"for_{number}", "Give the votes for and the votes against, or no numbers at all.")
            elif votes_for is not None and data[f"outcome_{number}"] == "carried" and votes_for < against:
                self.add_error(f"outcome_{number}", "Carried with fewer votes for it than against it?")

    def _resolutions(self, data, number):
        """A list as it was read where nobody touched it, else as it is typed."""
        _, read = self.lists[number]
        names = (f"opening_{number}", f"resolutions_{number}")
        if all(_same(data[name], self.read[name]) for name in names):
            return [filled(one) for one in read]
        return read_list(data[names[0]].strip(), data[names[1]])

    def told(self):
        """The item as it is accepted; None where it is left out."""
        data = self.cleaned_data
        if not data["accepted"]:
            return None
        lists = [self._resolutions(data, number) for number in range(len(self.lists))]
        facts = {name: data[name] for name in NAMES if name in data and name in self.fields}
        facts["resolutions"] = plain_resolutions([one for found in lists for one in found])
        facts["votes"] = list(self._votes(data))
        target = self.agenda.get(data["target"])
        if target is not None and words_of(facts["title"]) == words_of(target.title):
            del facts["title"]  # the agenda's capitals and stops stay
        return ToldItem(
            target, data["label"], {name: value for name, value in facts.items() if name not in self.closed_at(target)},
            frozenset(name for name in NAMES if data[f"replace_{name}"]), data["is_exempt"],
        )  # fmt: skip

    def takes_no_words(self):
        """Why nothing can be added to its minutes; "" where it can be."""
        data = self.cleaned_data
        if not data["accepted"]:
            return "That item is not taken."
        target = self.agenda.get(data["target"])
        if target is not None and self.ours[target.pk]["minutes"] and not data["replace_minutes"]:
            return "The minutes of that item stay as they stand."
        return ""

    def closed_at(self, target):
        return self.closed.get(target.pk, frozenset()) if target is not None else frozenset()

    def _votes(self, data):
        for number in range(len(self.matter.item.votes)):
            if data[f"outcome_{number}"]:
                yield {
                    "subject": data[f"subject_{number}"] or "Motion", "outcome": data[f"outcome_{number}"],
                    "for": data[f"for_{number}"], "against": data[f"against_{number}"],
                    "abstain": data[f"abstain_{number}"], "ballots": sorted(_named(data[f"names_{number}"])),
                }  # fmt: skip


def _same(typed, read):
    return " ".join((typed or "").split()) == " ".join((read or "").split()) and (typed or "").count("\n") == (
        read or ""
    ).count("\n")


def _outline(clauses, depth):
    for one in clauses:
        yield depth, one
        yield from _outline(one.clauses, depth + 1)


def _depth(one):
    return max((depth for depth, _ in _outline(one.clauses, 1)), default=0)


def _labels(one):
    return [one.label, *(clause.label for _, clause in _outline(one.clauses, 1))]


def _written(ballots):
    """Names by side, a line to each: "For: A Moss; B Hill"."""
    sides = {}
    for ballot in ballots:
        sides.setdefault(ballot.vote, []).append(ballot.name)
    return "\n".join(f"{side.capitalize()}: {'; '.join(names)}" for side, names in sides.items())


def _named(text):
    for line in text.splitlines():
        side, _, names = line.partition(":")
        if choice := CHOICES.get(side.strip().lower()):
            yield from ([name.strip(), choice] for name in names.split(";") if name.strip())
