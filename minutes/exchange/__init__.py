"""The project's own form: everything in JSON Lines, out and in again. docs/records.md describes it."""
