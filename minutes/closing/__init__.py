"""What closes: what becomes exempt, minutes that are confirmed, and what is put right in them after that."""
