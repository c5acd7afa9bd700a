"""What the page of a proposal says of one item: what will happen to it, and what a person should look at."""

from minutes.pasting.facts import NAMES, ON_AGENDA, differs, plain_resolutions
from minutes.text.resolutions import filled
from minutes.text.tracing import words_of


class MatterShown:
    """The side of a form of one item that its page shows."""

    @property
    def goes_to(self):
        """The item of the agenda that is meant; None for a new one."""
        return self.agenda.get(str(self["target"].value()))

    @property
    def heading(self):
        return f"{self['label'].value() or ''} {self['title'].value() or ''}".strip()

    @property
    def becomes(self):
        """In a line: what accepting it will do."""
        where = f"goes to “{self.goes_to}”" if self.goes_to else "becomes a new item"
        read = self.matter.item
        parts = [_many(len(read.resolutions), "resolution"), _many(len(read.votes), "vote")]
        parts += [name for name, value in (("reasons", read.reasons), ("options", read.options_considered)) if value]
        parts = [part for part in (["minutes"] if read.minutes else []) + parts if part]
        return f"{where}: {', '.join(parts) or 'nothing but its title'}"

    @property
    def conflicts(self):
        """What stands there already and is not what was read: its name, its words, the tick, whether it is many."""
        found = []
        if self.goes_to is None:
            return found
        ours, read = self.ours[self.goes_to.pk], self._facts_read()
        for name, words in NAMES.items():
            told = read[name]
            same = name == "title" and words_of(told) == words_of(ours[name])
            if told and differs(told, ours[name]) and not same:
                closed = name in self.closed_at(self.goes_to)
                tick = None if closed else self[f"replace_{name}"]
                found.append((words, in_words(ours[name]), tick, name not in ON_AGENDA))
        return found

    def _facts_read(self):
        values = {name: self[name].value() or "" for name in NAMES if name in self.fields}
        votes = [
            {"subject": (vote.on or "Motion").capitalize(), "outcome": vote.outcome, "for": vote.votes_for,
             "against": vote.votes_against, "abstain": vote.abstentions,
             "ballots": sorted([one.name, one.vote] for one in vote.names)}
            for vote in self.matter.item.votes
        ]  # fmt: skip
        return {
            **values,
            "resolutions": plain_resolutions(list(map(filled, self.matter.item.resolutions))),
            "votes": votes,
        }

    @property
    def questions(self):
        """What a person should look at."""
        asked = [one for one in self.matter.questions if not one.startswith("RESOLVED inside")]
        inside = len(self.matter.questions) - len(asked)
        if inside:
            asked.append(
                "Something is said to be RESOLVED inside a sentence: it stays in the minutes, and is no resolution."
            )
        asked += [
            f"A vote on “{vote.on or 'the motion'}” does not say what became of it: choose, or it is left out."
            for number, vote in enumerate(self.matter.item.votes)
            if not vote.outcome and not self[f"outcome_{number}"].value()
        ]
        if self.goes_to and words_of(self.goes_to.title) != words_of(self["title"].value()):
            asked.append(f"The agenda calls it “{self.goes_to}”.")
        if self.goes_to and self.closed_at(self.goes_to):
            names = [NAMES[name] for name in NAMES if name in self.closed_at(self.goes_to)]
            asked.append(f"Published already, and left as they are: {', '.join(names)}.")
        return asked

    @property
    def boxes(self):
        """The lists of resolutions: opening and text."""
        return [(self[f"opening_{number}"], self[f"resolutions_{number}"]) for number in range(len(self.lists))]

    @property
    def vote_rows(self):
        names = ("subject", "outcome", "for", "against", "abstain", "names")
        for number, vote in enumerate(self.matter.item.votes):
            yield [self[f"{name}_{number}"] for name in names if name != "names" or vote.names]

    @property
    def texts(self):
        """The other parts: those with something in them, and those without."""
        names = ("report_credit", "minutes", "reasons", "options_considered")
        parts = [self[name] for name in names]
        return [part for part in parts if part.value()], [part for part in parts if not part.value()]


def in_words(value):
    """What stands there, for a person."""
    if isinstance(value, str):
        return value
    lines = []
    for one in value:
        if "clauses" in one:
            lines.append(" ".join(filter(None, [one["opening"], one["label"], one["text"]])))
            lines += [f"{'  ' * depth}{label} {text}" for depth, label, text in one["clauses"]]
        else:
            lines.append(f"{one['subject']}: {one['outcome']}, {one['for']} to {one['against']}")
    return "\n".join(lines)


def _many(number, word):
    return f"{number} {word}{'s' if number > 1 else ''}" if number else ""
