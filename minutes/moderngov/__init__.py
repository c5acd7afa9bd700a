"""The other system that most councils run: its pages read (pure) and stored."""
