"""What somebody can follow, and the feeds that tell of it."""
