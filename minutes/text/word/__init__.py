"""A Word document as lines, with the numbers that Word prints. Pure: bytes in, lines out."""

from minutes.text.word.package import NotWord
from minutes.text.word.reader import WordText, read_word

__all__ = ["NotWord", "WordText", "read_word"]
