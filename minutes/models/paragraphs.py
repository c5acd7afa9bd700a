"""The paragraphs of law under which information is exempt, nation by nation, in short."""

import re
from typing import NamedTuple

from minutes.models.council import Jurisdiction


class Paragraph(NamedTuple):
    """One of them; `has_test`: it holds only as long as the public interest in keeping it private outweighs."""

    number: int
    words: str
    has_test: bool = True

    def __str__(self) -> str:
        return f"{self.number}. {self.words}"


PERSON, IDENTITY = "Information about an individual", "Information likely to reveal who an individual is"
AFFAIRS = "Financial or business affairs of a particular person, the council included"
LABOUR = "Consultations or negotiations with staff or office holders on a labour relations matter"
PRIVILEGE = "Legal professional privilege"
NOTICE = "That the council proposes to give a statutory notice or to make an order or direction"
CRIME = "Action to prevent, investigate or prosecute crime"
SEVEN = (PERSON, IDENTITY, AFFAIRS, LABOUR, PRIVILEGE, NOTICE, CRIME)

# Local Government (Scotland) Act 1973, Sch. 7A, Part I, which asks for no weighing of interests.
SCOTLAND = (
    "A present or former employee or office holder of the council, or an applicant for such a post",
    "A present or former occupier of, or applicant for, accommodation that the council provides or pays for",
    "A present or former recipient of, or applicant for, a service of the council",
    "A present or former recipient of, or applicant for, financial help from the council",
    "Adoption, care, fostering, education or supervision of a particular child",
    "Financial or business affairs of a particular person other than the council",
    "Social work reports on, and supervision of, a particular person",
    "How much the council means to spend under a particular contract",
    "Terms proposed in the negotiation of a contract",
    "That the council is the one that made a particular tender",
    "Consultations or negotiations with staff or office holders on a labour relations matter",
    "Instructions to and opinions of counsel, and legal advice",
    "That the council proposes to give a statutory notice or to make an order or direction",
    "Action to prevent, investigate or prosecute crime",
    "Who a protected informant is",
)
# England and Wales: Local Government Act 1972, Sch. 12A, Parts 1 and 4. In Wales the test of para. 21 is not asked of
# privilege; in England para. 10 asks it of all seven. Northern Ireland: Local Government Act (Northern Ireland) 2014,
# Sch. 6.
PARAGRAPHS: dict[Jurisdiction, list[Paragraph]] = {
    Jurisdiction.ENGLAND: [Paragraph(number, words) for number, words in enumerate(SEVEN, 1)],
    Jurisdiction.WALES: [Paragraph(number, words, words != PRIVILEGE) for number, words in enumerate(SEVEN, 12)],
    Jurisdiction.SCOTLAND: [Paragraph(number, words, False) for number, words in enumerate(SCOTLAND, 1)],
    Jurisdiction.NORTHERN_IRELAND: [Paragraph(number, words) for number, words in enumerate(SEVEN, 1)],
}


def numbers_in(written: str) -> list[int]:
    """The paragraphs that a text names: "3", "1 and 2", "12A, para. 3" without the schedule's own number."""
    bare = re.sub(r"\b(?:schedule|sch\.?)\s*\d+\s*[A-Z]?\b|\b\d+[A-Z]\b", " ", written, flags=re.IGNORECASE)
    return list(dict.fromkeys(int(number) for number in re.findall(r"\b\d{1,2}\b", bare)))


def written(numbers: list[int]) -> str:
    """Paragraphs as pages print them: 3; 1 and 3; 1, 2 and 3."""
    told = [str(number) for number in sorted(set(numbers))]
    return " and ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))


def named(paragraph: str, nation: Jurisdiction) -> list[Paragraph]:
    """Those of the nation's paragraphs that a text names."""
    numbers = numbers_in(paragraph)
    return [each for each in PARAGRAPHS[nation] if each.number in numbers]


def is_of(paragraph: str, nation: Jurisdiction) -> bool:
    """Whether a text names paragraphs of that nation, and none that it has not."""
    numbers = numbers_in(paragraph)
    return bool(numbers) and len(named(paragraph, nation)) == len(numbers)


def asks_for_test(paragraph: str, nation: Jurisdiction) -> bool:
    """Whether any of the paragraphs holds only by weighing the public interest."""
    return any(each.has_test for each in named(paragraph, nation))
