"""Withholding a name from the public record, everywhere at once, and putting it back."""
