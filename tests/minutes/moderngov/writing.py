"""Minutes as councils write them, made at random with what a person would read in them: words, and the truth."""

from dataclasses import dataclass, field
from random import Random

# Openings before a list; those with verbs need items that begin with a verb of decision.
LISTS = (
    *(
        "RESOLVED:",
        "RESOLVED –",
        "RESOLVED -",
        "RESOLVED:-",
        "RESOLVED",
        "RESOLVED that:",
        "RESOLVED that",
        "RESOLVED to:",
    ),
    *("RESOLVEd:", "Resolved:", "Resolved:-", "Resolved –", "Resolved that:", "resolved:", "RESOLVED (unanimously):"),
    *("Resolved: (By 14 votes to none)", "RESOLVED (nem con) –", "Resolved unanimously:", "RESOLVED, unanimously:"),
    *(
        "The Committee resolved:-",
        "The Committee resolved to:",
        "The Planning Committee resolved that:",
        "The Board RESOLVED:",
    ),
    *("It was RESOLVED that:", "IT WAS RESOLVED:", "It was resolved:", "Accordingly, it was RESOLVED:"),
    *("Upon being put to the vote, it was RESOLVED that:", "Cabinet RESOLVED:", "The Cabinet RESOLVED to:"),
    *("Following discussion, the Committee resolved:", "The Panel unanimously resolved to:", "Members RESOLVED –"),
    *("AGREED:", "AGREED", "AGREED that:", "AGREED –", "Agreed:", "Cabinet agreed that:", "It was agreed that:"),
    *("The Committee agreed:", "It was agreed to:", "The Cabinet Member agreed:", "It was AGREED:"),
    *("PENDERFYNWYD:", "PENDERFYNWYD", "PENDERFYNWYD –", "Penderfynwyd:"),
    *(
        "RESOLVED: That",
        "RESOLVED: That Cabinet:",
        "RESOLVED – That the Committee:",
        "Resolved: That the Cabinet Member:",
    ),
    *("RESOLVED as follows:", "RESOLVED: that the Executive", "DECISION: That:"),
)
RECOMMENDING = (
    *("Recommended:", "RECOMMENDED:", "RECOMMENDED –", "RECOMMENDED to Full Council:", "RECOMMENDED to Council that:"),
    *("RESOLVED to RECOMMEND to Council:", "RESOLVED and RECOMMEND to FULL COUNCIL:", "RECOMMEND TO COUNCIL:"),
    *("It was RECOMMENDED to Cabinet that:", "RECOMMENDED that Council:", "Recommended to Council –"),
)
VERBS = (
    "The Cabinet has:",
    "The Committee:",
    "Cabinet:",
    "The Cabinet Member has:",
    "The Executive:",
    "The Committee has:",
)
DECISIONS = (
    "DECISION",
    "DECISIONS",
    "Decision",
    "DECISION:",
    "Decision made:",
    "DECISIONS:",
    "DECISION (Unanimously):",
)
SINGLES = (
    *(
        "RESOLVED: That {}",
        "RESOLVED – That {}",
        "RESOLVED - That {}",
        "RESOLVED that {}",
        "RESOLVED:That {}",
        "RESOLVED That {}",
    ),
    *("Resolved: That {}", "Resolved:- That {}", "Resolved – That {}", "Resolved that {}", "RESOLVEd: That {}"),
    *("RESOLVED: that {}", "It was RESOLVED that {}", "IT WAS RESOLVED that {}", "It was resolved that {}"),
    *("The Committee resolved that {}", "The Committee RESOLVED that {}", "Cabinet RESOLVED – That {}"),
    *(
        "AGREED that {}",
        "AGREED: That {}",
        "AGREED – that {}",
        "Agreed: that {}",
        "PENDERFYNWYD: {}",
        "PENDERFYNWYD {}",
    ),
    *("RESOLVED (unanimously): That {}", "Resolved: (By 9 votes to 2) That {}", "Accordingly, it was RESOLVED that {}"),
    *(
        "DECISION: That {}",
        "RESOLVED –\n\nThat {}",
        "RESOLVED:\n\nThat {}",
        "RESOLVED\n\nThat {}",
        "Resolved:\n\nThat {}",
    ),
    *("DECISION\n\nThat {}", "Decision:\n\nThat {}", "Members RESOLVED that {}", "On a vote, it was RESOLVED that {}"),
)
MARKERS = {
    "1.": [f"{n}." for n in range(1, 30)],
    "1)": [f"{n})" for n in range(1, 30)],
    "(1)": [f"({n})" for n in range(1, 30)],
    "1": ["1."] * 30,
    "(a)": [f"({c})" for c in "abcdefghijklmnop"],
    "a)": [f"{c})" for c in "abcdefghijklmnop"],
    "a.": [f"{c}." for c in "abcdefghijklmnop"],
    "(i)": ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)", "(ix)", "(x)"],
    "i)": ["i)", "ii)", "iii)", "iv)", "v)", "vi)", "vii)", "viii)", "ix)", "x)"],
    "i.": ["i.", "ii.", "iii.", "iv.", "v.", "vi.", "vii.", "viii.", "ix.", "x."],
    "A:": [f"{c}:" for c in "ABCDEFGHIJ"],
    "A.": [f"{c}." for c in "ABCDEFGHIJ"],
    "(A)": [f"({c})" for c in "ABCDEFGHIJ"],
    "•": ["•"] * 30,
    "·": ["·"] * 30,
    "-": ["-"] * 30,
}
INNER = {
    "1": ("(a)", "a)", "a.", "(i)", "i)"),
    "a": ("(i)", "i)", "i.", "•"),
    "i": ("(a)", "•"),
    "A": ("(i)", "1.", "(a)"),
    "•": ("-",),
}
REASONS = (
    *(
        "Reasons for Decision",
        "Reason for Decision:",
        "Reason for Decisions",
        "REASON FOR DECISION(S):",
        "REASONS",
        "REASON –",
    ),
    *(
        "Reason:",
        "The reason for the decision:",
        "Reasons for the decision:",
        "Reason for the decision",
        "Reasons:",
        "REASONS FOR DECISION",
    ),
)
OPTIONS = (
    *(
        "Other Options Considered",
        "Other options considered –",
        "Other Options",
        "Alternative Options considered and rejected:",
    ),
    *(
        "Alternative options considered:",
        "OTHER OPTIONS CONSIDERED AND REJECTED –",
        "Alternative Options Considered :-",
    ),
    *("Alternative options considered", "Other options considered:", "Options considered and rejected:"),
)
INTERESTS = (
    *(
        "Conflict of Interest: None",
        "Dispensation Granted: None",
        "Conflicts of interest / dispensations granted – none",
    ),
)
STORY = (
    "The clerk reported upon {}.", "Members noted that {} had been late.", "It was noted that {} was in hand.",
    "Councillor Ash asked about {}; the officer replied.", "In reply to a question, {} was explained.",
    "Cabinet considered a report on {}.", "The Committee agreed with {} in general.", "8.{n} The officer spoke of {}.",
    "The Chair thanked {} and others:", "Councillor Birch resolved to ask {} again.", "The report recommended {} to nobody.",
    "A vote on {} was not needed.", "The following points were made:\n\n• {} is old;\n\n• bells are loud.",
    "Discussion of {} followed, and it was suggested that the matter be noted.",
)  # fmt: skip
AFTERWARDS = (
    "Councillor Ash thanked the officers for {}.", "The Chair closed the item on {}.", "Voting: unanimous on {}.",
    "The motion on {} was carried by 22 votes to one, with two abstentions.", "(Councillor Elm asked that {} be recorded.)",
    "Note: {} is to be printed.", "For: 12 / Against: 3 / Abstention: 0 ({})", "8.9 The meeting went on to {}.",
    "[The decisions on {} can be called in by the Select Committee]",
)  # fmt: skip
VERB_ITEMS = (
    "Noted {}",
    "Approved {}",
    "Endorsed {}",
    "Agreed to {}",
    "Authorised the Director to buy {}",
    "Delegated {} to the Head of Bells",
)
THAT_ITEMS = (
    "That {} be approved",
    "That the report on {} be noted",
    "that {} be opened",
    "That officers be authorised to buy {}",
)
BARE_ITEMS = (
    "{} be approved",
    "the report on {} be noted",
    "approve {}",
    "to note {}",
    "authority be delegated to the Head of {}",
)
WELSH_ITEMS = ("derbyn {}", "cymeradwyo {}", "bod {} yn cael ei nodi")


