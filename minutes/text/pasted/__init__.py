"""What a clerk pastes from a word processor, as lines: pure, from the clipboard's HTML to lines."""

from minutes.text.pasted.reader import PastedText, read_pasted

__all__ = ["PastedText", "read_pasted"]
