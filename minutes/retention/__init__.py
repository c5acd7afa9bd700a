"""How long things are kept: what is due, and disposing of it by a person. Nothing goes by itself."""