@dataclass
class Truth:
    """What a person reads: resolutions as (label, number of their word, clauses), words by part."""

    resolutions: list[tuple[str, str, list]] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


class Writer:
    """Writes minutes with ``random``; every matter has a word of its own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines: list[str] = []
        self.truth = Truth()
        self.count = 0

    def pick(self, choices):
        return self.random.choice(list(choices))

    def word(self) -> str:
        self.count += 1
        return f"w{self.count}x"

    def story(self) -> None:
        if self.truth.reasons or self.truth.options:
            return  # what follows a heading belongs to it
        for _ in range(self.random.randint(0, 2)):
            word = self.word()
            self.lines.append(self.pick(STORY).replace("{n}", str(self.random.randint(1, 9))).replace("{}", word))
            self.truth.story.append(word)

    def items(self, opening: str) -> tuple[str, ...]:
        if opening in VERBS:
            return VERB_ITEMS
        if opening.lower().startswith("penderfynwyd"):
            return WELSH_ITEMS
        if opening in DECISIONS:
            return self.pick((THAT_ITEMS, VERB_ITEMS))
        stem = opening.rstrip(":–- ").lower()
        if stem.endswith((" that", " to", "cabinet", "committee", "council", "executive", "member")):
            return (
                self.pick((BARE_ITEMS, VERB_ITEMS))
                if not stem.endswith(" that")
                else (BARE_ITEMS[0], BARE_ITEMS[1], BARE_ITEMS[4])
            )
        return THAT_ITEMS

    def block(self) -> None:
        opening = self.pick(self.pick((LISTS, LISTS, LISTS, RECOMMENDING, VERBS, DECISIONS)))
        style = self.pick(MARKERS)
        forms = self.items(opening)
        self.lines.append(opening)
        total = self.random.randint(1 if style not in ("1",) else 2, 6)
        for place in range(total):
            self.item(style, place, total, forms)

    def item(self, style: str, place: int, total: int, forms: tuple[str, ...]) -> None:
        label, word = MARKERS[style][place], self.word()
        clauses: list = []
        inner = self.pick(INNER.get(style.strip("().:"), ("",))) if style not in ("1", "·", "-", "•") else ""
        text = self.pick(forms).replace("{}", word)
        nested = bool(inner) and self.random.random() < 0.2
        gap = self.pick(
            (
                " ",
                "  ",
                "\u00a0\u00a0\u00a0 ",
                "\t",
                "" if label[0].isalnum() and style in ("1.", "1)", "a)") and text[0].isupper() else " ",
            )
        )
        end = ":" if nested else self.pick((".", ";", ";", "; and" if place < total - 1 else ".", "", ","))
        self.lines.append(f"{label}{gap}{text}{end if place < total - 1 or nested else self.pick(('.', ''))}")
        if nested:
            margin = self.pick(("", "    "))
            for deep in range(self.random.randint(2, 3)):
                under = self.word()
                clauses.append((MARKERS[inner][deep], under, []))
                self.lines.append(f"{margin}{MARKERS[inner][deep]} the part {under};")
        self.truth.resolutions.append((label, word, clauses))

    def single(self) -> None:
        word = self.word()
        matter = self.pick(
            ("{} be approved.", "the report on {} be noted.", "the plan for {} be adopted, and the money found.")
        ).replace("{}", word)
        self.lines.append(self.pick(SINGLES).replace("{}", matter))
        self.truth.resolutions.append(("", word, []))

    def sections(self) -> None:
        wanted = self.random.sample([("reasons", REASONS), ("options", OPTIONS)], self.random.randint(0, 2))
        for name, headings in wanted:
            heading, word = self.pick(headings), self.word()
            if name == "options" and self.random.random() < 0.2:
                self.lines.append(f"{heading.rstrip(' –:-')} – none")
                continue
            loud = heading.rstrip().endswith((":", "–", "-"))
            own_line = not loud or self.random.random() < 0.5
            body = self.pick(
                (
                    f"To let {word} go on.",
                    f"It was thought that {word} was best. It was cheap.",
                    f"Doing nothing about {word} was rejected.",
                )
            )
            self.lines += [heading, body] if own_line else [f"{heading} {body}"]
            getattr(self.truth, name).append(word)
        if self.random.random() < 0.2:
            self.lines.append(self.pick(INTERESTS))

    def inline(self) -> None:
        """A list in one paragraph."""
        style, words = self.pick(("(a)", "(i)", "(1)", "a)", "1.", "1)")), []
        parts = []
        for place in range(self.random.randint(2, 4)):
            words.append(self.word())
            self.truth.resolutions.append((MARKERS[style][place], words[-1], []))
            parts.append(f"{MARKERS[style][place]} {self.pick(THAT_ITEMS).replace('{}', words[-1])}")
        opening = self.pick(
            (
                "RESOLVED:",
                "RESOLVED –",
                "RESOLVED",
                "Resolved:",
                "The Committee resolved:",
                "AGREED:",
                "It was RESOLVED:",
            )
        )
        self.lines.append(f"{opening} {self.pick(('; ', '; and ')).join(parts)}.")

    def sentence(self) -> None:
        """An opening at the end of a paragraph of the story."""
        before, word = self.word(), self.word()
        self.lines.append(
            self.pick(
                (
                    "Councillor Ash moved {0}, Councillor Elm seconded it, and it was RESOLVED that {1} be done.",
                    "The matter of {0} was put. It was RESOLVED that {1} be done.",
                    "Having heard at length from the residents of three streets and their solicitor on {0}, the Committee resolved that {1} be done.",
                    "Members spoke on {0}. RESOLVED: That {1} be done.",
                    "It was moved by Councillor Ash, seconded by Councillor Elm, that {0} be tried and it was unanimously RESOLVED that {1} be done.",
                )
            ).format(before, word)
        )
        self.truth.story.append(before)
        self.truth.resolutions.append(("", word, []))

    def deep(self) -> None:
        """A list three deep."""
        styles = self.pick(
            (
                ("1.", "(a)", "(i)"),
                ("(a)", "(i)", "(A)"),
                ("1)", "a)", "i)"),
                ("1.", "(i)", "(a)"),
                ("A.", "1.", "(a)"),
                ("(1)", "(a)", "(i)"),
                ("1.", "a.", "•"),
            )
        )
        margin = self.pick(("", "  "))
        self.lines.append(self.pick(LISTS[:10]))
        for top in range(self.random.randint(1, 4)):
            word = self.word()
            under = []
            self.lines.append(f"{MARKERS[styles[0]][top]} That {word} be done{self.pick((':', ' so that:'))}")
            for middle in range(self.random.randint(2, 3)):
                second = self.word()
                lowest = []
                self.lines.append(f"{margin}{MARKERS[styles[1]][middle]} the part {second};")
                if self.random.random() < 0.5:
                    for low in range(2):
                        third = self.word()
                        self.lines.append(f"{margin}{margin}{MARKERS[styles[2]][low]} the piece {third};")
                        lowest.append((MARKERS[styles[2]][low], third, []))
                under.append((MARKERS[styles[1]][middle], second, lowest))
            self.truth.resolutions.append((MARKERS[styles[0]][top], word, under))

    def afterwards(self) -> None:
        for _ in range(self.random.randint(0, 2)):
            word = self.word()
            self.lines.append(self.pick(AFTERWARDS).replace("{}", word))
            self.truth.story.append(word)

    def inner_reason(self) -> None:
        """A reason behind the last resolution, in its paragraph."""
        if self.lines[-1].endswith(".") and self.truth.resolutions and self.truth.resolutions[-1][1] in self.lines[-1]:
            word = self.word()
            self.lines[-1] += self.pick(
                (
                    " Reason: To let {} go on.",
                    " REASON – To let {} go on.",
                    " Reasons for Decision: To let {} go on.",
                    " Reason for the decision: To let {} go on.",
                )
            ).replace("{}", word)
            self.truth.reasons.append(word)

    def write(self) -> tuple[str, Truth]:
        for _ in range(self.random.randint(1, 3)):
            self.story()
            self.pick((self.block, self.block, self.single, self.inline, self.sentence, self.deep))()
            extra = self.random.random()
            if extra < 0.2:
                self.afterwards()
            elif extra < 0.3:
                self.inner_reason()
            self.sections()
        gap = self.pick(("\n\n", "\n \n", "\n\u00a0\n", "\n\n\u00a0\n\n", "\r\n\r\n"))
        return gap.join("\n\n".join(self.lines).split("\n\n")), self.truth
