"""The text of a PDF file as lines: paragraphs rebuilt from where the words stand. Pure: bytes in, lines out."""

from minutes.text.pdf.reader import NotPdf, PdfText, read_pdf

__all__ = ["NotPdf", "PdfText", "read_pdf"]
