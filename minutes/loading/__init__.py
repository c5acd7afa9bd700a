"""Writing what was read elsewhere into the record: one loader for every source, and what it leaves to a person."""
