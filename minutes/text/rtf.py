"""Rich text (RTF) as plain text."""

import re

TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
BREAKS = {"par": "\n", "sect": "\n", "page": "\n", "line": "\n", "row": "\n", "cell": " | ", "tab": "\t"}
SIGNS = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
         "~": "\xa0", "_": "-", "-": "", "emspace": " ", "enspace": " "}  # fmt: skip
# Groups that hold no words of the text.
ASIDE = {"fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer",
         "footerl", "footerr", "footerf", "listtable", "listoverridetable", "object", "fldinst", "generator", "themedata",
         "datastore", "xmlnstbl", "rsidtbl", "pntext", "filetbl"}  # fmt: skip


def is_rtf(text: str) -> bool:
    """Whether ``text`` is rich text."""
    return text.lstrip().startswith("{\\rtf")


def read_rtf(text: str) -> str:
    """The words of rich text, a line a paragraph."""
    written: list[str] = []
    aside, skip, stack = False, 1, []
    to_skip = 0
    for found in TOKEN.finditer(text):
        word, number = found["word"], found["number"]
        if found["brace"] == "{":
            stack.append((aside, skip))
        elif found["brace"] == "}":
            aside, skip = stack.pop() if stack else (False, 1)
        elif word == "uc":
            skip = int(number or 1)
        elif word in ASIDE or found["sign"] == "*":
            aside = True
        elif not aside and word == "u" and number:
            written.append(chr(int(number) % 65536) if not 0xD800 <= int(number) % 65536 < 0xE000 else "�")
            to_skip = skip
        elif not aside:
            said = _said(found)
            if to_skip and (found["hex"] or found["text"]):
                said, to_skip = said[to_skip:], max(to_skip - len(said), 0)
            written.append(said)
    return "".join(written).strip()


def _said(found: re.Match[str]) -> str:
    if found["hex"]:
        return bytes([int(found["hex"], 16)]).decode("cp1252", errors="replace")
    if found["text"]:
        return found["text"]
    if found["word"]:
        return BREAKS.get(found["word"]) or SIGNS.get(found["word"], "")
    sign = found["sign"] or ""
    return SIGNS.get(sign, sign if sign in "\\{}" else "")
