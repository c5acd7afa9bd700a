"""Made-up words: each text of each record has one of its own, by which it is known wherever it turns up."""

import hashlib
import re

from tests.site.world import NOT_TEXT, ONLY_WHEN, text_fields

LETTERS = "bcdfghjklmnpqrtvwxz"  # no word of a language, and nothing that a stem is found of
LENGTH = 12
TOLD = 8  # so many of its letters tell a word: titles are cut short
WORD = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")
COMMON = "hornbeam"  # stands in every title, so that a search for it counts them, and what is typed is completed
COMMONLY = (("AgendaItem", "title"), ("Report", "title"), ("Issue", "title"), ("Committee", "name"), ("Person", "name"))
# Made of other fields, or of no use as words of their own.
DERIVED = {"file_name", "slug"} | NOT_TEXT
NAMED = {"Committee", "Person", "Issue", "Ward"}  # have a slug of their own


def made_up(seed: str) -> str:
    """The word of a seed."""
    digest = int(hashlib.sha256(seed.encode()).hexdigest(), 16)
    return "".join(LETTERS[(digest >> (8 * place)) % 256 % len(LETTERS)] for place in range(LENGTH))


NOTHING = made_up("nothing")  # is nowhere, and as long as any other


class Words:
    """The words of one council, each with what it was given to."""

    def __init__(self):
        self.given = {}
        self.of_versions = {}  # by the key of an earlier version, the word in its file

    def new(self, of):
        """A word that was not given before."""
        word = made_up(str(len(self.given)))
        self.given[word] = of
        return word

    def fill(self, model, *, withdrawn=False, exempt=False, withheld=False):
        """A value for every text field of a model that may be filled in that state."""
        state = {"withdrawn": withdrawn, "exempt": exempt, "withheld": withheld}
        names = [name for name in text_fields(model) if name not in DERIVED or (name, model.__name__) in _slugs()]
        names = [name for name in names if name not in ONLY_WHEN or state[ONLY_WHEN[name]]]
        values = {name: self.new(f"{model.__name__}.{name}") for name in names}
        for name in {"email", "contact_email"} & values.keys():
            values[name] = f"{values[name]}@example.org"
        for of, name in COMMONLY:
            if model.__name__ == of:
                values[name] = f"{COMMON.capitalize()} {values[name]}"
        return values


def _slugs():
    return {("slug", name) for name in NAMED}


def words_in(text):
    """The made-up words that stand in a text."""
    return set(WORD.findall(text.lower()))
