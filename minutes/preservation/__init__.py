"""Keeping the record: backups and what comes back from them, checking that everything is there and unchanged."""
