"""Minutes that a clerk pastes: matched with the agenda, and stored once they are accepted."""
