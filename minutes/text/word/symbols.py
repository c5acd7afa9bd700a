"""Characters of picture fonts, as the signs that they print."""

SYMBOL = {
    0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB9: "≠", 0xAE: "→", 0xAC: "←", 0xBC: "…",
    0xA2: "′", 0xB2: "″", 0x2D: "−", 0xD6: "√", 0xA5: "∞", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xA0: "€",
    0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "µ", 0x70: "π", 0x73: "σ", 0x77: "ω", 0x44: "Δ",
    0x57: "Ω", 0x53: "Σ",
}  # fmt: skip
WINGDINGS = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xA7: "▪", 0x6E: "■", 0x6C: "●", 0x9F: "•",
    0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xF0: "⇨", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x76: "❖",
}  # fmt: skip
WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x54: "☒", 0xA3: "☐", 0x97: "●", 0x98: "•"}
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2}


def sign(font: str, character: str) -> str:
    """The sign that a character (a number in base 16) prints in a font; one that is not known is ``□``, as Word shows it."""
    try:
        code = int(character, 16)
    except ValueError:
        return "□"
    table = FONTS.get(font.lower())
    if table is None:
        return chr(code) if 0x20 <= code < 0xD800 else "□"
    low = code - 0xF000 if code >= 0xF000 else code
    plain = chr(low) if table is SYMBOL and 0x20 <= low < 0x40 else "□"
    return table.get(low, plain)
