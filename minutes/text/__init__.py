"""Reading minutes as people write them: pure functions from text to plain records. Imports nothing of the project."""

from minutes.text.clauses import ClauseLine, read_clauses, write_clauses

__all__ = ["ClauseLine", "read_clauses", "write_clauses"]
