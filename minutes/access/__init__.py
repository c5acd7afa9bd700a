"""Who works in the admin: the code beside the password, and sessions that end."""
