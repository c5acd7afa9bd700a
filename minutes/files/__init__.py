"""Files that are uploaded: what they are, what is in them, how Word becomes PDF, and where they lie."""
