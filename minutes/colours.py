"""The council's colour, made readable (WCAG 2.2, 1.4.3 and its definitions of contrast and luminance)."""

import colorsys

PAPER = "#fcfaf5"
LAMPLIGHT = "#1c1a17"
# 4.5 is asked for; a little more leaves room for tinted backgrounds.
ENOUGH = 5.0


def readable(colour: str, *, on: str) -> str:
    """The colour (#rrggbb), darkened or lightened in small steps until its contrast with `on` is enough for text."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    step = -0.02 if luminance(on) > 0.5 else 0.02
    while contrast(colour, on) < ENOUGH and 0 < lightness + step < 1:
        lightness += step
        colour = "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255
