"""Numbers as Word prints them, by the name of the format."""

from collections.abc import Callable

from minutes.text.numbers import TEENS, TENS, UNITS

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
CHICAGO = "*†‡§"
ORDINAL_WORDS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
                 "twelve": "twelfth"}  # fmt: skip


def roman(number: int) -> str:
    """``i``, ``ii``, …; beyond 3999 and below 1 the figure itself."""
    if not 0 < number < 4000:
        return str(number)
    digits = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        digits += sign * count
    return digits


def letter(number: int) -> str:
    """``a`` to ``z``, then ``aa``, ``bb``, …"""
    return chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26) if 0 < number <= 780 else str(number)


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``11th``, …"""
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ends.get(number % 10, 'th')}"


def words(number: int) -> str:
    """``One`` to ``Ninety-nine``; beyond, the figure itself."""
    if not 0 < number < 100:
        return str(number)
    if number < 20:
        return (UNITS + TEENS)[number - 1].capitalize()
    tens = next(word for word, value in TENS.items() if value == number // 10 * 10)
    return f"{tens}-{UNITS[number % 10 - 1]}".capitalize() if number % 10 else tens.capitalize()


def ordinal_words(number: int) -> str:
    """``First`` to ``Ninety-ninth``."""
    head, dash, last = words(number).lower().rpartition("-")
    if not last.isalpha():
        return ordinal(number)
    end = ORDINAL_WORDS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{dash}{end}".capitalize()


def chicago(number: int) -> str:
    """``*``, ``†``, ``‡``, ``§``, ``**``, …"""
    return CHICAGO[(number - 1) % 4] * (1 + (number - 1) // 4) if 0 < number <= 40 else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ordinal": ordinal,
    "cardinalText": words,
    "ordinalText": ordinal_words,
    "numberInDash": lambda number: f"- {number} -",
    "chicago": chicago,
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def printed(number: int, form: str) -> str:
    """``number`` in a format of Word's; in one that no council writes in English or Welsh, as a figure."""
    return FORMATS.get(form, str)(number)
