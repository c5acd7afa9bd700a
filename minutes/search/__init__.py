"""Search: the index of what is public, what goes into it, matching and ranking, the results page."""
